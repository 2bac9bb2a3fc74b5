import type { RateLimit } from '../../../nodes/shared/contract/provider';
import type { Budget } from '../../../nodes/shared/delivery/budget';
import { Cancelled, RateLimiter } from '../../../nodes/shared/delivery/rateLimiter';
import { RollingWindows } from '../../../nodes/shared/delivery/rollingWindows';
import { SLICE_MS } from '../../../nodes/shared/lib/wait';

let limiter: RateLimiter;

beforeEach(() => {
	jest.useFakeTimers();
	limiter = new RateLimiter(new RollingWindows());
});
afterEach(() => {
	jest.restoreAllMocks();
	jest.useRealTimers();
});

const ONE_IN_20_MS: RateLimit[] = [{ messages: 1, ms: 20 }];

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

const waited = async (...turn: Parameters<RateLimiter['acquire']>) =>
	(await limiter.acquire(...turn)).waitedMs;

/** @returns in which order these left, which come in the order of their names */
async function orderOf(names: Record<string, boolean>): Promise<string[]> {
	const order: string[] = [];
	const leave = async ([name, urgent]: [string, boolean]) => {
		await limiter.acquire({ limits: ONE_IN_20_MS, urgent });
		order.push(name);
		limiter.release();
	};
	await inTime(Promise.all(Object.entries(names).map(leave)));
	return order;
}

test('without limits nobody waits', async () => {
	const waits = Array.from({ length: 100 }, async () => await waited({ limits: [] }));
	expect(await Promise.all(waits)).toEqual(Array(100).fill(0));
});

test('first come, first served', async () => {
	const order = await orderOf({ a: false, b: false, c: false, d: false });
	expect(order).toEqual(['a', 'b', 'c', 'd']);
});

test('urgent ones pass those that wait, and keep their order', async () => {
	const order = await orderOf({
		a: false,
		b: false,
		c: false,
		urgent1: true,
		d: false,
		urgent2: true,
	});
	expect(order).toEqual(['a', 'urgent1', 'urgent2', 'b', 'c', 'd']);
});

test('a message that its own limit holds back holds back nobody else', async () => {
	const slow = [{ messages: 1, ms: 3000 }];
	await limiter.acquire({ limits: slow });
	limiter.release();
	const cancel = new AbortController();
	const held = limiter.acquire({ limits: slow, urgent: true, signal: cancel.signal });
	expect(await waited({ limits: [] })).toBe(0);

	const behind = new AbortController();
	const waiting = limiter.acquire({ limits: slow, signal: behind.signal });
	behind.abort();
	expect(await reasonWithin(SLICE_MS, waiting)).toBeInstanceOf(Cancelled);
	cancel.abort();
	expect(await reasonWithin(SLICE_MS, held)).toBeInstanceOf(Cancelled);
});

test('a pause holds everybody, and after it one goes ahead', async () => {
	limiter.pause(80);
	limiter.pause(10);
	expect(await inTime(waited({ limits: [] }))).toBe(80);
	const gone: string[] = [];
	const others = ['second', 'third'].map(
		async (name) => await limiter.acquire({ limits: [] }).then(() => gone.push(name)),
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
	const waiting = limiter.acquire({ limits: [], signal: cancel.signal });
	const behind = waited({ limits: [] });
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
		waits.push(await inTime(waited({ limits: [{ messages: 1, ms: 40, jitter: true }] })));
		limiter.release();
	}
	expect(waits).toEqual([0, 20, 40, 50]);
});

describe('a budget that has to ask others', () => {
	const begin = () => {
		const told = { planned: [] as number[], pausedMs: 0 };
		const budget: Budget & { isReady: boolean; wake: () => void } = {
			isReady: false,
			wake: () => {},
			outage: undefined,
			waitFor: () => (budget.isReady ? 0 : Infinity),
			start: () => {},
			end: () => {},
			plan: (turns, wake) => {
				told.planned.push(turns.length);
				budget.wake = wake;
				return Infinity;
			},
			pause: (ms) => void (told.pausedMs = ms),
		};
		return { told, budget, limiter: new RateLimiter(budget) };
	};

	test('is told who waits, and wakes them', async () => {
		const { told, budget, limiter: asking } = begin();
		const both = [asking.acquire({ limits: [] }), asking.acquire({ limits: [] })];
		await jest.advanceTimersByTimeAsync(0);
		expect(told.planned.at(-1)).toBe(2);
		budget.isReady = true;
		budget.wake();
		expect(await Promise.all(both)).toEqual([{ waitedMs: 0 }, { waitedMs: 0 }]);
	});

	test('is told of a pause, and plans for nobody while one goes ahead', async () => {
		const { told, budget, limiter: asking } = begin();
		budget.isReady = true;
		asking.pause(80);
		expect(told.pausedMs).toBe(80);
		await inTime(asking.acquire({ limits: [] }));
		void asking.acquire({ limits: [] });
		await jest.advanceTimersByTimeAsync(0);
		expect(told.planned.at(-1)).toBe(0);
	});

	test('says with each message why it does not know of the others', async () => {
		const { budget, limiter: asking } = begin();
		Object.assign(budget, { isReady: true, outage: 'n8n did not answer' });
		expect(await asking.acquire({ limits: [] })).toEqual({
			waitedMs: 0,
			outage: 'n8n did not answer',
		});
	});
});
