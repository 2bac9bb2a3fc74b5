import { setTimeout as wait } from 'node:timers/promises';
import { Grouped } from '../../../nodes/shared/lib/grouped';

/** Answers with the entries in capitals, and shows how they came. */
function shouting(max = 10) {
	const calls: string[][] = [];
	const grouped = new Grouped<string, string>(async (entries) => {
		calls.push(entries);
		if (entries.includes('bad')) throw new Error('Not this one.');
		return entries.map((entry) => entry.toUpperCase());
	}, max);
	const ask = async (...entries: string[]) =>
		await Promise.allSettled(entries.map(async (entry) => await grouped.ask(entry)));
	return { calls, ask };
}

const valuesOf = (settled: Array<PromiseSettledResult<string>>) =>
	settled.map((each) => (each.status === 'fulfilled' ? each.value : each.status));

test('what is asked in one moment goes as one call, and each gets its own answer', async () => {
	const { calls, ask } = shouting();
	expect(valuesOf(await ask('a', 'b', 'c'))).toEqual(['A', 'B', 'C']);
	expect(calls).toEqual([['a', 'b', 'c']]);
});

test('no more go at once than may, in their order', async () => {
	const { calls, ask } = shouting(2);
	expect(valuesOf(await ask('a', 'b', 'c', 'd', 'e'))).toEqual(['A', 'B', 'C', 'D', 'E']);
	expect(calls).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
});

test('a call that fails fails for all that went with it, and the next ones go on', async () => {
	const { ask } = shouting(2);
	expect(valuesOf(await ask('a', 'bad', 'c'))).toEqual(['rejected', 'rejected', 'C']);
	expect(valuesOf(await ask('d'))).toEqual(['D']);
});

test('a call that hangs holds up only those that went with it', async () => {
	const calls: string[][] = [];
	let end = () => {};
	const grouped = new Grouped<string, string>(async (entries) => {
		calls.push(entries);
		if (entries.includes('hangs')) await new Promise<void>((resolve) => (end = resolve));
		return entries;
	}, 10);
	const hanging = Promise.all([grouped.ask('hangs'), grouped.ask('with it')]);
	await wait(10);
	expect(await grouped.ask('later')).toBe('later');
	end();
	expect(await hanging).toEqual(['hangs', 'with it']);
	expect(calls).toEqual([['hangs', 'with it'], ['later']]);
});
