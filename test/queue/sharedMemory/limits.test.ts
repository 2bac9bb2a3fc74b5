import { leastSeconds, sendLimited } from '../limitedSends';
import { print } from '../onWorkers';
import { openQueueMode, type QueueMode } from '../queueMode';

/**
 * AIsoule's limits over three workers with Shared Memory, in real time: they share 10 messages in a
 * second and 100 in a minute. docs/queue-mode.md has the figures.
 */
let queue: QueueMode;

beforeAll(async () => {
	queue = await openQueueMode({ workers: 3, webhookProcesses: 2 });
});
afterAll(async () => await queue?.stop());

const KEPT = { tooMany: 0, notSent: 0 };

const EACH = 100;

const LEAST = leastSeconds(3 * EACH);

async function sendThreeBatches(name: string) {
	const options = { sharedMemory: true };
	const sent = await sendLimited(queue, { name, options, batches: 3, each: EACH, workers: 3 });
	expect(sent).toMatchObject(KEPT);
	return sent.seconds / LEAST;
}

test('three workers, 3 rounds: no answer 429', async () => {
	const ratios: number[] = [];
	for (let round = 1; round <= 3; round++) ratios.push(await sendThreeBatches(`round-${round}`));
	const [, median] = ratios.toSorted((one, other) => one - other);
	print(`By the least possible, ${LEAST} s: ${median.toFixed(3)}, the median of 3`);
});

test('three workers, one whose wall clock is 7 minutes fast: no answer 429', async () => {
	await queue.workers()[0].stop();
	await queue.startWorker({ minutesOff: 7 });
	await sendThreeBatches('fast-clock');
});

test('three workers, one whose wall clock is 7 minutes slow: no answer 429', async () => {
	await queue.workers()[1].stop();
	await queue.startWorker({ minutesOff: -7 });
	await sendThreeBatches('slow-clock');
});
