import fc from 'fast-check';
import type { RateLimit } from '../../../nodes/shared/contract/provider';
import { Cancelled, RateLimiter } from '../../../nodes/shared/delivery/rateLimiter';
import { SLICE_MS } from '../../../nodes/shared/lib/wait';

let limiter: RateLimiter;

beforeEach(() => {
	jest.useFakeTimers();
	limiter = new RateLimiter();
});
afterEach(() => {
	jest.restoreAllMocks();
	jest.useRealTimers();
});

const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Lets the time go by until this is done. */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
	let isDone = false;
	void work.finally(() => (isDone = true));
	while (!isDone) await jest.advanceTimersToNextTimerAsync();
	return await work;
}

/** @returns why it ended within this time, or `undefined` */
async function reasonWithin(ms: number, waiting: Promise<unknown>): Promise<unknown> {
	let reason: unknown;
	void waiting.catch((error: unknown) => (reason = error));
	await jest.advanceTimersByTimeAsync(ms);
	return reason;
}

/** Sends messages that take their time; returns when each started and ended. */
async function run(
	shared: RateLimiter,
	count: number,
	limits: RateLimit[],
	atOnce: number,
	takes: () => number,
) {
	const times: Array<{ start: number; end: number }> = [];
	let next = 0;
	const worker = async () => {
		while (next++ < count) {
			await shared.acquire(limits);
			const start = performance.now();
			await sleep(takes());
			shared.release();
			times.push({ start, end: performance.now() });
		}
	};
	await inTime(Promise.all(Array.from({ length: atOnce }, worker)));
	return times;
}

const upTo = (ms: number) => () => Math.floor(Math.random() * ms);

/** Whether a provider that counts anywhere between start and end could see too many. */
function breaks(
	times: Array<{ start: number; end: number }>,
	{ messages, ms }: RateLimit,
): boolean {
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
	const times = await run(limiter, 20, limits, 6, upTo(20));
	expect(times).toHaveLength(20);
	for (const limit of limits) expect(breaks(times, limit)).toBe(false);
});

test('is no slower than it has to be', async () => {
	const begin = performance.now();
	await run(limiter, 20, [{ messages: 5, ms: 100 }], 5, () => 10);
	expect(performance.now() - begin).toBe(3 * (10 + 100) + 10);
});

test('without limits nobody waits', async () => {
	const waits = Array.from({ length: 100 }, async () => await limiter.acquire([]));
	expect(await Promise.all(waits)).toEqual(Array(100).fill(0));
});

test('first come, first served', async () => {
	const order: number[] = [];
	await inTime(
		Promise.all(
			Array.from({ length: 6 }, async (_, index) => {
				await limiter.acquire([{ messages: 1, ms: 20 }]);
				order.push(index);
				limiter.release();
			}),
		),
	);
	expect(order).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a message that its own limit holds back holds back nobody else', async () => {
	const slow = [{ messages: 1, ms: 3000 }];
	await limiter.acquire(slow);
	limiter.release();
	const cancel = new AbortController();
	const held = limiter.acquire(slow, cancel.signal);
	expect(await limiter.acquire([])).toBe(0);

	const behind = new AbortController();
	const waiting = limiter.acquire(slow, behind.signal);
	behind.abort();
	expect(await reasonWithin(SLICE_MS, waiting)).toBeInstanceOf(Cancelled);
	cancel.abort();
	expect(await reasonWithin(SLICE_MS, held)).toBeInstanceOf(Cancelled);
});

test('a pause holds everybody, and after it one goes ahead', async () => {
	limiter.pause(80);
	limiter.pause(10);
	expect(await inTime(limiter.acquire([]))).toBe(80);
	const gone: string[] = [];
	const others = ['second', 'third'].map(
		async (name) => await limiter.acquire([]).then(() => gone.push(name)),
	);
	await jest.advanceTimersByTimeAsync(60_000);
	expect(gone).toEqual([]);
	limiter.resume();
	limiter.release();
	await Promise.all(others);
	expect(gone).toEqual(['second', 'third']);
});

test('who waits is told of a cancellation, and does not hold up those behind', async () => {
	limiter.pause(3000);
	const cancel = new AbortController();
	const waiting = limiter.acquire([], cancel.signal);
	const behind = limiter.acquire([]);
	await jest.advanceTimersByTimeAsync(20);
	cancel.abort();
	expect(await reasonWithin(SLICE_MS, waiting)).toBeInstanceOf(Cancelled);
	expect(await inTime(behind)).toBe(3000);
});

test('jitter varies the time by up to a half each way', async () => {
	const random = jest.spyOn(Math, 'random');
	const waits: number[] = [];
	for (const value of [0.5, 0, 0.5, 0.75]) {
		random.mockReturnValueOnce(value);
		waits.push(await inTime(limiter.acquire([{ messages: 1, ms: 40, jitter: true }])));
		limiter.release();
	}
	expect(waits).toEqual([0, 20, 40, 50]);
});

test('keeps any limit for any number of workers', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.record({ messages: fc.integer({ min: 1, max: 5 }), ms: fc.integer({ min: 5, max: 30 }) }),
			fc.integer({ min: 1, max: 8 }),
			async (limit, atOnce) => {
				const times = await run(new RateLimiter(), 12, [limit], atOnce, upTo(5));
				expect(breaks(times, limit)).toBe(false);
			},
		),
		{ numRuns: 20 },
	);
});
