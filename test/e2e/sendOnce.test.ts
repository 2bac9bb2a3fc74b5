import type { N8nProcess } from '../../scripts/n8n/n8nProcess';
import { changeSender } from '../support/workflows/deliveryWorkflows';
import {
	arrivals,
	count,
	KEYED,
	keysOf,
	openSender,
	sendKeys,
} from '../support/workflows/keyedSends';
import { openRestartableStack, type RestartableStack } from '../support/stack/restartableStack';

/**
 * How far Send Once reaches: over processes, and over many keys. What is no promise is measured and
 * printed; docs/options.md has the figures.
 */
let stack: RestartableStack;
let credentialIds: Record<string, string>;

beforeAll(async () => {
	stack = await openRestartableStack();
	const known = await stack.n8n.rest<Array<{ id: string; type: string }>>('GET', '/credentials');
	credentialIds = Object.fromEntries(known.map(({ id, type }) => [type, id]));
});
afterAll(async () => await stack?.stop());
beforeEach(async () => await stack.clear());

const open = async (path: string, options: object) =>
	await openSender(stack.n8n, credentialIds, path, 'vobiz', options);

const send = async (path: string, keys: string[], n8n = stack.n8n) =>
	await sendKeys(n8n.url, path, keys);

const arrived = async (keys: string[]) => await arrivals(stack.inbox, keys);

async function timed(work: Promise<unknown[]>) {
	const begin = performance.now();
	const outcomes = await work;
	return { outcomes, ms: performance.now() - begin };
}

const print = (figure: string) => process.stdout.write(`${figure}\n`);

describe('two n8n processes over one database', () => {
	let another: N8nProcess;

	beforeAll(async () => {
		await open('processes', KEYED);
		another = await stack.startAnother();
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
		expect(await arrived(keys)).toEqual(Array(20).fill(1));
	});

	test('the same key at the same instant: it arrives once or twice', async () => {
		const keys = keysOf('same instant', 20);
		for (const key of keys) {
			await Promise.all([send('processes', [key]), send('processes', [key], another.client)]);
		}
		const times = await arrived(keys);
		expect(Math.min(...times)).toBeGreaterThanOrEqual(1);
		expect(Math.max(...times)).toBeLessThanOrEqual(2);
		print(`Same instant: ${times.filter((each) => each === 2).length} of 20 keys arrived twice`);
	});

	test('other keys at the same time: none arrives twice, but not all are remembered', async () => {
		const [ours, theirs] = [keysOf('ours', 100), keysOf('theirs', 100)];
		const keys = [...ours, ...theirs];
		const outcomes = await Promise.all([
			send('processes', ours),
			send('processes', theirs, another.client),
		]);
		expect(await arrived(keys)).toEqual(
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
		expect(await arrived(['key 1'])).toEqual([0]);
		expect(await send('full', ['key 1'])).toEqual(['accepted']);
		expect(await send('full', ['key 1'])).toEqual(['skipped']);
		expect(await arrived(['key 1'])).toEqual([1]);
	});

	test('a full memory makes a message slower, and how much', async () => {
		const nodes = [
			{ path: 'without', id: await open('without', {}), options: {} },
			{ path: 'empty', id: await open('empty', KEYED), options: KEYED },
			{ path: 'full', id: full, options: KEYED },
		];
		for (const messagesAtOnce of [1, 5]) {
			for (const { id, options } of nodes) {
				await changeSender(stack.n8n, id, { options: { ...options, messagesAtOnce } });
				await stack.n8n.activate(id);
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
