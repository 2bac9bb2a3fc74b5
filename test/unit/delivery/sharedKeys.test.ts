import type { IExecuteFunctions } from 'n8n-workflow';
import { SharedKeys } from '../../../nodes/shared/delivery/sharedKeys';
import { MemoryTable } from '../../support/n8n/memoryTable';

const TO = '+56912345678';

let table: MemoryTable;
beforeEach(() => (table = new MemoryTable()));

/** The same node in another execution, at whichever worker. */
const keysOf = (nodeId = 'node', signal = new AbortController().signal) =>
	new SharedKeys(
		{
			getWorkflow: () => ({ id: 'w1', name: 'Orders' }),
			getNode: () => ({ id: nodeId }),
		} as unknown as IExecuteFunctions,
		table.fromAnotherProcess(),
		signal,
	);

const isReadAs = (...rows: object[]) => expect(table.rows).toMatchObject(rows);

test('a row says what became of a message, for people', async () => {
	const keys = keysOf();
	expect(await keys.claim('order 17', TO)).toBe('claimed');
	isReadAs({
		kind: 'Send Once key',
		key: 'order 17',
		outcome: 'sending',
		to: TO,
		workflow: 'Orders',
		messageId: '',
	});
	await keys.settle('order 17', 'accepted', { to: TO, messageId: 'wamid.1' });
	isReadAs({ outcome: 'accepted', messageId: 'wamid.1' });
	expect(await keysOf().claim('order 17', TO)).toBe('done');
});

test('what may be out is unknown for good, and what was not sent is free', async () => {
	const keys = keysOf();
	await keys.claim('a', TO);
	await keys.settle('a', 'unknown', { to: TO, messageId: null });
	expect(await keysOf().claim('a', TO)).toBe('unknown');
	await keys.claim('b', TO);
	await keys.settle('b', 'notSent', { to: TO, messageId: null });
	expect(await keysOf().claim('b', TO)).toBe('claimed');
});

test('a key of a worker that was killed is unknown, after the time in which it could have ended', async () => {
	await keysOf().claim('a', TO);
	table.rows[0].createdAt = new Date(Date.now() - 91_000).toISOString();
	expect(await keysOf().claim('a', TO)).toBe('unknown');
	isReadAs({ outcome: 'sending' });
});

test('one that is sent again although it is unknown takes its row over', async () => {
	const keys = keysOf();
	await keys.claim('a', TO);
	await keys.settle('a', 'unknown', { to: TO, messageId: null });
	const again = keysOf();
	expect(await again.claim('a', TO)).toBe('unknown');
	await again.settle('a', 'accepted', { to: TO, messageId: 'wamid.2' });
	isReadAs({ outcome: 'accepted', messageId: 'wamid.2' });
});

test('a row that was taken over is not taken back by whoever had it before', async () => {
	const slow = keysOf();
	await slow.claim('a', TO);
	table.rows[0].createdAt = new Date(Date.now() - 91_000).toISOString();
	const again = keysOf();
	expect(await again.claim('a', TO)).toBe('unknown');
	table.before = (call) => {
		if (call === 'remove') throw new Error('n8n is away.');
	};
	const notSent = slow.settle('a', 'notSent', { to: TO, messageId: null });
	await expect(notSent).rejects.toThrow('n8n is away.');
	await again.settle('a', 'accepted', { to: TO, messageId: 'wamid.2' });

	table.before = () => {};
	await slow.claim('b', TO);
	expect(await keysOf().claim('a', TO)).toBe('done');
});

test('a key is forgotten by the node, or by whoever deletes its row', async () => {
	await keysOf().claim('a', TO);
	await keysOf().forget('a');
	expect(await keysOf().claim('a', TO)).toBe('claimed');
	table.rows = [];
	expect(await keysOf().claim('a', TO)).toBe('claimed');
});

test('each node has keys of its own', async () => {
	await keysOf('one').claim('a', TO);
	expect(await keysOf('other').claim('a', TO)).toBe('claimed');
});

test('after the signal no key is claimed that others have', async () => {
	await keysOf().claim('a', TO);
	const stop = new AbortController();
	stop.abort();
	expect(await keysOf('node', stop.signal).claim('a', TO)).toBeUndefined();
});
