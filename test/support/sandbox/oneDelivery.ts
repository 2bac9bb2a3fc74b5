import { randomUUID } from 'node:crypto';

/** Texts of several contacts that Vobiz tells of in one call, as an event of the sandbox. */
export const oneDelivery = (texts: Array<{ from: string; name: string; text: string }>) => ({
	provider: 'vobiz',
	event: 'message.inbound',
	data: {
		contacts: texts.map(({ from, name }) => ({ wa_id: from.slice(1), profile: { name } })),
		messages: texts.map(({ from, text }) => ({
			from: from.slice(1),
			id: `wamid.${randomUUID()}`,
			timestamp: '1795168800',
			type: 'text',
			text: { body: text },
		})),
	},
});
