import { metaMessages } from '../metaMessages';

const report = (value: object) => ({ payload: { metadata: {}, ...value } });
const [text] = metaMessages;

export const reports = [
	...metaMessages.map((message) => report({ messages: [message] })),
	report({ message_echoes: [text] }),
	report({ statuses: [{ id: 'wamid.1', status: 'read' }] }),
	report({ calls: [{ id: 'call' }] }),
];
