import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ReadEvent } from '../../../nodes/shared/contract/event';
import { complete } from '../../../nodes/shared/webhook/completeEvent';
import { dropDuplicates } from '../../../nodes/shared/webhook/deduplicate';
import { MemoryStore } from '../../support/n8n/memoryStore';

const NOW = Date.parse('2026-11-20T10:00:00Z');
const MINUTE = 60_000;

let store: MemoryStore;
let node: IExecuteFunctions;
beforeEach(() => {
	store = new MemoryStore();
	node = {
		helpers: store.helpers,
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id: 'node', parameters: {} }),
	} as unknown as IExecuteFunctions;
});

const told = (read: ReadEvent, eventId = 'hash'): INodeExecutionData => ({
	json: { ...complete(read, { provider: 'vambe', eventId, raw: null }) } as never,
});

const passed = async (items: INodeExecutionData[], now = NOW) =>
	(await dropDuplicates(node, items, now)).length;

const message = (id: string, more: Partial<ReadEvent> = {}) =>
	told({ event: 'message.received', message: { id }, ...more });

test('a message goes on once, in whatever form it is told again', async () => {
	expect(await passed([message('1')])).toBe(1);
	expect(await passed([message('1', { account: 'known now' })])).toBe(0);
	expect(await passed([message('2')])).toBe(1);
	expect(await passed([message('1'), message('3'), message('3')])).toBe(1);
});

test('each state of a message is an event, and each edit', async () => {
	const status = (value: 'sent' | 'read') =>
		told({ event: 'message.status', status: { messageId: '1', value, error: null } });
	expect(await passed([status('sent')])).toBe(1);
	expect(await passed([status('read')])).toBe(1);
	expect(await passed([status('sent')])).toBe(0);
	const edit = (eventId: string) =>
		told({ event: 'message.edited', message: { id: '1' } }, eventId);
	expect(await passed([edit('a')])).toBe(1);
	expect(await passed([edit('b')])).toBe(1);
	expect(await passed([edit('b')])).toBe(0);
});

test('told at the same time, in several executions, it goes on in one of them', async () => {
	const counts = await Promise.all([1, 2, 3, 4].map(async () => await passed([message('1')])));
	expect(counts.sort()).toEqual([0, 0, 0, 1]);
});

test('what tells no time is a repeat for some minutes, and may happen again later', async () => {
	const moved = () => told({ event: 'stage.changed' });
	for (const start of [NOW, NOW + 9 * MINUTE]) {
		store = new MemoryStore();
		node.helpers = store.helpers as typeof node.helpers;
		expect(await passed([moved()], start)).toBe(1);
		for (const later of [1, 60, 9 * 60])
			expect(await passed([moved()], start + later * 1000)).toBe(0);
		expect(await passed([moved()], start + 25 * MINUTE)).toBe(1);
	}
});

test('what tells its time happens once', async () => {
	const closed = () => told({ event: 'ticket.closed', occurredAt: '2026-11-20T09:59:00.000Z' });
	expect(await passed([closed()])).toBe(1);
	expect(await passed([closed()], NOW + 60 * MINUTE)).toBe(0);
});

test('an event is remembered only when the store took it', async () => {
	store.before = () => Promise.reject(new Error('the database is away'));
	await expect(passed([message('1')])).rejects.toThrow('the database is away');
	store.before = () => {};
	expect(await passed([message('1')])).toBe(1);
});

test.each([
	['PostgreSQL', 'duplicate key value violates unique constraint "PK_ca04b9d8dc72de268fe07a65773"'],
	['SQLite', 'SQLITE_CONSTRAINT: UNIQUE constraint failed: processed_data.workflowId'],
])(
	'%s: no event is lost where another process stored the first one just before',
	async (_, words) => {
		store.before = () => {
			store.before = () => {};
			return Promise.reject(new Error(words));
		};
		expect(await passed([message('1')])).toBe(1);
		expect(await passed([message('1')])).toBe(0);
	},
);

test('2,000 are remembered', async () => {
	const all = Array.from({ length: 2001 }, (_, index) => message(String(index)));
	expect(await passed(all)).toBe(2001);
	expect(await passed([message('2'), message('2000')])).toBe(0);
	expect(await passed([message('0')])).toBe(1);
});

test('a call of more events than are remembered is a repeat as a whole', async () => {
	const all = Array.from({ length: 5000 }, (_, index) => message(String(index)));
	expect(await passed(all)).toBe(5000);
	expect(await passed([message('another')])).toBe(1);
	expect(await passed(all)).toBe(0);
	expect(await passed([...all, message('one more')])).toBeGreaterThan(0);
});

test('so is one whose events tell no time, for some minutes', async () => {
	const moved = Array.from({ length: 3000 }, (_, index) =>
		told({ event: 'stage.changed' }, String(index)),
	);
	expect(await passed(moved, NOW + 9 * MINUTE)).toBe(3000);
	expect(await passed(moved, NOW + 11 * MINUTE)).toBe(0);
	expect(await passed(moved, NOW + 40 * MINUTE)).toBe(3000);
});
