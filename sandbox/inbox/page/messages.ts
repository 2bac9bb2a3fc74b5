import { useEffect, useState } from 'preact/hooks';
import type { SandboxMessage } from '../../conversations';

/** All messages to one number, oldest first. */
export interface Conversation {
	/** "+" and digits, or a group's JID; empty where a request had no readable number. */
	number: string;
	name: string | null;
	contactId: string | null;
	messages: SandboxMessage[];
}

export const latest = ({ messages }: Conversation) => messages[messages.length - 1];

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

async function fetchMessages(): Promise<SandboxMessage[]> {
	const response = await fetch('/inbox/messages');
	return (await response.json()) as SandboxMessage[];
}

/** The messages, kept up to date; after a break of the connection all of them are read again. */
export function useMessages() {
	const [messages, setMessages] = useState<SandboxMessage[]>();
	const [live, setLive] = useState(false);

	useEffect(() => {
		const events = new EventSource('/inbox/events');
		events.addEventListener('connected', () => {
			setLive(true);
			void fetchMessages().then(setMessages);
		});
		events.addEventListener('message', ({ data }: MessageEvent<string>) => {
			const message = JSON.parse(data) as SandboxMessage;
			setMessages((known = []) =>
				known.some(({ id }) => id === message.id) ? known : [...known, message],
			);
		});
		events.addEventListener('cleared', () => setMessages([]));
		events.addEventListener('error', () => setLive(false));
		return () => events.close();
	}, []);

	return { messages, live };
}
