import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outcome } from './outcomes';
import { reasonOf } from './problem';

/** The status of a receipt whose key was forgotten. */
export const KEY_FORGOTTEN = 'key forgotten';

/** What n8n's deduplication store remembers: two entries for each of 10,000 keys. */
const OPTIONS = { mode: 'entries' as const, maxEntries: 20_000 };

/**
 * The store reads, changes and writes without a lock; one after the other, in one process, exactly
 * one claim of a key wins. Two processes at the same instant may both win.
 */
const chains = new Map<string, Promise<unknown>>();

async function oneAfterTheOther<Result>(
	chain: string,
	work: () => Promise<Result>,
): Promise<Result> {
	const before = chains.get(chain) ?? Promise.resolve();
	const mine = before.then(work);
	const settled = mine.catch(() => {});
	chains.set(chain, settled);
	void settled.then(() => {
		if (chains.get(chain) === settled) chains.delete(chain);
	});
	return await mine;
}

/**
 * A key is claimed before its message leaves, and done when it was accepted. Whatever the store does,
 * the outcome of a message that left is not touched.
 */
export class SendOnce {
	private readonly chain: string;

	constructor(private readonly node: IExecuteFunctions) {
		this.chain = `${node.getWorkflow().id} ${node.getNode().id}`;
	}

	/**
	 * Does the work while no other message of this process has the key.
	 * @returns `undefined` where the signal came before its turn
	 */
	async alone<Result>(
		key: string,
		signal: AbortSignal,
		work: () => Promise<Result>,
	): Promise<Result | undefined> {
		if (signal.aborted) return undefined;
		return await new Promise((resolve, reject) => {
			const leave = () => resolve(undefined);
			signal.addEventListener('abort', leave);
			// Its place stays in the chain: those behind it wait for the one that has the key.
			oneAfterTheOther(`${this.chain} ${key}`, async () => {
				signal.removeEventListener('abort', leave);
				return signal.aborted ? undefined : await work();
			}).then(resolve, reject);
		});
	}

	/**
	 * @returns `claimed`: send it; `done`: it was sent; `unknown`: an earlier try did not end
	 * @throws what the store throws
	 */
	async claim(key: string): Promise<'claimed' | 'done' | 'unknown'> {
		return await oneAfterTheOther(this.chain, async () => {
			if (await this.record(claimOf(key))) return 'claimed';
			if (!(await this.record(doneOf(key)))) return 'done';
			await this.remove([doneOf(key)]);
			return 'unknown';
		});
	}

	/** Remembers what became of the message of a claimed key. */
	async settle(key: string, outcome: Outcome): Promise<void> {
		if (outcome === 'unknown') return;
		try {
			if (outcome === 'notSent') await this.forget(key);
			else await oneAfterTheOther(this.chain, async () => await this.record(doneOf(key)));
		} catch (error) {
			this.node.logger.warn(
				`${this.node.getNode().name}: the Send Once key "${key}" stays claimed, as n8n could not store that its message was ${outcome === 'accepted' ? 'accepted' : 'not sent'}: ${reasonOf(error)}`,
			);
		}
	}

	/** Afterwards the key may be claimed again. */
	async forget(key: string): Promise<void> {
		await oneAfterTheOther(this.chain, async () => await this.remove([claimOf(key), doneOf(key)]));
	}

	/** @returns whether it was new */
	private async record(entry: string): Promise<boolean> {
		const result = await this.node.helpers.checkProcessedAndRecord([entry], 'node', OPTIONS);
		return result.new.length > 0;
	}

	private async remove(entries: string[]): Promise<void> {
		await this.node.helpers.removeProcessed(entries, 'node', OPTIONS);
	}
}

const claimOf = (key: string) => `claim ${key}`;
const doneOf = (key: string) => `done ${key}`;
