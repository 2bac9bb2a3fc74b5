import { keepHouse } from '../../../nodes/shared/sharedMemory/housekeeping';
import type { Kind } from '../../../nodes/shared/sharedMemory/row';
import type { SharedMemory } from '../../../nodes/shared/sharedMemory/sharedMemory';
import { acmeNode } from '../../support/n8n/acme';
import { MemoryTable } from '../../support/n8n/memoryTable';

const DAY_MS = 86_400_000;

let memories = 0;

/** A memory with one row of each kind, of this age. */
async function memoryOf(ageDays: number, bytes?: number) {
	const table = new MemoryTable();
	const kinds: Kind[] = [
		'Opt-out',
		'Rate limit',
		'Received event',
		'Send Once key',
		'Waiting question',
	];
	await table.insert(kinds.map((kind) => ({ kind, key: kind, lookup: kind, token: kind })));
	for (const row of table.rows)
		row.updatedAt = new Date(Date.now() - ageDays * DAY_MS).toISOString();
	const hurried = Object.assign(table, { sizeOfAll: async () => bytes });
	const memory = { id: `memory ${++memories}`, hurried, keepDays: 30 } as unknown as SharedMemory;
	return { table, memory, left: () => table.rows.map(({ kind }) => kind) };
}

const { node, logged } = acmeNode();

test('what is old goes, by its kind; an opt-out is for good', async () => {
	const young = await memoryOf(2);
	await keepHouse(node, young.memory);
	expect(young.left()).toHaveLength(5);

	const older = await memoryOf(4);
	await keepHouse(node, older.memory);
	expect(older.left()).toEqual(['Opt-out', 'Rate limit', 'Send Once key', 'Waiting question']);

	const oldest = await memoryOf(31);
	await keepHouse(node, oldest.memory);
	expect(oldest.left()).toEqual(['Opt-out', 'Rate limit']);
});

test('it is done once in an hour', async () => {
	const { memory, table } = await memoryOf(31);
	await keepHouse(node, memory);
	table.calls.length = 0;
	await keepHouse(node, memory);
	expect(table.calls).toEqual([]);
});

test('from 80 % of what n8n takes on, people are told', async () => {
	expect(await keepHouse(node, (await memoryOf(1, 167 * 2 ** 20)).memory)).toMatch(/hold 167 MB/);
	expect(await keepHouse(node, (await memoryOf(1, 150 * 2 ** 20)).memory)).toBeUndefined();
	expect(await keepHouse(node, (await memoryOf(1)).memory)).toBeUndefined();
});

test('where it fails, the run goes on, and the log says so', async () => {
	const { memory, table } = await memoryOf(1);
	table.before = () => {
		throw new Error('n8n is away.');
	};
	expect(await keepHouse(node, memory)).toBeUndefined();
	expect(logged).toEqual([expect.stringContaining('n8n is away')]);
});
