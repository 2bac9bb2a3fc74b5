import { wait } from '../lib/wait';
import type { DataTable } from './dataTable';
import type { NewRow, Row } from './row';
import { MAX_AT_ONCE, TableCalls } from './tableCalls';

/** Between two looks, in ms; the last one is repeated. */
const PAUSES_MS = [50, 100, 200, 400, 800];

/** Rows that nobody has, and that could not be taken back as n8n was away: their tokens, by table. */
const strays = new Map<string, Set<string>>();

interface Terms {
	/** Whether nothing will change any more with a row of somebody else. */
	isSettled: (other: Row) => boolean;
	/** How long somebody else may take for that. */
	patienceMs: number;
}

/** `own`: it is ours; `others`: the rows of those who have it. */
type Claimed = { own: Row } | { others: Row[] } | undefined;

/**
 * Who is the first to have something, over all processes. A row is inserted, and then looked for: it is the
 * first one if no other is there. Of two that insert at the same time, at most one can see itself alone, as
 * each looks only after its own row is there for all. Those that are not alone take their rows back, all but
 * the oldest, and look again.
 */
export class Claims {
	constructor(private readonly table: DataTable) {}

	/**
	 * @returns `undefined` after the signal
	 * @throws SharedMemoryError
	 */
	async claim(row: NewRow, terms: Terms, signal?: AbortSignal): Promise<Claimed> {
		return await this.orStray(row, this.untilDecided(row, terms, signal));
	}

	/** It is free again. @throws SharedMemoryError */
	readonly giveUp = async (row: Row): Promise<void> => {
		await this.orStray(row, leaving.ask(this.table, row.id));
	};

	/** Where this fails, the row is perhaps there, and nobody has it. */
	private async orStray<Result>({ token }: NewRow, work: Promise<Result>): Promise<Result> {
		return await work.catch((error: unknown) => {
			const { id } = this.table;
			strays.set(id, (strays.get(id) ?? new Set()).add(token));
			throw error;
		});
	}

	private async untilDecided(
		row: NewRow,
		{ isSettled, patienceMs }: Terms,
		signal?: AbortSignal,
	): Promise<Claimed> {
		const begun = performance.now();
		let rows = await entering.ask(this.table, row);
		const bornAt = Date.parse(rows.find(({ token }) => token === row.token)?.createdAt ?? '');
		for (let looks = 0; ; looks++) {
			// A call that was tried again may have made several.
			const owns = rows.filter(({ token }) => token === row.token);
			const others = rows.filter(({ token }) => token !== row.token);
			if (others.length === 0 && owns.length > 0) {
				await Promise.all(owns.slice(1).map(this.giveUp));
				return { own: owns[0] };
			}

			const now = bornAt + performance.now() - begun;
			const isOpen = (other: Row) =>
				!isSettled(other) && now - Date.parse(other.createdAt) < patienceMs;
			const isOver = others.length > 0 && !others.every(isOpen);
			const isOldest = others.every(({ id }) => id > owns[0]?.id);
			if (isOver || signal?.aborted || !isOldest) await Promise.all(owns.map(this.giveUp));
			if (isOver) return { others };
			if (signal?.aborted) return undefined;

			if (others.length > 0) {
				const pause = PAUSES_MS[Math.min(looks, PAUSES_MS.length - 1)];
				await wait(pause * (0.5 + Math.random()), signal);
				rows = await this.table.find([row.lookup]);
			} else {
				rows = await entering.ask(this.table, row);
			}
		}
	}
}

/** Two calls, for all that enter at the same time. */
const entering = new TableCalls(async (table: DataTable, rows: NewRow[]) => {
	await removeStrays(table);
	await table.insert(rows);
	return await Promise.all(rows.map(async ({ lookup }) => await table.find([lookup])));
});

const leaving = new TableCalls(async (table: DataTable, ids: number[]) => {
	await table.remove({ any: 'id', of: ids });
	return ids;
});

async function removeStrays(table: DataTable): Promise<void> {
	const left = strays.get(table.id) ?? new Set();
	if (left.size === 0) return;
	const some = [...left].slice(0, MAX_AT_ONCE);
	await table.remove({ any: 'token', of: some });
	some.forEach((token) => left.delete(token));
}
