import type { IExecuteFunctions } from 'n8n-workflow';
import type { SharedMemory } from '../../../nodes/shared/sharedMemory/sharedMemory';
import { SharedEvents } from '../../../nodes/shared/webhook/sharedEvents';
import { MemoryTable } from '../../support/n8n/memoryTable';

let table: MemoryTable;
let processes = 0;
beforeEach(() => (table = new MemoryTable()));

/** The trigger in an execution; by default of a process of its own. */
const eventsOf = (id = `process ${++processes}`, nodeId = 'trigger') =>
	new SharedEvents(
		{
			getWorkflow: () => ({ id: 'w1', name: 'Inbox' }),
			getNode: () => ({ id: nodeId }),
		} as unknown as IExecuteFunctions,
		{ id, table, hurried: table } as unknown as SharedMemory,
	);

const newOf = async (events: SharedEvents, ...entries: string[]) => [
	...(await events.record(entries.map((entry) => [entry]))),
];

test('an event goes on once, and its row says which one', async () => {
	expect(await newOf(eventsOf(), 'message 1')).toEqual(['message 1']);
	expect(table.rows).toMatchObject([
		{ kind: 'Received event', key: 'message 1', outcome: 'received', workflow: 'Inbox' },
	]);
	expect(await newOf(eventsOf(), 'message 1', 'message 2')).toEqual(['message 2']);
});

test('at the same instant in many executions of many processes, in one of them', async () => {
	const all = await Promise.all(
		['a', 'a', 'a', 'b', 'b', 'c'].map(async (id) => await newOf(eventsOf(id), 'message 1')),
	);
	expect(all.flat()).toEqual(['message 1']);
	expect(table.rows).toHaveLength(1);
}, 20_000);

test('several in one call are asked for together', async () => {
	expect(await newOf(eventsOf(), 'a', 'b', 'c')).toEqual(['a', 'b', 'c']);
	expect(table.calls).toEqual(['insert', 'find', 'update']);
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
	let finds = 0;
	table.before = (call) => {
		// The second look fails, after the first entries are ours.
		if (call === 'find' && ++finds === 2) throw new Error('n8n is away.');
	};
	const many = Array.from({ length: 60 }, (_, index) => `message ${index}`);
	await expect(newOf(eventsOf(), ...many)).rejects.toThrow('n8n is away.');
	table.before = () => {};
	expect(await newOf(eventsOf(), ...many)).toHaveLength(60);
}, 20_000);

test('nor later where n8n stays away for a while', async () => {
	let updates = 0;
	table.before = (call) => {
		// The first entries go on by then.
		if (call === 'update') updates++;
		if (updates >= 2) throw new Error('n8n is away.');
	};
	const many = Array.from({ length: 60 }, (_, index) => `message ${index}`);
	await expect(newOf(eventsOf(), ...many)).rejects.toThrow('n8n is away.');
	table.before = () => {};
	await newOf(eventsOf(), 'another');
	await newOf(eventsOf(), 'and another');
	expect(await newOf(eventsOf(), ...many)).toHaveLength(60);
}, 20_000);
