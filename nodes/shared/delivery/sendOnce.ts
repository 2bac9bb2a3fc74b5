import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outcome } from '../contract/verdict';
import { DeduplicationStore } from '../lib/deduplicationStore';
import { runExclusive } from '../lib/mutex';
import { reasonOf } from '../lib/reasonOf';

/** Why a message is skipped. */
export const KEY_USED = 'Its Send Once key is already used';

/** The status of a receipt whose key was forgotten. */
export const KEY_FORGOTTEN = 'key forgotten';

/** 10,000 keys, and which of them are open. */
const MAX_ENTRIES = 11_000;

/**
 * A key is recorded, and recorded as open, in one call before its message leaves; it is open no more
 * when the message was accepted. Whatever the store does, the outcome of a message that left is not
 * touched.
 */
export class SendOnce {
	/** Two processes at the same instant may both win a claim, and lose other claims. */
	private readonly store: DeduplicationStore;

	/** How those leave that wait for a key. */
	private readonly waiting = new Set<() => void>();

	/** @param signal after it nobody waits for a key */
	constructor(
		private readonly node: IExecuteFunctions,
		private readonly signal: AbortSignal,
	) {
		this.store = new DeduplicationStore(node, MAX_ENTRIES);
		// One listener for all of them: of more than ten, Node warns as of a leak.
		signal.addEventListener('abort', () => this.waiting.forEach((leave) => leave()));
	}

	/**
	 * Does the work while no other message of this process has the key.
	 * @returns `undefined` where the signal came before its turn
	 */
	async alone<Result>(key: string, work: () => Promise<Result>): Promise<Result | undefined> {
		if (this.signal.aborted) return undefined;
		return await new Promise((resolve, reject) => {
			const leave = () => resolve(undefined);
			this.waiting.add(leave);
			// Its place stays in the chain: those behind it wait for the one that has the key.
			runExclusive(`${this.store.chain} ${key}`, async () => {
				this.waiting.delete(leave);
				return this.signal.aborted ? undefined : await work();
			}).then(resolve, reject);
		});
	}

	/**
	 * @returns `claimed`: send it; `done`: it was sent; `unknown`: an earlier try did not end
	 * @throws what the store throws
	 */
	async claim(key: string): Promise<'claimed' | 'done' | 'unknown'> {
		const entries = [keyOf(key), openOf(key)];
		const recorded = await this.store.record(entries);
		const news = entries.filter((entry) => recorded.has(entry));
		if (news.length === entries.length) return 'claimed';
		// The store can only be asked by recording. Broken off here, a key that is done stays open: never
		// the other way round, which would lose a message.
		if (news.length > 0) await this.store.remove(news);
		return recorded.has(openOf(key)) ? 'done' : 'unknown';
	}

	/** Remembers what became of the message of a claimed key. */
	async settle(key: string, outcome: Outcome): Promise<void> {
		if (outcome === 'unknown') return;
		try {
			if (outcome === 'notSent') await this.forget(key);
			else await this.store.remove([openOf(key)]);
		} catch (error) {
			this.node.logger.warn(
				`${this.node.getNode().name}: the Send Once key "${key}" stays claimed, as n8n could not store that its message was ${outcome === 'accepted' ? 'accepted' : 'not sent'}: ${reasonOf(error)}`,
			);
		}
	}

	/** Afterwards the key may be claimed again. */
	async forget(key: string): Promise<void> {
		await this.store.remove([keyOf(key), openOf(key)]);
	}
}

const keyOf = (key: string) => `key ${key}`;

const openOf = (key: string) => `open ${key}`;
