import { sleep, type IDataObject, type JsonValue } from 'n8n-workflow';
import type { ProviderRequest } from '../contract/operation';
import type { Account, RequestingNode } from '../http/account';
import { endedBy } from '../http/client';
import { Exchange, type Failed } from '../http/exchange';
import { at, fieldsOf, listOf, textOf, timeOf, type Given } from '../lib/jsonAccess';
import { problemFrom } from '../outcome/problem';
import { settleVerdict } from '../outcome/settleVerdict';
import { n8nDataTables, unavailable } from './n8nDataTables';
import { COLUMNS, type NewRow, type Row } from './row';
import { SharedMemoryError } from './sharedMemoryError';
import { TableCalls } from './tableCalls';

/** Unlike anything that a person would call a table. */
export const TABLE_NAME = 'n8n-nodes-whatsapp-gateways: Shared Memory';

/** Where n8n's public API has them. */
export const TABLES = '/api/v1/data-tables';

/** The most that n8n gives at once. */
const PAGE_ROWS = 250;

const TIMEOUT_SECONDS = 10;

/** How long n8n may be away, about 20 s in all, until no message waits for it any more. */
const PAUSES_MS = [250, 500, 1000, 2000, 4000, 6000, 7000];

/** Nor is an n8n asked again that took so long to say nothing. */
const MAX_WAIT_MS = 30_000;

/**
 * Which rows: those with all of these values, or with any of these in one column. By its ID, n8n finds a row
 * without reading all of them.
 */
export type Match =
	| { all: Partial<NewRow> & { id?: number } }
	| { any: 'id' | 'lookup' | 'token'; of: ReadonlyArray<number | string> }
	| { kind: NewRow['kind']; unchangedSince: Date };

interface Condition {
	columnName: string;
	condition: 'eq' | 'lt';
	value: number | string;
}

const eq = (columnName: string, value: number | string): Condition => ({
	columnName,
	condition: 'eq',
	value,
});

function filterOf(match: Match): { type: 'and' | 'or'; filters: Condition[] } {
	if ('any' in match) {
		return { type: 'or', filters: match.of.map((value) => eq(match.any, value)) };
	}
	if ('all' in match) {
		const filters = Object.entries(match.all).map(([column, value]) => eq(column, value));
		return { type: 'and', filters };
	}
	const { kind, unchangedSince } = match;
	const before = unchangedSince.toISOString();
	return {
		type: 'and',
		filters: [eq('kind', kind), { columnName: 'updatedAt', condition: 'lt', value: before }],
	};
}

/** n8n refuses a blank that is written as +. */
const query = (parameters: Record<string, unknown>) =>
	Object.entries(parameters)
		.map(([name, value]) => {
			const text = typeof value === 'string' ? value : JSON.stringify(value);
			return `${name}=${encodeURIComponent(text)}`;
		})
		.join('&');

/** Where the table is, by n8n and key. */
const tableIds = new Map<string, string>();

/** Those under way that look for it, by place: whoever needs it comes along. */
const searches = new Map<string, Promise<string>>();

/**
 * The table that all processes of n8n share, over n8n's public API. It is made when it is first needed.
 * Source: n8n's OpenAPI document, "DataTable". All that fails throws a SharedMemoryError.
 */
export class DataTable {
	private static readonly finding = new TableCalls(async (table: DataTable, lookups: string[]) => {
		const rows = await table.rowsWith([...new Set(lookups)]);
		return lookups.map((lookup) => rows.filter((row) => row.lookup === lookup));
	});

	/** Calls of the same place may go together: to the same table, and as patient. */
	readonly place: string;

	private readonly exchange: Exchange;

	/** @param id of the n8n and the key that it is reached with */
	constructor(
		node: RequestingNode,
		private readonly account: Account,
		readonly id: string,
		private readonly pausesMs: readonly number[] = PAUSES_MS,
	) {
		this.place = `${id} ${pausesMs.length}`;
		// Its calls go on after an execution is cancelled: what became of a message is still to be written down,
		// and other executions may have asked in the same call.
		const uncancelled = endedBy(node, undefined);
		this.exchange = new Exchange(uncancelled, n8nDataTables, account, TIMEOUT_SECONDS);
	}

	/** @returns the rows with any of these lookups, the oldest first; those of other executions come along */
	async find(lookups: readonly string[]): Promise<Row[]> {
		const asked = [...new Set(lookups)].map(
			async (lookup) => await DataTable.finding.ask(this, lookup),
		);
		return (await Promise.all(asked)).flat().sort((one, other) => one.id - other.id);
	}

	private async rowsWith(lookups: readonly string[]): Promise<Row[]> {
		const filter = filterOf({ any: 'lookup', of: lookups });
		const rows: Row[] = [];
		let cursor: string | undefined;
		do {
			const page = { filter, limit: PAGE_ROWS, sortBy: 'id:asc', ...(cursor && { cursor }) };
			const body = await this.onRows({ method: 'GET', path: `/rows?${query(page)}` });
			rows.push(...rowsIn(at(body, 'data')));
			cursor = (at(body, 'nextCursor') as string | null) ?? undefined;
		} while (cursor);
		return rows;
	}

	async insert(rows: readonly NewRow[]): Promise<void> {
		const data = rows as unknown as IDataObject[];
		await this.onRows({ method: 'POST', path: '/rows', body: { data, returnType: 'count' } });
	}

	/** @returns the rows that matched, as they are now: on SQLite, with what another process wrote since */
	async update(match: Match, values: Partial<NewRow>): Promise<Row[]> {
		const filter = filterOf(match) as unknown as IDataObject;
		const body = { filter, data: values, returnData: true };
		return rowsIn(await this.onRows({ method: 'PATCH', path: '/rows/update', body }));
	}

	async remove(match: Match): Promise<void> {
		const filter = filterOf(match);
		await this.onRows({ method: 'DELETE', path: `/rows/delete?${query({ filter })}` });
	}

	/** @returns of all data tables that the key sees, in bytes; `undefined` where n8n does not say */
	async sizeOfAll(): Promise<number | undefined> {
		const tables = await this.tables({});
		const sizes = tables.map((table) => at(table, 'sizeBytes'));
		return sizes.every((size) => typeof size === 'number')
			? sizes.reduce<number>((sum, size) => sum + (size as number), 0)
			: undefined;
	}

	/** Asks the table; one that somebody deleted is made again. */
	private async onRows(request: ProviderRequest): Promise<JsonValue> {
		const known = tableIds.has(this.id);
		const ask = async () => {
			const table = await this.tableId();
			return await this.ask({ ...request, path: `${TABLES}/${table}${request.path}` });
		};
		return await ask().catch(async (error: unknown) => {
			if (error instanceof WrongTable) tableIds.delete(this.id);
			if (!known || !(error instanceof WrongTable && error.isGone)) throw error;
			return await ask();
		});
	}

	private async tableId(): Promise<string> {
		const known = tableIds.get(this.id);
		if (known !== undefined) return known;
		const { place } = this;
		const search = searches.get(place) ?? this.search().finally(() => searches.delete(place));
		searches.set(place, search);
		return await search;
	}

	private async search(): Promise<string> {
		const id = (await this.existing()) ?? (await this.create());
		tableIds.set(this.id, id);
		return id;
	}

	/** Of several projects that have one, the oldest. */
	private async existing(): Promise<string | undefined> {
		const tables = await this.tables({ filter: { name: TABLE_NAME }, sortBy: 'createdAt:asc' });
		const table = tables.find((each) => at(each, 'name') === TABLE_NAME);
		return textOf(at(table, 'id')) ?? undefined;
	}

	/** Two at the same time make one: n8n refuses the second. */
	private async create(): Promise<string> {
		const columns = COLUMNS.map((name) => ({ name, type: 'string' }));
		const body = { name: TABLE_NAME, columns };
		const create = this.ask({ method: 'POST', path: TABLES, body });
		const made = await create.catch(async (error: unknown) => {
			const other = await this.existing();
			if (other === undefined) throw error;
			return { id: other };
		});
		return String(at(made, 'id'));
	}

	private async tables(parameters: Record<string, unknown>): Promise<Given[]> {
		const path = `${TABLES}?${query({ limit: PAGE_ROWS, ...parameters })}`;
		return listOf(at(await this.ask({ method: 'GET', path }), 'data'));
	}

	/** Whatever is asked may be asked again: rows are known by the token of whoever wrote them. */
	private async ask(request: ProviderRequest): Promise<JsonValue> {
		const begun = performance.now();
		for (let tries = 0; ; tries++) {
			const reply = await this.exchange.ask(request, { kind: 'query' });
			if (reply.kind === 'answered' && reply.answer.body !== undefined) return reply.answer.body;
			const failed =
				reply.kind === 'failed' ? reply : this.exchange.judge(reply.answer, { kind: 'query' });
			const verdict = settleVerdict(failed.verdict, { kind: 'query', unclear: unavailable });
			const pause = this.pausesMs[tries];
			const isOver = pause === undefined || performance.now() - begun > MAX_WAIT_MS;
			if (isOver || verdict.retry === undefined) {
				throw this.errorOf({ ...failed, verdict }, request);
			}
			await sleep(pause);
		}
	}

	private errorOf(failed: Failed, { path }: ProviderRequest): SharedMemoryError {
		const nobody = { item: 0, to: null };
		const said = problemFrom(failed, nobody, n8nDataTables, this.account);
		const status = path.includes('/rows') ? failed.answer?.status : undefined;
		if (status === 404) return new WrongTable(said, true);
		return status === 400 ? new WrongTable(said, false) : new SharedMemoryError(said);
	}
}

/** The table that was known is looked for again: somebody deleted it, or it is to be renamed. */
class WrongTable extends SharedMemoryError {
	constructor(
		said: ConstructorParameters<typeof SharedMemoryError>[0],
		readonly isGone: boolean,
	) {
		super(said);
	}
}

const rowsIn = (body: Given): Row[] =>
	listOf(body).map((entry) => {
		const fields = fieldsOf(entry);
		const texts = COLUMNS.map((name) => [name, textOf(fields[name]) ?? '']);
		return {
			...(Object.fromEntries(texts) as Required<NewRow>),
			id: Number(fields.id),
			createdAt: timeOf(fields.createdAt) ?? '',
			updatedAt: timeOf(fields.updatedAt) ?? '',
		};
	});
