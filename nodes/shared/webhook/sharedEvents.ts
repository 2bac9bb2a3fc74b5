import type { IExecuteFunctions } from 'n8n-workflow';
import { Claims } from '../sharedMemory/claims';
import type { DataTable } from '../sharedMemory/dataTable';
import { NodeRows } from '../sharedMemory/nodeRows';
import type { Row } from '../sharedMemory/row';
import type { SharedMemory } from '../sharedMemory/sharedMemory';
import { TableCalls } from '../sharedMemory/tableCalls';
import type { EventStore } from './eventStore';

/** Of an event that goes on in one execution; others that brought it wait to see it. */
const RECEIVED = 'received';

/** Whoever takes longer to say so was killed: n8n shows that execution as failed, and this one is a repeat. */
const PATIENCE_MS = 90_000;

/** Of this process, by table and lookup: whoever brings the same at the same time knows without asking. */
const underWay = new Map<string, Promise<unknown>>();

/** They say that events go on, which do not wait for it: only whoever brings the same does. */
const receiving = new TableCalls(async (table: DataTable, ids: number[]) => {
	await table.update({ any: 'id', of: ids }, { outcome: RECEIVED });
	return ids;
});

/** Events in the shared memory, a row each: exact over all processes. */
export class SharedEvents implements EventStore {
	private readonly claims: Claims;

	private readonly rows: NodeRows;

	constructor(
		node: IExecuteFunctions,
		private readonly memory: SharedMemory,
	) {
		this.rows = new NodeRows(node, 'Received event');
		this.claims = new Claims(memory.table);
	}

	async record(events: ReadonlyArray<readonly string[]>): Promise<Set<string>> {
		const entries = [...new Set(events.flat())];
		const claimed = await Promise.allSettled(
			entries.map(async (entry) => {
				const row = await this.own(entry);
				return row ? [{ entry, row }] : [];
			}),
		);
		const failed = claimed.find((claim) => claim.status === 'rejected');
		const won = claimed.flatMap((claim) => (claim.status === 'fulfilled' ? claim.value : []));
		if (failed) {
			// None of them goes on now, so that none may count as known. One that cannot be given up goes before
			// the next claim.
			await Promise.allSettled(won.map(async ({ row }) => await this.claims.giveUp(row)));
			throw failed.reason;
		}
		for (const { row } of won) {
			// Where it cannot be said, those that wait for it are patient for as long as they are.
			void receiving.ask(this.memory.table, row.id).catch(() => {});
		}
		const firsts = new Set(won.map(({ entry }) => entry));
		return new Set(events.flatMap(([first]) => (firsts.has(first) ? [first] : [])));
	}

	/** @returns `undefined` where it is a repeat */
	private async own(entry: string): Promise<Row | undefined> {
		const place = `${this.memory.id} ${this.rows.lookupOf(entry)}`;
		const others = underWay.get(place);
		if (others) {
			await others;
			return undefined;
		}
		const claim = this.claim(entry);
		underWay.set(place, claim);
		return await claim.finally(() => underWay.delete(place));
	}

	private async claim(key: string): Promise<Row | undefined> {
		const claim = await this.claims.claim(this.rows.newRow(key, { outcome: 'receiving' }), {
			isSettled: ({ outcome }) => outcome === RECEIVED,
			patienceMs: PATIENCE_MS,
		});
		return claim && 'own' in claim ? claim.own : undefined;
	}
}
