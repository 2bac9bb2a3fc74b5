import fc from 'fast-check';
import { Claims } from '../../../nodes/shared/sharedMemory/claims';
import { lookupOf, newToken, type Row } from '../../../nodes/shared/sharedMemory/row';
import { MemoryTable } from '../../support/n8n/memoryTable';

const KIND = 'Send Once key';

let table: MemoryTable;
let stop: AbortController;
beforeEach(() => {
	table = new MemoryTable();
	stop = new AbortController();
});

/** A process of n8n of its own, as it shares nothing but the table. */
const processOn = (shared: MemoryTable) => new Claims(shared.fromAnotherProcess());

const rowFor = (key: string) => ({
	kind: KIND as typeof KIND,
	key,
	outcome: 'sending',
	lookup: lookupOf(KIND, key),
	token: newToken(),
});

const isSettled = ({ outcome }: Row) => outcome !== 'sending';

const claim = async (claims: Claims, row = rowFor('key'), patienceMs = 60_000) =>
	await claims.claim(row, { isSettled, patienceMs }, stop.signal);

type Claimed = Awaited<ReturnType<Claims['claim']>>;

/** Of the rows of others, where it is theirs. */
const takenAs = (claimed: Claimed) =>
	claimed && 'others' in claimed ? claimed.others.map(({ outcome }) => outcome) : claimed;

test('the first one has it, in two calls, and its row stays', async () => {
	expect(await claim(processOn(table))).toEqual({ own: table.rows[0] });
	expect(table.calls).toEqual(['insert', 'find']);
	expect(table.rows).toMatchObject([{ key: 'key', outcome: 'sending' }]);
});

test('what is settled is known at once, and a row is taken back', async () => {
	await claim(processOn(table));
	table.rows[0].outcome = 'accepted';
	expect(takenAs(await claim(processOn(table)))).toEqual(['accepted']);
	expect(table.rows).toHaveLength(1);
});

test('who is on the way is waited for, and not longer than there is patience', async () => {
	await claim(processOn(table));
	const waiting = claim(processOn(table));
	setTimeout(() => (table.rows[0].outcome = 'accepted'), 100);
	expect(takenAs(await waiting)).toEqual(['accepted']);

	table.rows[0].outcome = 'sending';
	expect(takenAs(await claim(processOn(table), rowFor('key'), 150))).toEqual(['sending']);
});

test('what was given up is free for who waits, and so is a row that a person deleted', async () => {
	const first = processOn(table);
	await claim(first);
	const [row] = table.rows;
	const waiting = claim(processOn(table));
	setTimeout(async () => await first.giveUp(row), 100);
	expect(await waiting).toEqual({ own: table.rows[0] });

	table.rows = [];
	expect(await claim(processOn(table))).toEqual({ own: table.rows[0] });
});

test('after the signal nobody waits, and no row is left', async () => {
	await claim(processOn(table));
	const waiting = claim(processOn(table));
	setTimeout(() => stop.abort(), 100);
	expect(await waiting).toBeUndefined();
	expect(table.rows).toHaveLength(1);
});

test('of many processes at the same instant one has it, whoever is how fast', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.scheduler(),
			fc.integer({ min: 2, max: 5 }),
			async (scheduler, processes) => {
				const shared = new MemoryTable();
				// What is on its way to n8n arrives in any order.
				shared.before = async (call) => await scheduler.schedule(Promise.resolve(), call);
				const winners: number[] = [];
				const all = Array.from({ length: processes }, async (_, index) => {
					const row = rowFor('key');
					const claimed = await processOn(shared).claim(
						row,
						{ isSettled, patienceMs: 60_000 },
						new AbortController().signal,
					);
					if (!claimed || 'others' in claimed) return;
					winners.push(index);
					await shared.update({ all: { token: row.token } }, { outcome: 'accepted' });
				});
				await scheduler.waitFor(Promise.all(all));
				expect(winners).toHaveLength(1);
				expect(shared.rows.map(({ outcome }) => outcome)).toEqual(['accepted']);
			},
		),
		{ numRuns: 25 },
	);
}, 60_000);

test('claims of the same moment go together, over all executions of a process', async () => {
	const reached = table.fromAnotherProcess();
	const keys = ['a', 'b', 'c', 'd', 'e'].map(rowFor);
	const all = await Promise.all(keys.map(async (row) => await claim(new Claims(reached), row)));
	expect(all).toEqual(table.rows.map((own) => ({ own })));
	expect(table.calls.filter((call) => call === 'insert')).toHaveLength(1);
});

test('a row that was perhaps inserted, and then could not be looked for, goes before the next', async () => {
	let isAway = true;
	table.before = (call) => {
		if (call === 'find' && isAway) throw new Error('n8n is away.');
	};
	const claims = processOn(table);
	await expect(claim(claims)).rejects.toThrow('n8n is away.');
	expect(table.rows).toHaveLength(1);
	isAway = false;
	expect(await claim(claims)).toEqual({ own: table.rows[0] });
	expect(table.rows).toHaveLength(1);
});

test('nor does a row stay whose claim n8n left waiting, or which could not be given up', async () => {
	let isAway = false;
	table.before = (call) => {
		if (isAway && (call === 'find' || call === 'remove')) throw new Error('n8n is away.');
	};
	const claims = processOn(table);
	await claim(claims);
	const [row] = table.rows;
	// The older row waits, and keeps its place.
	table.rows[0].id = 99;
	const waiting = claim(claims);
	setTimeout(() => (isAway = true), 20);
	await expect(waiting).rejects.toThrow('n8n is away.');
	await expect(claims.giveUp({ ...row, id: 99 })).rejects.toThrow('n8n is away.');
	expect(table.rows).toHaveLength(2);

	isAway = false;
	expect(await claim(claims)).toEqual({ own: table.rows[0] });
	expect(table.rows).toHaveLength(1);
});

test('one that cannot be given up while others are taken back goes with the next', async () => {
	const claims = processOn(table);
	await claim(claims, rowFor('first'));
	const [first] = table.rows;
	table.before = (call) => {
		if (call === 'find') throw new Error('n8n is away.');
	};
	await expect(claim(claims, rowFor('second'))).rejects.toThrow('n8n is away.');

	let removals = 0;
	table.before = async (call) => {
		if (call !== 'remove') return;
		const removal = ++removals;
		if (removal === 1) await claims.giveUp(first).catch(() => {});
		if (removal === 2) throw new Error('n8n is away.');
	};
	await claim(claims, rowFor('third'));
	await claim(claims, rowFor('fourth'));
	expect(table.rows.map(({ key }) => key)).toEqual(['third', 'fourth']);
});

test('of a call that was tried again, one row stays', async () => {
	const row = rowFor('key');
	let isFirst = true;
	table.before = async (call) => {
		if (call !== 'insert' || !isFirst) return;
		isFirst = false;
		await table.insert([row]);
	};
	expect(await claim(processOn(table), row)).toEqual({ own: table.rows[0] });
	expect(table.rows).toHaveLength(1);
});
