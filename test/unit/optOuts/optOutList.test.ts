import { OptOutList } from '../../../nodes/shared/optOuts/optOutList';
import { MemoryTable } from '../../support/n8n/memoryTable';

const MARIA = { phone: '+56912345678' };
const JOAO = { phone: '+5511987654321' };

let table: MemoryTable;
let list: OptOutList;
beforeEach(() => {
	table = new MemoryTable();
	list = new OptOutList(table);
});

const add = async (person: object, reason = '') => (await list.add([{ person, reason }]))[0];
const has = async (person: object) => (await list.find([person]))[0] !== undefined;
const remove = async (person: object) => (await list.remove([person]))[0].changed;

test('who is added is in the list, since then and with the reason, until removed', async () => {
	const since = expect.stringMatching(/^\d{4}-.*Z$/);
	expect(await has(MARIA)).toBe(false);
	expect(await add(MARIA, 'Wrote STOP')).toEqual({
		optOut: { since, reason: 'Wrote STOP' },
		changed: true,
	});
	expect(await list.find([JOAO, MARIA])).toEqual([undefined, { since, reason: 'Wrote STOP' }]);
	expect(await remove(MARIA)).toBe(true);
	expect(await remove(MARIA)).toBe(false);
	expect(await has(MARIA)).toBe(false);
	expect(table.rows).toEqual([]);
});

test('people read the row in n8n: the kind, the number, the reason', async () => {
	await add({ ...MARIA, lid: '77@lid', userId: 'US.1' }, 'Wrote STOP');
	expect(table.rows).toMatchObject([
		// By the rule of docs/nodes/whatsapp-opt-out-list.md.
		{ kind: 'Opt-out', key: '+56912345678', data: 'Wrote STOP', lookup: '9T4nnkwQxOwqReHq3pxhzX' },
		{ kind: 'Opt-out', key: '77@lid', data: 'Wrote STOP' },
		{ kind: 'Opt-out', key: 'US.1', data: 'Wrote STOP' },
	]);
});

test('who is added again stays as before, and nothing is written', async () => {
	await add(MARIA, 'Wrote STOP');
	expect(await add(MARIA, 'Called')).toMatchObject({
		optOut: { reason: 'Wrote STOP' },
		changed: false,
	});
	expect(table.rows).toHaveLength(1);
});

test.each([
	['a mobile of Brazil without its ninth digit', JOAO, { phone: '+551187654321' }],
	['one of several names', { ...MARIA, lid: '77@lid' }, { lid: '77' }],
	['a name beside one that is not known', { userId: 'US.1' }, { ...MARIA, userId: 'US.1' }],
])('%s is the same person', async (_name, added, asked) => {
	await add(added);
	expect(await has(asked)).toBe(true);
	expect(await remove(asked)).toBe(true);
	expect(await has(added)).toBe(false);
});

test('a LID is not the user ID of the same letters', async () => {
	await add({ lid: '77' });
	expect(await has({ userId: '77' })).toBe(false);
});

test('a name that comes later is that of the same person', async () => {
	await add(MARIA, 'Wrote STOP');
	expect(await add({ ...MARIA, lid: '77@lid' }, 'Called')).toMatchObject({ changed: false });
	expect((await list.find([{ lid: '77@lid' }]))[0]).toMatchObject({ reason: 'Wrote STOP' });
	expect(await remove(MARIA)).toBe(true);
	expect(await has({ lid: '77@lid' })).toBe(false);
});

test('two who turn out to be one are removed as one', async () => {
	await add(MARIA);
	await add({ lid: '77@lid' });
	await add({ ...MARIA, lid: '77@lid' });
	await remove(MARIA);
	expect(await has({ lid: '77@lid' })).toBe(false);
});

test('of several entries of one person, the oldest counts', async () => {
	await add({ lid: '77@lid' }, 'Wrote STOP');
	await add(MARIA, 'Called');
	table.rows[0].createdAt = '2026-01-01T00:00:00.000Z';
	const [optOut] = await list.find([{ ...MARIA, lid: '77@lid' }]);
	expect(optOut).toEqual({ since: '2026-01-01T00:00:00.000Z', reason: 'Wrote STOP' });
});

test('whom two processes added at the same instant is removed at once', async () => {
	table.before = (call) => (call === 'insert' ? new Promise(setImmediate) : undefined);
	await Promise.all([add(MARIA), add(MARIA)]);
	expect(table.rows).toHaveLength(2);
	await remove(MARIA);
	expect(table.rows).toEqual([]);
});

test('many go together: the first of one batch changes it, the others find it changed', async () => {
	const people = Array.from({ length: 120 }, (_, index) => ({ phone: `+5691234${1000 + index}` }));
	const entries = [...people, people[0]].map((person) => ({ person, reason: '' }));
	const changes = await list.add(entries);
	expect(changes.map(({ changed }) => changed)).toEqual([...people.map(() => true), false]);
	expect(table.calls).toEqual(['find', 'insert']);
	expect(table.rows).toHaveLength(120);

	table.calls.length = 0;
	const removed = await list.remove([...people, people[0]]);
	expect(removed.map(({ changed }) => changed)).toEqual([...people.map(() => true), false]);
	expect(table.calls).toEqual(['find', 'remove', 'remove', 'remove']);
	expect(table.rows).toEqual([]);
});

test('a row that somebody wrote without a token takes no other row with it', async () => {
	await add(MARIA);
	const key = { kind: 'Send Once key', key: 'order 7', lookup: 'l', token: '' } as const;
	await table.insert([key]);
	await table.update({ all: { kind: 'Opt-out' } }, { token: '' });
	await remove(MARIA);
	expect(table.rows.map((row) => row.key)).toContain('order 7');
});

test('other rows of the table are nobody’s opt-out, and stay', async () => {
	const key = { kind: 'Send Once key', key: '+56912345678', lookup: 'l', token: 't' } as const;
	await table.insert([key]);
	expect(await has(MARIA)).toBe(false);
	await remove(MARIA);
	expect(table.rows).toHaveLength(1);
});
