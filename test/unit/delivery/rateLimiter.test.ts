import fc from 'fast-check';
import type { RateLimit } from '../../../nodes/shared/contract/provider';
import { Cancelled, RateLimiter } from '../../../nodes/shared/delivery/rateLimiter';

const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Sends messages that take their time; returns when each started and ended. */
async function run(
	pace: RateLimiter,
	count: number,
	limits: RateLimit[],
	atOnce: number,
	takes: () => number,
) {
	const times: Array<{ start: number; end: number }> = [];
	let next = 0;
	const worker = async () => {
		while (next++ < count) {
			await pace.acquire(limits);
			const start = performance.now();
			await sleep(takes());
			pace.release();
			times.push({ start, end: performance.now() });
		}
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
	return times;
}

/** Whether a provider that counts anywhere between start and end could see too many. */
function breaks(
	times: Array<{ start: number; end: number }>,
	{ messages, ms }: RateLimit,
): boolean {
	const starts = times.map(({ start }) => start).sort((a, b) => a - b);
	const ends = times.map(({ end }) => end).sort((a, b) => a - b);
	return ends.some((end, index) => {
		const next = starts[index + messages];
		return next !== undefined && next < end + ms - 1;
	});
}

test('keeps several limits at once, however long the messages take', async () => {
	const limits = [
		{ messages: 3, ms: 40 },
		{ messages: 8, ms: 200 },
	];
	const times = await run(new RateLimiter(), 20, limits, 6, () => Math.random() * 20);
	expect(times).toHaveLength(20);
	for (const limit of limits) expect(breaks(times, limit)).toBe(false);
});

test('is little slower than it has to be', async () => {
	const limit = { messages: 5, ms: 100 };
	const begin = performance.now();
	await run(new RateLimiter(), 20, [limit], 5, () => 0);
	const took = performance.now() - begin;
	expect(took).toBeGreaterThanOrEqual(299);
	expect(took).toBeLessThan(600);
});

test('without limits nobody waits', async () => {
	const pace = new RateLimiter();
	for (let message = 0; message < 100; message++) expect(await pace.acquire([])).toBeLessThan(50);
});

test('first come, first served', async () => {
	const pace = new RateLimiter();
	const order: number[] = [];
	await Promise.all(
		Array.from({ length: 6 }, async (_, index) => {
			await pace.acquire([{ messages: 1, ms: 20 }]);
			order.push(index);
			pace.release();
		}),
	);
	expect(order).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a message that its own limit holds back holds back nobody else', async () => {
	const pace = new RateLimiter();
	const slow = [{ messages: 1, ms: 3000 }];
	await pace.acquire(slow);
	pace.release();
	const cancel = new AbortController();
	const held = pace.acquire(slow, cancel.signal);
	expect(await pace.acquire([])).toBeLessThan(500);

	const behind = new AbortController();
	const begin = performance.now();
	const waiting = pace.acquire(slow, behind.signal);
	behind.abort();
	await expect(waiting).rejects.toBeInstanceOf(Cancelled);
	expect(performance.now() - begin).toBeLessThan(1000);
	cancel.abort();
	await expect(held).rejects.toBeInstanceOf(Cancelled);
});

test('a pause holds everybody, and after it one goes ahead', async () => {
	const pace = new RateLimiter();
	pace.pause(80);
	pace.pause(10);
	expect(await pace.acquire([])).toBeGreaterThanOrEqual(79);
	const gone: string[] = [];
	const others = ['second', 'third'].map(
		async (name) => await pace.acquire([]).then(() => gone.push(name)),
	);
	await sleep(20);
	expect(gone).toEqual([]);
	pace.resume();
	pace.release();
	await Promise.all(others);
	expect(gone).toEqual(['second', 'third']);
});

test('who waits is told of a cancellation, and does not hold up those behind', async () => {
	const pace = new RateLimiter();
	pace.pause(3000);
	const cancel = new AbortController();
	const waiting = pace.acquire([], cancel.signal);
	setTimeout(() => cancel.abort(), 20);
	const begin = performance.now();
	await expect(waiting).rejects.toBeInstanceOf(Cancelled);
	expect(performance.now() - begin).toBeLessThan(1000);
});

test('jitter varies the time by up to a half each way', async () => {
	const pace = new RateLimiter();
	const limits = [{ messages: 1, ms: 40, jitter: true }];
	const waits: number[] = [];
	for (let message = 0; message < 8; message++) {
		const waited = await pace.acquire(limits);
		if (message > 0) waits.push(waited);
		pace.release();
	}
	for (const waited of waits) expect(waited).toBeGreaterThanOrEqual(19);
	expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(1);
});

test('keeps any limit for any number of workers', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.record({ messages: fc.integer({ min: 1, max: 5 }), ms: fc.integer({ min: 5, max: 30 }) }),
			fc.integer({ min: 1, max: 8 }),
			async (limit, atOnce) => {
				const times = await run(new RateLimiter(), 12, [limit], atOnce, () => Math.random() * 5);
				expect(breaks(times, limit)).toBe(false);
			},
		),
		{ numRuns: 20 },
	);
});
