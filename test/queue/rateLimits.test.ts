import { sandboxCredentials } from '../../scripts/n8n/sandboxCredentials';
import { arrivals, count, keysOf, openSender, sendKeys } from '../support/workflows/keyedSends';
import { openQueueMode, type QueueMode } from './queueMode';

/**
 * AIsoule takes 10 messages in a second and 100 in a minute. Each worker keeps that for itself; what
 * comes of two of them is measured, in real time. docs/queue-mode.md has the figures.
 */
let queue: QueueMode;

beforeAll(async () => {
	queue = await openQueueMode();
	await queue.inbox.misbehave({ limits: 'documented' });
});
afterAll(async () => await queue?.stop());

const EACH = 75;

const KEPT = { tooMany: 0, notSent: 0 };

/** An account that no worker has written through yet: they know it by all its secrets. */
async function freshAccount(name: string): Promise<Record<string, string>> {
	const { type, data } = sandboxCredentials(queue.sandboxUrl).find(
		(known) => known.type === 'aisouleApi',
	)!;
	const secret = { webhookSecret: name };
	return { [type]: await queue.n8n.saveCredential(name, type, { ...data, ...secret }) };
}

/** The most of these times that lie within any stretch of so long. */
const mostWithin = (ms: number, times: number[]) =>
	Math.max(
		...times.map((start) => times.filter((time) => time >= start && time < start + ms).length),
	);

/** Two batches at once; returns how many answers were HTTP 429, and how many messages did not leave. */
async function sendTwoBatches(name: string, options: object, workers: number) {
	await queue.inbox.clear();
	await queue.inbox.misbehave({ limits: 'documented' });
	const account = await freshAccount(name);
	const workflowId = await openSender(queue.n8n, account, name, 'aisoule', options);
	const batches = [keysOf('one', EACH), keysOf('other', EACH)];
	const begin = performance.now();
	const outcomes = (
		await Promise.all(batches.map(async (keys) => await sendKeys(queue.webhookUrl, name, keys)))
	).flat();
	const seconds = (performance.now() - begin) / 1000;

	const executions = await queue.n8n.executionsOf(workflowId, 2);
	expect(new Set(executions.map((id) => queue.workerOf(id))).size).toBe(workers);
	const notSent = count(outcomes, 'notSent');
	expect(count(outcomes, 'accepted')).toBe(2 * EACH - notSent);
	expect(await arrivals(queue.inbox, batches.flat())).toEqual(
		outcomes.map((outcome) => (outcome === 'accepted' ? 1 : 0)),
	);
	const messages = await queue.inbox.messages();
	const tooMany = messages.filter(({ response }) => response.status === 429).length;
	const times = messages.map(({ receivedAt }) => Date.parse(receivedAt));
	process.stdout.write(
		`${name}: ${2 * EACH} messages in ${seconds.toFixed(0)} s, ${tooMany} answers 429, ${notSent} not sent, ` +
			`at most ${mostWithin(1_000, times)} requests in a second and ${mostWithin(60_000, times)} in a minute\n`,
	);
	return { tooMany, notSent };
}

test('two workers with nothing set', async () => {
	await sendTwoBatches('nothing-set', {}, 2);
});

test('two workers, each with half of the messages in a minute', async () => {
	await sendTwoBatches('half-a-minute', { messagesPerMinute: 50 }, 2);
});

test('two workers, each with half of the messages in a minute and a delay: no answer 429', async () => {
	const options = { messagesPerMinute: 50, delay: 0.4 };
	expect(await sendTwoBatches('half-and-delay', options, 2)).toEqual(KEPT);
});

test('one worker for both batches, with nothing set: no answer 429', async () => {
	await queue.workers()[1].stop();
	expect(await sendTwoBatches('one-worker', {}, 1)).toEqual(KEPT);
});
