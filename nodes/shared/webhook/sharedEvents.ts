import type { IExecuteFunctions } from 'n8n-workflow';
import { Claims } from '../sharedMemory/claims';
import { lookupOf, newToken } from '../sharedMemory/row';
import type { SharedMemory } from '../sharedMemory/sharedMemory';
import type { EventStore } from './eventStore';

const KIND = 'Received event';

/** Whoever takes back a row does so in less; what stays longer is an event that went on. */
const PATIENCE_MS = 3000;

/** Of this process, by table and lookup: whoever brings the same at the same time knows without asking. */
const underWay = new Map<string, Promise<unknown>>();

/** Events in the shared memory, a row each: exact over all processes. */
export class SharedEvents implements EventStore {
	private readonly claims: Claims;

	private readonly place: { id: string; node: string; workflow: string };

	constructor(
		node: IExecuteFunctions,
		private readonly memory: SharedMemory,
	) {
		const { id, name } = node.getWorkflow();
		this.place = { id: String(id), node: node.getNode().id, workflow: name ?? '' };
		this.claims = new Claims(memory.table);
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
		const others = await this.claims.claim(
			{ kind: KIND, key, outcome: 'received', workflow, lookup, token: newToken() },
			{ isSettled: () => false, patienceMs: PATIENCE_MS },
			new AbortController().signal,
		);
		return others?.length === 0;
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
