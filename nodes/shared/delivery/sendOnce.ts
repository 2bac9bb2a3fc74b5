import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outcome } from '../contract/verdict';
import { runExclusive } from '../lib/mutex';
import { reasonOf } from '../lib/reasonOf';

/** Why a message is skipped. */
export const KEY_USED = 'Its Send Once key is already used';

/** The status of a receipt whose key was forgotten. */
export const KEY_FORGOTTEN = 'key forgotten';

/**
 * - `claimed`: send it.
 * - `done`: it was sent.
 * - `unknown`: an earlier try did not end.
 */
export type Claim = 'claimed' | 'done' | 'unknown';

/** What a message that was sent is known by, for people. */
export interface Sent {
	to: string;
	messageId: string | null;
}

/** Where keys are remembered. */
export interface KeyStore {
	/** @returns `undefined` after the signal @throws what the store throws */
	claim(key: string, to: string): Promise<Claim | undefined>;
	/** Remembers what became of the message of a claimed key. @throws what the store throws */
	settle(key: string, outcome: Outcome, sent: Sent): Promise<void>;
	/** Afterwards the key may be claimed again. @throws what the store throws */
	forget(key: string): Promise<void>;
}

/**
 * A key is claimed just before its message leaves, and settled after it. Whatever the store does, the outcome
 * of a message that left is not touched.
 */
export class SendOnce {
	/** The node, as its executions in this process know each other. */
	private readonly chain: string;

	/** How those leave that wait for a key. */
	private readonly waiting = new Set<() => void>();

	/** @param signal after it nobody waits for a key */
	constructor(
		private readonly node: IExecuteFunctions,
		private readonly store: KeyStore,
		private readonly signal: AbortSignal,
	) {
		this.chain = `key of ${node.getWorkflow().id} ${node.getNode().id}`;
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
			runExclusive(`${this.chain} ${key}`, async () => {
				this.waiting.delete(leave);
				return this.signal.aborted ? undefined : await work();
			}).then(resolve, reject);
		});
	}

	/** @returns `undefined` after the signal @throws what the store throws */
	async claim(key: string, to: string): Promise<Claim | undefined> {
		return await this.store.claim(key, to);
	}

	async settle(key: string, outcome: Outcome, sent: Sent): Promise<void> {
		try {
			await this.store.settle(key, outcome, sent);
		} catch (error) {
			this.node.logger.warn(
				`${this.node.getNode().name}: the Send Once key "${key}" stays claimed, as n8n could not store that its message was ${WORDS[outcome]}: ${reasonOf(error)}`,
			);
		}
	}

	/** @throws what the store throws */
	async forget(key: string): Promise<void> {
		await this.store.forget(key);
	}
}

const WORDS: Record<Outcome, string> = {
	accepted: 'accepted',
	notSent: 'not sent',
	unknown: 'perhaps sent',
};
