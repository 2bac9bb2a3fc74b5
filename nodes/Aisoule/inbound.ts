import { isStatusValue, type MessageType, type ReadEvent } from '../shared/event';
import type { Inbound } from '../shared/inbound';
import { at, firstText, phoneOf, textOf, timeOf, type Given } from '../shared/reading';
import { aisoule } from './aisoule';

const TYPES = new Set<MessageType>(['text', 'image', 'video', 'document', 'audio', 'sticker']);

/**
 * Sources: "Receiving webhooks" and "Webhook configuration" of the help centre, where the secret and
 * the sample of an incoming message are; and the other documentation at aisoule.com/docs, whose
 * deliveries have other names and a prefix before the signature. Both are read. No page shows the
 * data of a status, of a contact or of media: those are read by the names of the samples.
 */
export const inbound: Inbound = {
	provider: aisoule,
	proofs: [
		{ kind: 'hmac', header: 'x-webhook-signature' },
		{ kind: 'hmac', header: 'x-aisoule-signature', prefix: 'sha256=' },
	],
	read: (body) => ({ events: [readEvent(body)] }),
};

function readEvent(body: Given): ReadEvent {
	const data = at(body, 'data');
	const common = {
		occurredAt: timeOf(at(body, 'timestamp')),
		account: firstText(at(data, 'whatsapp_account_id'), at(data, 'waba_number')),
	};
	const [subject, what] = (textOf(at(body, 'event')) ?? '').split('.');

	if (subject === 'message' && (what === 'incoming' || what === 'received')) {
		return {
			...common,
			event: 'message.received',
			contact: contactOf(firstText(at(data, 'from'), at(data, 'sender')), data),
			message: { direction: 'inbound', ...contentOf(data) },
		};
	}
	// "sent" is the first state of a message that was accepted.
	if (subject === 'message' && isStatusValue(what)) {
		return {
			...common,
			event: 'message.status',
			contact: contactOf(firstText(at(data, 'to'), at(data, 'recipient')), data),
			status: {
				messageId: textOf(at(data, 'message_id')),
				value: what,
				error: firstText(at(data, 'error', 'message'), at(data, 'error'), at(data, 'reason')),
			},
		};
	}
	if (subject === 'contact' && (what === 'created' || what === 'updated')) {
		const phone = firstText(at(data, 'phone'), at(data, 'phone_number'), at(data, 'from'));
		return { ...common, event: `contact.${what}`, contact: contactOf(phone, data) };
	}
	return { ...common, event: 'other' };
}

const contactOf = (number: string | null, data: Given) => ({
	phone: phoneOf(number),
	waId: number?.replace(/^\+/, '') ?? null,
	name: firstText(at(data, 'contact_name'), at(data, 'name')),
});

function contentOf(data: Given) {
	const given = textOf(at(data, 'type')) ?? '';
	const type = TYPES.has(given as MessageType) ? (given as MessageType) : 'other';
	const own = at(data, given) ?? at(data, 'media');
	const url = firstText(at(own, 'url'), at(own, 'link'), at(data, 'media_url'));
	const media = {
		id: textOf(at(own, 'id')),
		url,
		mimeType: textOf(at(own, 'mime_type')),
		fileName: textOf(at(own, 'filename')),
	};
	const hasMedia = type !== 'text' && (url !== null || media.id !== null);
	return {
		id: textOf(at(data, 'message_id')),
		type,
		text: firstText(
			at(data, 'text'),
			at(data, 'text', 'body'),
			at(data, 'body'),
			at(own, 'caption'),
		),
		media: hasMedia ? media : null,
	};
}
