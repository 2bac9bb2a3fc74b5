import type { EventName, Message, ReadEvent, StatusValue } from '../shared/contract/event';
import type { Inbound } from '../shared/contract/inbound';
import {
	at,
	fieldsOf,
	firstText,
	listOf,
	textOf,
	timeOf,
	type Given,
} from '../shared/lib/jsonAccess';
import { isOfCloud } from './channel';
import { evolution } from './evolution';
import { file } from './file';
import { contentOf, opened } from './messageContent';
import { partnerIn, userOf } from './partner';
import { caution } from './senders';
import { questionIn, questionOf } from './question';
import { serverTimeOf } from './serverTime';
import { SECRET_HEADER, registration } from './webhook';

/** It signs once, before its own retries, which go on for some twenty minutes. */
const TOKEN_VALID_MS = 30 * 60_000;

/**
 * Source: the server's code and recorded deliveries of 1.8.6 and 2.3.6. Version 1 sends no headers of
 * our choice, so that the secret is in the URL; version 2 sends ours, or its own token where the
 * webhook has a `jwt_key`.
 */
export const inbound: Inbound = {
	provider: evolution,
	verifications: [
		{ kind: 'header', header: SECRET_HEADER },
		{ kind: 'query', parameter: 'secret' },
		{
			kind: 'jwt',
			validMs: TOKEN_VALID_MS,
			claims: { app: 'evolution', action: 'webhook' },
		},
	],
	derivesSecretFrom: ({ apiKey }) => String(apiKey ?? ''),
	// The key of the instance, and the event that reports a new token.
	secretsIn: (body) => [
		textOf(at(body, 'apikey')),
		textOf(at(body, 'data', 'apikey')),
		textOf(at(body, 'data', 'token')),
	],
	read(body, receivedAt = Date.now()) {
		const name = (textOf(at(body, 'event')) ?? '').toLowerCase().replaceAll('_', '.');
		const data = at(body, 'data');
		const entries = Array.isArray(data) && data.length > 0 ? data : [data];
		return {
			events: entries.map((entry) => ({
				...readEvent(name, entry, body, receivedAt),
				...(entries.length > 1 && { raw: { ...fieldsOf(body), data: [entry ?? null] } }),
			})),
		};
	},
	registration,
	file,
	questionIn,
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

function readEvent(name: string, data: Given, body: Given, receivedAt: number): ReadEvent {
	const key = at(data, 'key') ?? data;
	const isOwn = name.startsWith('send.') || at(key, 'fromMe') === true;
	const ours = userOf(textOf(at(body, 'sender')) ?? '');
	// What was changed is named as its writer's phone names it: for the contact's, the other side is we.
	const isTheirs =
		name === 'messages.edited' &&
		isOwn &&
		ours !== '' &&
		userOf(textOf(at(key, 'remoteJid')) ?? '') === ours;
	const direction = isOwn && !isTheirs ? 'outbound' : 'inbound';
	const common: ReadEvent = {
		event: Object.hasOwn(EVENTS, name) ? EVENTS[name] : 'other',
		occurredAt: timeIn(name, data) ?? serverTimeOf(at(body, 'date_time'), receivedAt),
		account: textOf(at(body, 'instance')),
		...(isTheirs ? { chat: 'person' } : partnerIn(data, isOwn ? { ours } : undefined)),
	};
	switch (name) {
		case 'messages.upsert':
		case 'send.message':
			return messageEvent(common, name, data, direction);
		case 'messages.edited':
		case 'send.message.update': {
			const { content } = opened(at(data, 'message'));
			const protocol = at(content, 'protocolMessage') ?? data;
			return changeIn(common, protocol, direction) ?? edited(common, data, direction);
		}
		case 'messages.update':
			return statusEvent(common, data, direction);
		case 'messages.delete':
			return deleted(common, idOf(data), direction);
		default:
			return common;
	}
}

/** Where WhatsApp's own time is; some servers write the message's as both halves of a number. */
const TIMES = [
	['messageTimestamp'],
	['messageTimestamp', 'low'],
	['datetime'],
	['timestampMs'],
	['date'],
];

/** A deletion may carry the time of the message. */
const timeIn = (name: string, data: Given) =>
	name === 'messages.delete' ? null : firstText(...TIMES.map((path) => timeOf(at(data, ...path))));

/** Version 2 has the row's own ID beside WhatsApp's, which is `keyId`. */
const idOf = (data: Given) => firstText(at(data, 'key', 'id'), at(data, 'keyId'), at(data, 'id'));

type Direction = Message['direction'];

function messageEvent(
	common: ReadEvent,
	name: string,
	data: Given,
	direction: Direction,
): ReadEvent {
	const message = at(data, 'message');
	const { content, isEdit } = opened(message);
	const protocol = at(content, 'protocolMessage');
	if (protocol !== undefined) return changeIn(common, protocol, direction) ?? other(common);
	if (isEdit) return edited(common, data, direction);
	const said = contentOf(message, data);
	// Version 1 reports no more than that of what it sent through a channel of WhatsApp Business.
	if (said === undefined && name !== 'send.message') return other(common);
	return {
		...common,
		event: direction === 'outbound' ? 'message.sent' : 'message.received',
		message: { id: idOf(data), direction, ...said },
		...(direction === 'inbound' && said && questionOf(said, data, common.account ?? null)),
	};
}

const other = (common: ReadEvent): ReadEvent => ({ ...common, event: 'other' });

/**
 * Of all that phones exchange without a person (history, keys, settings), two change a message:
 * an edit, and a deletion for everyone, which the server reports as an edit too.
 */
function changeIn(common: ReadEvent, protocol: Given, direction: Direction): ReadEvent | undefined {
	const id = idOf(protocol);
	if (['REVOKE', '0'].includes(String(at(protocol, 'type')))) return deleted(common, id, direction);
	const said = contentOf(at(protocol, 'editedMessage'));
	if (said === undefined) return undefined;
	return { ...common, event: 'message.edited', message: { id, direction, ...said } };
}

/** Without its new text, an edit would empty the text that a workflow keeps. */
function edited(common: ReadEvent, data: Given, direction: Direction): ReadEvent {
	const said = contentOf(at(data, 'message'), data);
	if (said === undefined) return other(common);
	return { ...common, event: 'message.edited', message: { id: idOf(data), direction, ...said } };
}

const deleted = (common: ReadEvent, id: string | null, direction: Direction): ReadEvent => ({
	...common,
	event: 'message.deleted',
	message: { id, direction },
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

/**
 * That we got or read what somebody wrote is not a status of one of our messages. On a channel of WhatsApp
 * Business, which reports ours alone, `fromMe` is always false.
 */
const isOfTheirMessage = (data: Given) =>
	at(at(data, 'key') ?? data, 'fromMe') === false && !isOfCloud(idOf(data));

function statusEvent(common: ReadEvent, data: Given, direction: Direction): ReadEvent {
	const given = String(at(data, 'status')).toUpperCase();
	if (given === 'DELETED') return deleted(common, idOf(data), direction);
	// A new text or votes: the server then writes a status that nobody reported.
	const isChange =
		Object.keys(fieldsOf(at(data, 'message'))).length > 0 ||
		listOf(at(data, 'pollUpdates')).length > 0;
	if (isChange || !Object.hasOwn(STATUSES, given) || isOfTheirMessage(data)) return common;
	const status = {
		messageId: idOf(data),
		value: STATUSES[given],
		error: textOf(at(data, 'error')),
	};
	return { ...common, event: 'message.status', status };
}
