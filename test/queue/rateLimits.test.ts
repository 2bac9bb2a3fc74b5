import { sendLimited } from './limitedSends';
import { openQueueMode, type QueueMode } from './queueMode';

/**
 * AIsoule takes 10 messages in a second and 100 in a minute. Each worker keeps that for itself; what
 * comes of two of them is measured, in real time. docs/queue-mode.md has the figures.
 */
let queue: QueueMode;

beforeAll(async () => {
	queue = await openQueueMode();
});
afterAll(async () => await queue?.stop());

const KEPT = { tooMany: 0, notSent: 0 };

const sendTwoBatches = async (name: string, options: object, workers: number) =>
	await sendLimited(queue, { name, options, batches: 2, each: 75, workers });

test('two workers with nothing set', async () => {
	await sendTwoBatches('nothing-set', {}, 2);
});

test('two workers, each with half of the messages in a minute', async () => {
	await sendTwoBatches('half-a-minute', { messagesPerMinute: 50 }, 2);
});

test('two workers, each with half of the messages in a minute and a delay: no answer 429', async () => {
	const options = { messagesPerMinute: 50, delay: 0.4 };
	expect(await sendTwoBatches('half-and-delay', options, 2)).toMatchObject(KEPT);
});

test('one worker for both batches, with nothing set: no answer 429', async () => {
	await queue.workers()[1].stop();
	expect(await sendTwoBatches('one-worker', {}, 1)).toMatchObject(KEPT);
});
