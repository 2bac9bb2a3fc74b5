import type { RateLimit } from '../contract/provider';
import type { Register } from '../sharedMemory/register';

/** The slots of an account, as all processes share them. */
export type SlotState = {
	/**
	 * When messages leave, the oldest first, by the clock of n8n's main process: epoch ms, then each as
	 * its distance from the one before.
	 */
	slots: number[];
	/** Epoch ms. Nothing leaves before: the provider asked for it. */
	pausedUntil: number;
	/** How many the largest limit counts: so many past slots are kept. */
	counted: number;
};

export type SlotRegister = Pick<Register<SlotState>, 'change'>;

export const NO_SLOTS: SlotState = { slots: [], pausedUntil: 0, counted: 0 };

/**
 * By so much a message may arrive later than its slot says, and the next ones not: for so much longer
 * it counts. Of a long limit, more costs little.
 */
export const marginOf = ({ ms, jitter, spacing }: RateLimit) =>
	jitter || spacing ? 0 : 200 + ms / 100;

/** How long a slot counts against a limit, in ms. */
export const stretchOf = (limit: RateLimit) => Math.ceil(limit.ms + marginOf(limit));

/** When messages of an account left, and will leave. */
export class SlotHistory {
	/** Epoch ms, oldest first. */
	private readonly slots: number[] = [];

	constructor(distances: SlotState['slots']) {
		let slot = 0;
		for (const distance of distances) this.slots.push((slot += distance));
	}

	/** The first moment at which one more message breaks none of its limits. */
	firstFree(limits: readonly RateLimit[], earliest: number): number {
		let slot = Math.ceil(earliest);
		for (;;) {
			const later = Math.max(slot, ...limits.map((limit) => this.roomFor(limit, slot)));
			if (later === slot) return slot;
			slot = later;
		}
	}

	take(slot: number): void {
		this.slots.splice(this.indexAfter(slot), 0, slot);
	}

	/** No message left in this slot. */
	giveBack(slot: number): void {
		const index = this.slots.indexOf(slot);
		if (index >= 0) this.slots.splice(index, 1);
	}

	/**
	 * @param counted how many of those before `now` are kept
	 * @param until what is later was made by a clock that was wrong
	 */
	distances({ counted, now, until }: { counted: number; now: number; until: number }): number[] {
		const past = this.indexAfter(now);
		const kept = this.slots.slice(Math.max(0, past - counted), this.indexAfter(until));
		return kept.map((slot, index) => slot - (kept[index - 1] ?? 0));
	}

	/** The slot itself, or a later one, before which there is certainly no room. */
	private roomFor(limit: RateLimit, slot: number): number {
		const stretch = stretchOf(limit);
		const after = this.indexAfter(slot);
		let room = slot;
		// Those that with this one are one too many: from all before it to all after it.
		for (let first = Math.max(0, after - limit.messages); first <= after; first++) {
			const begin = this.slots[first];
			const end = this.slots[first + limit.messages - 1];
			if (end === undefined) break;
			const isTooMany = Math.max(end, slot) - Math.min(begin, slot) < stretch;
			if (isTooMany) room = Math.max(room, begin + stretch);
		}
		return room;
	}

	private indexAfter(time: number): number {
		const index = this.slots.findIndex((slot) => slot > time);
		return index < 0 ? this.slots.length : index;
	}
}
