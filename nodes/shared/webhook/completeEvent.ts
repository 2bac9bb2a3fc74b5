import type { Contact, GatewayEvent, Message, ReadEvent, ReadMessage } from '../contract/event';

export const NOBODY: Contact = {
	phone: null,
	waId: null,
	lid: null,
	userId: null,
	username: null,
	name: null,
};

const NOTHING: Message = {
	id: null,
	direction: 'inbound',
	type: 'other',
	text: null,
	media: null,
	location: null,
	contacts: null,
	reply: null,
	context: null,
};

function messageOf({ messageId = null, referral = null, ...read }: ReadMessage): Message {
	const payload = read.reply?.id ?? null;
	const isAlone = messageId === null && referral === null && !read.reply;
	return { ...NOTHING, ...read, context: isAlone ? null : { messageId, payload, referral } };
}

/** Puts `null` where nothing was read, so that every event has all keys. */
export const complete = (
	{ event, occurredAt, account, contact, message, status }: ReadEvent,
	common: Pick<GatewayEvent, 'provider' | 'eventId' | 'raw'>,
): GatewayEvent => ({
	provider: common.provider,
	event,
	eventId: common.eventId,
	occurredAt: occurredAt ?? null,
	account: account ?? null,
	contact: { ...NOBODY, ...contact },
	message: message ? messageOf(message) : null,
	status: status ?? null,
	raw: common.raw,
});
