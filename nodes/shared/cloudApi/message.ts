import type { MessageType, ReadEvent, ReadMessage, Reply, StatusValue } from '../contract/event';
import { at, fieldsOf, firstText, listOf, objectOf, textOf, type Given } from '../lib/jsonAccess';
import { contactIdsOf } from '../webhook/contactIds';
import { fileOf, locationOf, replyMessage } from '../webhook/messageParts';

/**
 * One message as the WhatsApp Cloud API reports it. Source: Meta's "Webhooks", reference of the field
 * `messages`; edits and deletions by its pages on coexistence, user IDs by "Business-scoped user IDs".
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
	order: 'order',
};

const MEDIA = new Set<MessageType>(['image', 'audio', 'video', 'document', 'sticker']);

/** System messages that say that a person has a new number or ID: today's words and earlier ones. */
const NEW_IDENTITY = ['user_changed_number', 'customer_changed_number', 'user_changed_user_id'];

/** What Meta cannot show and nobody wrote: a change of an earlier message, or of where it is shown. */
const UNSUPPORTED_CHANGES = new Set<Given>(['edit', 'revoke', 'pin', 'keep_in_chat']);

/**
 * What happened: only what a person newly said is a message received. Without its new text, an edit
 * would empty the text that a workflow keeps, and is `other`.
 * @param own written on our side, in WhatsApp's app
 */
export function metaMessage(
	given: Given,
	own = false,
): Pick<ReadEvent, 'event' | 'message' | 'contact'> {
	const direction = own ? 'outbound' : 'inbound';
	const type = textOf(at(given, 'type')) ?? '';
	const about = at(given, type);
	const original = textOf(at(about, 'original_message_id'));
	switch (type) {
		case 'edit': {
			const edited = at(about, 'message');
			if (edited === undefined) return { event: 'other' };
			const message = { id: original, direction, ...metaContent(edited) } as const;
			return { event: 'message.edited', message };
		}
		case 'revoke':
			return { event: 'message.deleted', message: { id: original, direction } };
		case 'system':
			return systemMessage(about);
		// The chat was opened, and nothing is written yet.
		case 'request_welcome':
			return { event: 'other' };
		default: {
			if (UNSUPPORTED_CHANGES.has(at(given, 'unsupported', 'type'))) return { event: 'other' };
			const id = firstText(at(given, 'message_id'), at(given, 'id'));
			const message = { id, direction, ...metaContent(given) } as const;
			return { event: own ? 'message.sent' : 'message.received', message };
		}
	}
}

function systemMessage(system: Given): Pick<ReadEvent, 'event' | 'contact'> {
	const number = firstText(at(system, 'wa_id'), at(system, 'new_wa_id'));
	const userId = textOf(at(system, 'user_id'));
	const isNew = NEW_IDENTITY.includes(textOf(at(system, 'type')) ?? '');
	if (!isNew || (number === null && userId === null)) return { event: 'other' };
	// With a new number, the ID that Meta gave to the old one is no longer theirs.
	return { event: 'contact.updated', contact: { ...(number && contactIdsOf(number)), userId } };
}

/** What it says; of an unknown kind, that it is one. */
export function metaContent(given: Given): ReadMessage {
	const word = textOf(at(given, 'type')) ?? '';
	const own = at(given, word);
	const context: ReadMessage = {
		messageId: textOf(at(given, 'context', 'id')),
		referral: objectOf(at(given, 'referral')),
	};
	if (word === 'interactive') return { ...context, ...tapped(own) };

	const type = Object.hasOwn(TYPES, word) ? TYPES[word] : 'other';
	if (MEDIA.has(type))
		return { ...context, type, text: textOf(at(own, 'caption')), media: fileOf(own) };
	switch (type) {
		case 'text':
			return { ...context, type, text: firstText(own, at(own, 'body')) };
		case 'button': {
			const title = textOf(at(own, 'text'));
			return { ...context, ...replyMessage('button', textOf(at(own, 'payload')), title) };
		}
		case 'order':
			return {
				...context,
				...replyMessage('order', null, null, own),
				text: textOf(at(own, 'text')),
			};
		case 'reaction':
			return {
				type,
				text: textOf(at(own, 'emoji')),
				messageId: textOf(at(own, 'message_id')),
			};
		case 'location':
			return { ...context, type, location: locationOf(own) };
		case 'contacts':
			return { ...context, type, contacts: listOf(own).map(cardOf) };
		default:
			return { ...context, type };
	}
}

const REPLIES: Record<string, Reply['kind']> = { list_reply: 'list', nfm_reply: 'flow' };

/** A tap on a button or a row of a list, or a form that was filled in. */
function tapped(interactive: Given): ReadMessage {
	const form = Object.keys(fieldsOf(interactive)).find((key) => key.endsWith('_reply'));
	if (form === undefined) return { type: 'other' };
	const own = at(interactive, form);
	const values = objectOf(at(own, 'response_json'));
	return replyMessage(
		Object.hasOwn(REPLIES, form) ? REPLIES[form] : 'button',
		// `response`: what was tapped where we asked whether we may call.
		firstText(at(own, 'id'), at(values ?? {}, 'flow_token'), at(own, 'response')),
		firstText(at(own, 'title'), at(own, 'body'), at(own, 'name')),
		values ?? undefined,
	);
}

const cardOf = (card: Given) => ({
	name: firstText(at(card, 'name', 'formatted_name'), at(card, 'name', 'first_name')),
	phones: listOf(at(card, 'phones')).flatMap(
		(phone) => firstText(at(phone, 'phone'), at(phone, 'wa_id')) ?? [],
	),
});

const STATUSES = new Map<unknown, StatusValue>([
	['sent', 'sent'],
	['delivered', 'delivered'],
	['read', 'read'],
	// A voice message: reported even for those who turned read receipts off.
	['played', 'read'],
	['failed', 'failed'],
]);

/** What has no word here, such as a payment that was captured, says nothing of a message's way. */
export const statusValueOf = (word: Given): StatusValue | undefined => STATUSES.get(word);

/** Why a message failed, in Meta's words. */
export function errorsIn(given: Given): string | null {
	const errors = listOf(at(given, 'errors')).map((error) => {
		const says = firstText(
			at(error, 'error_data', 'details'),
			at(error, 'message'),
			at(error, 'title'),
		);
		return [says, textOf(at(error, 'code'))].filter(Boolean).join(' ');
	});
	return errors.join('; ') || null;
}
