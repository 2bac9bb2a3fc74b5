import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { DeduplicationStore } from '../lib/deduplicationStore';
import type { EventStore } from './eventStore';

/** Providers repeat within minutes; a busy account has this many in some hours. */
const MAX_REMEMBERED = 2000;

const hashOf = (known: string) =>
	createHash('sha256').update(known).digest('base64url').slice(0, 22);

/**
 * A call may bring more events than are remembered. So it is remembered as a whole too, now and, if its
 * events have no time, in the period to come.
 */
const asAWhole = (events: string[][]): string[] =>
	[0, -1].map((place) => hashOf(events.map((each) => each.at(place)).join(' ')));

/** Events in n8n's own deduplication store, which every node has: two processes may both get one. */
export class NodeEvents implements EventStore {
	private readonly store: DeduplicationStore;

	constructor(node: IExecuteFunctions) {
		this.store = new DeduplicationStore(node, MAX_REMEMBERED);
	}

	async record(events: ReadonlyArray<readonly string[]>): Promise<Set<string>> {
		const hashes = events.map((entries) => entries.map(hashOf));
		const whole = events.length > 1 ? asAWhole(hashes) : [];
		// Last, as the store keeps the last ones.
		const recorded = await this.store.record([...hashes.flat(), ...whole]);
		if (whole.length > 0 && !recorded.has(whole[0])) return new Set();
		return new Set(
			events.flatMap(([first], place) => (recorded.has(hashes[place][0]) ? [first] : [])),
		);
	}
}
