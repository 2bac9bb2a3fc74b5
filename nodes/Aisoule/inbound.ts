import { errorsIn, metaMessage, statusValueOf } from '../shared/cloudApi/message';
import type { Contact, Media, ReadEvent } from '../shared/contract/event';
import type { Inbound } from '../shared/contract/inbound';
import { at, firstText, textOf, timeOf, type Given } from '../shared/lib/jsonAccess';
import { contactIdsOf, userIdOf } from '../shared/webhook/contactIds';
import { fileOf, typeOfFile } from '../shared/webhook/messageParts';
import { aisoule } from './aisoule';

/**
 * Sources: "Receiving webhooks" and "Webhook configuration" of the help centre, where the secret and
 * the sample of an incoming message are; and the other documentation at aisoule.com/docs, whose
 * deliveries have other names and a prefix before the signature. Both are read. No page shows the
 * data of a status, of a contact, of media, or of anything but a text: those are read by the names of
 * the samples, and by Meta's, whose messages AIsoule passes on.
 */
export const inbound: Inbound = {
	provider: aisoule,
	verifications: [
		{ kind: 'hmac', header: 'x-webhook-signature' },
		{ kind: 'hmac', header: 'x-aisoule-signature', prefix: 'sha256=' },
	],
	read: (body) => ({ events: [readEvent(body)] }),
};

function readEvent(body: Given): ReadEvent {
	const data = at(body, 'data');
	const common = {
		occurredAt: timeOf(at(body, 'timestamp') ?? at(data, 'timestamp')),
		account: firstText(at(data, 'whatsapp_account_id'), at(data, 'waba_number')),
	};
	const name = (textOf(at(body, 'event')) ?? '').toLowerCase().replaceAll('_', '.');
	const [subject, what] = name.split('.');

	if (subject === 'message' && (what === 'incoming' || what === 'received')) {
		const { contact, ...said } = metaMessage(data);
		return {
			...common,
			...said,
			contact: { ...contactOf(data, ['from', 'sender']), ...contact },
			...(said.event === 'message.received' && {
				message: { ...said.message, ...wordsAndFile(data, said.message) },
			}),
		};
	}
	// "sent" is the first state of a message that was accepted.
	const value = statusValueOf(what === 'status' ? at(data, 'status') : what);
	if (subject === 'message' && value !== undefined) {
		return {
			...common,
			event: 'message.status',
			contact: contactOf(data, ['to', 'recipient', 'recipient_id']),
			status: {
				messageId: firstText(at(data, 'message_id'), at(data, 'id'), at(data, 'wamid')),
				value,
				error: errorIn(data),
			},
		};
	}
	if (subject === 'contact' && (what === 'created' || what === 'updated')) {
		const contact = contactOf(data, ['phone', 'phone_number', 'from', 'wa_id']);
		return { ...common, event: `contact.${what}`, contact };
	}
	return { ...common, event: 'other' };
}

const USER_IDS = ['from_user_id', 'recipient_user_id', 'to_user_id', 'sender_user_id', 'user_id'];

/** @param numbers where the number may be */
function contactOf(data: Given, numbers: string[]): Partial<Contact> {
	const { phone, waId, userId } = contactIdsOf(firstText(...numbers.map((name) => at(data, name))));
	return {
		phone,
		waId,
		// "user_id" could be anybody's: only what has Meta's form is one of WhatsApp's.
		userId: firstText(...USER_IDS.map((name) => userIdOf(at(data, name))), userId),
		username: firstText(at(data, 'username'), at(data, 'profile', 'username')),
		name: firstText(at(data, 'contact_name'), at(data, 'name'), at(data, 'profile', 'name')),
	};
}

const errorIn = (data: Given) =>
	firstText(
		at(data, 'error', 'message'),
		at(data, 'error', 'title'),
		at(data, 'error'),
		at(data, 'error_message'),
		at(data, 'reason'),
		errorsIn(data),
	);

/** What comes beside Meta's object, or instead of it. */
function wordsAndFile(
	data: Given,
	{ type = 'other', text, media }: NonNullable<ReadEvent['message']> = {},
) {
	const files = [media ?? {}, fileOf(at(data, 'media')), flatFile(data)];
	const found = (key: 'id' | 'url' | 'mimeType' | 'fileName') =>
		firstText(...files.map((file: Partial<Media>) => file[key]));
	const file = {
		id: found('id'),
		url: found('url'),
		mimeType: found('mimeType'),
		fileName: found('fileName'),
	};
	const hasFile = file.id !== null || file.url !== null;
	return {
		type: hasFile && type === 'other' ? typeOfFile(file.mimeType ?? '') : type,
		text: firstText(
			text,
			at(data, 'text'),
			at(data, 'body'),
			at(data, 'caption'),
			at(data, 'media', 'caption'),
		),
		media: hasFile ? file : null,
	};
}

const flatFile = (data: Given) => ({
	...fileOf(data),
	id: textOf(at(data, 'media_id')),
	url: firstText(at(data, 'media_url'), at(data, 'mediaUrl'), at(data, 'file_url')),
});
