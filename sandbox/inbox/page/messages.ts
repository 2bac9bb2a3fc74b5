import type { SandboxMessage } from '../../conversations';
import { preview } from './format';
import { isSign } from '../../signs';

/** All messages with one number, oldest first. */
export interface Conversation {
	/** "+" and digits, or a group's JID; empty where a request had no readable number. */
	number: string;
	name: string | null;
	contactId: string | null;
	messages: SandboxMessage[];
}

/** Which signs to the contact are not, unless there is nothing else. */
export const latest = ({ messages }: Conversation) =>
	messages.findLast(({ content }) => !isSign(content)) ?? messages[messages.length - 1];

/** Without the signs to the contact. */
export const sentCount = (messages: SandboxMessage[]) =>
	messages.filter(({ content }) => !isSign(content)).length;

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

/** Letters alone: without accents, and in lower case. */
const plain = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Matches a name, a number however it is spaced, or what was said. */
export function matches(conversation: Conversation, search: string): boolean {
	const { name, number } = conversation;
	const wanted = plain(search.trim());
	const digits = wanted.replace(/[\s()+-]/g, '');
	return (
		plain(name ?? '').includes(wanted) ||
		(/^\d+$/.test(digits) && number.includes(digits)) ||
		messageWith(conversation, search) !== undefined
	);
}

/** The latest message that says this. */
export function messageWith(
	{ messages }: Conversation,
	search: string,
): SandboxMessage | undefined {
	const wanted = plain(search.trim());
	if (wanted === '') return undefined;
	return messages.findLast((message) => said(message).includes(wanted));
}

/** What a person reads of each message, ready to be searched at every key. */
const known = new WeakMap<SandboxMessage, string>();

function said(message: SandboxMessage): string {
	const words = known.get(message) ?? plain(`${message.content.text ?? ''} ${preview(message)}`);
	known.set(message, words);
	return words;
}
