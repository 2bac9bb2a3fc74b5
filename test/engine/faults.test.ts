import type { IDataObject } from 'n8n-workflow';
import { kindOf, KINDS, type FaultKind } from '../../sandbox/faults/kinds';
import type { Outcome } from '../providers/provider';
import { allSenders, senders } from '../providers/providers';
import { nodesAt, runNode } from '../support/n8n/engine';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

/**
 * Every fault × every node: nothing lost, nothing doubled, the outcome right. What arrived is counted
 * by the sandbox, by a mark that each message carries.
 */
let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());

/** One message is struck; what its item is reported as. */
const usual: Partial<Record<FaultKind, { fault?: IDataObject; outcome: Outcome }>> = {
	'reset-before': { outcome: 'unknown' },
	'reset-after': { outcome: 'unknown' },
	timeout: { outcome: 'unknown' },
	'slow-body': { fault: { bodyMs: 3000 }, outcome: 'unknown' },
	'truncated-body': { outcome: 'unknown' },
	html: { outcome: 'unknown' },
	empty: { outcome: 'unknown' },
	'broken-json': { outcome: 'unknown' },
	redirect: { outcome: 'notSent' },
	'status-400': { outcome: 'notSent' },
	'status-401': { outcome: 'notSent' },
	'status-402': { outcome: 'notSent' },
	'status-403': { outcome: 'notSent' },
	'status-404': { outcome: 'notSent' },
	'status-408': { fault: { taken: true }, outcome: 'unknown' },
	'status-409': { outcome: 'notSent' },
	'status-422': { outcome: 'notSent' },
	'status-429': { fault: { retryAfter: 0 }, outcome: 'accepted' },
	'status-500': { fault: { taken: true }, outcome: 'unknown' },
	'status-502': { outcome: 'unknown' },
	'status-503': { outcome: 'unknown' },
	'status-504': { fault: { taken: true }, outcome: 'unknown' },
	'out-500': { outcome: 'unknown' },
	'out-499': { outcome: 'unknown' },
	'out-502': { outcome: 'unknown' },
	'out-503': { outcome: 'unknown' },
	'out-504': { outcome: 'unknown' },
};

const kinds = Object.keys(KINDS) as FaultKind[];

/** A node lists those that only its provider has words for; the others strike every node. */
const cells = allSenders.flatMap(({ provider, name, title, server, faults }) =>
	kinds.flatMap((kind) => {
		const expected = faults?.[kind] ?? usual[kind];
		const fault = usual[kind]?.fault;
		return expected ? [{ provider, name, title, server, kind, fault, ...expected }] : [];
	}),
);

let accounts = 0;

/** What became of each mark: reported by the node, and arrived at the sandbox. */
async function send(
	name: string,
	count: number,
	recipients: number,
	options: IDataObject = { timeout: 1 },
) {
	const items = Array.from({ length: count }, (_, index) => ({
		text: `mark-${index}-`,
		to: `+5691${String(index % recipients).padStart(7, '0')}`,
	}));
	// Each run has an account of its own: AIsoule's limit would make it wait for the runs before.
	const nodes = nodesAt(sandbox.url, { webhookSecret: `account ${++accounts}` });
	const { parameters: sends, looksUp } = senders[name];
	const parameters = { ...sends, ...looksUp, options };
	const { outputs } = await runNode(nodes[name], parameters, items, 'continueErrorOutput');
	const arrived = new Map<string, number>();
	for (const { accepted, request } of await sandbox.messages()) {
		if (!accepted) continue;
		const [mark] = /mark-\d+-/.exec(JSON.stringify(request.body))!;
		arrived.set(mark, (arrived.get(mark) ?? 0) + 1);
	}
	const reported = new Map<number, IDataObject>();
	for (const { json, pairedItem } of outputs.flat()) {
		const { item } = pairedItem as { item: number };
		expect(reported.has(item)).toBe(false);
		reported.set(item, (json.details as IDataObject | undefined) ?? json);
	}
	return items.map((item, index) => ({
		...item,
		outcome: reported.get(index)?.outcome,
		attempts: reported.get(index)?.attempts,
		reason: String(reported.get(index)?.reason ?? ''),
		arrived: arrived.get(item.text) ?? 0,
	}));
}

test('no fault is forgotten', () => {
	const ordinary = kinds.filter((kind) => kindOf(kind).says !== 'own words');
	expect(Object.keys(usual).sort()).toEqual(ordinary.sort());
});

test.each(cells)(
	'$provider: $title, $kind is $outcome',
	async ({ name, server, kind, fault, outcome }) => {
		await sandbox.clear();
		await sandbox.misbehave({ faults: [{ kind, provider: server, times: 1, ...fault }] });
		const messages = await send(name, 6, 3);
		await sandbox.misbehave({});

		for (const message of messages) {
			expect(message.outcome).toMatch(/^(accepted|notSent|unknown)$/);
			if (message.outcome === 'accepted') expect(message.arrived).toBe(1);
			if (message.outcome === 'notSent') expect(message.arrived).toBe(0);
			expect(message.arrived).toBeLessThanOrEqual(1);
		}
		const struck = messages.filter((message) => message.outcome !== 'accepted');
		const tried = struck.filter(({ reason }) => !reason.startsWith('Not tried'));
		expect(tried.map((message) => message.outcome)).toEqual(
			outcome === 'accepted' ? [] : [outcome],
		);
		if (kind === 'status-429' && outcome === 'accepted') {
			expect(messages.filter(({ attempts }) => attempts === 2)).toHaveLength(1);
		}
	},
);

test.each(allSenders)(
	'$provider: $title, no other fault is in the words of its server',
	async ({ server, faults }) => {
		const others = kinds.filter((kind) => kindOf(kind).says === 'own words' && !faults?.[kind]);
		for (const kind of others) {
			const struck = sandbox.misbehave({ faults: [{ kind, provider: server }] });
			await expect(struck).rejects.toThrow('faults[0].provider');
		}
	},
);

test.each(['seconds', 'date'])('429 with Retry-After in %s is waited for', async (retryAfter) => {
	await sandbox.clear();
	const told = retryAfter === 'date' ? { retryAfter: 'date' } : { retryAfter: 1 };
	await sandbox.misbehave({ faults: [{ kind: 'status-429', times: 2, ...told }] });
	const begin = Date.now();
	const messages = await send('vobizSend', 6, 6);
	await sandbox.misbehave({});
	expect(messages.every((message) => message.outcome === 'accepted')).toBe(true);
	expect(messages.every(({ arrived }) => arrived === 1)).toBe(true);
	if (retryAfter !== 'date') expect(Date.now() - begin).toBeGreaterThanOrEqual(990);
});

test('"Retry When Unsure" does what its name says, and only then', async () => {
	await sandbox.clear();
	await sandbox.misbehave({ faults: [{ kind: 'reset-after', times: 1 }] });
	const messages = await send('vobizSend', 1, 1, { timeout: 1, retryWhenUnsure: true });
	await sandbox.misbehave({});
	expect(messages).toMatchObject([{ outcome: 'accepted', attempts: 2, arrived: 2 }]);
});

test('10,000 messages to 500 recipients under random faults: in order, none doubled, each accounted for', async () => {
	const kinds = [
		'reset-before',
		'reset-after',
		'status-500',
		'status-429',
		'empty',
		'truncated-body',
	];
	await sandbox.clear();
	await sandbox.misbehave({
		seed: 7,
		faults: kinds.map((kind) => ({
			kind,
			probability: 0.01,
			...(kind === 'status-429' && { retryAfter: 0 }),
		})),
	});
	const messages = await send('vobizSend', 10_000, 500, { messagesAtOnce: 50 });
	const all = await sandbox.messages();
	await sandbox.misbehave({});

	const lost = messages.filter(
		(message) => !message.outcome || (message.outcome === 'accepted' && message.arrived === 0),
	);
	const doubled = messages.filter(({ arrived }) => arrived > 1);
	const wronglyNotSent = messages.filter(
		(message) => message.outcome === 'notSent' && message.arrived > 0,
	);
	expect([lost, doubled, wronglyNotSent]).toEqual([[], [], []]);
	expect(messages.filter((message) => message.outcome === 'unknown').length).toBeGreaterThan(250);

	const numbers = new Map<string, number[]>();
	for (const { accepted, content, request } of all) {
		if (!accepted) continue;
		const [, number] = /mark-(\d+)-/.exec(JSON.stringify(request.body))!;
		numbers.set(content.to!, [...(numbers.get(content.to!) ?? []), Number(number)]);
	}
	expect(numbers.size).toBe(500);
	for (const order of numbers.values()) expect(order).toEqual([...order].sort((a, b) => a - b));
}, 180_000);
