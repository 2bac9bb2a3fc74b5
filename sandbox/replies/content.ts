import type { Content, MessageContent } from '../conversations';
import { conversationWith } from '../lib/recipient';
import type { Reply, Vote } from './reply';

/** A reply as the inbox page shows it, in the conversation with its contact or group. */
export function messageContent(reply: Reply | Vote, contactId: string | null): MessageContent {
	const { from, group, name, account, fromMe } = reply;
	const writer = conversationOf(from);
	return {
		to: group ?? writer,
		contactName: group ? null : name,
		contactId,
		sender: account.name,
		...(group && !fromMe && { author: [name, writer].filter(Boolean).join(' ') }),
		...(fromMe && { fromMe }),
		...(quotes(reply) && { quoted: reply.context }),
		...shown(reply),
	};
}

/** A JID that hides the number is a name of its own. */
export const conversationOf = (from: string): string | null =>
	from.includes('@') && !from.endsWith('@s.whatsapp.net')
		? from
		: conversationWith(from.split('@')[0]);

/** Others are about a message, and quote none. */
const quotes = ({ type, context }: Reply | Vote) =>
	context !== null && type !== 'reaction' && type !== 'vote';

function shown(content: Reply | Vote): Content & { text: string | null } {
	switch (content.type) {
		case 'text':
			return { type: 'text', text: content.text };
		case 'button':
			return { type: 'button', text: content.button.title };
		case 'list':
			return { type: 'list', text: content.row.title };
		case 'reaction':
			return { type: 'reaction', about: content.context, text: content.emoji };
		case 'vote': {
			const { context, options } = content;
			return { type: 'vote', about: context, options, text: options.join(', ') };
		}
		case 'location':
			return { type: 'location', location: content.location, text: null };
		case 'contacts': {
			const contacts = content.contacts.map(({ name, phone }) => ({
				name,
				phoneNumber: phone,
				organization: null,
				email: null,
				url: null,
			}));
			return { type: 'contacts', contacts, text: null };
		}
		default: {
			const { link, id, fileName, mimeType, bytes } = content.file;
			const media = {
				kind: content.type,
				link,
				id,
				filename: fileName,
				mimeType,
				size: bytes?.length ?? null,
				...(content.voice && { voice: true }),
			};
			return { type: content.type, media, text: content.text ?? null };
		}
	}
}
