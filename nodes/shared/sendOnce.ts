import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outcome } from './outcomes';
import { reasonOf } from './problem';

/** The status of a receipt whose key was forgotten. */
export const KEY_FORGOTTEN = 'key forgotten';

/** What n8n's deduplication store remembers: 10,000 keys, and which of them are open. */
const OPTIONS = { mode: 'entries' as const, maxEntries: 11_000 };

/**
 * The store reads, changes and writes without a lock; one after the other, in one process, exactly
 * one claim of a key wins. Two processes at the same instant may both win, and lose other claims.
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
	entries: string[],
	call: (entries: string[]) => Promise<Answer>,
): Promise<Answer> {
	const waiting = groups.get(chain);
	if (waiting) {
		waiting.entries.push(...entries);
		return await waiting.answer;
	}
	const answer = oneAfterTheOther(chain, async () => {
		groups.delete(chain);
		return await call(entries);
	});
	groups.set(chain, { entries, answer });
	return await answer;
}

/**
 * A key is recorded, and recorded as open, in one call before its message leaves; it is open no more
 * when the message was accepted. Whatever the store does, the outcome of a message that left is not
 * touched.
 */
export class SendOnce {
	private readonly chain: string;

	/** How those leave that wait for a key. */
	private readonly waiting = new Set<() => void>();

	/** @param signal after it nobody waits for a key */
	constructor(
		private readonly node: IExecuteFunctions,
		private readonly signal: AbortSignal,
	) {
		this.chain = `${node.getWorkflow().id} ${node.getNode().id}`;
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
			oneAfterTheOther(`${this.chain} ${key}`, async () => {
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
		const recorded = await this.record(entries);
		const news = entries.filter((entry) => recorded.has(entry));
		if (news.length === entries.length) return 'claimed';
		// The store can only be asked by recording. Broken off here, a key that is done stays open: never
		// the other way round, which would lose a message.
		if (news.length > 0) await this.remove(news);
		return recorded.has(openOf(key)) ? 'done' : 'unknown';
	}

	/** Remembers what became of the message of a claimed key. */
	async settle(key: string, outcome: Outcome): Promise<void> {
		if (outcome === 'unknown') return;
		try {
			if (outcome === 'notSent') await this.forget(key);
			else await this.remove([openOf(key)]);
		} catch (error) {
			this.node.logger.warn(
				`${this.node.getNode().name}: the Send Once key "${key}" stays claimed, as n8n could not store that its message was ${outcome === 'accepted' ? 'accepted' : 'not sent'}: ${reasonOf(error)}`,
			);
		}
	}

	/** Afterwards the key may be claimed again. */
	async forget(key: string): Promise<void> {
		await this.remove([keyOf(key), openOf(key)]);
	}

	/** @returns the entries that were new, among them those of others */
	private async record(entries: string[]): Promise<ReadonlySet<unknown>> {
		return await together(recordings, this.chain, [...entries], async (all) => {
			const result = await this.node.helpers.checkProcessedAndRecord(all, 'node', OPTIONS);
			return new Set(result.new);
		});
	}

	private async remove(entries: string[]): Promise<void> {
		await together(removals, this.chain, [...entries], async (all) => {
			await this.node.helpers.removeProcessed(all, 'node', OPTIONS);
		});
	}
}

const keyOf = (key: string) => `key ${key}`;
const openOf = (key: string) => `open ${key}`;
