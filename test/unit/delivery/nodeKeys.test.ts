import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeKeys } from '../../../nodes/shared/delivery/nodeKeys';
import { MemoryStore } from '../../support/n8n/memoryStore';

let store: MemoryStore;
let nodes = 0;

/** Of a node, as one execution has them. */
let keys: NodeKeys;

beforeEach(() => {
	store = new MemoryStore();
	nodes++;
	keys = keysOf();
});

/** The same node in another execution. */
const keysOf = () =>
	new NodeKeys({
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id: nodes, name: 'Node' }),
		helpers: store.helpers,
	} as unknown as IExecuteFunctions);

describe('a key', () => {
	const isKnownAs = async (...expected: string[]) => {
		for (const claim of expected) expect(await keys.claim('key')).toBe(claim);
	};

	test('is claimed once, and unknown until it is settled, however often it is asked for', async () => {
		await isKnownAs('claimed', 'unknown', 'unknown');
		await keys.settle('key', 'unknown');
		await isKnownAs('unknown', 'unknown');
	});

	test('is done after it was accepted, however often it is asked for', async () => {
		await isKnownAs('claimed');
		await keys.settle('key', 'accepted');
		await isKnownAs('done', 'done', 'done');
	});

	test('is free again after it was not sent, and after it was forgotten', async () => {
		await isKnownAs('claimed');
		await keys.settle('key', 'notSent');
		await isKnownAs('claimed');
		await keys.settle('key', 'accepted');
		await keys.forget('key');
		await isKnownAs('claimed');
	});

	test.each(['accepted', 'notSent'] as const)(
		'is unknown where it cannot be stored that it was %s',
		async (outcome) => {
			await isKnownAs('claimed');
			failRemovals();
			await expect(keys.settle('key', outcome)).rejects.toThrow('The disk is full.');
			await isKnownAs('unknown');
		},
	);

	test('that is unknown is never taken for done, where the store fails in the middle', async () => {
		await isKnownAs('claimed');
		failRemovals();
		await isKnownAs('unknown', 'unknown');
	});

	test('that is done may become unknown, where the store fails in the middle', async () => {
		await isKnownAs('claimed');
		await keys.settle('key', 'accepted');
		failRemovals();
		await expect(keys.claim('key')).rejects.toThrow('The disk is full.');
		await isKnownAs('unknown');
	});

	const failRemovals = () => {
		store.before = (call) => {
			if (call === 'remove') throw new Error('The disk is full.');
		};
	};
});

const keysUpTo = (count: number) => Array.from({ length: count }, (_, index) => `key ${index}`);

describe('calls that wait for the store', () => {
	test('go together, over all executions, and each ends with the call that stored it', async () => {
		const calls: Array<[string, number]> = [];
		let release = () => {};
		store.before = async (call, entries) => {
			calls.push([call, entries.length]);
			await new Promise<void>((resolve) => (release = resolve));
		};
		const first = keys.claim('first');
		while (calls.length === 0) await Promise.resolve();

		const executions = [keys, keysOf()];
		let claimed = 0;
		const claims = keysUpTo(20).map(async (key, index) => {
			const claim = await executions[index % 2].claim(key);
			claimed++;
			return claim;
		});
		const forgotten = keysUpTo(5).map(async (key) => await keys.forget(`other ${key}`));

		release();
		expect(await first).toBe('claimed');
		while (calls.length === 1) await Promise.resolve();
		expect(claimed).toBe(0);
		release();
		expect(new Set(await Promise.all(claims))).toEqual(new Set(['claimed']));
		while (calls.length === 2) await Promise.resolve();
		release();
		await Promise.all(forgotten);
		expect(calls).toEqual([
			['record', 2],
			['record', 40],
			['remove', 10],
		]);
	});

	test('fail together, and the next ones are not held up', async () => {
		store.before = () => {
			store.before = () => {};
			throw new Error('The disk is full.');
		};
		const claims = await Promise.allSettled(keysUpTo(3).map(async (key) => await keys.claim(key)));
		expect(claims.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
		expect(await keys.claim('key 0')).toBe('claimed');
	});
});

describe('the memory', () => {
	/** As many side by side as a node can; whoever may send them, has them accepted. */
	async function claim(some: string[]) {
		const claims: Array<string | undefined> = [];
		for (let begin = 0; begin < some.length; begin += 50) {
			const group = some.slice(begin, begin + 50).map(async (key) => {
				const claimed = await keys.claim(key);
				if (claimed === 'claimed') await keys.settle(key, 'accepted');
				return claimed;
			});
			claims.push(...(await Promise.all(group)));
		}
		return [...new Set(claims)];
	}

	test('holds 10,000 keys and those that are open, and forgets the oldest', async () => {
		expect(await keys.claim('open')).toBe('claimed');
		const all = keysUpTo(10_000);
		expect(await claim(all)).toEqual(['claimed']);
		expect(await claim(all)).toEqual(['done']);
		expect(await claim(all)).toEqual(['done']);
		expect(await keys.claim('open')).toBe('unknown');

		const later = Array.from({ length: 1_000 }, (_, index) => `later ${index}`);
		expect(await claim(later)).toEqual(['claimed']);
		expect(await keys.claim('open')).toBe('claimed');
		expect(await claim(['key 0'])).toEqual(['claimed']);
		expect(await claim([...all.slice(1_010), ...later, 'key 0'])).toEqual(['done']);
	});

	test('that lost a key but not that it is open, takes it for unknown and never for done', async () => {
		expect(await keys.claim('open')).toBe('claimed');
		await claim(keysUpTo(10_900));
		for (let index = 0; index < 98; index++) await claim([`later ${index}`]);
		for (let time = 0; time < 3; time++) expect(await keys.claim('open')).toBe('unknown');
		await claim(['one more', 'another']);
		expect(await keys.claim('open')).toBe('claimed');
	});
});
