import type { N8nProcess } from '../../scripts/n8nProcess';
import { changeSender, node, sender, webhook, workflowOf } from '../support/deliveryWorkflows';
import { openRestartableHouse, type RestartableHouse } from '../support/restartableHouse';
import { callWebhook } from '../support/webhookCall';

/**
 * How far Send Once reaches: over processes, and over many keys. What is no promise is measured and
 * printed; docs/options.md has the figures.
 */
let house: RestartableHouse;
let credentialIds: Record<string, string>;

beforeAll(async () => {
	house = await openRestartableHouse();
	const known = await house.n8n.rest<Array<{ id: string; type: string }>>('GET', '/credentials');
	credentialIds = Object.fromEntries(known.map(({ id, type }) => [type, id]));
});
afterAll(async () => await house?.stop());
beforeEach(async () => await house.clear());

const KEYED = { sendOnceKey: '={{ $json.text }}' };

/** A webhook that sends to each recipient; returns the id of the workflow. */
async function open(path: string, options: object): Promise<string> {
	const workflow = workflowOf(path, [
		webhook(path),
		node('Split Out', 'splitOut', 1, { fieldToSplitOut: 'body.items', options: {} }),
		sender('vobiz', { onError: 'continueRegularOutput', options: { ...options } }),
	]);
	const workflowId = await house.n8n.importWorkflow(workflow, credentialIds);
	await house.n8n.activate(workflowId);
	return workflowId;
}

/** Sends each key as a text to a recipient of its own; returns the outcomes. */
async function send(path: string, keys: string[], n8n = house.n8n): Promise<unknown[]> {
	const items = keys.map((text, index) => ({ text, to: `+9198${String(index).padStart(8, '0')}` }));
	const answer = await callWebhook(n8n.url, path, { items });
	return answer.map(({ outcome, details }) => outcome ?? (details as { outcome: string }).outcome);
}

async function timed(work: Promise<unknown[]>) {
	const begin = performance.now();
	const outcomes = await work;
	return { outcomes, ms: performance.now() - begin };
}

const count = (outcomes: unknown[], outcome: string) =>
	outcomes.filter((each) => each === outcome).length;

const keysOf = (name: string, length: number) =>
	Array.from({ length }, (_, index) => `${name} ${index + 1}`);

/** How often each of these keys reached the provider. */
async function arrivals(keys: string[]): Promise<number[]> {
	const texts = (await house.messages()).map(({ content }) => content.text);
	return keys.map((key) => texts.filter((text) => text === key).length);
}

const print = (figure: string) => process.stdout.write(`${figure}\n`);

describe('two n8n processes over one database', () => {
	let another: N8nProcess;

	beforeAll(async () => {
		await open('processes', KEYED);
		another = await house.startAnother();
	});
	afterAll(async () => await another?.stop());

	test('one after the other: what one has sent, the other one skips', async () => {
		const keys = keysOf('in turn', 20);
		expect(await send('processes', keys.slice(0, 10))).toEqual(Array(10).fill('accepted'));
		expect(await send('processes', keys, another.client)).toEqual([
			...Array(10).fill('skipped'),
			...Array(10).fill('accepted'),
		]);
		expect(await send('processes', keys)).toEqual(Array(20).fill('skipped'));
		expect(await arrivals(keys)).toEqual(Array(20).fill(1));
	});

	test('the same key at the same instant: it arrives once or twice', async () => {
		const keys = keysOf('same instant', 20);
		for (const key of keys) {
			await Promise.all([send('processes', [key]), send('processes', [key], another.client)]);
		}
		const arrived = await arrivals(keys);
		expect(Math.min(...arrived)).toBeGreaterThanOrEqual(1);
		expect(Math.max(...arrived)).toBeLessThanOrEqual(2);
		print(
			`Same instant: ${arrived.filter((times) => times === 2).length} of 20 keys arrived twice`,
		);
	});

	test('other keys at the same time: none arrives twice, but not all are remembered', async () => {
		const [ours, theirs] = [keysOf('ours', 100), keysOf('theirs', 100)];
		const keys = [...ours, ...theirs];
		const outcomes = await Promise.all([
			send('processes', ours),
			send('processes', theirs, another.client),
		]);
		expect(await arrivals(keys)).toEqual(
			outcomes.flat().map((outcome) => (outcome === 'accepted' ? 1 : 0)),
		);
		const again = await send('processes', keys);
		const told = ['skipped', 'unknown', 'accepted'].map(
			(outcome) => `${count(again, outcome)} ${outcome}`,
		);
		print(`Sent again after 200 keys in two processes: ${told.join(', ')}`);
	});
});

describe('more than 10,000 keys', () => {
	const keys = keysOf('key', 11_100);
	let full: string;

	beforeAll(async () => {
		full = await open('full', { ...KEYED, messagesAtOnce: 50 });
		const { outcomes, ms } = await timed(send('full', keys));
		expect(count(outcomes, 'accepted')).toBe(keys.length);
		print(`${keys.length} keys sent, 50 at once: ${(ms / 1000).toFixed(0)} s`);
	});

	test('the last 10,000 are remembered, and the oldest are sent again', async () => {
		const { outcomes, ms } = await timed(send('full', keys.slice(-10_000)));
		expect(count(outcomes, 'skipped')).toBe(10_000);
		print(`10,000 keys skipped, 50 at once: ${(ms / 1000).toFixed(0)} s`);
		expect(await arrivals(['key 1'])).toEqual([0]);
		expect(await send('full', ['key 1'])).toEqual(['accepted']);
		expect(await send('full', ['key 1'])).toEqual(['skipped']);
		expect(await arrivals(['key 1'])).toEqual([1]);
	});

	test('a full memory makes a message slower, and how much', async () => {
		const nodes = [
			{ path: 'without', id: await open('without', {}), options: {} },
			{ path: 'empty', id: await open('empty', KEYED), options: KEYED },
			{ path: 'full', id: full, options: KEYED },
		];
		for (const messagesAtOnce of [1, 5]) {
			for (const { id, options } of nodes) {
				await changeSender(house.n8n, id, { options: { ...options, messagesAtOnce } });
				await house.n8n.activate(id);
			}
			const times: Record<string, number[]> = { without: [], empty: [], full: [] };
			for (let round = 0; round < 5; round++) {
				for (const { path } of nodes) {
					const some = keysOf(`${messagesAtOnce} at once, round ${round},`, 100);
					const { outcomes, ms } = await timed(send(path, some));
					expect(count(outcomes, 'accepted')).toBe(some.length);
					times[path].push(ms / some.length);
				}
			}
			const medians = Object.entries(times).map(
				([path, each]) => `${path} ${each.sort((a, b) => a - b)[2].toFixed(1)}`,
			);
			print(`ms a message, ${messagesAtOnce} at once: ${medians.join(', ')}`);
		}
	});
});
