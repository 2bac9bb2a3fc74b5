import type { MessageContent } from '../conversations';
import { conversationWith } from '../recipient';
import type { Reply, Saying } from './reply';

/** A reply as the inbox page shows it, in the conversation with its contact or group. */
export function replyContent(reply: Reply, contactId: string | null): MessageContent {
	const { from, group, name, account, fromMe } = reply;
	const writer = conversationOf(from);
	return {
		to: group ?? writer,
		contactName: group ? null : name,
		contactId,
		sender: account.name,
		...(group && !fromMe && { author: [name, writer].filter(Boolean).join(' ') }),
		...(fromMe && { fromMe }),
		...said(reply),
	};
}

/** A JID that hides the number is a name of its own. */
export const conversationOf = (from: string): string | null =>
	from.includes('@') && !from.endsWith('@s.whatsapp.net')
		? from
		: conversationWith(from.split('@')[0]);

type Shown = MessageContent extends infer Content
	? Content extends MessageContent
		? Omit<Content, 'to' | 'contactName' | 'contactId' | 'sender'>
		: never
	: never;

function said(saying: Saying): Shown {
	switch (saying.type) {
		case 'text':
			return { type: 'text', text: saying.text };
		case 'button':
			return { type: 'button', text: saying.button.title };
		case 'list':
			return { type: 'list', text: saying.row.title };
		case 'reaction':
			return { type: 'reaction', text: saying.emoji };
		case 'location':
			return { type: 'location', location: saying.location, text: null };
		case 'contacts': {
			const contacts = saying.contacts.map(({ name, phone }) => ({
				name,
				phoneNumber: phone,
				organization: null,
				email: null,
				url: null,
			}));
			return { type: 'contacts', contacts, text: null };
		}
		default: {
			const { link, id, fileName } = saying.file;
			const media = { kind: saying.type, link, id, filename: fileName };
			return { type: saying.type, media, text: saying.text ?? null };
		}
	}
}
