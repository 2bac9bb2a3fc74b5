import {
	isStatusValue,
	type Message,
	type MessageType,
	type ReadEvent,
	type Status,
} from './event';
import {
	at,
	fieldsOf,
	firstText,
	listOf,
	numberOf,
	phoneOf,
	textOf,
	timeOf,
	type Given,
} from './reading';

/**
 * Webhooks of the WhatsApp Cloud API, as gateways pass them on. Source: Meta's "Webhooks", components
 * and payload examples; several entries, changes, messages and statuses in one body are legal.
 */

const TYPES: Record<string, MessageType> = {
	text: 'text',
	image: 'image',
	audio: 'audio',
	voice: 'audio',
	video: 'video',
	document: 'document',
	sticker: 'sticker',
	location: 'location',
	contacts: 'contacts',
	reaction: 'reaction',
	button: 'button',
};

const MEDIA = new Set<MessageType>(['image', 'audio', 'video', 'document', 'sticker']);

/** The values of all changes in a whole envelope, or the one value that a gateway took out of it. */
function valuesIn(payload: Given): Given[] {
	const entries = listOf(at(payload, 'entry'));
	if (entries.length === 0) return [at(payload, 'value') ?? payload];
	return entries.flatMap((entry) =>
		listOf(at(entry, 'changes')).map((change) => at(change, 'value')),
	);
}

/** One event for each message and each status; empty where there is neither. */
export const metaEvents = (payload: Given): ReadEvent[] =>
	valuesIn(payload).flatMap((value) => {
		const account = firstText(
			at(value, 'metadata', 'display_phone_number'),
			at(value, 'metadata', 'phone_number_id'),
		);
		const names = new Map(
			listOf(at(value, 'contacts')).map((contact) => [
				textOf(at(contact, 'wa_id')),
				textOf(at(contact, 'profile', 'name')),
			]),
		);
		const contactOf = (waId: string | null) => ({
			phone: phoneOf(waId),
			waId,
			name: names.get(waId) ?? null,
		});
		const messages = listOf(at(value, 'messages')).map(
			(message): ReadEvent => ({
				event: 'message.received',
				occurredAt: timeOf(at(message, 'timestamp')),
				account,
				contact: contactOf(textOf(at(message, 'from'))),
				message: { id: textOf(at(message, 'id')), direction: 'inbound', ...contentOf(message) },
				chat: at(message, 'group_id') === undefined ? 'person' : 'group',
			}),
		);
		const statuses = listOf(at(value, 'statuses')).map(
			(given): ReadEvent => ({
				event: isStatusValue(at(given, 'status')) ? 'message.status' : 'other',
				occurredAt: timeOf(at(given, 'timestamp')),
				account,
				contact: contactOf(textOf(at(given, 'recipient_id'))),
				status: statusOf(given),
			}),
		);
		return [...messages, ...statuses];
	});

function statusOf(given: Given): Status | undefined {
	const value = at(given, 'status');
	if (!isStatusValue(value)) return undefined;
	const errors = listOf(at(given, 'errors')).map((error) => {
		const says = firstText(
			at(error, 'error_data', 'details'),
			at(error, 'message'),
			at(error, 'title'),
		);
		return [says, textOf(at(error, 'code'))].filter(Boolean).join(' ');
	});
	return {
		messageId: textOf(at(given, 'id')),
		value,
		error: errors.join('; ') || null,
	};
}

function contentOf(message: Given): Partial<Message> {
	const given = String(at(message, 'type'));
	const answered = textOf(at(message, 'context', 'id'));
	const context = answered === null ? null : { messageId: answered, payload: null };
	if (given === 'interactive') return { context, ...tapped(at(message, 'interactive'), answered) };

	const type = TYPES[given] ?? 'other';
	const own = at(message, given);
	if (MEDIA.has(type)) {
		const media = {
			id: textOf(at(own, 'id')),
			url: firstText(at(own, 'url'), at(own, 'link')),
			mimeType: textOf(at(own, 'mime_type')),
			fileName: textOf(at(own, 'filename')),
		};
		return { type, context, media, text: textOf(at(own, 'caption')) };
	}
	switch (type) {
		case 'text':
			return { type, context, text: textOf(at(own, 'body')) };
		case 'button':
			return {
				type,
				text: textOf(at(own, 'text')),
				context: { messageId: answered, payload: textOf(at(own, 'payload')) },
			};
		case 'reaction':
			return {
				type,
				text: textOf(at(own, 'emoji')),
				context: { messageId: textOf(at(own, 'message_id')), payload: null },
			};
		case 'location':
			return { type, context, location: locationOf(own) };
		case 'contacts':
			return { type, context, contacts: listOf(own).map(cardOf) };
		default:
			return { type, context };
	}
}

/** A tap on a button or a row of a list. */
function tapped(interactive: Given, messageId: string | null): Partial<Message> {
	const isRow = 'list_reply' in fieldsOf(interactive);
	const reply = at(interactive, isRow ? 'list_reply' : 'button_reply');
	return {
		type: reply === undefined ? 'other' : isRow ? 'list' : 'button',
		text: textOf(at(reply, 'title')),
		context: { messageId, payload: textOf(at(reply, 'id')) },
	};
}

export function locationOf(given: Given): Message['location'] {
	const [latitude, longitude] = [numberOf(at(given, 'latitude')), numberOf(at(given, 'longitude'))];
	if (latitude === null || longitude === null) return null;
	return {
		latitude,
		longitude,
		name: textOf(at(given, 'name')),
		address: textOf(at(given, 'address')),
	};
}

const cardOf = (card: Given) => ({
	name: firstText(at(card, 'name', 'formatted_name'), at(card, 'name', 'first_name')),
	phones: listOf(at(card, 'phones')).flatMap(
		(phone) => firstText(at(phone, 'phone'), at(phone, 'wa_id')) ?? [],
	),
});
