import { TableCalls } from '../../../nodes/shared/sharedMemory/tableCalls';
import { MemoryTable } from '../../support/n8n/memoryTable';

const table = new MemoryTable().fromAnotherProcess();

/** The same table, as another execution of this process reaches it. */
const again = { ...table } as typeof table;

const other = new MemoryTable().fromAnotherProcess();

/** Answers with the entries doubled, and shows how they came. */
function doubling() {
	const calls: Array<[table: typeof table, entries: number[]]> = [];
	const doubled = new TableCalls<typeof table, number, number>(async (asked, entries) => {
		calls.push([asked, entries]);
		if (entries.includes(0)) throw new Error('Not zero.');
		return entries.map((entry) => 2 * entry);
	});
	return { doubled, calls };
}

test('what several executions ask one table at the same time goes as one, and each gets its own answer', async () => {
	const { doubled, calls } = doubling();
	const asked = [doubled.ask(table, 1), doubled.ask(again, 2), doubled.ask(other, 3)];
	expect(await Promise.all(asked)).toEqual([2, 4, 6]);
	expect(calls).toEqual([
		[table, [1, 2]],
		[other, [3]],
	]);
});

test('the next ones go through an execution that still asks', async () => {
	const { doubled, calls } = doubling();
	await doubled.ask(table, 1);
	await doubled.ask(again, 2);
	expect(calls[1][0]).toBe(again);
});

test('what fails fails for all that went with it, and for no other table', async () => {
	const { doubled } = doubling();
	const asked = [doubled.ask(table, 0), doubled.ask(again, 1), doubled.ask(other, 2)];
	const settled = await Promise.allSettled(asked);
	expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});
