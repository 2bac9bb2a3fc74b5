import { arrivals, KEYED, keysOf } from '../../support/workflows/keyedSends';
import { inWords, openOnWorkers, print } from '../onWorkers';
import { openQueueMode, type QueueMode } from '../queueMode';

/** Send Once with Shared Memory: a key is sent once over all workers. */
let queue: QueueMode;

beforeAll(async () => {
	queue = await openQueueMode({ workers: 3, webhookProcesses: 2 });
});
afterAll(async () => await queue?.stop());

const SHARED = { ...KEYED, sharedMemory: true };

const open = async (path: string) => await openOnWorkers(queue, path, 'vobiz', SHARED);

const arrived = async (keys: string[]) => await arrivals(queue.inbox, keys);

// Before the other tests, as the table is made for it.
test('the first keys of a new table, on three workers at the same instant: each arrives once', async () => {
	const keys = keysOf('first of all', 20);
	const sender = await open('first of all');
	await sender.sendApart([keys, keys, keys]);
	expect(await arrived(keys)).toEqual(Array(20).fill(1));
});

test('the same 200 keys on three workers at the same instant, 5 rounds: each arrives once', async () => {
	const sender = await open('same instant');
	for (let round = 1; round <= 5; round++) {
		const keys = keysOf(`same instant ${round}`, 200);
		const outcomes = await sender.sendApart([keys, keys, keys]);
		print(`Round ${round}: ${outcomes.map(inWords).join('; ')}`);
		expect(await arrived(keys)).toEqual(Array(200).fill(1));
		const accepted = keys.map((_, key) => outcomes.filter((of) => of[key] === 'accepted').length);
		expect(accepted).toEqual(Array(200).fill(1));
		expect(outcomes.flat()).not.toContain('notSent');
		expect(await sender.send([keys])).toEqual([Array(200).fill('skipped')]);
	}
});

test('100 keys of its own on each of three workers, then all of them again: none is forgotten', async () => {
	const sender = await open('of its own');
	const batches = ['one', 'two', 'three'].map((name) => keysOf(name, 100));
	const first = await sender.sendApart(batches);
	expect(first.flat()).toEqual(Array(300).fill('accepted'));
	const [again] = await sender.send([batches.flat()]);
	print(`300 keys on three workers; sent again: ${inWords(again)}`);
	expect(again).toEqual(Array(300).fill('skipped'));
	expect(await arrived(batches.flat())).toEqual(Array(300).fill(1));
});

test('12 executions at the same instant, with 20 keys of their own and 20 of all: each arrives once', async () => {
	const sender = await open('crowd');
	const common = keysOf('of all', 20);
	const own = Array.from({ length: 12 }, (_, index) => keysOf(`of ${index + 1}`, 20));
	const outcomes = await sender.send(own.map((keys) => [...keys, ...common]));
	print(`12 executions: ${outcomes.map(inWords).join('; ')}`);
	expect(await arrived(own.flat())).toEqual(Array(240).fill(1));
	expect(await arrived(common)).toEqual(Array(20).fill(1));
	outcomes.forEach((each) => expect(each.slice(0, 20)).toEqual(Array(20).fill('accepted')));
});
