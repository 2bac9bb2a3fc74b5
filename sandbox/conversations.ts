import { EventEmitter } from 'node:events';

/** A message, and the request that brought it, as the sandbox received and answered it. */
export interface SandboxMessage {
	/** Order of arrival, from 1. */
	id: number;
	/** ISO 8601. */
	receivedAt: string;
	provider: string;
	/** `outgoing`: sent through the provider's API; `incoming`: reported by its webhook. */
	direction: 'outgoing' | 'incoming';
	/** By which the provider's events name it; `null` where they name none, or it was not accepted. */
	messageId: string | null;
	/** Whether the provider took it, whatever it answered. */
	accepted: boolean;
	/** The kind of the fault that struck it, where one was switched on. */
	fault: string | null;
	content: MessageContent;
	request: { method: string; path: string; headers: Record<string, string>; body: unknown };
	/** `status` is null where the client got no answer. */
	response: { status: number | null; body: unknown };
}

/** What a person sees of a message. Each provider reads its own requests into this. */
export type MessageContent = Envelope & Content;

/** Who writes to whom, and what came along. */
interface Envelope {
	/** "+" and digits, a group's JID, or `null` where the request has no readable recipient. */
	to: string | null;
	contactName: string | null;
	/** The provider's id of the contact, which the receipt has too. */
	contactId: string | null;
	/** The channel, account or instance that it was sent through. */
	sender: string;
	/** Who wrote it in a group, by number. */
	author?: string;
	/** Whether an incoming one was written on the owner's own phone. */
	fromMe?: boolean;
	/** The text, the caption, or a template's body with its variables filled in. */
	text: string | null;
	/** The id of the message that it answers, as the provider's events name it. */
	quoted?: string | null;
	/** When it is sent, in ISO 8601, where that is not at once. */
	scheduledFor?: string | null;
	/** Whether the sender labelled it as written by AI. */
	aiGenerated?: boolean;
	/** Free data that came with it, by the provider's name for it. */
	metadata?: Record<string, Record<string, unknown>>;
}

export const MEDIA_TYPES = ['image', 'audio', 'video', 'document', 'sticker'] as const;

export type MediaType = (typeof MEDIA_TYPES)[number];

/**
 * `ai`: no message was given, so the provider's AI makes the first contact.
 * `unreadable`: the request does not say what it wants to send.
 * `button` and `list`: what was tapped is the text; only contacts send these.
 * `about`: the ids of messages, as the provider's events name them.
 */
export type Content =
	| { type: 'text' | 'ai' | 'unreadable' | 'button' | 'list' }
	| Sign
	/** The text is the emoji; an empty one takes the reaction back. */
	| { type: 'reaction'; about: string | null }
	/** The text is the new one. */
	| { type: 'edit'; about: string }
	/** For everyone; of a scheduled one: it is cancelled. */
	| { type: 'delete'; about: string }
	| { type: 'poll'; poll: Poll }
	/** The text names the options, which are all that the contact chose; none takes the vote back. */
	| { type: 'vote'; about: string | null; options: string[] }
	| { type: 'location'; location: Location }
	| { type: 'template'; templateId: string | null; language?: string | null; card: Card }
	| { type: MediaType; media: Media }
	| { type: 'contacts'; contacts: ContactCard[] }
	| { type: 'interactive'; card: Card };

/** What a contact sees of the other side without getting a message. */
export type Sign =
	| { type: 'read'; about: string[] }
	/** `presence`: in WhatsApp's words, such as `composing` or `recording`. */
	| { type: 'typing'; presence: string; seconds: number };

export interface Poll {
	name: string;
	options: string[];
	/** How many options may be chosen; 0: all. */
	selectable: number;
}

/** What surrounds the text of a template or an interactive message. */
export interface Card {
	/** Text or media, or neither. */
	header: string | Media | null;
	footer: string | null;
	buttons: Button[];
	list: { button: string; sections: ListSection[] } | null;
}

export interface Button {
	label: string;
	/** Where it leads, or what it copies. */
	detail: string | null;
	/** What the sender hears of a tap on it, in Meta's words; `null` where that is nothing. */
	tap: { id: string } | { payload: string } | null;
}

export interface ListSection {
	title: string | null;
	rows: Array<{ id: string; title: string; description: string | null }>;
}

export interface Media {
	kind: MediaType;
	link: string | null;
	/** Of a file that was uploaded before. */
	id: string | null;
	filename: string | null;
	mimeType?: string | null;
	/** Whether it is shown as a voice message. */
	voice?: boolean;
	/** Of the file in bytes, where the sandbox has it. */
	size?: number | null;
	/** What became of a link to this machine, which the sandbox fetches as WhatsApp would. */
	fetched?: Fetched;
}

/** `link`: the sandbox's address of the file. */
export type Fetched =
	| { state: 'waiting' }
	| { state: 'kept'; link: string }
	| { state: 'failed'; problem: string };

export interface Location {
	latitude: number;
	longitude: number;
	name?: string;
	address?: string;
}

export interface ContactCard {
	name: string;
	phoneNumber: string;
	organization: string | null;
	email: string | null;
	url: string | null;
}

/** Somebody of the business is typing, or recording, at this moment. */
export interface Typing {
	to: string | null;
	sender: string;
	presence: string;
	/** In ms since 1970. */
	until: number;
}

type Events = {
	message: [SandboxMessage];
	changed: [SandboxMessage];
	typing: [Typing];
	cleared: [];
};

/** Everything that was received, in memory, in order of arrival. */
export class Conversations extends EventEmitter<Events> {
	private readonly received: SandboxMessage[] = [];

	private lastId = 0;

	get messages(): readonly SandboxMessage[] {
		return this.received;
	}

	record(message: Omit<SandboxMessage, 'id' | 'receivedAt'>): SandboxMessage {
		const recorded = { id: ++this.lastId, receivedAt: new Date().toISOString(), ...message };
		this.received.push(recorded);
		this.emit('message', recorded);
		return recorded;
	}

	message(id: number): SandboxMessage | undefined {
		return this.received[this.placeOf(id)];
	}

	/** The latest message that a provider's events name so. */
	named(provider: string, messageId: string): SandboxMessage | undefined {
		return this.received.findLast(
			(message) => message.provider === provider && message.messageId === messageId,
		);
	}

	/** What is known of a message only later, unless it was cleared. */
	change(id: number, content: MessageContent): void {
		const message = this.message(id);
		if (!message) return;
		const changed = { ...message, content };
		this.received[this.placeOf(id)] = changed;
		this.emit('changed', changed);
	}

	/** The oldest ones that came after another one. */
	pageAfter(id: number, limit: number): SandboxMessage[] {
		const start = Math.max(0, this.placeOf(id + 1));
		return this.received.slice(start, start + limit);
	}

	clear(): void {
		this.received.length = 0;
		this.emit('cleared');
	}

	/** Ids have no gaps. */
	private placeOf(id: number): number {
		return id - (this.received[0]?.id ?? 0);
	}
}
