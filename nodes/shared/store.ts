import type { IExecuteFunctions } from 'n8n-workflow';

const chains = new Map<string, Promise<unknown>>();

/** In one process; two processes at the same time do not know of each other. */
export async function oneAfterTheOther<Result>(
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

/** Calls that wait for the store at the same time, and go as one: it reads and writes all it has at each. */
interface Group<Answer> {
	entries: string[];
	answer: Promise<Answer>;
}

const recordings = new Map<string, Group<ReadonlySet<unknown>>>();
const removals = new Map<string, Group<void>>();

async function together<Answer>(
	groups: Map<string, Group<Answer>>,
	chain: string,
	entries: readonly string[],
	call: (entries: string[]) => Promise<Answer>,
): Promise<Answer> {
	const waiting = groups.get(chain);
	if (waiting) {
		waiting.entries.push(...entries);
		return await waiting.answer;
	}
	const group = [...entries];
	const answer = oneAfterTheOther(chain, async () => {
		groups.delete(chain);
		return await call(group);
	});
	groups.set(chain, { entries: group, answer });
	return await answer;
}

/**
 * n8n's deduplication store, as a node has it: the last entries, over executions and restarts. It
 * reads, changes and writes without a lock, so here one call goes after the other.
 */
export class Store {
	readonly chain: string;

	private readonly options: { mode: 'entries'; maxEntries: number };

	/** @param maxEntries how many it remembers; the oldest go first */
	constructor(
		private readonly node: IExecuteFunctions,
		maxEntries: number,
	) {
		this.chain = `${node.getWorkflow().id} ${node.getNode().id}`;
		this.options = { mode: 'entries', maxEntries };
	}

	/**
	 * @returns the entries that were new, among them those of others
	 * @throws what the store throws
	 */
	async record(entries: readonly string[]): Promise<ReadonlySet<unknown>> {
		return await together(recordings, this.chain, entries, async (all) => {
			const result = await this.node.helpers.checkProcessedAndRecord(all, 'node', this.options);
			return new Set(result.new);
		});
	}

	/** @throws what the store throws */
	async remove(entries: readonly string[]): Promise<void> {
		await together(removals, this.chain, entries, async (all) => {
			await this.node.helpers.removeProcessed(all, 'node', this.options);
		});
	}
}
