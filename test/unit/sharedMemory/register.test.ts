import type { DataTable } from '../../../nodes/shared/sharedMemory/dataTable';
import { Register } from '../../../nodes/shared/sharedMemory/register';
import { lookupOf } from '../../../nodes/shared/sharedMemory/row';
import { MemoryTable } from '../../support/n8n/memoryTable';

const KIND = 'Rate limit';

let places = 0;

/** As a process sees it that shares nothing with others but the table. */
function registerAt(table: MemoryTable, key: string) {
	const seen: Partial<DataTable> = {
		id: `process ${++places}`,
		find: async (lookups) => await table.find(lookups),
		insert: async (rows) => await table.insert(rows),
		update: async (match, values) => await table.update(match, values),
		remove: async (match) => await table.remove(match),
	};
	return new Register(seen as DataTable, { kind: KIND, key, lookup: lookupOf(KIND, key) }, 0);
}

const increment = async (register: Register<number>) =>
	await register.change((state) => ({ state: state + 1, result: state }));

test('it is made when it is needed, and changed on what was left', async () => {
	const register = registerAt(new MemoryTable(), 'one');
	expect((await increment(register)).result).toBe(0);
	expect((await increment(register)).result).toBe(1);
});

test('it says what time it is at n8n', async () => {
	const before = Date.now();
	const { clock } = await increment(registerAt(new MemoryTable(), 'one'));
	expect(clock!.latest()).toBeGreaterThanOrEqual(before);
	expect(clock!.earliest()).toBeLessThanOrEqual(Date.now() + 1);
});

test('without a state nothing is written', async () => {
	const table = new MemoryTable();
	const register = registerAt(table, 'one');
	await increment(register);
	table.calls.length = 0;
	expect(await register.change((state) => ({ result: state }))).toEqual({ result: 1 });
	expect(table.calls).toEqual([]);
});

test('of many processes at the same instant none is lost, and there is one row', async () => {
	const table = new MemoryTable();
	table.before = async () => await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
	const registers = Array.from({ length: 6 }, () => registerAt(table, 'one'));
	const results = await Promise.all(
		registers.map(async (register) => {
			const own: number[] = [];
			for (let time = 0; time < 10; time++) own.push((await increment(register)).result);
			return own;
		}),
	);
	expect(results.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i));
	expect(table.rows).toHaveLength(1);
});

test('a write whose answer was lost counts once, also where another one wrote since', async () => {
	const table = new MemoryTable();
	const [one, other] = [registerAt(table, 'one'), registerAt(table, 'one')];
	await increment(other);
	await increment(one);
	const update = table.update.bind(table);
	// As it is after a try that was stored, and that was tried again.
	jest.spyOn(table, 'update').mockImplementationOnce(async (match, values) => {
		await update(match, values);
		await increment(other);
		return [];
	});
	expect((await increment(one)).result).toBe(2);
	expect((await increment(one)).result).toBe(4);
});

test('what was begun by somebody who is gone is in nobody’s way', async () => {
	const table = new MemoryTable();
	const lookup = lookupOf(KIND, 'one');
	await table.insert([{ kind: KIND, key: 'one', lookup, token: 'gone', outcome: 'new' }]);
	table.rows[0].createdAt = new Date(Date.now() - 60_000).toISOString();
	expect((await increment(registerAt(table, 'one'))).result).toBe(0);
	expect(table.rows).toMatchObject([{ outcome: 'ready' }]);
});

test('a row that somebody deleted is made again', async () => {
	const table = new MemoryTable();
	const register = registerAt(table, 'one');
	await increment(register);
	table.rows = [];
	expect((await increment(register)).result).toBe(0);
});
