import { setTimeout as wait } from 'node:timers/promises';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { SharedMemory } from '../../../nodes/shared/sharedMemory/sharedMemory';
import { SharedEvents } from '../../../nodes/shared/webhook/sharedEvents';
import { MemoryTable } from '../../support/n8n/memoryTable';

let table: MemoryTable;
beforeEach(() => (table = new MemoryTable()));

/** The trigger in an execution; by default of a process of its own. */
const eventsOf = (reached = table.fromAnotherProcess(), nodeId = 'trigger') =>
	new SharedEvents(
		{
			getWorkflow: () => ({ id: 'w1', name: 'Inbox' }),
			getNode: () => ({ id: nodeId }),
		} as unknown as IExecuteFunctions,
		{ id: reached.id, table: reached, hurried: reached, keepDays: 90 } satisfies SharedMemory,
	);

const newOf = async (events: SharedEvents, ...entries: string[]) => [
	...(await events.record(entries.map((entry) => [entry]))),
];

test('an event goes on once, and its row says which one', async () => {
	expect(await newOf(eventsOf(), 'message 1')).toEqual(['message 1']);
	await wait(10);
	expect(table.rows).toMatchObject([
		{ kind: 'Received event', key: 'message 1', outcome: 'received', workflow: 'Inbox' },
	]);
	expect(await newOf(eventsOf(), 'message 1', 'message 2')).toEqual(['message 2']);
});

test('at the same instant in many executions of many processes, in one of them', async () => {
	const [a, b, c] = [1, 2, 3].map(() => table.fromAnotherProcess());
	const all = await Promise.all(
		[a, a, a, b, b, c].map(async (reached) => await newOf(eventsOf(reached), 'message 1')),
	);
	expect(all.flat()).toEqual(['message 1']);
	expect(table.rows).toHaveLength(1);
}, 20_000);

/** Where looking for rows goes together is up to the table. */
const writes = () => table.calls.filter((call) => call !== 'find');

test('several in one call are asked for together', async () => {
	expect(await newOf(eventsOf(), 'a', 'b', 'c')).toEqual(['a', 'b', 'c']);
	expect(writes()).toEqual(['insert', 'update']);
});

test('and so are those of all executions of a process', async () => {
	const reached = table.fromAnotherProcess();
	const ids = ['a', 'b', 'c'];
	const all = await Promise.all(ids.map(async (id) => await newOf(eventsOf(reached), id)));
	expect(all.flat()).toEqual(ids);
	expect(writes()).toEqual(['insert', 'update']);
});

test('two triggers do not know of each other', async () => {
	await newOf(eventsOf(), 'message 1');
	expect(await newOf(eventsOf(undefined, 'another'), 'message 1')).toEqual(['message 1']);
});

test('an event of a worker that was killed is waited for, and then a repeat', async () => {
	await newOf(eventsOf(), 'message 1');
	table.rows[0].outcome = 'receiving';
	const waiting = newOf(eventsOf(), 'message 1');
	setTimeout(() => (table.rows[0].createdAt = new Date(Date.now() - 90_000).toISOString()), 100);
	expect(await waiting).toEqual([]);
});

test('what cannot be recorded does not count as known, as it does not go on', async () => {
	let inserts = 0;
	table.before = (call) => {
		if (call === 'insert') inserts++;
		// The second look fails, after the first entries are ours.
		if (call === 'find' && inserts === 2) throw new Error('n8n is away.');
	};
	const events = eventsOf();
	const many = Array.from({ length: 60 }, (_, index) => `message ${index}`);
	await expect(newOf(events, ...many)).rejects.toThrow('n8n is away.');
	table.before = () => {};
	expect(await newOf(events, ...many)).toHaveLength(60);
}, 20_000);

test('nor later where n8n stays away for a while', async () => {
	const events = eventsOf();
	let inserts = 0;
	let isAway = false;
	table.before = (call) => {
		if (call === 'insert') inserts++;
		isAway ||= call === 'find' && inserts === 2;
		if (isAway) throw new Error('n8n is away.');
	};
	const many = Array.from({ length: 60 }, (_, index) => `message ${index}`);
	await expect(newOf(events, ...many)).rejects.toThrow('n8n is away.');
	table.before = () => {};
	await newOf(events, 'another');
	await newOf(events, 'and another');
	expect(await newOf(events, ...many)).toHaveLength(60);
}, 20_000);

test('an event goes on although n8n cannot be told so, and whoever brings it again is patient', async () => {
	table.before = (call) => {
		if (call === 'update') throw new Error('n8n is away.');
	};
	expect(await newOf(eventsOf(), 'message 1')).toEqual(['message 1']);
	const again = newOf(eventsOf(), 'message 1');
	await wait(200);
	table.rows[0].createdAt = new Date(Date.now() - 90_000).toISOString();
	expect(await again).toEqual([]);
});
