import type { IExecuteFunctions } from 'n8n-workflow';
import { DeduplicationStore } from '../../../nodes/shared/lib/deduplicationStore';
import { MemoryStore } from '../../support/n8n/memoryStore';

let memory: MemoryStore;
let nodes = 0;
beforeEach(() => {
	memory = new MemoryStore();
	nodes++;
});

const storeOf = (maxEntries = 100) =>
	new DeduplicationStore(
		{
			helpers: memory.helpers,
			getWorkflow: () => ({ id: 'workflow' }),
			getNode: () => ({ id: nodes }),
		} as unknown as IExecuteFunctions,
		maxEntries,
	);

test('says which entries are new, and forgets what is removed', async () => {
	const store = storeOf();
	expect(await store.record(['a', 'b', 'a'])).toEqual(new Set(['a', 'b']));
	expect(await store.record(['b', 'c'])).toEqual(new Set(['c']));
	await store.remove(['b']);
	expect(await store.record(['a', 'b', 'c'])).toEqual(new Set(['b']));
});

test('remembers so many, and the oldest go first', async () => {
	const store = storeOf(2);
	await store.record(['a', 'b', 'c']);
	expect(await store.record(['b', 'c'])).toEqual(new Set());
	expect(await store.record(['a'])).toEqual(new Set(['a']));
});

test('of calls at the same time, the first to bring an entry gets it, in one call of the store', async () => {
	const calls: string[][] = [];
	memory.before = (_call, entries) => calls.push(entries);
	const [first, second] = await Promise.all([
		storeOf().record(['a', 'b']),
		storeOf().record(['b', 'c']),
	]);
	expect([first, second]).toEqual([new Set(['a', 'b']), new Set(['c'])]);
	expect(calls).toEqual([['a', 'b', 'c']]);
});

test('two nodes have nothing to do with each other', async () => {
	const first = storeOf();
	const own = memory;
	nodes++;
	memory = new MemoryStore();
	const calls: string[][] = [];
	memory.before = (_call, entries) => calls.push(entries);
	own.before = memory.before;
	const both = await Promise.all([first.record(['a']), storeOf().record(['a'])]);
	expect(both).toEqual([new Set(['a']), new Set(['a'])]);
	expect(calls).toEqual([['a'], ['a']]);
});

const clash = new Error('duplicate key value violates unique constraint');

test('asks once more where another process began at the same instant', async () => {
	memory.before = () => {
		memory.before = () => {};
		throw clash;
	};
	expect(await storeOf().record(['a'])).toEqual(new Set(['a']));
});

test.each([
	['twice the same clash', clash],
	['anything else', new Error('The disk is full.')],
])('throws %s', async (_name, error) => {
	let calls = 0;
	memory.before = () => {
		calls++;
		throw error;
	};
	await expect(storeOf().record(['a'])).rejects.toThrow(error);
	expect(calls).toBe(error === clash ? 2 : 1);
});
