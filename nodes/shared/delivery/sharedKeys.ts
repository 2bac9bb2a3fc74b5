import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outcome } from '../contract/verdict';
import { Claims } from '../sharedMemory/claims';
import type { DataTable } from '../sharedMemory/dataTable';
import { NodeRows } from '../sharedMemory/nodeRows';
import { newToken, type Row } from '../sharedMemory/row';
import type { Claim, KeyStore, Sent } from './sendOnce';

/** What people read of a key whose message is on its way; it stays so where its process is killed. */
const SENDING = 'sending';

/**
 * How long a message may be on its way at another worker, its wait for its turn included. What takes longer
 * has no one any more who could say how it ended.
 */
const PATIENCE_MS = 90_000;

/** Keys in the shared memory, one row each: exact over all processes, and as many as there is room for. */
export class SharedKeys implements KeyStore {
	private readonly claims: Claims;

	/** Those that are ours, by key. */
	private readonly rows = new Map<string, Row>();

	private readonly own: NodeRows;

	constructor(
		node: IExecuteFunctions,
		private readonly table: DataTable,
		private readonly signal: AbortSignal,
	) {
		this.own = new NodeRows(node, 'Send Once key');
		this.claims = new Claims(table);
	}

	async claim(key: string, to: string): Promise<Claim | undefined> {
		const claim = await this.claims.claim(
			this.own.newRow(key, { outcome: SENDING, to }),
			{ isSettled: ({ outcome }) => outcome !== SENDING, patienceMs: PATIENCE_MS },
			this.signal,
		);
		if (!claim) return undefined;
		if ('others' in claim) return claim.others.some(isAccepted) ? 'done' : 'unknown';
		this.rows.set(key, claim.own);
		return 'claimed';
	}

	async settle(key: string, outcome: Outcome, { to, messageId }: Sent): Promise<void> {
		const row = this.rows.get(key);
		this.rows.delete(key);
		if (outcome === 'notSent') {
			if (row) await this.claims.giveUp(row);
			return;
		}
		const sent = { outcome, to, messageId: messageId ?? '' };
		if (row) {
			await this.table.update({ all: { id: row.id, token: row.token } }, sent);
			return;
		}
		// An earlier try was left unknown and is repeated: its row is taken over, so that the one before cannot
		// take it back.
		const { table } = this;
		await table.update({ all: { lookup: this.own.lookupOf(key) } }, { ...sent, token: newToken() });
	}

	async forget(key: string): Promise<void> {
		await this.table.remove({ any: 'lookup', of: [this.own.lookupOf(key)] });
	}
}

const isAccepted = ({ outcome }: Row) => outcome === 'accepted';
