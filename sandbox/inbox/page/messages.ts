import type { SandboxMessage } from '../../conversations';

/** All messages with one number, oldest first. */
export interface Conversation {
	/** "+" and digits, or a group's JID; empty where a request had no readable number. */
	number: string;
	name: string | null;
	contactId: string | null;
	messages: SandboxMessage[];
}

export const latest = ({ messages }: Conversation) => messages[messages.length - 1];

/** A provider, and the channel, account or instance of it by name. */
export interface Gateway {
	provider: string;
	account: string;
}

export const conversationKind = (number: string) =>
	number.endsWith('@g.us') ? 'group' : number === '' ? 'nobody' : 'person';

/** Through which a contact can write: as was begun, or else as messages went, the latest first. */
export function gatewaysOf({ messages }: Conversation, begun?: Gateway): Gateway[] {
	const used = messages
		.filter(({ accepted }) => accepted)
		.map(({ provider, content }) => ({ provider, account: content.sender }))
		.reverse();
	const all = begun ? [begun, ...used] : used;
	const byName = new Map(all.map((gateway) => [`${gateway.provider} ${gateway.account}`, gateway]));
	return [...byName.values()];
}

/** Groups messages by number, the most recently active first. */
export function conversationsIn(messages: SandboxMessage[]): Conversation[] {
	const byNumber = new Map<string, Conversation>();
	for (const message of messages) {
		const number = message.content.to ?? '';
		const conversation = byNumber.get(number) ?? {
			number,
			name: null,
			contactId: null,
			messages: [],
		};
		conversation.name = message.content.contactName ?? conversation.name;
		conversation.contactId = message.content.contactId ?? conversation.contactId;
		conversation.messages.push(message);
		byNumber.set(number, conversation);
	}
	return [...byNumber.values()].sort((a, b) => latest(b).id - latest(a).id);
}

/** Matches a name, or a number however it is spaced. */
export function matches({ name, number }: Conversation, search: string): boolean {
	const wanted = search.trim().toLowerCase();
	const digits = wanted.replace(/[\s()+-]/g, '');
	return (
		(name ?? '').toLowerCase().includes(wanted) || (/^\d+$/.test(digits) && number.includes(digits))
	);
}
