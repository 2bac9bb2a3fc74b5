import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outcome } from '../contract/verdict';
import { Claims } from '../sharedMemory/claims';
import type { DataTable } from '../sharedMemory/dataTable';
import { lookupOf, newToken, type Row } from '../sharedMemory/row';
import type { Claim, KeyStore, Sent } from './sendOnce';

const KIND = 'Send Once key';

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

	/** Of the rows that are ours, by key. */
	private readonly tokens = new Map<string, string>();

	private readonly place: { id: string; node: string; workflow: string };

	constructor(
		node: IExecuteFunctions,
		private readonly table: DataTable,
		private readonly signal: AbortSignal,
	) {
		const { id, name } = node.getWorkflow();
		this.place = { id: String(id), node: node.getNode().id, workflow: name ?? '' };
		this.claims = new Claims(table);
	}

	async claim(key: string, to: string): Promise<Claim | undefined> {
		const token = newToken();
		const { workflow } = this.place;
		const lookup = this.lookupOf(key);
		const others = await this.claims.claim(
			{ kind: KIND, key, outcome: SENDING, to, workflow, lookup, token },
			{ isSettled: ({ outcome }) => outcome !== SENDING, patienceMs: PATIENCE_MS },
			this.signal,
		);
		if (!others) return undefined;
		if (others.length > 0) return others.some(isAccepted) ? 'done' : 'unknown';
		this.tokens.set(key, token);
		return 'claimed';
	}

	async settle(key: string, outcome: Outcome, { to, messageId }: Sent): Promise<void> {
		const token = this.tokens.get(key);
		this.tokens.delete(key);
		if (outcome === 'notSent') {
			if (token !== undefined) await this.claims.giveUp(token);
			return;
		}
		// Where an earlier try was left unknown and is repeated, its row is taken over.
		const ours = { lookup: this.lookupOf(key), ...(token !== undefined && { token }) };
		await this.table.update({ all: ours }, { outcome, to, messageId: messageId ?? '' });
	}

	async forget(key: string): Promise<void> {
		await this.table.remove({ any: 'lookup', of: [this.lookupOf(key)] });
	}

	private lookupOf(key: string): string {
		return lookupOf(KIND, this.place.id, this.place.node, key);
	}
}

const isAccepted = ({ outcome }: Row) => outcome === 'accepted';
