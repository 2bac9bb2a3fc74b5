import type { Chat, Contact, EventName, Message, ReadEvent, StatusValue } from '../shared/event';
import type { Inbound } from '../shared/inbound';
import { locationOf } from '../shared/metaInbound';
import {
	at,
	fieldsOf,
	firstText,
	listOf,
	phoneOf,
	textOf,
	timeOf,
	type Given,
} from '../shared/reading';
import { evolution } from './evolution';
import { file } from './file';
import { caution } from './senders';
import { registration, SECRET_HEADER } from './webhook';

/** It signs once, before its own retries, which go on for some twenty minutes. */
const TOKEN_VALID_MS = 30 * 60_000;

/**
 * Source: the server's code and recorded deliveries of 1.8.6 and 2.3.6. Version 1 sends no headers of
 * our choice, so that the secret stands in the URL; version 2 sends ours, or its own token where the
 * webhook has a `jwt_key`.
 */
export const inbound: Inbound = {
	provider: evolution,
	proofs: [
		{ kind: 'header', header: SECRET_HEADER },
		{ kind: 'query', parameter: 'secret' },
		{
			kind: 'jwt',
			validMs: TOKEN_VALID_MS,
			claims: { app: 'evolution', action: 'webhook' },
		},
	],
	derivesSecretFrom: ({ apiKey }) => String(apiKey ?? ''),
	// The key of the instance, and what a new token is told with.
	secretsIn: (body) => [
		textOf(at(body, 'apikey')),
		textOf(at(body, 'data', 'apikey')),
		textOf(at(body, 'data', 'token')),
	],
	read(body) {
		const name = (textOf(at(body, 'event')) ?? '').toLowerCase().replaceAll('_', '.');
		const data = at(body, 'data');
		const entries = Array.isArray(data) && data.length > 0 ? data : [data];
		return { events: entries.map((entry) => readEvent(name, entry, body)) };
	},
	registration,
	file,
	caution,
};

const EVENTS: Record<string, EventName> = {
	'contacts.set': 'contact.updated',
	'contacts.upsert': 'contact.updated',
	'contacts.update': 'contact.updated',
	'connection.update': 'connection.changed',
	'qrcode.updated': 'connection.changed',
	'logout.instance': 'connection.changed',
	call: 'call',
};

function readEvent(name: string, data: Given, body: Given): ReadEvent {
	const common: ReadEvent = {
		event: Object.hasOwn(EVENTS, name) ? EVENTS[name] : 'other',
		// The server's local time under the letter of UTC: good only for lack of a better one.
		occurredAt: timeOf(
			at(data, 'messageTimestamp') ?? at(data, 'datetime') ?? at(body, 'date_time'),
		),
		account: textOf(at(body, 'instance')),
		...partnerIn(at(data, 'key') ?? data),
	};
	const named = withName(common, firstText(at(data, 'pushName'), at(data, 'name')));
	switch (name) {
		case 'messages.upsert':
		case 'send.message':
			return messageEvent(named, data);
		case 'messages.edited':
		case 'send.message.update':
			return edited(named, at(data, 'editedMessage') ?? at(data, 'message') ?? data, idOf(data));
		case 'messages.update':
			return statusEvent(common, data);
		case 'messages.delete':
			return deleted(common, idOf(data));
		default:
			return named;
	}
}

const withName = (event: ReadEvent, name: string | null): ReadEvent => ({
	...event,
	contact: { ...event.contact, name },
});

/** Version 2 has the row's own ID beside WhatsApp's, which is `keyId`. */
const idOf = (data: Given) => firstText(at(data, 'key', 'id'), at(data, 'keyId'), at(data, 'id'));

/** Who and where: the chat to answer to, and the person in it. */
function partnerIn(key: Given): { contact: Partial<Contact>; chat: Chat } {
	const chatId = firstText(at(key, 'remoteJid'), at(key, 'id'));
	const chat = chatOf(chatId);
	const person = chat === 'person' ? chatId : textOf(at(key, 'participant'));
	const known = [person, firstText(at(key, 'remoteJidAlt'), at(key, 'participantAlt'))];
	return {
		contact: {
			waId: chatId?.includes('@') ? chatId : null,
			phone: phoneOf(userOf(known, 's.whatsapp.net')),
			lid: known.find((jid) => jid?.endsWith('@lid')) ?? null,
		},
		chat,
	};
}

function chatOf(jid: string | null): Chat {
	if (jid?.endsWith('@g.us')) return 'group';
	return jid?.endsWith('@broadcast') || jid?.endsWith('@newsletter') ? 'broadcast' : 'person';
}

/** The part before the @, and before the number of the device. */
const userOf = (jids: Array<string | null>, server: string) =>
	jids.find((jid) => jid?.endsWith(`@${server}`))?.split(/[@:]/)[0] ?? null;

function messageEvent(common: ReadEvent, data: Given): ReadEvent {
	const content = unwrapped(at(data, 'message'));
	const protocol = at(content, 'protocolMessage');
	if (at(protocol, 'editedMessage') !== undefined) {
		return edited(common, at(protocol, 'editedMessage'), textOf(at(protocol, 'key', 'id')));
	}
	if (protocol !== undefined && ['REVOKE', '0'].includes(String(at(protocol, 'type')))) {
		return deleted(common, textOf(at(protocol, 'key', 'id')));
	}
	const own = at(data, 'key', 'fromMe') === true;
	return {
		...common,
		event: own ? 'message.sent' : 'message.received',
		message: {
			id: idOf(data),
			direction: own ? 'outbound' : 'inbound',
			...contentOf(content, at(data, 'contextInfo'), at(data, 'message')),
		},
	};
}

const edited = (common: ReadEvent, content: Given, id: string | null): ReadEvent => ({
	...common,
	event: 'message.edited',
	message: { id, ...contentOf(unwrapped(content)) },
});

const deleted = (common: ReadEvent, id: string | null): ReadEvent => ({
	...common,
	event: 'message.deleted',
	message: { id },
});

/** WhatsApp's own words of the phone's protocol, and Meta's. */
const STATUSES: Record<string, StatusValue> = {
	SERVER_ACK: 'sent',
	SENT: 'sent',
	DELIVERY_ACK: 'delivered',
	DELIVERED: 'delivered',
	READ: 'read',
	PLAYED: 'read',
	ERROR: 'failed',
	FAILED: 'failed',
};

function statusEvent(common: ReadEvent, data: Given): ReadEvent {
	const given = String(at(data, 'status')).toUpperCase();
	if (given === 'DELETED') return deleted(common, idOf(data));
	if (!Object.hasOwn(STATUSES, given)) return common;
	const status = {
		messageId: idOf(data),
		value: STATUSES[given],
		error: textOf(at(data, 'error')),
	};
	return { ...common, event: 'message.status', status };
}

/** What WhatsApp wraps around a message that vanishes, is seen once, or has a caption. */
const WRAPPERS = [
	'ephemeralMessage',
	'viewOnceMessage',
	'viewOnceMessageV2',
	'viewOnceMessageV2Extension',
	'documentWithCaptionMessage',
	'editedMessage',
];

function unwrapped(message: Given): Given {
	let content = message;
	for (;;) {
		const wrapper = WRAPPERS.find((name) => at(content, name, 'message') !== undefined);
		if (wrapper === undefined) return content;
		content = at(content, wrapper, 'message');
	}
}

const MEDIA = {
	imageMessage: 'image',
	audioMessage: 'audio',
	videoMessage: 'video',
	ptvMessage: 'video',
	documentMessage: 'document',
	stickerMessage: 'sticker',
} as const;

const LOCATIONS = ['locationMessage', 'liveLocationMessage'];

/**
 * @param outer what the server puts beside the message: the file as base64 or at an address
 */
function contentOf(content: Given, contextInfo?: Given, outer: Given = content): Partial<Message> {
	const fields = fieldsOf(content);
	const inner = Object.values(fields).map((value) => at(value, 'contextInfo', 'stanzaId'));
	const answered = firstText(at(contextInfo, 'stanzaId'), ...inner);
	const context = answered === null ? null : { messageId: answered, payload: null };

	const text = firstText(fields.conversation, at(content, 'extendedTextMessage', 'text'));
	if (text !== null) return { type: 'text', text, context };

	for (const [name, type] of Object.entries(MEDIA)) {
		const given = at(content, name);
		if (given === undefined) continue;
		return {
			type,
			context,
			text: textOf(at(given, 'caption')),
			media: mediaOf(given, content, outer),
		};
	}
	const location = LOCATIONS.map((name) => at(content, name)).find((given) => given !== undefined);
	if (location !== undefined) {
		const { degreesLatitude, degreesLongitude, ...words } = fieldsOf(location);
		const place = { ...words, latitude: degreesLatitude, longitude: degreesLongitude };
		return { type: 'location', context, location: locationOf(place) };
	}
	const cards = [
		at(content, 'contactMessage'),
		...listOf(at(content, 'contactsArrayMessage', 'contacts')),
	];
	// A channel of WhatsApp Business calls it `contact`.
	const contacts = [...cards, at(content, 'contact')].filter((card) => card !== undefined);
	if (contacts.length > 0) return { type: 'contacts', context, contacts: contacts.map(cardOf) };

	const reaction = at(content, 'reactionMessage');
	if (reaction !== undefined) {
		const messageId = textOf(at(reaction, 'key', 'id'));
		return {
			type: 'reaction',
			text: textOf(at(reaction, 'text')),
			context: { messageId, payload: null },
		};
	}
	return tapped(content, answered) ?? { type: 'other', context };
}

/** Only `mediaUrl` can be fetched: the `url` of WhatsApp itself leads to an encrypted file. */
const mediaOf = (given: Given, content: Given, outer: Given): Message['media'] => {
	const base64 = firstText(at(outer, 'base64'), at(content, 'base64'));
	return {
		id: null,
		url: firstText(at(outer, 'mediaUrl'), at(content, 'mediaUrl')),
		mimeType: textOf(at(given, 'mimetype')),
		fileName: firstText(at(given, 'fileName'), at(given, 'title')),
		...(base64 !== null && { base64 }),
	};
};

const cardOf = (card: Given) => ({
	name: textOf(at(card, 'displayName')),
	phones: [
		...(textOf(at(card, 'vcard')) ?? '').matchAll(/^(?:item\d+\.)?TEL[^:\r\n]*:(.+)$/gm),
	].map(([, phone]) => phone.trim()),
});

/** A tap on a button or a row, in the forms that the phone's protocol has had. */
function tapped(content: Given, messageId: string | null): Partial<Message> | undefined {
	const row = at(content, 'listResponseMessage');
	if (row !== undefined) {
		const payload = textOf(at(row, 'singleSelectReply', 'selectedRowId'));
		return { type: 'list', text: textOf(at(row, 'title')), context: { messageId, payload } };
	}
	const button = at(content, 'buttonsResponseMessage') ?? at(content, 'templateButtonReplyMessage');
	if (button === undefined) return undefined;
	const payload = firstText(at(button, 'selectedButtonId'), at(button, 'selectedId'));
	const text = textOf(at(button, 'selectedDisplayText'));
	return { type: 'button', text, context: { messageId, payload } };
}
