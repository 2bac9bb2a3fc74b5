import fc from 'fast-check';
import type { RateLimit } from '../../../nodes/shared/contract/provider';
import { marginOf, SlotHistory, stretchOf } from '../../../nodes/shared/delivery/slotHistory';

const NOW = 1_800_000_000_000;

/** A history with slots at these times after now. */
function history(...after: number[]): SlotHistory {
	const made = new SlotHistory([]);
	for (const ms of after) made.take(NOW + ms);
	return made;
}

const kept = (slots: SlotHistory, { counted = 100, until = 60_000 } = {}) =>
	slots.distances({ counted, now: NOW, until: NOW + until });

const firstFree = (slots: SlotHistory, limits: RateLimit[], earliest = 0) =>
	slots.firstFree(limits, NOW + earliest) - NOW;

test('is written as distances, in the order of time, and read back', () => {
	const distances = kept(history(0, 1200, 1200, 300));
	expect(distances).toEqual([NOW, 300, 900, 0]);
	expect(kept(new SlotHistory(distances))).toEqual(distances);
	expect(kept(history())).toEqual([]);
});

test('keeps as many past ones as a limit counts, those to come, and none beyond', () => {
	const slots = history(-3, -2, -1, 5, 6, 500);
	expect(kept(slots, { counted: 2, until: 100 })).toEqual([NOW - 2, 1, 6, 1]);
});

test('a slot that is given back is free again, and only one of several at the same time', () => {
	const slots = history(0, 0, 10);
	slots.giveBack(NOW);
	slots.giveBack(NOW + 5);
	expect(kept(slots)).toEqual([NOW, 10]);
});

test('a message counts for the time of its limit and the margin', () => {
	const limits = [{ messages: 2, ms: 1_000 }];
	const margin = marginOf(limits[0]);
	expect(firstFree(history(), limits)).toBe(0);
	expect(firstFree(history(0), limits)).toBe(0);
	expect(firstFree(history(0, 300), limits)).toBe(1_000 + margin);
	expect(firstFree(history(-400, -100, 300), limits)).toBe(900 + margin);
});

test('what only spaces messages out, or delays them, needs no margin', () => {
	expect(stretchOf({ messages: 1, ms: 600, spacing: true })).toBe(600);
	expect(stretchOf({ messages: 1, ms: 599.5, jitter: true })).toBe(600);
	expect(stretchOf({ messages: 1, ms: 600 })).toBe(806);
	expect(stretchOf({ messages: 1, ms: 60_000 })).toBe(60_800);
});

test('nobody comes between two slots where the later ones would be too many then', () => {
	const spaced = [{ messages: 1, ms: 100, spacing: true }];
	expect(firstFree(history(50), spaced)).toBe(150);
	expect(firstFree(history(50, 249), spaced)).toBe(349);
	expect(firstFree(history(50, 250), spaced)).toBe(150);
});

test('the first free slot keeps all limits, and none before it does', () => {
	const limit = fc.record({
		messages: fc.integer({ min: 1, max: 4 }),
		ms: fc.integer({ min: 1, max: 12 }),
		spacing: fc.constant(true),
	});
	const others = fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 12 });
	fc.assert(
		fc.property(fc.array(limit, { maxLength: 3 }), others, (limits, taken) => {
			const tooMany = (slot: number) =>
				limits.some(({ messages, ms }) =>
					Array.from({ length: ms }, (_, back) => slot - back).some((begin) => {
						const within = taken.filter((time) => time >= begin && time < begin + ms);
						return within.length >= messages;
					}),
				);
			let expected = 0;
			while (tooMany(expected)) expected++;
			expect(firstFree(history(...taken), limits)).toBe(expected);
		}),
	);
});
