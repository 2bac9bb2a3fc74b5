import type { IExecuteFunctions } from 'n8n-workflow';

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

/** A key is claimed before its message leaves, and done when it was accepted. */
export class SendOnce {
	private readonly chain: string;

	constructor(private readonly node: IExecuteFunctions) {
		this.chain = `${node.getWorkflow().id} ${node.getNode().id}`;
	}

	/** @returns `claimed`: send it; `done`: it was sent; `unknown`: an earlier try did not end */
	async claim(key: string): Promise<'claimed' | 'done' | 'unknown'> {
		return await oneAfterTheOther(this.chain, async () => {
			if (await this.record(claimOf(key))) return 'claimed';
			if (!(await this.record(doneOf(key)))) return 'done';
			await this.remove([doneOf(key)]);
			return 'unknown';
		});
	}

	async done(key: string): Promise<void> {
		await oneAfterTheOther(this.chain, async () => await this.record(doneOf(key)));
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
