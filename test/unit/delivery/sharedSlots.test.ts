import fc from 'fast-check';
import type { RateLimit } from '../../../nodes/shared/contract/provider';
import { RateLimiter } from '../../../nodes/shared/delivery/rateLimiter';
import { SharedSlots } from '../../../nodes/shared/delivery/sharedSlots';
import {
	NO_SLOTS,
	type SlotRegister,
	type SlotState,
} from '../../../nodes/shared/delivery/slotHistory';
import { Register } from '../../../nodes/shared/sharedMemory/register';
import { SlowTable } from '../../support/n8n/slowTable';

const SECOND: RateLimit = { messages: 10, ms: 1_000 };
const MINUTE: RateLimit = { messages: 100, ms: 60_000 };
const LIMITS = [SECOND, MINUTE];

beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
	jest.useRealTimers();
	jest.restoreAllMocks();
});

const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

const upTo = (ms: number) => () => Math.random() * ms;

/** Lets the time go by until this is done. */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
	let isDone = false;
	void work.finally(() => (isDone = true));
	while (!isDone) await jest.advanceTimersToNextTimerAsync();
	return await work;
}

/** What one process has of an account whose slots are in this table. */
class Worker {
	readonly limiter = new RateLimiter(new SharedSlots());

	private readonly register: SlotRegister;

	constructor(table: SlowTable) {
		const id = { kind: 'Rate limit', key: 'Acme', lookup: 'acme' } as const;
		this.register = new Register(table.fromAnotherProcess(), id, NO_SLOTS);
	}

	/** @returns when it left */
	async send({
		limits = LIMITS,
		urgent = false,
		signal,
		takesMs = 20,
	}: { limits?: RateLimit[]; urgent?: boolean; signal?: AbortSignal; takesMs?: number } = {}) {
		const { outage } = await this.limiter.acquire({
			limits,
			urgent,
			signal,
			register: this.register,
		});
		const at = performance.now();
		void sleep(takesMs).then(() => this.limiter.release());
		return { at, outage };
	}

	/** @returns when each arrived at the provider */
	async sendMany(count: number, { atOnce = 5, wayMs = upTo(20), limits = LIMITS } = {}) {
		const arrivals: number[] = [];
		let next = 0;
		const lane = async () => {
			while (next++ < count) {
				const way = wayMs();
				const { at } = await this.send({ limits, takesMs: way + 30 });
				arrivals.push(at + way);
				await sleep(way + 30);
			}
		};
		await Promise.all(Array.from({ length: atOnce }, lane));
		return arrivals;
	}
}

const threeWorkers = (table: SlowTable) => [1, 2, 3].map(() => new Worker(table));

/** The most that a provider counts in any stretch of this length. */
const mostIn = ({ ms }: RateLimit, arrivals: number[]) =>
	Math.max(...arrivals.map((from) => arrivals.filter((at) => at >= from && at < from + ms).length));

/** When messages leave, by `performance.now()`. */
function slotsIn(table: SlowTable): number[] {
	const { state } = JSON.parse(table.rows[0].data) as { state: SlotState };
	let slot = -table.aheadMs;
	return state.slots.map((distance) => (slot += distance));
}

/** What `Math.random` gives in a run. */
const draws = fc.noBias(fc.infiniteStream(fc.nat(2 ** 30 - 1).map((drawn) => drawn / 2 ** 30)));

test('three workers break no limit, however late messages and answers are, and lose no time', async () => {
	const LEAST_MS = 2 * MINUTE.ms + 9 * SECOND.ms;
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 5, max: 60 }),
			fc.integer({ min: 1, max: 90 }),
			draws,
			async (oneWayMs, lateMs, random) => {
				jest.spyOn(Math, 'random').mockImplementation(() => random.next().value);
				const table = new SlowTable(upTo(oneWayMs));
				const begin = performance.now();
				const batches = threeWorkers(table).map(
					async (worker) => await worker.sendMany(100, { wayMs: upTo(lateMs) }),
				);
				const arrivals = (await inTime(Promise.all(batches))).flat();
				for (const limit of LIMITS) expect(mostIn(limit, arrivals)).toBe(limit.messages);
				expect(performance.now() - begin).toBeLessThan(1.05 * LEAST_MS);
			},
		),
		// About one run in a few hundred takes longer, where n8n is slow. With a seed, the runs are always the same.
		{ numRuns: 40, seed: 1 },
	);
});

test('those that come at about the same time take their slots in one call', async () => {
	const table = new SlowTable(() => 20);
	const worker = new Worker(table);
	await inTime(worker.send());
	const before = table.calls.length;
	const sent = [0, 4, 8, 12].map(
		async (ms) => await sleep(ms).then(async () => await worker.send()),
	);
	await inTime(Promise.all(sent));
	expect(table.calls.length).toBe(before + 1);
});

test('where answers are slow, the time is asked for more often at first', async () => {
	const callsOf = async (oneWayMs: number) => {
		const table = new SlowTable(() => oneWayMs);
		await inTime(new Worker(table).send());
		return table.calls.length;
	};
	expect(await callsOf(80)).toBe((await callsOf(20)) + 2);
});

test('and not before each message', async () => {
	const table = new SlowTable(() => 80);
	const worker = new Worker(table);
	await inTime(worker.send());
	const before = table.calls.length;
	await inTime(worker.send());
	expect(table.calls.length).toBe(before + 1);
});

test('without limits nobody asks', async () => {
	const table = new SlowTable(() => 20);
	await inTime(new Worker(table).sendMany(20, { limits: [] }));
	expect(table.calls.length).toBe(0);
});

test('an urgent message takes the next free slot over all workers', async () => {
	const table = new SlowTable(upTo(40));
	const [one, other, third] = threeWorkers(table);
	const limits = [
		{ messages: 1, ms: 500 },
		{ messages: 10, ms: 30_000 },
	];
	const normal = Promise.all(
		[one, other].map(async (worker) => await worker.sendMany(15, { limits })),
	);
	await jest.advanceTimersByTimeAsync(15_000);
	const begin = performance.now();
	const urgent = third.send({ limits, urgent: true });
	await jest.advanceTimersByTimeAsync(1_000);
	expect(Math.max(...slotsIn(table))).toBeGreaterThan(begin + 13_000);
	const { at } = await inTime(urgent);
	expect(at - begin).toBeGreaterThan(13_000);
	const arrivals = (await inTime(normal)).flat();
	expect(arrivals.filter((arrival) => arrival > begin && arrival < at)).toEqual([]);
});

test('in one process it takes the slot of the first that waits, who takes that of the second', async () => {
	const table = new SlowTable(() => 20);
	const worker = new Worker(table);
	const limits = [{ messages: 1, ms: 200 }];
	await inTime(worker.send({ limits }));
	const order: string[] = [];
	const send = async (name: string, urgent = false) =>
		await worker.send({ limits, urgent }).then(() => order.push(name));
	const sent = ['a', 'b', 'c'].map(async (name) => await send(name));
	await jest.advanceTimersByTimeAsync(100);
	expect(slotsIn(table)).toHaveLength(4);
	await inTime(Promise.all([...sent, send('urgent', true)]));
	expect(order).toEqual(['urgent', 'a', 'b', 'c']);
});

test('a slot with weaker limits is not enough for an urgent message', async () => {
	const table = new SlowTable(() => 20);
	const worker = new Worker(table);
	const slow = [SECOND, { messages: 1, ms: 5_000 }];
	const first = await inTime(worker.send({ limits: slow }));
	const normal = worker.send({ limits: [SECOND] });
	await jest.advanceTimersByTimeAsync(100);
	const urgent = worker.send({ limits: slow, urgent: true });
	expect((await inTime(normal)).at - first.at).toBeLessThan(1_000);
	expect((await inTime(urgent)).at - first.at).toBeGreaterThan(5_000);
});

test('where one worker is told to wait, the others wait too', async () => {
	const table = new SlowTable(() => 20);
	const [one, other] = threeWorkers(table);
	await inTime(other.send());
	await inTime(one.send());
	const begin = performance.now();
	one.limiter.pause(30_000);
	const again = one.send();
	await jest.advanceTimersByTimeAsync(1_000);
	expect((await inTime(other.send())).at - begin).toBeGreaterThan(29_900);
	one.limiter.resume();
	await inTime(again);
});

test('a slot that was missed is given back', async () => {
	let slow = 0;
	const table = new SlowTable(() => 20 + slow);
	const worker = new Worker(table);
	const first = await inTime(worker.send());
	slow = 400;
	const sent = worker.send();
	await jest.advanceTimersByTimeAsync(500);
	slow = 0;
	const second = await inTime(sent);
	const third = await inTime(worker.send());
	const slots = slotsIn(table);
	expect(slots).toHaveLength(3);
	[first, second, third].forEach(({ at }, index) => expect(at - slots[index]).toBeLessThan(100));
});

test('so is that of a message that does not wait any more', async () => {
	const table = new SlowTable(() => 20);
	const worker = new Worker(table);
	const cancel = new AbortController();
	const given = worker.send({ signal: cancel.signal }).catch(() => 'cancelled');
	await jest.advanceTimersByTimeAsync(300);
	expect(slotsIn(table)).toHaveLength(1);
	cancel.abort();
	expect(await inTime(given)).toBe('cancelled');
	await inTime(worker.send());
	expect(slotsIn(table)).toHaveLength(1);
});

test('a worker takes no slot long before its time, so that few are lost with it', async () => {
	const table = new SlowTable(() => 20);
	const [dead, other] = threeWorkers(table);
	const limits = [{ messages: 1, ms: 5_000 }];
	const { at } = await inTime(dead.send({ limits }));
	for (let message = 0; message < 5; message++) void dead.send({ limits });
	await jest.advanceTimersByTimeAsync(1_000);
	jest.clearAllTimers();
	expect((await inTime(other.send({ limits }))).at - at).toBeLessThan(6_000);
});

test('a node with a smaller limit leaves the others what theirs count', async () => {
	const table = new SlowTable(() => 20);
	const worker = new Worker(table);
	await inTime(worker.sendMany(10));
	await inTime(worker.send({ limits: [{ messages: 1, ms: 50 }] }));
	expect(slotsIn(table)).toHaveLength(11);
});

test('what was written while the clock of n8n was wrong holds nobody for long', async () => {
	const table = new SlowTable(() => 20);
	const worker = new Worker(table);
	table.aheadMs += 3_600_000;
	await inTime(worker.send());
	worker.limiter.pause(60_000);
	worker.limiter.resume();
	await inTime(worker.send());
	table.aheadMs -= 3_600_000;
	const begin = performance.now();
	for (let message = 0; message < 3; message++) await inTime(worker.send());
	expect(performance.now() - begin).toBeLessThan(5_000);
	expect(Math.max(...slotsIn(table))).toBeLessThan(performance.now());
});

describe('while the register cannot be reached', () => {
	const down = () => {
		const table = new SlowTable(() => 20);
		return { table, worker: new Worker(table) };
	};

	test('this process keeps the limits by itself, and says why', async () => {
		const { table, worker } = down();
		await inTime(worker.send());
		table.isDown = true;
		const arrivals = await inTime(worker.sendMany(30));
		expect(mostIn(SECOND, arrivals)).toBe(SECOND.messages);
		expect(await inTime(worker.send())).toMatchObject({ outage: 'n8n did not answer' });
	});

	test('nobody waits for it, and after some seconds it is tried again', async () => {
		const { table, worker } = down();
		table.isDown = true;
		await inTime(worker.send());
		const before = table.calls.length;
		const begin = performance.now();
		expect((await inTime(worker.send())).at - begin).toBeLessThan(50);
		await jest.advanceTimersByTimeAsync(1_000);
		await inTime(worker.send());
		await jest.advanceTimersByTimeAsync(100);
		expect(table.calls.length).toBe(before);
		await jest.advanceTimersByTimeAsync(5_000);
		table.isDown = false;
		await inTime(worker.send());
		await jest.advanceTimersByTimeAsync(1_000);
		expect(await inTime(worker.send())).toMatchObject({ outage: undefined });
	});

	test('one that was long ago is not told of, and whoever comes asks first', async () => {
		const { table, worker } = down();
		table.isDown = true;
		await inTime(worker.send());
		table.isDown = false;
		await jest.advanceTimersByTimeAsync(60_000);
		const others = new Worker(table);
		await inTime(others.sendMany(10));
		const begin = performance.now();
		const { at, outage } = await inTime(worker.send());
		expect(outage).toBeUndefined();
		expect(at - begin).toBeGreaterThan(100);
	});

	test('what left meanwhile counts for the others afterwards', async () => {
		const { table, worker } = down();
		table.isDown = true;
		await inTime(Promise.all(Array.from({ length: 10 }, async () => await worker.send())));
		await jest.advanceTimersByTimeAsync(6_000);
		await inTime(worker.send());
		await jest.advanceTimersByTimeAsync(6_000);
		table.isDown = false;
		await inTime(worker.send());
		await jest.advanceTimersByTimeAsync(1_000);
		await inTime(worker.send());
		expect(slotsIn(table)).toHaveLength(13);
	});

	test('that the provider wants no messages is told afterwards', async () => {
		const { table, worker } = down();
		await inTime(worker.send());
		table.isDown = true;
		const begin = performance.now();
		worker.limiter.pause(60_000);
		worker.limiter.resume();
		void worker.send();
		await jest.advanceTimersByTimeAsync(1_000);
		table.isDown = false;
		await jest.advanceTimersByTimeAsync(6_000);
		const other = new Worker(table);
		expect((await inTime(other.send())).at - begin).toBeGreaterThan(59_000);
	});
});
