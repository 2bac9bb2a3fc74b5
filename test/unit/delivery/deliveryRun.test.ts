import { DeliveryRun } from '../../../nodes/shared/delivery/deliveryRun';
import { openAccount } from '../../../nodes/shared/http/account';
import { unsent } from '../../../nodes/shared/outcome/problem';
import type { SharedMemory } from '../../../nodes/shared/sharedMemory/sharedMemory';
import { acme, acmeNode, readContact, sendText } from '../../support/n8n/acme';

const LIMIT = { messages: 10, ms: 1000 };
const limited = { ...acme, limits: [LIMIT] };
const text = (channel: string) => ({ channel, recipient: '+56912345678', text: 'Hi' });
const problem = unsent(
	{ item: 0, to: null },
	{ code: 'refused', reason: 'No', whatToDo: 'Nothing.' },
);

const runOf = async (setting: Parameters<typeof acmeNode>[0] = {}) => {
	const acmes = acmeNode(setting);
	const account = await openAccount(acmes.node, acme);
	return {
		...acmes,
		run: new DeliveryRun(acmes.node, { ...sendText, provider: limited }, account),
	};
};

test('messages keep the limits of the provider and of the user, and queries none', async () => {
	const { node, run } = await runOf({ items: [{ options: { messagesPerMinute: 5 } }] });
	expect(run.limits).toEqual([LIMIT, { messages: 5, ms: 60_000 }]);
	const query = { ...readContact, provider: limited };
	const asking = new DeliveryRun(node, query, await openAccount(node, acme));
	expect(asking.limits).toEqual([]);
	expect(asking.ledger).toBeUndefined();
});

test('spread evenly, they have a pace beside their limits', async () => {
	const { run } = await runOf({
		items: [{ options: { messagesPerMinute: 5, spreadEvenly: true } }],
	});
	const pace = { messages: 1, ms: 12_000, spacing: true };
	expect(run.limits).toEqual([LIMIT, { messages: 5, ms: 60_000 }, pace]);
});

test('its messages wait with its limits and its priority', async () => {
	const { run } = await runOf({ items: [{ options: { priority: 'urgent' } }] });
	expect(run.turn).toEqual({ limits: run.limits, urgent: true, signal: run.signal });
	expect((await runOf()).run.turn.urgent).toBe(false);
});

test('with a shared memory, the slots of the account are there', async () => {
	const { node, run } = await runOf();
	const memory = { id: 'memory', hurried: { id: 'memory' } } as unknown as SharedMemory;
	const sharing = new DeliveryRun(node, run.operation, run.account, run.settings, [], { memory });
	expect(sharing.turn.register).toBeDefined();
	expect(sharing.rateLimiter).not.toBe(run.rateLimiter);
});

test('that the others do not know of a message is logged once, and kept for a hint', async () => {
	const { run, logged } = await runOf();
	run.took({ waitedMs: 20 });
	expect(run.stats).toEqual({ retried: 0, maxWaitMs: 20, tookMs: 0 });
	run.took({ waitedMs: 10, outage: 'n8n did not answer' });
	run.took({ waitedMs: 0, outage: 'n8n is full' });
	const outage =
		'Shared Memory could not be reached, so this n8n process kept the limits by itself for a while: n8n did not answer';
	expect(logged).toEqual([`Acme Send: ${outage}`]);
	expect(run.stats).toEqual({ retried: 0, maxWaitMs: 20, tookMs: 0, outage });
});

test('runs to one account share its rate limiter', async () => {
	const [one, other] = [await runOf(), await runOf()];
	expect(one.run.rateLimiter).toBe(other.run.rateLimiter);
	const credential = { baseUrl: 'https://acme.example', apiKey: 'another-key' };
	expect((await runOf({ credential })).run.rateLimiter).not.toBe(one.run.rateLimiter);
});

test('a refusal stops its channel, or all of the account', async () => {
	const { run } = await runOf();
	run.stop('channel', text('shop'), problem);
	expect(run.stopFor(text('shop'))).toBe(problem);
	expect(run.stopFor(text('support'))).toBeUndefined();
	run.stop('account', text('support'), { ...problem, item: 1 });
	expect(run.stopFor(text('support'))).toMatchObject({ item: 1 });
});

test('of a query, a refusal stops its channel where it has one, else the account', async () => {
	const { node } = await runOf();
	const account = await openAccount(node, acme);
	const one = new DeliveryRun(node, { ...readContact, channel: ({ id }) => id }, account);
	one.stop('channel', { id: '1' }, problem);
	expect([one.stopFor({ id: '1' }), one.stopFor({ id: '2' })]).toEqual([problem, undefined]);
	const all = new DeliveryRun(node, readContact, account);
	all.stop('channel', { id: '1' }, problem);
	expect(all.stopFor({ id: '2' })).toBe(problem);
});

test('its messages know each other’s keys of Send Once', async () => {
	const { run } = await runOf();
	expect([await run.sendOnce.claim('key', '+1'), await run.sendOnce.claim('key', '+1')]).toEqual([
		'claimed',
		'unknown',
	]);
});

test('a look-up is asked once, as a query', async () => {
	const { run, requests } = await runOf({ answers: [{ status: 429, body: 'Too many requests' }] });
	const lookup = {
		request: { method: 'GET', path: '/accounts' } as const,
		find: () => undefined,
		missing: { code: 'not-found' as const, field: '', reason: '', whatToDo: '' },
	};
	expect(await run.lookUp(lookup)).toMatchObject({ verdict: { outcome: 'notSent' } });
	await run.lookUp(lookup);
	await run.lookUp(lookup);
	expect(requests).toHaveLength(2);
});

test('its signal comes when the execution is cancelled, or it halts', async () => {
	const cancel = new AbortController();
	const { run } = await runOf({ cancel: cancel.signal });
	expect([run.isCancelled, run.signal.aborted]).toEqual([false, false]);
	cancel.abort();
	expect([run.isCancelled, run.signal.aborted]).toEqual([true, true]);

	const { run: halted } = await runOf();
	halted.halt();
	expect([halted.isCancelled, halted.signal.aborted]).toEqual([false, true]);
});

test.each([
	['all was accepted', true, true, {}],
	['n8n may try again: stop mode', false, false, {}],
	[
		'n8n may try again: Retry On Fail',
		false,
		false,
		{ goesOn: true, settings: { retryOnFail: true } },
	],
	['no try follows', true, false, { goesOn: true }],
	[
		'it was cancelled, so that n8n discards the output',
		false,
		true,
		{ cancel: AbortSignal.abort() },
	],
])(
	'where %s, the ledger is dropped at the end: %s',
	async (_name, dropped, allAccepted, setting) => {
		const { run, context } = await runOf(setting);
		run.ledger!.write(0, '+1', { outcome: 'accepted', ids: {} });
		run.close(allAccepted);
		expect(Object.keys(context).length === 0).toBe(dropped);
	},
);
