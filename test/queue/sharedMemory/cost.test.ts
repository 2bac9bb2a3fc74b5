import { KEYED, keysOf } from '../../support/workflows/keyedSends';
import { openOnWorkers, print } from '../onWorkers';
import { openQueueMode, type QueueMode } from '../queueMode';

/** What Shared Memory costs: the same with and without it, in turns. */
let queue: QueueMode;

beforeAll(async () => {
	queue = await openQueueMode({ workers: 3, webhookProcesses: 2 });
});
afterAll(async () => await queue?.stop());

const EACH = 200;

const ROUNDS = 3;

/** So high that nobody waits: it only has to be kept. */
const LIMITED = { messagesPerMinute: 6000 };

const CASES = {
	nothing: {},
	'Send Once': KEYED,
	'Messages per Minute': LIMITED,
	'Send Once and Messages per Minute': { ...KEYED, ...LIMITED },
};

test.each(Object.entries(CASES))('messages in a second with %s', async (name, options) => {
	const speeds = { without: [] as number[], with: [] as number[] };
	const senders = {
		without: await openOnWorkers(queue, `${name}, without`, 'vobiz', options),
		with: await openOnWorkers(queue, `${name}, with`, 'vobiz', { ...options, sharedMemory: true }),
	};
	for (let round = 0; round < ROUNDS; round++) {
		for (const side of ['without', 'with'] as const) {
			const batches = [1, 2, 3].map((batch) => keysOf(`${side} ${round} ${batch}`, EACH));
			const begin = performance.now();
			const outcomes = await senders[side].sendApart(batches);
			speeds[side].push((3 * EACH * 1000) / (performance.now() - begin));
			expect(outcomes.flat()).toEqual(Array(3 * EACH).fill('accepted'));
		}
	}
	const [without, shared] = [medianOf(speeds.without), medianOf(speeds.with)];
	print(
		`${name}: ${without.toFixed(0)} messages in a second without Shared Memory, ` +
			`${shared.toFixed(0)} with it, three workers together, medians of ${ROUNDS}`,
	);
});

const medianOf = (values: number[]) =>
	values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
