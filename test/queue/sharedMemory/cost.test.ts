import { saveSharedMemory } from '../../support/n8n/sharedMemory';
import { KEYED, keysOf } from '../../support/workflows/keyedSends';
import { startCountingProxy, type CountingProxy } from '../countingProxy';
import { sendLimited } from '../limitedSends';
import { openOnWorkers, print } from '../onWorkers';
import { openQueueMode, type QueueMode } from '../queueMode';

/** What Shared Memory costs: the same with and without it, in turns. docs/queue-mode.md has the figures. */
let queue: QueueMode;
let proxy: CountingProxy;

beforeAll(async () => {
	queue = await openQueueMode({ workers: 3, webhookProcesses: 2 });
	proxy = await startCountingProxy(queue.n8n.url);
});
afterAll(async () => {
	await proxy?.stop();
	await queue?.stop();
});

const EACH = 200;

const ROUNDS = 3;

/** So high that nobody waits: it only has to be kept. */
const LIMITED = { messagesPerMinute: 6000 };

const CASES = Object.entries({
	nothing: {},
	'Send Once': KEYED,
	'Messages per Minute': LIMITED,
	'Respect Opt-Outs': { respectOptOuts: true },
});

const threeBatches = (name: string) => [1, 2, 3].map((batch) => keysOf(`${name} ${batch}`, EACH));

const medianOf = (values: number[]) =>
	values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

test.each(CASES)('messages in a second with %s', async (name, options) => {
	const shared = { ...options, sharedMemory: true };
	const speeds = { without: [] as number[], with: [] as number[] };
	const senders = {
		with: await openOnWorkers(queue, `${name}, with`, 'vobiz', shared),
		// Opt-outs are in the shared memory alone: without it, nothing is asked.
		without: await openOnWorkers(queue, `${name}, without`, 'vobiz', {
			...options,
			respectOptOuts: false,
		}),
	};
	for (let round = 0; round < ROUNDS; round++) {
		for (const side of ['without', 'with'] as const) {
			const batches = threeBatches(`${side} ${round}`);
			const begin = performance.now();
			const outcomes = await senders[side].sendApart(batches);
			speeds[side].push((3 * EACH * 1000) / (performance.now() - begin));
			expect(outcomes.flat()).toEqual(Array(3 * EACH).fill('accepted'));
		}
	}
	const [without, withIt] = [medianOf(speeds.without), medianOf(speeds.with)];
	print(
		`${name}: ${without.toFixed(0)} messages in a second without Shared Memory, ` +
			`${withIt.toFixed(0)} with it, three workers together, medians of ${ROUNDS}`,
	);
});

describe('calls to n8n', () => {
	let counted: QueueMode;

	beforeAll(async () => {
		const data = { name: 'Counted', n8nAddress: proxy.url };
		const shared = await saveSharedMemory(queue.n8n, data);
		counted = { ...queue, credentialIds: { ...queue.credentialIds, ...shared } };
	});

	function printCalls(name: string, messages: number) {
		const calls = Object.entries(proxy.take());
		const all = calls.reduce((sum, [, count]) => sum + count, 0);
		const each = calls.map(([method, count]) => `${count} ${method}`).join(', ');
		print(`${name}: ${(all / messages).toFixed(2)} calls a message (${each || 'none'})`);
	}

	test.each(CASES)('with %s', async (name, options) => {
		const shared = { ...options, sharedMemory: true };
		const sender = await openOnWorkers(counted, `${name}, counted`, 'vobiz', shared);
		await sender.send(threeBatches('to begin with'));
		proxy.take();
		await sender.sendApart(threeBatches('counted'));
		printCalls(name, 3 * EACH);
	});

	test("with AIsoule's limits", async () => {
		const options = { sharedMemory: true };
		const sends = { name: 'counted', options, batches: 3, each: 50, workers: 3 };
		proxy.take();
		await sendLimited(counted, sends);
		printCalls("AIsoule's limits", 150);
	});
});
