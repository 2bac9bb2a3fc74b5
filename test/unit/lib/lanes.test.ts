import fc from 'fast-check';
import { inLanes } from '../../../nodes/shared/lib/lanes';

interface Entry {
	lane: string;
	number: number;
}

const entriesOf = (lanes: string[]): Entry[] => lanes.map((lane, number) => ({ lane, number }));

async function work(entries: Entry[], atOnce: number, stopAt = Infinity) {
	const begun: Entry[] = [];
	let running = 0;
	let most = 0;
	const busy = new Set<string>();
	await inLanes(
		entries,
		({ lane }) => lane,
		atOnce,
		async (entry) => {
			expect(busy.has(entry.lane)).toBe(false);
			busy.add(entry.lane);
			begun.push(entry);
			most = Math.max(most, ++running);
			await new Promise((resolve) => setImmediate(resolve));
			running--;
			busy.delete(entry.lane);
			return begun.length < stopAt;
		},
	);
	return { begun, most };
}

test('whatever the lanes: each entry once, each lane in its order, never more at once', async () => {
	const lanes = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 40 });
	await fc.assert(
		fc.asyncProperty(lanes, fc.integer({ min: 1, max: 6 }), async (given, atOnce) => {
			const entries = entriesOf(given);
			const { begun, most } = await work(entries, atOnce);
			expect([...begun].sort((a, b) => a.number - b.number)).toEqual(entries);
			for (const lane of new Set(given)) {
				const ofLane = ({ lane: its }: Entry) => its === lane;
				expect(begun.filter(ofLane)).toEqual(entries.filter(ofLane));
			}
			expect(most).toBeLessThanOrEqual(atOnce);
		}),
	);
});

test('one at once is the order of the entries, whoever the recipients are', async () => {
	const entries = entriesOf(['a', 'b', 'a', 'c', 'b']);
	expect((await work(entries, 1)).begun).toEqual(entries);
});

test('different lanes really go side by side', async () => {
	expect((await work(entriesOf(['a', 'b', 'c', 'd']), 3)).most).toBe(3);
});

test.each([1, 3])('what is held is left with the rest of its lane, %i at once', async (atOnce) => {
	const entries = entriesOf(['a', 'b', 'a', 'c', 'b', 'c']);
	const begun: number[] = [];
	const held = await inLanes(
		entries,
		({ lane }) => lane,
		atOnce,
		async ({ number }) => {
			begun.push(number);
			return number === 1 ? 'held' : true;
		},
	);
	expect(held.map(({ number }) => number)).toEqual([1, 4]);
	expect(begun.sort()).toEqual([0, 1, 2, 3, 5]);
});

test('after a no nothing more is begun', async () => {
	const { begun } = await work(
		entriesOf(Array.from({ length: 100 }, (_, each) => `${each}`)),
		4,
		10,
	);
	expect(begun.length).toBeLessThan(15);
});
