import { EventEmitter } from 'node:events';

/** A request to send something, as the sandbox received and answered it. */
export interface SandboxMessage {
	/** Order of arrival, from 1. */
	id: number;
	/** ISO 8601. */
	receivedAt: string;
	provider: string;
	/** Whether the provider took it: false for everything that was answered with an error. */
	accepted: boolean;
	content: MessageContent;
	request: { method: string; path: string; headers: Record<string, string>; body: unknown };
	response: { status: number; body: unknown };
}

/** What a person sees of a message. Each provider reads its own requests into this. */
export interface MessageContent {
	/** "+" and digits, or `null` where the request has no readable number. */
	to: string | null;
	contactName: string | null;
	/** The provider's id of the contact, which the receipt has too. */
	contactId: string | null;
	/** The channel that it was sent through. */
	sender: string;
	/** `ai`: no message was given, so the provider's AI makes the first contact. */
	type: 'text' | 'template' | 'ai';
	text: string | null;
	templateId: string | null;
	/** Whether the sender labelled it as written by AI. */
	aiGenerated: boolean;
	/** Free data that came with it, by the provider's name for it. */
	metadata: Record<string, Record<string, unknown>>;
}

type Events = { message: [SandboxMessage]; cleared: [] };

/** Everything that was received, in memory, in order of arrival. */
export class Conversations extends EventEmitter<Events> {
	private readonly received: SandboxMessage[] = [];

	private lastId = 0;

	get messages(): readonly SandboxMessage[] {
		return this.received;
	}

	record(message: Omit<SandboxMessage, 'id' | 'receivedAt'>): void {
		const recorded = { id: ++this.lastId, receivedAt: new Date().toISOString(), ...message };
		this.received.push(recorded);
		this.emit('message', recorded);
	}

	clear(): void {
		this.received.length = 0;
		this.emit('cleared');
	}
}
