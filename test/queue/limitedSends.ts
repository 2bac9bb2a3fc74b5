import { sandboxCredentials } from '../../scripts/n8n/sandboxCredentials';
import { arrivals, count, keysOf } from '../support/workflows/keyedSends';
import { openOnWorkers, print } from './onWorkers';
import type { QueueMode } from './queueMode';

/** AIsoule takes 10 messages in a second and 100 in a minute. */
const IN_A_SECOND = 10;
const IN_A_MINUTE = 100;

/** How long so many messages take at the least, from the first to the last. */
export function leastSeconds(messages: number): number {
	const before = messages - 1;
	const minutes = Math.floor(before / IN_A_MINUTE);
	return minutes * 60 + Math.floor((before % IN_A_MINUTE) / IN_A_SECOND);
}

/** An account that no worker has written through yet: they know it by all its secrets. */
async function freshAccount(queue: QueueMode, name: string): Promise<Record<string, string>> {
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

interface LimitedSends {
	name: string;
	options: object;
	batches: number;
	/** Messages of each batch. */
	each: number;
	/** How many of them share the batches. */
	workers: number;
}

interface Measured {
	/** Answers with HTTP 429. */
	tooMany: number;
	notSent: number;
	/** From the call to the answer. */
	seconds: number;
}

/** Batches at once through AIsoule with its limits, in real time. */
export async function sendLimited(
	queue: QueueMode,
	{ name, options, batches: batchCount, each, workers }: LimitedSends,
): Promise<Measured> {
	await queue.inbox.clear();
	await queue.inbox.misbehave({ limits: 'documented' });
	const account = { ...queue.credentialIds, ...(await freshAccount(queue, name)) };
	const sender = await openOnWorkers(queue, name, 'aisoule', options, account);
	const batches = Array.from({ length: batchCount }, (_, index) => keysOf(`batch ${index}`, each));
	const begin = performance.now();
	const outcomes = (await sender.send(batches)).flat();
	const seconds = (performance.now() - begin) / 1000;

	const executions = await queue.n8n.executionsOf(sender.workflowId, batchCount);
	expect(new Set(executions.map((id) => queue.workerOf(id))).size).toBe(workers);
	const notSent = count(outcomes, 'notSent');
	expect(count(outcomes, 'accepted')).toBe(batchCount * each - notSent);
	expect(await arrivals(queue.inbox, batches.flat())).toEqual(
		outcomes.map((outcome) => (outcome === 'accepted' ? 1 : 0)),
	);
	const messages = await queue.inbox.messages();
	const tooMany = messages.filter(({ response }) => response.status === 429).length;
	const times = messages.map(({ receivedAt }) => Date.parse(receivedAt));
	print(
		`${name}: ${batchCount * each} messages in ${seconds.toFixed(1)} s, ${tooMany} answers 429, ${notSent} not sent, ` +
			`at most ${mostWithin(1_000, times)} requests in a second and ${mostWithin(60_000, times)} in a minute`,
	);
	return { tooMany, notSent, seconds };
}
