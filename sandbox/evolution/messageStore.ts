import type { Instance } from './instances';
import type { Key } from './outgoing';

/** A message as a server tells of it, to its webhooks or to the one who sent it. */
export interface ToldMessage {
	key: Key;
	message?: Record<string, unknown>;
	messageType?: string;
	messageTimestamp: unknown;
	[name: string]: unknown;
}

export interface StoredMessage {
	told: ToldMessage;
	/** What became of it, in WhatsApp's words. */
	statuses: string[];
}

/** What a server has stored of each instance, until the inbox is cleared. */
export class MessageStore {
	private readonly byInstance = new Map<string, StoredMessage[]>();

	/** The newest first. */
	of({ name }: Instance): StoredMessage[] {
		return [...(this.byInstance.get(name) ?? [])].reverse();
	}

	withId(instance: Instance, id: string): StoredMessage | undefined {
		return this.byInstance.get(instance.name)?.findLast(({ told }) => told.key.id === id);
	}

	add({ name }: Instance, told: object): void {
		const stored = this.byInstance.get(name) ?? [];
		stored.push({ told: told as ToldMessage, statuses: [] });
		this.byInstance.set(name, stored);
	}

	/** Of an unknown one nothing is noted. */
	note(instance: Instance, id: string, status: string): void {
		this.withId(instance, id)?.statuses.push(status);
	}

	/** The words of a text or a caption are others now. */
	edit(instance: Instance, id: string, text: string): void {
		const stored = this.withId(instance, id);
		if (!stored) return;
		const { messageType = '', message = {} } = stored.told;
		const content = message[messageType];
		stored.told.message = {
			...message,
			[messageType]: typeof content === 'string' ? text : { ...(content as object), caption: text },
		};
		stored.statuses.push('EDITED');
	}

	clear(): void {
		this.byInstance.clear();
	}
}
