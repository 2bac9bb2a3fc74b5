import type { JsonObject, JsonValue } from 'n8n-workflow';
import type { ProviderRequest } from './operation';
import type { AskedQuestion } from './question';

/** What can happen, in one vocabulary for all providers; `other` is what has no word here. */
export const EVENT_NAMES = [
	'message.received',
	'message.sent',
	'message.status',
	'message.edited',
	'message.deleted',
	'contact.created',
	'contact.updated',
	'ticket.created',
	'ticket.updated',
	'ticket.closed',
	'stage.changed',
	'connection.changed',
	'call',
	'other',
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

export type MessageType =
	| 'text'
	| 'image'
	| 'audio'
	| 'video'
	| 'document'
	| 'sticker'
	| 'location'
	| 'contacts'
	| 'button'
	| 'list'
	| 'flow'
	| 'poll'
	| 'order'
	| 'reaction'
	| 'other';

/** Who is at the other end. */
export interface Contact {
	/** "+" and the digits that WhatsApp gave, or `null`: a `@lid` is not a phone number. */
	phone: string | null;
	/** What WhatsApp knows the chat by: digits, a JID, or the JID of the group. */
	waId: string | null;
	lid: string | null;
	/** Of Meta, for this business: the one ID of a person who has a user name and no number. */
	userId: string | null;
	username: string | null;
	name: string | null;
}

export interface Media {
	/** Of the provider or of Meta. */
	id: string | null;
	url: string | null;
	mimeType: string | null;
	fileName: string | null;
	/** Only until the option "Download Media" has made a file of it. */
	base64?: string;
}

/** What was tapped, chosen or filled in. */
export interface Reply {
	kind: 'button' | 'list' | 'flow' | 'poll' | 'order';
	/** Of the button, the row, the flow (its token) or the order. */
	id: string | null;
	title: string | null;
	/** The answers of a flow, the options of a poll that were chosen, what was ordered. */
	values: JsonObject | null;
}

export interface MessageContext {
	/** Of the message that this one answers. */
	messageId: string | null;
	/** The ID of what was tapped, as in `reply`. */
	payload: string | null;
	/** The ad that the person came from, in Meta's words. */
	referral: JsonObject | null;
}

export interface Message {
	id: string | null;
	direction: 'inbound' | 'outbound';
	type: MessageType;
	/** The text, the caption, the emoji, or the label of what was tapped. */
	text: string | null;
	media: Media | null;
	location: {
		latitude: number;
		longitude: number;
		name: string | null;
		address: string | null;
	} | null;
	contacts: Array<{ name: string | null; phones: string[] }> | null;
	reply: Reply | null;
	/** What it answers or comes from; `null` where it is neither. */
	context: MessageContext | null;
}

export type StatusValue = 'sent' | 'delivered' | 'read' | 'failed';

export interface Status {
	/** Under which ID the message was reported as sent, if the provider ever said so. */
	messageId: string | null;
	value: StatusValue;
	error: string | null;
}

/** What the trigger returns: one for each message, status or other event. */
export interface GatewayEvent {
	provider: string;
	event: EventName;
	/** The provider's, else the SHA-256 of the body. */
	eventId: string;
	/** ISO 8601, or `null` where it does not say. */
	occurredAt: string | null;
	/** The channel, account or instance that it happened on. */
	account: string | null;
	contact: Contact;
	message: Message | null;
	status: Status | null;
	/** The body as received, less secrets. */
	raw: JsonValue;
}

/** Where it was said: groups and broadcasts are filtered by this. */
export type Chat = 'person' | 'group' | 'broadcast';

/** A message as a provider's part reads it: only what is there. */
export type ReadMessage = Partial<Omit<Message, 'context'> & Omit<MessageContext, 'payload'>>;

/** An event as a provider's part reads it: only what is there. */
export interface ReadEvent {
	event: EventName;
	occurredAt?: string | null;
	account?: string | null;
	contact?: Partial<Contact>;
	message?: ReadMessage;
	status?: Status;
	chat?: Chat;
	/** The body as it would be with this event alone; absent: the whole body. */
	raw?: JsonValue;
	/** The message that it quotes, where it came along. */
	quoted?: AskedQuestion | null;
	/** What asks for the message of ours that it may answer, where that did not come along. */
	questionRequest?: ProviderRequest;
}
