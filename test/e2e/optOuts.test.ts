import { randomUUID } from 'node:crypto';
import type { NodeJson } from '../../scripts/n8n/n8nClient';
import { SHARED_MEMORY } from '../support/n8n/sharedMemory';
import { openStack, type OpenStack } from '../support/stack/openStack';
import { until } from '../support/stack/until';
import { asker } from '../support/workflows/askingWorkflow';
import { credentialOf } from '../support/workflows/credentialOf';
import {
	node,
	pinned,
	SEND,
	sender,
	START,
	startWith,
	workflowOf,
} from '../support/workflows/deliveryWorkflows';

/** The Opt-Out List in a data table of a running n8n, and the nodes that respect it. */
let stack: OpenStack;
let credentialIds: Record<string, string>;

beforeAll(async () => {
	stack = await openStack();
	const known = await stack.n8n.rest<Array<{ id: string; type: string }>>('GET', '/credentials');
	credentialIds = Object.fromEntries(known.map(({ id, type }) => [type, id]));
});
afterAll(async () => await stack?.stop());
beforeEach(async () => await stack.clear());

const MARIA = '+56912345678';
const JOAO = '+5511987654321';
const ASHA = '+919876543210';

type Json = Record<string, unknown>;

const LIST = 'List';

const list = (operation: string, additionalFields: Json = {}): NodeJson => ({
	...node(LIST, '', 1, {
		operation,
		phoneNumber: '={{ $json.to }}',
		additionalFields: { lid: '={{ $json.lid }}', ...additionalFields },
	}),
	type: 'n8n-nodes-whatsapp-gateways.whatsAppOptOutList',
	credentials: SHARED_MEMORY,
});

const runOne = async (each: NodeJson, items: Json[], ids = credentialIds) => {
	const workflow = workflowOf(randomUUID(), [startWith(), each], pinned(items));
	return await stack.n8n.run(await stack.n8n.importWorkflow(workflow, ids), START);
};

async function change(operation: string, items: Json[], additionalFields: Json = {}) {
	const { outputOf, error } = await runOne(list(operation, additionalFields), items);
	expect(error?.message).toBeUndefined();
	return outputOf(LIST);
}

const respecting = (options: Json = {}): NodeJson =>
	sender('aisoule', { options: { sharedMemory: true, respectOptOuts: true, ...options } });

const toEach = (...people: string[]) => people.map((to) => ({ to, text: 'Our offer' }));

const arrivedAt = async () => (await stack.messages()).map(({ content }) => content.to);

test('the list is in n8n’s data table: added once, found by each name, removed as a whole', async () => {
	const both = { to: MARIA, lid: '77@lid' };
	const reason = { reason: 'Wrote STOP' };
	const since = expect.stringMatching(/^\d{4}-.*Z$/);
	expect(await change('add', [both, both, { to: JOAO }], reason)).toMatchObject([
		{ optedOut: true, changed: true, phone: MARIA, lid: '77@lid', since, reason: 'Wrote STOP' },
		{ optedOut: true, changed: false },
		{ optedOut: true, changed: true, phone: JOAO },
	]);
	// The mobile digit of Brazil does not count.
	const others = [{ lid: '77' }, { to: '+551187654321' }, { to: ASHA }];
	expect(await change('check', others)).toMatchObject([
		{ optedOut: true, since, reason: 'Wrote STOP' },
		{ optedOut: true, changed: false },
		{ optedOut: false, since: null },
	]);
	expect(await change('remove', [{ to: MARIA }, { to: JOAO }])).toMatchObject([
		{ optedOut: false, changed: true },
		{ optedOut: false, changed: true },
	]);
	expect(await change('check', [both, { to: JOAO }])).toMatchObject([
		{ optedOut: false },
		{ optedOut: false },
	]);
});

test('many at once are added, found and removed', async () => {
	const people = Array.from({ length: 300 }, (_, index) => ({ to: `+56912345${100 + index}` }));
	const all = (found: Json[], field: string) => found.filter((each) => each[field] === true).length;
	expect(all(await change('add', people), 'changed')).toBe(300);
	expect(all(await change('check', people), 'optedOut')).toBe(300);
	expect(all(await change('remove', people), 'changed')).toBe(300);
	expect(all(await change('check', people), 'optedOut')).toBe(0);
});

test('who opted out is skipped, and the others get their message', async () => {
	await change('add', [{ to: JOAO }], { reason: 'Wrote PARAR' });
	const { outputOf } = await runOne(respecting(), toEach(MARIA, JOAO, ASHA));
	expect(outputOf(SEND)).toMatchObject([
		{ outcome: 'accepted', to: MARIA },
		{
			outcome: 'skipped',
			to: JOAO,
			reason: expect.stringMatching(/^This person opted out .*: Wrote PARAR$/),
		},
		{ outcome: 'accepted', to: ASHA },
	]);
	expect((await arrivedAt()).sort()).toEqual([MARIA, ASHA]);
	await change('remove', [{ to: JOAO }]);
	const after = await runOne(respecting(), toEach(JOAO));
	expect(after.outputOf(SEND)).toMatchObject([{ outcome: 'accepted' }]);
});

test('who opts out while the run goes on is skipped too', async () => {
	const slow = respecting({ delay: 40, messagesAtOnce: 1 });
	const running = runOne(slow, toEach(MARIA, JOAO));
	await until(60, async () => (await arrivedAt()).length === 1, 'the first message');
	await change('add', [{ to: JOAO }]);
	const { outputOf } = await running;
	expect(outputOf(SEND)).toMatchObject([{ outcome: 'accepted' }, { outcome: 'skipped' }]);
	expect(await arrivedAt()).toEqual([MARIA]);
	await change('remove', [{ to: JOAO }]);
});

test('nobody waits for the answer of somebody who is not asked', async () => {
	await change('add', [{ to: MARIA }]);
	const ask = asker(
		{
			recipient: '={{ $json.to }}',
			message: '={{ $json.text }}',
			options: { sharedMemory: true, respectOptOuts: true },
		},
		{ credentials: { ...credentialOf('aisoule'), ...SHARED_MEMORY } },
	);
	const { status, outputOf } = await runOne(ask, toEach(MARIA));
	expect(status).toBe('success');
	expect(outputOf('Ask')).toMatchObject([
		{ answer: null, approved: false, receipt: { outcome: 'skipped', to: MARIA } },
	]);
	expect(await arrivedAt()).toEqual([]);
	await change('remove', [{ to: MARIA }]);
});

test('where the list cannot be asked, nothing is sent', async () => {
	const type = 'whatsAppSharedMemoryApi';
	const nowhere = { n8nAddress: 'http://127.0.0.1:9', apiKey: 'none', keepDays: 90 };
	const id = await stack.n8n.saveCredential('Nowhere', type, nowhere);
	const ids = { ...credentialIds, [type]: id };
	const { status, error } = await runOne(respecting(), toEach(MARIA, ASHA), ids);
	expect(status).toBe('error');
	expect(error?.message).toContain('Nothing was sent.');
	expect(await arrivedAt()).toEqual([]);
});

test('without Shared Memory the node says what is missing', async () => {
	const { error } = await runOne(respecting({ sharedMemory: false }), toEach(MARIA));
	expect(error?.message).toContain("'Respect Opt-Outs' is on, and 'Shared Memory'");
	expect(await arrivedAt()).toEqual([]);
});
