import type { IExecuteFunctions } from 'n8n-workflow';
import { runExclusive } from './mutex';
import { reasonOf } from './reasonOf';

/** Calls that wait for the store at the same time, and go as one: it reads and writes all it has at each. */
interface Group<Answer> {
	entries: Set<string>;
	answer: Promise<Answer>;
}

const recordings = new Map<string, Group<ReadonlySet<unknown>>>();

const removals = new Map<string, Group<void>>();

/** @returns the answer to all, and the entries that this call was the first to bring */
async function together<Answer>(
	groups: Map<string, Group<Answer>>,
	chain: string,
	entries: readonly string[],
	call: (entries: string[]) => Promise<Answer>,
): Promise<{ answer: Answer; own: string[] }> {
	const group = groups.get(chain) ?? open(groups, chain, call);
	const own = [...new Set(entries)].filter((entry) => !group.entries.has(entry));
	for (const entry of own) group.entries.add(entry);
	return { answer: await group.answer, own };
}

function open<Answer>(
	groups: Map<string, Group<Answer>>,
	chain: string,
	call: (entries: string[]) => Promise<Answer>,
): Group<Answer> {
	const entries = new Set<string>();
	const answer = runExclusive(chain, async () => {
		groups.delete(chain);
		return await call([...entries]);
	});
	const group = { entries, answer };
	groups.set(chain, group);
	return group;
}

/**
 * The first call of a node inserts its row. Of two processes that do so at the same instant, the
 * database refuses one, with nothing stored of it.
 */
const isSecondToBegin = (error: unknown) => /unique|duplicate/i.test(reasonOf(error));

/**
 * n8n's deduplication store, as a node has it: the last entries, over executions and restarts. It
 * reads, changes and writes without a lock, so here one call goes after the other.
 */
export class DeduplicationStore {
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
	 * @returns the entries that were new; of calls at the same time, only the first to bring one gets it
	 * @throws what the store throws
	 */
	async record(entries: readonly string[]): Promise<ReadonlySet<string>> {
		const { answer, own } = await together(recordings, this.chain, entries, async (all) => {
			const check = async () =>
				await this.node.helpers.checkProcessedAndRecord(all, 'node', this.options);
			const result = await check().catch(async (error) => {
				if (!isSecondToBegin(error)) throw error;
				return await check();
			});
			return new Set<unknown>(result.new);
		});
		return new Set(own.filter((entry) => answer.has(entry)));
	}

	/** @throws what the store throws */
	async remove(entries: readonly string[]): Promise<void> {
		await together(removals, this.chain, entries, async (all) => {
			await this.node.helpers.removeProcessed(all, 'node', this.options);
		});
	}
}
