import type { IDataObject } from 'n8n-workflow';
import { nodesAt, runNode, type NodeUnderTest, type Parameters } from '../support/engine';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox';

/**
 * Every fault × every node: nothing lost, nothing doubled, the outcome right. What arrived is counted
 * by the sandbox, by a mark that each message carries.
 */
let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());

const located = (value: string) => ({ __rl: true, mode: 'id', value });
const recipient = '={{ $json.to }}';
const mark = '={{ $json.mark }}';
const options = { timeout: 1 };

interface Sender {
	node: (nodes: ReturnType<typeof nodesAt>) => NodeUnderTest;
	/** As the sandbox names it. */
	provider: string;
	parameters: Parameters;
	/** Where the outcome differs from the usual one. */
	differs?: Record<string, Outcome>;
}

type Outcome = 'accepted' | 'notSent' | 'unknown';

const channel = { channel: located('1001'), stage: located('stage_initial_001') };
const evolution = {
	operation: 'send',
	instance: located('phone'),
	recipient,
	contacts: { contact: [{ fullName: mark, phoneNumber: '+5531999999999' }] },
	apiVersion: 'auto',
	additionalFields: {},
	options,
};
/** A quota of the day, and a phone that is offline: no wait helps. */
const phone: Record<string, Outcome> = { 'status-429': 'notSent', 'status-503': 'notSent' };

const senders: Record<string, Sender> = {
	'Vambe Ticket': {
		node: ({ vambeTicket }) => vambeTicket,
		provider: 'vambe',
		parameters: {
			operation: 'open',
			...channel,
			recipient,
			firstMessage: 'text',
			messageText: mark,
			aiGenerated: false,
			additionalFields: {},
			options,
		},
		differs: phone,
	},
	'Vambe QR Message': {
		node: ({ vambeQrMessage }) => vambeQrMessage,
		provider: 'vambe',
		parameters: {
			operation: 'send',
			...channel,
			recipient,
			contactName: 'Maria',
			messageText: mark,
			additionalFields: {},
			options,
		},
		// Its document shows no answer, so that an empty one is a yes.
		differs: { ...phone, empty: 'accepted' },
	},
	'Vobiz Send': {
		node: ({ vobizSend }) => vobizSend,
		provider: 'vobiz',
		parameters: {
			operation: 'send',
			channel: located('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1'),
			recipient,
			messageType: 'text',
			messageText: mark,
			additionalFields: {},
			options,
		},
	},
	'AIsoule Send': {
		node: ({ aisouleSend }) => aisouleSend,
		provider: 'aisoule',
		parameters: {
			operation: 'send',
			recipient,
			messageType: 'text',
			messageText: mark,
			additionalFields: {},
			options,
		},
	},
	'Evolution 1': {
		node: ({ evolutionV1 }) => evolutionV1,
		provider: 'evolution-v1',
		parameters: evolution,
		// Version 1 never says no with a success.
	},
	'Evolution 2': {
		node: ({ evolutionV2 }) => evolutionV2,
		provider: 'evolution-v2',
		parameters: evolution,
	},
};

/** One message is struck; what its item is reported as. */
const usual: Record<string, { fault?: IDataObject; outcome: Outcome; only?: RegExp }> = {
	'reset-before': { outcome: 'unknown' },
	'reset-after': { outcome: 'unknown' },
	timeout: { outcome: 'unknown' },
	'slow-body': { fault: { bodyMs: 3000 }, outcome: 'unknown' },
	'truncated-body': { outcome: 'unknown' },
	html: { outcome: 'unknown' },
	empty: { outcome: 'unknown' },
	'broken-json': { outcome: 'unknown' },
	redirect: { outcome: 'notSent' },
	'refusal-2xx': { outcome: 'notSent', only: /AIsoule|Evolution 2/ },
	'meta-refusal': { outcome: 'notSent', only: /Evolution/ },
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
	'out-type-error': { outcome: 'unknown', only: /Evolution/ },
	'out-not-stored': { outcome: 'unknown', only: /Evolution 2/ },
	'out-connection-closed': { outcome: 'unknown', only: /Evolution/ },
	'out-timed-out': { outcome: 'unknown', only: /Evolution/ },
	'out-meta-error': { outcome: 'unknown', only: /Evolution/ },
};

const cells = Object.entries(senders).flatMap(([name, sender]) =>
	Object.entries(usual)
		.filter(([, { only }]) => !only || only.test(name))
		.map(([kind, { fault, outcome }]) => ({
			name,
			kind,
			sender,
			fault: kind === 'status-429' && sender.provider === 'vambe' ? {} : fault,
			outcome: sender.differs?.[kind] ?? outcome,
		})),
);

let accounts = 0;

/** What became of each mark: reported by the node, and arrived at the sandbox. */
async function send({ node, parameters }: Sender, count: number, recipients: number) {
	const items = Array.from({ length: count }, (_, index) => ({
		mark: `mark-${index}-`,
		to: `+5691${String(index % recipients).padStart(7, '0')}`,
	}));
	// Each run has an account of its own: AIsoule's limit would make it wait for the runs before.
	const nodes = nodesAt(sandbox.url, { webhookSecret: `account ${++accounts}` });
	const { outputs } = await runNode(node(nodes), parameters, items, 'continueErrorOutput');
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
		arrived: arrived.get(item.mark) ?? 0,
	}));
}

test.each(cells)('$name: $kind is $outcome', async ({ sender, kind, fault, outcome }) => {
	await sandbox.clear();
	await sandbox.misbehave({ faults: [{ kind, provider: sender.provider, times: 1, ...fault }] });
	const messages = await send(sender, 6, 3);
	await sandbox.misbehave({});

	for (const message of messages) {
		expect(message.outcome).toMatch(/^(accepted|notSent|unknown)$/);
		if (message.outcome === 'accepted') expect(message.arrived).toBe(1);
		if (message.outcome === 'notSent') expect(message.arrived).toBe(0);
		expect(message.arrived).toBeLessThanOrEqual(1);
	}
	const struck = messages.filter((message) => message.outcome !== 'accepted');
	const tried = struck.filter(({ reason }) => !reason.startsWith('Not tried'));
	expect(tried.map((message) => message.outcome)).toEqual(outcome === 'accepted' ? [] : [outcome]);
	if (kind === 'status-429' && outcome === 'accepted') {
		expect(messages.filter(({ attempts }) => attempts === 2)).toHaveLength(1);
	}
});

test.each(['seconds', 'date'])('429 with Retry-After in %s is waited for', async (retryAfter) => {
	await sandbox.clear();
	const told = retryAfter === 'date' ? { retryAfter: 'date' } : { retryAfter: 1 };
	await sandbox.misbehave({ faults: [{ kind: 'status-429', times: 2, ...told }] });
	const begin = Date.now();
	const messages = await send(senders['Vobiz Send'], 6, 6);
	await sandbox.misbehave({});
	expect(messages.every((message) => message.outcome === 'accepted')).toBe(true);
	expect(messages.every(({ arrived }) => arrived === 1)).toBe(true);
	if (retryAfter !== 'date') expect(Date.now() - begin).toBeGreaterThanOrEqual(990);
});

test('"Retry When Unsure" does what its name says, and only then', async () => {
	const vobiz = senders['Vobiz Send'];
	const unsure = {
		...vobiz,
		parameters: { ...vobiz.parameters, options: { timeout: 1, retryWhenUnsure: true } },
	};
	await sandbox.clear();
	await sandbox.misbehave({ faults: [{ kind: 'reset-after', times: 1 }] });
	const messages = await send(unsure, 1, 1);
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
	const vobiz = senders['Vobiz Send'];
	const wide = { ...vobiz, parameters: { ...vobiz.parameters, options: { messagesAtOnce: 50 } } };
	const messages = await send(wide, 10_000, 500);
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
