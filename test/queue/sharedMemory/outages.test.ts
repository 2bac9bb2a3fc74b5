import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nProcess } from '../../../scripts/n8n/n8nProcess';
import { until } from '../../support/stack/until';
import { arrivals, KEYED, keysOf } from '../../support/workflows/keyedSends';
import { inWords, openOnWorkers, print } from '../onWorkers';
import { openQueueMode, type QueueMode } from '../queueMode';

/** Send Once with Shared Memory where a worker is killed, or the database is away. */
let queue: QueueMode;

beforeAll(async () => {
	queue = await openQueueMode({ workers: 3, webhookProcesses: 2 });
});
afterEach(async () => await queue.inbox.misbehave({}));
afterAll(async () => await queue?.stop());

const MESSAGES_AT_ONCE = 5;

const OPTIONS = { ...KEYED, sharedMemory: true, messagesAtOnce: MESSAGES_AT_ONCE };

const arrived = async (keys: string[]) => await arrivals(queue.inbox, keys);

const untilArrived = async (keys: string[], some: number) =>
	await until(60, async () => (await arrived(keys)).filter(Boolean).length >= some);

const once = (times: number[]) => times.filter((each) => each === 1).length;

/** In which an execution ends that n8n can still end. */
const PATIENCE_SECONDS = 180;

/** What a batch came to, or what whoever started it got instead. */
const toldOf = async (sending: Promise<unknown[][]>) =>
	await Promise.race([
		sending.then(
			([outcomes]) => ({ outcomes }),
			(error: Error) => ({ error: error.message }),
		),
		sleep(PATIENCE_SECONDS * 1000, { error: 'n8n did not answer' }, { ref: false }),
	]);

test('a worker is killed in a batch of 300, and the batch started again: nothing is doubled', async () => {
	const sender = await openOnWorkers(queue, 'killed', 'vobiz', OPTIONS);
	const keys = keysOf('killed', 300);
	await queue.inbox.misbehave({ latencyMs: 200 });
	const first = toldOf(sender.send([keys]));
	await untilArrived(keys, 100);
	const worker = await working(sender.workflowId);
	await worker.kill();
	const sent = await arrived(keys);

	const [outcomes] = await sender.send([keys]);
	const times = await arrived(keys);
	const unknown = times.filter((_, key) => outcomes[key] === 'unknown');
	print(
		`300 messages, killed after ${once(sent)}; started again: ${inWords(outcomes)}; ` +
			`of the unknown, ${once(unknown)} had arrived`,
	);
	expect(Math.max(...times)).toBe(1);
	expect(unknown.length).toBeLessThanOrEqual(MESSAGES_AT_ONCE);
	outcomes.forEach((outcome, key) => {
		if (outcome === 'unknown') expect(times[key]).toBe(sent[key]);
		else {
			expect(outcome).toBe(sent[key] === 1 ? 'skipped' : 'accepted');
			expect(times[key]).toBe(1);
		}
	});
	expect(await first).toEqual({ error: expect.stringContaining('500') });
	await queue.startWorker();
});

async function working(workflowId: string): Promise<N8nProcess> {
	const [executionId] = await queue.n8n.executionsOf(workflowId, 1);
	return queue.workerOf(executionId)!;
}

test('the database is away for 20 s while three workers send: nothing is doubled, nothing is lost unsaid', async () => {
	const sender = await openOnWorkers(queue, 'away', 'vobiz', OPTIONS);
	const batches = ['one', 'two', 'three'].map((name) => keysOf(`away ${name}`, 200));
	await queue.inbox.misbehave({ latencyMs: 200 });
	const sendings = batches.map(async (keys) => await toldOf(sender.send([keys])));
	await untilArrived(batches.flat(), 100);
	await queue.databaseIsAwayFor(20);
	const first = await Promise.all(sendings);
	const sent = await arrived(batches.flat());
	first.forEach((told, index) => {
		const said = 'error' in told ? told.error : inWords(told.outcomes);
		print(`Batch ${index + 1}, with the database away for 20 s: ${said}`);
	});
	expect(Math.max(...sent)).toBe(1);
	// Where the execution could say what came of it, that is what came of it.
	first.forEach((told, index) => {
		if ('error' in told) return;
		told.outcomes.forEach((outcome, key) => {
			const times = sent[index * 200 + key];
			if (outcome === 'accepted') expect(times).toBe(1);
			if (outcome === 'notSent') expect(times).toBe(0);
		});
	});

	const again = (await Promise.all(batches.map(async (keys) => await sender.send([keys])))).flat(2);
	const times = await arrived(batches.flat());
	const unknown = times.filter((_, key) => again[key] === 'unknown');
	print(`All 600 sent again: ${inWords(again)}; of the unknown, ${once(unknown)} had arrived`);
	expect(again).not.toContain('notSent');
	times.forEach((each, key) => {
		if (again[key] !== 'unknown') expect(each).toBe(1);
	});
	expect(Math.max(...times)).toBe(1);
	expect(unknown.length).toBeLessThanOrEqual(3 * MESSAGES_AT_ONCE);
});

test("the database is away for 20 s in the middle of AIsoule's limits: all messages arrive", async () => {
	const options = { ...OPTIONS, sharedMemory: true };
	await queue.inbox.clear();
	await queue.inbox.misbehave({ limits: 'documented' });
	const sender = await openOnWorkers(queue, 'limited', 'aisoule', options);
	const batches = ['one', 'two', 'three'].map((name) => keysOf(`limited ${name}`, 50));
	const sendings = batches.map(async (keys) => await toldOf(sender.send([keys])));
	await untilArrived(batches.flat(), 40);
	await queue.databaseIsAwayFor(20);
	const first = await Promise.all(sendings);
	first.forEach((told, index) => {
		const said = 'error' in told ? told.error : inWords(told.outcomes);
		print(`Batch ${index + 1} at AIsoule's limits, with the database away for 20 s: ${said}`);
	});
	const [again] = await sender.send([batches.flat()]);
	const times = await arrived(batches.flat());
	print(`All 150 sent again: ${inWords(again)}`);
	expect(Math.max(...times)).toBe(1);
	times.forEach((each, key) => {
		if (again[key] !== 'unknown') expect(each).toBe(1);
	});
});
