import fc from 'fast-check';
import type { RateLimit } from '../../../nodes/shared/contract/provider';
import { RateLimiter } from '../../../nodes/shared/delivery/rateLimiter';
import { RollingWindows } from '../../../nodes/shared/delivery/rollingWindows';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

interface Sent {
	start: number;
	end: number;
}

/** Sends messages that take their time; returns when each started and ended. */
async function run(count: number, limits: RateLimit[], atOnce: number, takes: () => number) {
	const limiter = new RateLimiter(new RollingWindows());
	const times: Sent[] = [];
	let next = 0;
	const worker = async () => {
		while (next++ < count) {
			await limiter.acquire({ limits });
			const start = performance.now();
			await sleep(takes());
			limiter.release();
			times.push({ start, end: performance.now() });
		}
	};
	let isDone = false;
	const all = Promise.all(Array.from({ length: atOnce }, worker)).finally(() => (isDone = true));
	while (!isDone) await jest.advanceTimersToNextTimerAsync();
	await all;
	return times;
}

const upTo = (ms: number) => () => Math.floor(Math.random() * ms);

/** Whether a provider that counts anywhere between start and end could see too many. */
function breaks(times: Sent[], { messages, ms }: RateLimit): boolean {
	const starts = times.map(({ start }) => start).sort((a, b) => a - b);
	const ends = times.map(({ end }) => end).sort((a, b) => a - b);
	return ends.some((end, index) => {
		const next = starts[index + messages];
		return next !== undefined && next < end + ms;
	});
}

test('keeps several limits at once, however long the messages take', async () => {
	const limits = [
		{ messages: 3, ms: 40 },
		{ messages: 8, ms: 200 },
	];
	const times = await run(20, limits, 6, upTo(20));
	expect(times).toHaveLength(20);
	for (const limit of limits) expect(breaks(times, limit)).toBe(false);
});

test('is no slower than it has to be', async () => {
	const begin = performance.now();
	await run(20, [{ messages: 5, ms: 100 }], 5, () => 10);
	expect(performance.now() - begin).toBe(3 * (10 + 100) + 10);
});

test('a limit that only spaces them out counts from start to start, whatever is on its way', async () => {
	const times = await run(4, [{ messages: 1, ms: 40, spacing: true }], 3, () => 100);
	expect(times.map(({ start }) => start - times[0].start)).toEqual([0, 40, 80, 120]);
});

test('keeps any limit for any number of workers', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.record({ messages: fc.integer({ min: 1, max: 5 }), ms: fc.integer({ min: 5, max: 30 }) }),
			fc.integer({ min: 1, max: 8 }),
			async (limit, atOnce) => {
				expect(breaks(await run(12, [limit], atOnce, upTo(5)), limit)).toBe(false);
			},
		),
		{ numRuns: 20 },
	);
});
