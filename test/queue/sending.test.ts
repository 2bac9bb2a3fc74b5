import type { N8nProcess } from '../../scripts/n8n/n8nProcess';
import {
	arrivals,
	count,
	KEYED,
	keysOf,
	openSender,
	recipientOf,
	sendKeys,
} from '../support/workflows/keyedSends';
import { until } from '../support/stack/until';
import { openQueueMode, type QueueMode } from './queueMode';

/**
 * What n8n's workers send. What is no promise is measured and printed; docs/queue-mode.md has the
 * figures.
 */
let queue: QueueMode;

beforeAll(async () => {
	queue = await openQueueMode();
});
afterAll(async () => await queue?.stop());
const open = async (path: string, options: object = KEYED) =>
	await openSender(queue.n8n, queue.credentialIds, path, 'vobiz', options);

const send = async (path: string, keys: string[]) => await sendKeys(queue.webhookUrl, path, keys);

const arrived = async (keys: string[]) => await arrivals(queue.inbox, keys);

/** The workers of the last executions of a workflow, the newest first. */
async function workersOf(workflowId: string, most: number) {
	const ids = await queue.n8n.executionsOf(workflowId, most);
	return ids.map((id) => queue.workerOf(id));
}

const print = (figure: string) => process.stdout.write(`${figure}\n`);

test('workers send, and the webhook process answers with the receipts', async () => {
	const workflowId = await open('receipts', {});
	const keys = keysOf('receipt', 30);
	expect(await send('receipts', keys)).toEqual(Array(30).fill('accepted'));
	expect(await arrived(keys)).toEqual(Array(30).fill(1));
	expect(await workersOf(workflowId, 1)).toEqual([expect.anything()]);
});

describe('Send Once', () => {
	test('one after the other: what one worker has sent, the other one skips', async () => {
		const workflowId = await open('in turn');
		const keys = keysOf('in turn', 20);
		expect(await send('in turn', keys.slice(0, 10))).toEqual(Array(10).fill('accepted'));
		const [first] = await workersOf(workflowId, 1);
		// Workers take turns, but nobody promises it.
		await until(60, async () => {
			expect(await send('in turn', keys.slice(0, 10))).toEqual(Array(10).fill('skipped'));
			const [worker] = await workersOf(workflowId, 1);
			return worker !== first;
		});
		expect(await send('in turn', keys)).toEqual([
			...Array(10).fill('skipped'),
			...Array(10).fill('accepted'),
		]);
		expect(await arrived(keys)).toEqual(Array(20).fill(1));
	});

	test('the same key on two workers at the same instant: it arrives once or twice', async () => {
		const workflowId = await open('same instant');
		await send('same instant', ['the first one']);
		const keys = keysOf('same instant', 40);
		const apart: string[] = [];
		for (const key of keys) {
			await Promise.all([send('same instant', [key]), send('same instant', [key])]);
			const [one, other] = await workersOf(workflowId, 2);
			if (one !== other) apart.push(key);
		}
		const times = await arrived(keys);
		expect(times.every((each) => each === 1 || each === 2)).toBe(true);
		const twice = (await arrived(apart)).filter((each) => each === 2).length;
		print(
			`Same key, same instant: ${twice} of ${apart.length} keys on two workers arrived twice, ` +
				`${times.filter((each) => each === 2).length - twice} of ${keys.length - apart.length} on one`,
		);
		expect(apart.length).toBeGreaterThan(0);
	});

	test('other keys on two workers at the same time: none arrives twice, but not all are remembered', async () => {
		await open('at the same time');
		const [ours, theirs] = [keysOf('ours', 100), keysOf('theirs', 100)];
		const outcomes = await Promise.all(
			[ours, theirs].map(async (keys) => await send('at the same time', keys)),
		);
		const keys = [...ours, ...theirs];
		expect(await arrived(keys)).toEqual(
			outcomes.flat().map((outcome) => (outcome === 'accepted' ? 1 : 0)),
		);
		const told = (all: unknown[]) =>
			['accepted', 'skipped', 'unknown', 'notSent']
				.map((outcome) => `${count(all, outcome)} ${outcome}`)
				.join(', ');
		print(
			`200 keys on two workers: ${told(outcomes.flat())}; sent again: ${told(await send('at the same time', keys))}`,
		);
	});

	test('the first two keys that a node ever has, on two workers at the same instant: both are sent', async () => {
		const rounds = 10;
		for (let round = 0; round < rounds; round++) {
			const path = `first of all ${round}`;
			await open(path);
			const keys = keysOf(path, 2);
			const outcomes = await Promise.all(keys.map(async (key) => await send(path, [key])));
			expect(outcomes.flat()).toEqual(['accepted', 'accepted']);
			expect(await arrived(keys)).toEqual([1, 1]);
		}
	});
});

describe('a worker that is killed in the middle of a batch', () => {
	const keys = keysOf('batch', 60);
	const MESSAGES_AT_ONCE = 5;
	/** Places in the batch; the provider never answers these two, but takes the first of them. */
	const [TAKEN, NOT_TAKEN] = [3, 4];
	let workflowId: string;
	let executionId: string;
	let sent: number[];

	/** The worker that has the last execution of the workflow. */
	async function working(): Promise<N8nProcess> {
		let worker: N8nProcess | undefined;
		await until(20, async () => {
			[executionId] = await queue.n8n.executionsOf(workflowId, 1);
			worker = executionId ? queue.workerOf(executionId) : undefined;
			return worker !== undefined;
		});
		return worker!;
	}

	const statusNow = async () =>
		(await queue.n8n.rest<{ status: string }>('GET', `/executions/${executionId}`)).status;

	beforeAll(async () => {
		workflowId = await open('batch', { ...KEYED, messagesAtOnce: MESSAGES_AT_ONCE });
		await queue.inbox.misbehave({
			latencyMs: 300,
			faults: [TAKEN, NOT_TAKEN].map((place) => ({
				kind: 'timeout',
				to: recipientOf(place),
				taken: place === TAKEN,
			})),
		});
		const answer = send('batch', keys).catch((error: Error) => error);
		const worker = await working();
		await until(30, async () => (await arrived(keys)).filter(Boolean).length > 20);
		await worker.kill();
		const killed = performance.now();
		await until(300, async () => (await statusNow()) !== 'running');
		print(
			`The execution of a killed worker was "running" for ${((performance.now() - killed) / 1000).toFixed(0)} s more`,
		);
		expect(await answer).toEqual(
			expect.objectContaining({ message: expect.stringContaining('500') }),
		);
		sent = await arrived(keys);
	});

	// Each test here needs those before it.
	test('n8n does not run it again', async () => {
		const { status, error } = await queue.n8n.untilEnded(executionId);
		print(`It ended as "${status}": ${error?.message}`);
		expect(status).toBe('error');
		expect(await workersOf(workflowId, 5)).toHaveLength(1);
		expect(sent.filter((times) => times > 0).length).toBeLessThan(keys.length);
		expect(Math.max(...sent)).toBe(1);
	});

	test('Retry sends nothing, as n8n has nothing to start it from', async () => {
		const { status, error } = await queue.n8n.retryExecution(executionId, false);
		print(`Its retry ended as "${status}": ${error?.message}`);
		expect(await arrived(keys)).toEqual(sent);
	});

	test('started again, it sends the rest, doubles nothing, and says what is unknown', async () => {
		await queue.inbox.misbehave({});
		const outcomes = await send('batch', keys);
		const times = await arrived(keys);
		expect([outcomes[TAKEN], outcomes[NOT_TAKEN]]).toEqual(['unknown', 'unknown']);
		expect([times[TAKEN], times[NOT_TAKEN]]).toEqual([1, 0]);
		expect(count(outcomes, 'unknown')).toBeLessThanOrEqual(MESSAGES_AT_ONCE);
		outcomes.forEach((outcome, place) => {
			if (outcome === 'unknown') expect(times[place]).toBe(sent[place]);
			else {
				expect(['accepted', 'skipped']).toContain(outcome);
				expect(times[place]).toBe(1);
			}
		});
		const unknown = times.filter((_, index) => outcomes[index] === 'unknown');
		print(
			`60 messages, killed after ${sent.filter((each) => each > 0).length}; started again: ` +
				`${count(outcomes, 'skipped')} skipped, ${count(outcomes, 'accepted')} accepted, ` +
				`${unknown.length} unknown, of which ${unknown.filter((each) => each === 1).length} had arrived`,
		);
	});

	test('another worker takes its place, and knows the keys', async () => {
		await queue.startWorker();
		const again = await Promise.all([send('batch', keys), send('batch', keys)]);
		expect(count(again.flat(), 'accepted')).toBe(0);
		const [one, other] = await workersOf(workflowId, 2);
		expect(one).not.toBe(other);
	});
});
