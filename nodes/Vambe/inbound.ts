import type { EventName, ReadEvent } from '../shared/contract/event';
import type { Inbound } from '../shared/contract/inbound';
import { at, fieldsOf, firstText, timeOf, type Given } from '../shared/lib/jsonAccess';
import { contactIdsOf } from '../shared/webhook/contactIds';
import { vambe } from './vambe';

/** Its topics, and how they were called before. */
const EVENTS: Record<string, EventName> = {
	'message.received': 'message.received',
	'message.sent': 'message.sent',
	'ticket.created': 'ticket.created',
	'ticket.opened': 'ticket.created',
	'ticket.updated': 'ticket.updated',
	'ticket.closed': 'ticket.closed',
	'contact.created': 'contact.created',
	'contact.updated': 'contact.updated',
	'stage.changed': 'stage.changed',
};

/** Where events of an account's own topics come from: the App Platform signs for five minutes. */
const SIGNED_FOR_MS = 5 * 60_000;

/**
 * Sources: "Webhooks" of docs.vambe.me in its newer and its older version, and what public code
 * receives for stages and tickets; the three have different shapes and spell the topic differently,
 * so each value is looked for in all its places. Vambe documents no signature for these calls; the
 * one that its App Platform documents is checked where it shows up. A secret in the URL proves the
 * rest.
 */
export const inbound: Inbound = {
	provider: vambe,
	verifications: [
		{ kind: 'query', parameter: 'secret' },
		{
			kind: 'timed-hmac',
			header: 'x-vambe-signature',
			timeHeader: 'x-vambe-timestamp',
			windowMs: SIGNED_FOR_MS,
		},
	],
	read: (body) => ({ events: [readEvent(body)] }),
};

function eventIn(body: Given): EventName {
	const given = firstText(
		at(body, 'type'),
		at(body, 'event'),
		at(body, 'topic'),
		at(body, 'event_type'),
	);
	const topic = (given ?? '').toLowerCase().replaceAll('_', '.');
	const known = [topic, topic.replace(/^contact\./, '')].find((name) =>
		Object.hasOwn(EVENTS, name),
	);
	return known === undefined ? 'other' : EVENTS[known];
}

function readEvent(body: Given): ReadEvent {
	const event = eventIn(body);
	const data = fieldsOf(at(body, 'data') ?? at(body, 'entity_data'));
	const common: ReadEvent = {
		event,
		occurredAt: timeOf(firstText(at(body, 'timestamp'), data.timestamp, data.created_at)),
		account: firstText(data.phoneId, data.channelId, data.channel_id, data.platform),
		contact: {
			...contactIdsOf(
				firstText(
					// What was sent comes from our own number, if both are there.
					...(event === 'message.sent' ? [data.toNumber, data.to_number] : []),
					data.fromNumber,
					data.from_number,
					data.toNumber,
					data.contact_number,
					data.contact_phone,
					data.phone,
					at(data, 'ai_contact', 'phone'),
				),
			),
			name: firstText(data.name, data.contact_name, at(data, 'ai_contact', 'name')),
		},
	};
	if (event !== 'message.received' && event !== 'message.sent') return common;
	const type = firstText(data.messageType, data.message_type) ?? 'text';
	return {
		...common,
		message: {
			id: firstText(data.messageId, data.message_id),
			direction: event === 'message.received' ? 'inbound' : 'outbound',
			type: typeOf(type),
			text: firstText(data.message, data.message_body),
			media: mediaIn(data),
		},
	};
}

const TYPES = [
	'text',
	'image',
	'audio',
	'video',
	'document',
	'sticker',
	'location',
	'contacts',
] as const;

const typeOf = (given: string) => TYPES.find((type) => type === given.toLowerCase()) ?? 'other';

/** No page shows media; these are the names that its other samples would have. */
function mediaIn(data: ReturnType<typeof fieldsOf>) {
	const url = firstText(data.mediaUrl, data.media_url, data.fileUrl, data.file_url);
	if (url === null) return null;
	return {
		id: null,
		url,
		mimeType: firstText(data.mimeType, data.mime_type),
		fileName: firstText(data.fileName, data.file_name),
	};
}
