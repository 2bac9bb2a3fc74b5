const report = (event: string, data: object = {}) => ({ event, data });

export const reports = [
	...[true, false].map((fromMe) =>
		report('messages.upsert', { key: { fromMe }, message: { conversation: 'Hi' } }),
	),
	report('messages.edited', { message: { conversation: 'Hi' } }),
	report('messages.delete', { id: 'M1' }),
	report('messages.update', { keyId: 'M1', status: 'READ' }),
	...['contacts.upsert', 'connection.update', 'call', 'presence.update'].map((event) =>
		report(event),
	),
];
