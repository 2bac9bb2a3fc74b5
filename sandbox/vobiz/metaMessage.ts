import { createHash } from 'node:crypto';
import type { Reply, ReplyFile } from '../replies/reply';

/** A reply as Meta's Cloud API reports it, in an entry of `messages`. */
export function metaMessage(reply: Reply, businessNumber: string): object {
	const { messageId, digits, at, context, quoted } = reply;
	// Whose message it was; a contact may quote a message of their own.
	const from = quoted?.direction === 'incoming' ? digits : businessNumber;
	return {
		// A reaction names its message itself.
		...(context && reply.type !== 'reaction' && { context: { from, id: context } }),
		from: digits,
		id: messageId,
		timestamp: String(Math.floor(at.getTime() / 1000)),
		...said(reply),
	};
}

function said(reply: Reply): object {
	switch (reply.type) {
		case 'text':
			return { type: 'text', text: { body: reply.text } };
		case 'location':
			return { type: 'location', location: reply.location };
		case 'reaction':
			return { type: 'reaction', reaction: { message_id: reply.context, emoji: reply.emoji } };
		case 'contacts':
			return { type: 'contacts', contacts: reply.contacts.map(metaContact) };
		case 'list':
			return { type: 'interactive', interactive: { type: 'list_reply', list_reply: reply.row } };
		case 'button': {
			const { title, id, payload = title } = reply.button;
			return id === undefined
				? { type: 'button', button: { payload, text: title } }
				: {
						type: 'interactive',
						interactive: { type: 'button_reply', button_reply: { id, title } },
					};
		}
		default:
			return { type: reply.type, [reply.type]: metaMedia(reply.file, reply) };
	}
}

function metaMedia(
	{ id, link, mimeType, fileName, bytes }: ReplyFile,
	{ type, text, voice }: Reply & { text?: string; voice?: boolean },
) {
	return {
		...(text && { caption: text }),
		...(type === 'document' && { filename: fileName }),
		mime_type: mimeType,
		...(type === 'audio' && { voice }),
		sha256: createHash('sha256')
			.update(bytes ?? link)
			.digest('base64'),
		id,
		// Not in Vobiz' samples; Meta sends one of late, so that no look-up by id is needed.
		url: link,
	};
}

function metaContact({ name, phone }: { name: string; phone: string }) {
	const [first, ...rest] = name.split(' ');
	return {
		name: {
			formatted_name: name,
			first_name: first,
			...(rest.length > 0 && { last_name: rest.join(' ') }),
		},
		phones: [{ phone, wa_id: phone.replace(/\D/g, ''), type: 'CELL' }],
	};
}
