import type { DataTable, Match } from '../../../nodes/shared/sharedMemory/dataTable';
import { COLUMNS, type NewRow, type Row } from '../../../nodes/shared/sharedMemory/row';

/** The data table of the shared memory without n8n: what is asked is seen, and may be made to fail. */
export class MemoryTable implements Pick<DataTable, 'find' | 'insert' | 'update' | 'remove'> {
	rows: Row[] = [];

	/** How it was called, in turn. */
	readonly calls: string[] = [];

	/** Runs before every call, which waits for it. */
	before: (call: string) => unknown = () => {};

	private lastId = 0;

	private processes = 0;

	/** The table as a process has it that shares nothing with others but its rows. */
	fromAnotherProcess(): DataTable {
		const id = `process ${++this.processes} of ${Math.random()}`;
		const reached: Partial<DataTable> = {
			id,
			place: id,
			find: async (...asked) => await this.over(async () => await this.find(...asked)),
			insert: async (...asked) => await this.over(async () => await this.insert(...asked)),
			update: async (...asked) => await this.over(async () => await this.update(...asked)),
			remove: async (...asked) => await this.over(async () => await this.remove(...asked)),
		};
		return reached as DataTable;
	}

	/** How a process reaches it. */
	protected async over<Result>(call: () => Promise<Result>): Promise<Result> {
		return await call();
	}

	async find(lookups: readonly string[]): Promise<Row[]> {
		await this.begin('find');
		return this.rows.filter(({ lookup }) => lookups.includes(lookup)).map((row) => ({ ...row }));
	}

	async insert(rows: readonly NewRow[]): Promise<void> {
		await this.begin('insert');
		const now = new Date().toISOString();
		const blank = Object.fromEntries(COLUMNS.map((name) => [name, ''])) as Required<NewRow>;
		for (const row of rows) {
			this.rows.push({ ...blank, ...row, id: ++this.lastId, createdAt: now, updatedAt: now });
		}
	}

	async update(match: Match, values: Partial<NewRow>): Promise<Row[]> {
		await this.begin('update');
		const matched = this.rows.filter(isMatchedBy(match));
		for (const row of matched) Object.assign(row, values, { updatedAt: new Date().toISOString() });
		return matched.map((row) => ({ ...row }));
	}

	async remove(match: Match): Promise<void> {
		await this.begin('remove');
		const isMatched = isMatchedBy(match);
		this.rows = this.rows.filter((row) => !isMatched(row));
	}

	private async begin(call: string): Promise<void> {
		this.calls.push(call);
		await this.before(call);
	}
}

const isMatchedBy =
	(match: Match) =>
	(row: Row): boolean => {
		if ('any' in match) return match.of.includes(row[match.any]);
		if ('all' in match) {
			return Object.entries(match.all).every(([name, value]) => row[name as keyof Row] === value);
		}
		return row.kind === match.kind && row.updatedAt < match.unchangedSince.toISOString();
	};
