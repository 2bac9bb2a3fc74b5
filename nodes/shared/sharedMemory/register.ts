import { sleep, type JsonValue } from 'n8n-workflow';
import { parseJson } from '../lib/json';
import { at, listOf } from '../lib/jsonAccess';
import { runExclusive } from '../lib/mutex';
import { Clock } from './clock';
import type { DataTable } from './dataTable';
import { newToken, type Kind, type Row } from './row';
import { SharedMemoryError } from './sharedMemoryError';

/** What a register is for, and what it is found by. */
export interface RegisterId {
	kind: Kind;
	key: string;
	lookup: string;
}

/** Without a state there is nothing to write. */
export type Change<State, Result> = { state: State; result: Result } | { result: Result };

/** More than all processes of an n8n can lose in a row. */
const MAX_TRIES = 100;

/** The last writers, by which one knows its own write whose answer was lost. */
const MAX_WRITERS = 20;

const MAKING = 'new';

const READY = 'ready';

/** Whoever takes so long to make a row was killed in the middle of it. */
const LEFT_MS = 30_000;

/** Rows as this process saw them last: most of the time, nobody else has written since. */
const lastSeen = new Map<string, Row>();

/**
 * One row that many processes change, each on what the other left: n8n writes it only where it still has
 * the token that was read, in one statement.
 */
export class Register<State extends JsonValue> {
	private readonly place: string;

	constructor(
		private readonly table: DataTable,
		private readonly id: RegisterId,
		private readonly empty: State,
	) {
		this.place = `register ${table.id} ${id.lookup}`;
	}

	/**
	 * @param next what becomes of a state; called again where another process was faster
	 * @returns the clock of n8n's main process beside; `undefined` where nothing was written or read now
	 * @throws SharedMemoryError
	 */
	async change<Result>(
		next: (state: State) => Change<State, Result>,
	): Promise<{ result: Result; clock?: Clock }> {
		return await runExclusive(this.place, async () => await this.untilWritten(next));
	}

	private async untilWritten<Result>(next: (state: State) => Change<State, Result>) {
		let row = lastSeen.get(this.place) ?? (await this.row());
		const mine = new Map<string, Result>();
		const from = performance.now();
		for (let tries = 0; tries < MAX_TRIES; tries++) {
			const { state, writers } = this.read(row);
			const changed = next(state);
			if (!('state' in changed)) return { result: changed.result };

			const token = newToken();
			mine.set(token, changed.result);
			const data = JSON.stringify({
				state: changed.state,
				writers: [...writers, token].slice(-MAX_WRITERS),
			});
			const began = performance.now();
			const [written] = await this.table.update(
				{ all: { id: row.id, token: row.token } },
				{ data, token },
			);
			row = written ?? (await this.row());
			lastSeen.set(this.place, row);
			const ours = [row.token, ...this.read(row).writers].find((each) => mine.has(each));
			if (ours !== undefined) {
				const clock = new Clock(
					Date.parse(row.updatedAt),
					ours === token ? began : from,
					performance.now(),
				);
				return { result: mine.get(ours) as Result, clock };
			}
			await sleep(Math.random() * 10 * Math.min(tries, 10));
		}
		throw busy();
	}

	private read({ data }: Row): { state: State; writers: string[] } {
		const kept = parseJson(data);
		const state = at(kept, 'state');
		return {
			state: state === undefined ? this.empty : (state as State),
			writers: listOf(at(kept, 'writers')).map(String),
		};
	}

	/**
	 * The row, made where there is none. Of several that make one at the same time, only that counts whose
	 * maker saw itself alone after it was there: nobody else can then have seen the same.
	 */
	private async row(): Promise<Row> {
		const { kind, key, lookup } = this.id;
		for (let tries = 0; tries < MAX_TRIES; tries++) {
			const found = await this.table.find([lookup]);
			const ready = found.find(({ outcome }) => outcome === READY);
			if (ready) return ready;

			const token = newToken();
			await this.table.insert([{ kind, key, lookup, token, outcome: MAKING }]);
			const rows = await this.table.find([lookup]);
			const own = rows.find((row) => row.token === token);
			const others = rows.filter((row) => row !== own);
			if (own && others.length === 0) {
				await this.table.update({ all: { id: own.id, token } }, { outcome: READY });
				continue;
			}
			const left = others.filter((row) => own && ageMs(row, own) > LEFT_MS);
			for (const row of left) {
				await this.table.remove({ all: { id: row.id, outcome: MAKING } });
			}
			await this.table.remove({ any: 'token', of: [token] });
			await sleep(Math.random() * 20 * (tries + 1));
		}
		throw busy();
	}
}

const ageMs = (row: Row, now: Row) => Date.parse(now.createdAt) - Date.parse(row.createdAt);

const busy = () =>
	new SharedMemoryError({
		code: 'shared-memory-unavailable',
		reason: `The shared memory was changed by others ${MAX_TRIES} times in a row`,
		whatToDo: 'Run the item again.',
		failure: { cause: 'temporarily-unavailable' },
	});
