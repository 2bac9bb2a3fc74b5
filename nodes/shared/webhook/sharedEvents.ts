import type { IExecuteFunctions } from 'n8n-workflow';
import { Grouped } from '../lib/grouped';
import { Claims } from '../sharedMemory/claims';
import { lookupOf, newToken } from '../sharedMemory/row';
import type { SharedMemory } from '../sharedMemory/sharedMemory';
import type { EventStore } from './eventStore';

const KIND = 'Received event';

/** Of an event that goes on in one execution; others that brought it wait to see it. */
const RECEIVED = 'received';

/** Whoever takes longer to say so was killed: n8n shows that execution as failed, and this one is a repeat. */
const PATIENCE_MS = 90_000;

/** Of this process, by table and lookup: whoever brings the same at the same time knows without asking. */
const underWay = new Map<string, Promise<unknown>>();

/** Events in the shared memory, a row each: exact over all processes. */
export class SharedEvents implements EventStore {
	private readonly claims: Claims;

	/** Calls that say that an event goes on. */
	private readonly receiving: Grouped<number, undefined>;

	private readonly place: { id: string; node: string; workflow: string };

	constructor(
		node: IExecuteFunctions,
		private readonly memory: SharedMemory,
	) {
		const { id, name } = node.getWorkflow();
		this.place = { id: String(id), node: node.getNode().id, workflow: name ?? '' };
		this.claims = new Claims(memory.table);
		this.receiving = new Grouped(async (ids) => {
			await memory.table.update({ any: 'id', of: ids }, { outcome: RECEIVED });
			return ids.map(() => undefined);
		}, 50);
	}

	async record(events: ReadonlyArray<readonly string[]>): Promise<Set<string>> {
		const entries = [...new Set(events.flat())];
		const claimed = await Promise.allSettled(
			entries.map(async (entry) => ((await this.isFirst(entry)) ? [entry] : [])),
		);
		const failed = claimed.find((claim) => claim.status === 'rejected');
		const won = claimed.flatMap((claim) => (claim.status === 'fulfilled' ? claim.value : []));
		if (failed) {
			// None of them goes on now, so that none may count as known.
			await this.forget(won);
			throw failed.reason;
		}
		const firsts = new Set(won);
		return new Set(events.flatMap(([first]) => (firsts.has(first) ? [first] : [])));
	}

	private async isFirst(entry: string): Promise<boolean> {
		const lookup = this.lookupOf(entry);
		const place = `${this.memory.id} ${lookup}`;
		const others = underWay.get(place);
		if (others) {
			await others;
			return false;
		}
		const claim = this.claim(entry, lookup);
		underWay.set(place, claim);
		return await claim.finally(() => underWay.delete(place));
	}

	private async claim(key: string, lookup: string): Promise<boolean> {
		const { workflow } = this.place;
		const claim = await this.claims.claim(
			{ kind: KIND, key, outcome: 'receiving', workflow, lookup, token: newToken() },
			{ isSettled: ({ outcome }) => outcome === RECEIVED, patienceMs: PATIENCE_MS },
		);
		if (!claim || 'others' in claim) return false;
		await this.receiving.ask(claim.own.id).catch(async (error: unknown) => {
			await this.claims.giveUp(claim.own).catch(() => {});
			throw error;
		});
		return true;
	}

	private async forget(entries: string[]): Promise<void> {
		if (entries.length === 0) return;
		const of = entries.map((entry) => this.lookupOf(entry));
		await this.memory.hurried.remove({ any: 'lookup', of }).catch(() => {});
	}

	private lookupOf(entry: string): string {
		return lookupOf(KIND, this.place.id, this.place.node, entry);
	}
}
