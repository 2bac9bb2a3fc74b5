import { metaMessages } from '../metaMessages';

const report = (event: string, data: object = {}) => ({ event, data });

export const reports = [
	...metaMessages.map((message) => report('message.received', message)),
	report('message.read', { id: 'wamid.1' }),
	report('contact.created'),
];
