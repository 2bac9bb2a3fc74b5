import type { MessageContent, SandboxMessage } from '../../conversations';
import { isSign } from '../../signs';

/** A message as it stands now: with all that later ones changed about it. */
export interface Entry {
	message: SandboxMessage;
	/** After the last edit. */
	content: MessageContent;
	edited: boolean;
	/** Deleted for everyone, or, of one that was scheduled, cancelled. */
	deleted: boolean;
	/** The latest of each person. */
	reactions: Opinion[];
	votes: Opinion[];
	/** The labels of what was tapped on it, each time again. */
	tapped: string[];
	/** Whether the business marked it as read. */
	read: boolean;
	/** The message that it answers, where it is in the inbox. */
	quoted: Entry | null;
	/** The messages that changed it. */
	changes: SandboxMessage[];
}

/** What somebody thinks of a message. */
export interface Opinion {
	message: SandboxMessage;
	/** Whose it is: each person has one. */
	by: string;
}

const keyOf = ({ provider }: SandboxMessage, messageId: string) => `${provider} ${messageId}`;

/** Whether the business said it, be it on the phone. */
export const isOurs = ({ direction, content }: SandboxMessage) =>
	direction === 'outgoing' || content.fromMe === true;

/** Messages and signs in their order; what changes another message stands with that one. */
export function threadOf(messages: SandboxMessage[]): Entry[] {
	const entries: Entry[] = [];
	const byMessage = new Map<string, Entry>();
	for (const message of messages) {
		const { content, messageId, accepted, fault } = message;
		const named = (id: string | null) =>
			id === null ? undefined : byMessage.get(keyOf(message, id));
		if (accepted && content.type === 'read') {
			for (const id of content.about) {
				const target = named(id);
				if (target) target.read = true;
			}
		}
		// What a fault struck is to be seen as it was.
		const target =
			accepted && fault === null && 'about' in content && typeof content.about === 'string'
				? named(content.about)
				: undefined;
		if (target) {
			change(target, message);
			continue;
		}
		const entry: Entry = {
			message,
			content,
			edited: false,
			deleted: false,
			reactions: [],
			votes: [],
			tapped: [],
			read: false,
			quoted: named(content.quoted ?? null) ?? null,
			changes: [],
		};
		if ((content.type === 'button' || content.type === 'list') && content.text !== null) {
			entry.quoted?.tapped.push(content.text);
		}
		entries.push(entry);
		if (messageId !== null && !isSign(content)) byMessage.set(keyOf(message, messageId), entry);
	}
	return entries;
}

function change(entry: Entry, message: SandboxMessage) {
	const { content } = message;
	entry.changes.push(message);
	switch (content.type) {
		case 'edit':
			entry.content = { ...entry.content, text: content.text };
			entry.edited = true;
			return;
		case 'delete':
			entry.deleted = true;
			return;
		case 'reaction':
			entry.reactions = opinionsWith(message, entry.reactions, content.text !== '');
			return;
		case 'vote':
			entry.votes = opinionsWith(message, entry.votes, content.options.length > 0);
	}
}

function opinionsWith(message: SandboxMessage, known: Opinion[], has: boolean): Opinion[] {
	const { content } = message;
	const by = isOurs(message)
		? content.sender
		: (content.author ?? content.contactName ?? 'Contact');
	const others = known.filter((opinion) => opinion.by !== by);
	return has ? [...others, { message, by }] : others;
}
