import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'flatted';
import type { Execution, NodeJson, WorkflowJson } from '../../scripts/n8n/n8nClient';
import { byAgent, toolOf } from '../support/agent/agentTools';
import { AGENT, agentWorkflow } from '../support/agent/agentWorkflow';
import {
	changeSender,
	node,
	pinned,
	RETRY_ON_FAIL,
	SEND,
	sender,
	START,
	startWith,
	to,
	webhook,
	workflowOf,
} from '../support/workflows/deliveryWorkflows';
import { saveModelCredential } from '../support/agent/modelCredential';
import { openRestartableStack, type RestartableStack } from '../support/stack/restartableStack';
import { startStandInModel, type StandInModel } from '../support/agent/standInModel';
import { until } from '../support/stack/until';
import { callWebhook } from '../support/stack/webhookCall';

type Json = Record<string, unknown>;

/** What reaches the providers, whatever n8n does around the nodes: counted by the sandbox alone. */
let stack: RestartableStack;
let model: StandInModel;
const credentialIds: Record<string, string> = {};

beforeAll(async () => {
	[stack, model] = await Promise.all([openRestartableStack(), startStandInModel()]);
	await saveModelCredential(stack.n8n, model.url);
	const known = await stack.n8n.rest<Array<{ id: string; type: string }>>('GET', '/credentials');
	for (const { id, type } of known) credentialIds[type] = id;
});
afterAll(async () => {
	await stack?.stop();
	await model?.stop();
});
beforeEach(async () => await stack.clear());

const save = async (workflow: WorkflowJson) =>
	await stack.n8n.importWorkflow(workflow, credentialIds);

const runOf = async (workflow: WorkflowJson): Promise<Execution> =>
	await stack.n8n.run(await save(workflow), START);

/** Starts it by hand and does not wait for the end; returns the id of the execution. */
async function start(workflow: WorkflowJson): Promise<string> {
	const path = `/workflows/${await save(workflow)}/run`;
	const trigger = { triggerToStartFrom: { name: START } };
	return (await stack.n8n.rest<{ executionId: string }>('POST', path, trigger)).executionId;
}

const change = async (workflowId: string, parameters: Json) =>
	await changeSender(stack.n8n, workflowId, parameters);

const post = async (path: string, body: Json) => await callWebhook(stack.n8n.url, path, body);

const outcomeOf = ({ outcome, details }: Json) => outcome ?? (details as Json).outcome;

const outcomesOf = (execution: Execution) => execution.outputOf(SEND).map(outcomeOf);

const phone = (number: number) => `+9198${String(number).padStart(8, '0')}`;

const itemsTo = (recipients: string[]) =>
	recipients.map((recipient, index) => ({ to: recipient, text: `Message ${index}` }));

/** The recipients of all that was accepted, in order of arrival. */
const arrived = async () =>
	(await stack.messages()).filter(({ accepted }) => accepted).map(({ content }) => content.to);

const arrivedTexts = async () =>
	(await stack.messages()).filter(({ accepted }) => accepted).map(({ content }) => content.text);

const [MARIA, JOAO, PRIYA, JOHN] = [
	'+56912345678',
	'+5511987654321',
	'+919876543210',
	'+12025550143',
];

describe('Stop', () => {
	const count = 60;
	const items = itemsTo(Array.from({ length: count }, (_, index) => phone(index)));

	const begin = async (name: string, send: NodeJson) =>
		await start(workflowOf(name, [startWith(), send], pinned(items)));

	/** Stops it; returns the numbers of the items that n8n's log names then, and of those that arrived. */
	async function stop(executionId: string, name: string) {
		await stack.n8n.rest('POST', `/executions/${executionId}/stop`);
		const line = new RegExp(`${name}: cancelled\\. Accepted items: (.+)\\. Unknown: (.+)\\.`);
		await until(5, () => line.test(stack.log()));
		const [accepted, unknown] = line
			.exec(stack.log())!
			.slice(1)
			.map((list) => (list === 'none' ? [] : list.split(', ').map(Number)));
		await sleep(2_500);
		const out = (await arrived()).map(
			(recipient) => items.findIndex((item) => item.to === recipient) + 1,
		);
		return { accepted, unknown, out: out.sort((a, b) => a - b) };
	}

	test('in a pause: the log of n8n says exactly what went out', async () => {
		const send = sender('vambe', { name: 'Pause', options: { messagesPerMinute: 20 } });
		const executionId = await begin('Stopped in a pause', send);
		const acceptedNow = async () => (await stack.counts('vambe')).accepted;
		await until(30, async () => {
			const before = await acceptedNow();
			await sleep(1_000);
			return before > 0 && (await acceptedNow()) === before;
		});
		const { accepted, unknown, out } = await stop(executionId, 'Pause');
		expect(out.length).toBeGreaterThan(10);
		expect(out.length).toBeLessThanOrEqual(20);
		expect(accepted).toEqual(out);
		expect(unknown).toEqual([]);
	});

	test('in full flow: nothing more leaves, and the log of n8n says what may be out', async () => {
		const send = sender('aisoule', {
			name: 'Flow',
			onError: 'continueRegularOutput',
			options: { messagesPerMinute: 90 },
		});
		const executionId = await begin('Stopped in full flow', send);
		await until(30, async () => (await stack.counts('aisoule')).accepted >= 20);
		const { accepted, unknown, out } = await stop(executionId, 'Flow');
		expect(out.length).toBeLessThan(count - 15);
		expect(unknown.length).toBeLessThanOrEqual(5);
		expect(out).toEqual(expect.arrayContaining(accepted));
		expect([...accepted, ...unknown]).toEqual(expect.arrayContaining(out));
	});
});

test('Retry On Fail: what was accepted or may be out is not sent again, the rest is sent', async () => {
	const items = itemsTo([1, 2, 3, 4, 5, 6].map(phone)).map((item, index) =>
		index === 3 ? { ...item, channel: '1500' } : item,
	);
	const nodes = [startWith(), sender('vambe', RETRY_ON_FAIL)];
	const { status, error } = await runOf(workflowOf('Retry On Fail', nodes, pinned(items)));

	expect(status).toBe('error');
	expect(error!.message).toContain(
		'An earlier try of this execution may have sent the message already.',
	);
	expect(error!.message).toContain('Of 6 items, 5 accepted, 1 unknown, 0 not sent.');
	expect((await stack.messages()).map(({ accepted, content }) => [content.to, accepted])).toEqual([
		[phone(1), true],
		[phone(2), true],
		[phone(3), true],
		[phone(4), false],
		[phone(5), true],
		[phone(6), true],
	]);
});

test('Retry On Fail where the node goes on after errors: only what was refused is tried again', async () => {
	await stack.misbehave({ faults: [{ kind: 'status-400', to: JOHN }] });
	const send = sender('vobiz', { ...RETRY_ON_FAIL, onError: 'continueRegularOutput' });
	const items = pinned(itemsTo([JOHN, PRIYA, MARIA]));
	const execution = await runOf(workflowOf('Goes on', [startWith(), send], items));
	expect(outcomesOf(execution)).toEqual(['notSent', 'replayed', 'replayed']);
	expect((await arrived()).sort()).toEqual([MARIA, PRIYA].sort());
	expect((await stack.counts('vobiz')).refused).toEqual({ '400': 3 });
});

describe('the retry of a failed execution', () => {
	const recipients = [MARIA, JOAO, '+919876543219', JOHN];
	const listOf = (numbers: string[]) => `={{ ${JSON.stringify(numbers)}[$itemIndex] }}`;

	/** Ends at the third of four messages, whose number has a typo. */
	async function failedAtTheThird(name: string) {
		const node = sender('vambe', {
			parameters: {
				recipient: listOf(recipients),
				messageText: '=Hello {{ $itemIndex }} at {{ $now }}',
			},
		});
		const nodes = [startWith(), node];
		const workflowId = await save(workflowOf(name, nodes, pinned([{}, {}, {}, {}])));
		await stack.misbehave({ faults: [{ kind: 'status-400', to: recipients[2] }] });
		const { id, status } = await stack.n8n.run(workflowId, START);
		expect(status).toBe('error');
		expect(await arrived()).toEqual([MARIA, JOAO]);
		return { id, workflowId };
	}

	test('with the original workflow: only the rest is sent', async () => {
		const { id } = await failedAtTheThird('Retry as it was');
		await stack.misbehave({});
		const retry = await stack.n8n.retryExecution(id, false);
		expect(outcomesOf(retry)).toEqual(['replayed', 'replayed', 'accepted', 'accepted']);
		expect(await arrived()).toEqual(recipients);

		const [first] = retry.outputOf(SEND);
		const [{ content }] = await stack.messages();
		expect(first).toMatchObject({ to: MARIA, contactId: content.contactId, attempts: 0 });
	});

	test('with the saved workflow: a mended number is sent, a new text is no new message', async () => {
		const { id, workflowId } = await failedAtTheThird('Retry as it is');
		await change(workflowId, {
			recipient: listOf([MARIA, JOAO, PRIYA, JOHN]),
			messageText: '=Good day {{ $itemIndex }} at {{ $now }}',
		});
		const retry = await stack.n8n.retryExecution(id, true);
		expect(outcomesOf(retry)).toEqual(['replayed', 'replayed', 'accepted', 'accepted']);
		expect(await arrived()).toEqual([MARIA, JOAO, PRIYA, JOHN]);
		expect(await arrivedTexts()).toEqual([
			expect.stringMatching(/^Hello 0 at 2/),
			expect.stringMatching(/^Hello 1 at 2/),
			expect.stringMatching(/^Good day 2 at 2/),
			expect.stringMatching(/^Good day 3 at 2/),
		]);
	});

	test('with the saved workflow: another recipient is another message', async () => {
		const { id, workflowId } = await failedAtTheThird('Retry to somebody else');
		await change(workflowId, { recipient: listOf([PRIYA, JOAO, phone(2), JOHN]) });
		const retry = await stack.n8n.retryExecution(id, true);
		expect(outcomesOf(retry)).toEqual(['accepted', 'replayed', 'accepted', 'accepted']);
		expect(await arrived()).toEqual([MARIA, JOAO, PRIYA, phone(2), JOHN]);
	});

	test('with On Error set to Continue: what is refused again stops nobody else', async () => {
		const { id, workflowId } = await failedAtTheThird('Retry past a refusal');
		const path = `/workflows/${workflowId}`;
		const workflow = await stack.n8n.rest<WorkflowJson>('GET', path);
		const nodes = workflow.nodes.map((saved) =>
			saved.name === SEND ? { ...saved, onError: 'continueRegularOutput' } : saved,
		);
		await stack.n8n.rest('PATCH', path, { ...workflow, nodes });
		const retry = await stack.n8n.retryExecution(id, true);
		expect(outcomesOf(retry)).toEqual(['replayed', 'replayed', 'notSent', 'accepted']);
		expect(await arrived()).toEqual([MARIA, JOAO, JOHN]);
	});
});

describe('one execution, the node runs several times', () => {
	const loop = () => node('Loop', 'splitInBatches', 3, { batchSize: 2, options: {} });

	const loopOver = (name: string, items: Json[], send = sender('vobiz')) =>
		workflowOf(name, [startWith(), loop(), send], {
			connections: { [START]: to('Loop'), Loop: to([], SEND), [SEND]: to('Loop') },
			...pinned(items),
		});

	const sixTo = (...pair: string[]) => itemsTo([...pair, ...pair, ...pair]);
	const allTexts = [0, 1, 2, 3, 4, 5].map((index) => `Message ${index}`);

	test('a loop over the same recipients: all are sent', async () => {
		const execution = await runOf(loopOver('Loop', sixTo(PRIYA, JOHN)));
		expect(outcomesOf(execution)).toEqual(Array(6).fill('accepted'));
		expect((await arrivedTexts()).sort()).toEqual(allTexts);
	});

	test('a loop that goes on after refusals: what is remembered of one run is not of the next', async () => {
		await stack.misbehave({ faults: [{ kind: 'status-400', to: JOHN }] });
		const send = sender('vobiz', { ...RETRY_ON_FAIL, onError: 'continueRegularOutput' });
		const execution = await runOf(loopOver('Loop with refusals', sixTo(PRIYA, JOHN), send));
		expect(outcomesOf(execution)).toEqual([1, 2, 3].flatMap(() => ['accepted', 'notSent']));
		expect(await arrivedTexts()).toEqual(['Message 0', 'Message 2', 'Message 4']);
	});

	test('Retry On Fail within a loop: the run is taken up where it failed', async () => {
		const items = itemsTo([PRIYA, JOHN, PRIYA, MARIA, PRIYA, JOHN]);
		await stack.misbehave({ faults: [{ kind: 'status-400', to: MARIA, times: 1 }] });
		const send = sender('vobiz', RETRY_ON_FAIL);
		const execution = await runOf(loopOver('Loop with a retry', items, send));
		expect(outcomesOf(execution)).toEqual([
			'accepted',
			'accepted',
			'replayed',
			'accepted',
			'accepted',
			'accepted',
		]);
		expect((await arrivedTexts()).sort()).toEqual(allTexts);
	});

	test('two branches that lead to the node: both are sent', async () => {
		await stack.misbehave({ faults: [{ kind: 'status-400', to: JOHN }] });
		const branches = ['One', 'Two'];
		const nodes = [
			startWith(),
			...branches.map((name) => node(name, 'noOp', 1)),
			sender('vobiz', { ...RETRY_ON_FAIL, onError: 'continueRegularOutput' }),
		];
		const execution = await runOf(
			workflowOf('Two branches', nodes, {
				connections: { [START]: to(branches), One: to(SEND), Two: to(SEND) },
				...pinned(itemsTo([PRIYA, JOHN])),
			}),
		);
		expect(outcomesOf(execution)).toEqual(['accepted', 'notSent', 'accepted', 'notSent']);
		expect(await arrived()).toEqual([PRIYA, PRIYA]);
	});
});

describe('an agent with the node as its tool', () => {
	/** Has the model send these texts to John, one call after the other. */
	async function agentSends(name: string, texts: string[]) {
		const parameters = {
			operation: 'send',
			messageType: 'text',
			recipient: JOHN,
			messageText: byAgent('Text'),
		};
		const agent = agentWorkflow(name, [startWith()], {
			parameters: { text: 'Send it.' },
			tools: [{ ...toolOf({ type: 'aisouleSend', parameters }), ...RETRY_ON_FAIL }],
		});
		model.follow(({ tools: [tool], calls }) =>
			calls.length < texts.length
				? { call: tool.name, arguments: { Text: texts[calls.length] } }
				: { say: 'Done.' },
		);
		const execution = await runOf(agent);
		expect(execution.outputOf(AGENT)).toEqual([{ output: 'Done.' }]);
		return model.conversations[model.conversations.length - 1].calls.map(({ result }) => result);
	}

	test('two calls to one recipient: both arrive', async () => {
		await agentSends('Agent, two calls', ['First', 'Second']);
		expect(await arrivedTexts()).toEqual(['First', 'Second']);
	});

	test('Retry On Fail: a message that may be out is not sent again, the next one is', async () => {
		await stack.misbehave({ faults: [{ kind: 'status-500', taken: true, times: 1 }] });
		const [first, second] = await agentSends('Agent, with a retry', ['First', 'Second']);
		expect(await arrivedTexts()).toEqual(['First', 'Second']);
		expect(first).toContain('An earlier try of this execution may have sent the message already');
		expect(second).toContain('"outcome":"accepted"');
	});
});

describe('what is stored', () => {
	interface Stored {
		executionData: { contextData: Record<string, Json> };
	}

	const storedOf = async ({ id }: Execution) =>
		(await stack.n8n.rest<{ data: string }>('GET', `/executions/${id}`)).data;

	test('10,000 messages, the last one refused: about 1 MB more', async () => {
		const count = 10_000;
		const items = itemsTo(Array.from({ length: count }, (_, index) => phone(index)));
		await stack.misbehave({ faults: [{ kind: 'status-400', to: phone(count - 1) }] });
		const nodes = [startWith(), sender('vobiz', { options: { messagesAtOnce: 50 } })];
		const executionId = await start(workflowOf('Ten thousand', nodes, pinned(items)));
		// A busy n8n has no time for questions.
		await until(600, async () => (await stack.counts('vobiz')).accepted === count - 1);
		const execution = await stack.n8n.untilEnded(executionId);
		expect(execution.status).toBe('error');
		expect(await stack.counts('vobiz')).toMatchObject({
			accepted: count - 1,
			refused: { '400': 1 },
		});

		const data = await storedOf(execution);
		const stored = parse(data) as Stored;
		stored.executionData.contextData = {};
		const added = data.length - stringify(stored).length;
		expect(added).toBeGreaterThan(50 * count);
		expect(added).toBeLessThan(125 * count);
	});

	test('nothing of it once all was accepted', async () => {
		await stack.misbehave({ faults: [{ kind: 'status-400', to: JOHN, times: 1 }] });
		const nodes = [startWith(), sender('vobiz', RETRY_ON_FAIL)];
		const items = itemsTo([PRIYA, JOHN]);
		const execution = await runOf(workflowOf('All is well', nodes, pinned(items)));
		expect(outcomesOf(execution)).toEqual(['replayed', 'accepted']);
		const { executionData } = parse(await storedOf(execution)) as Stored;
		expect(executionData.contextData[`node:${SEND}`]).toEqual({});
	});
});

test('one account, many executions at the same instant: the limits of AIsoule are kept', async () => {
	const nodes = [
		webhook('paced'),
		sender('aisoule', { parameters: { recipient: JOHN, messageText: 'Hi' } }),
	];
	await stack.n8n.activate(await save(workflowOf('Paced', nodes)));
	await stack.misbehave({ limits: 'documented' });

	const begun = performance.now();
	const answers = await Promise.all(
		Array.from({ length: 30 }, async () => await post('paced', {})),
	);
	expect(performance.now() - begun).toBeGreaterThan(2_000);
	expect(answers.map(([receipt]) => receipt.outcome)).toEqual(Array(30).fill('accepted'));
	expect(await stack.counts('aisoule')).toMatchObject({ accepted: 30, tooMany: 0 });
});

describe('Send Once', () => {
	const KEYED = {
		options: { sendOnceKey: '={{ $json.body.key }}' },
		onError: 'continueRegularOutput',
	} as const;
	const BODY = { recipient: '={{ $json.body.to }}', messageText: '={{ $json.body.text }}' };
	let workflowId: string;

	/** A webhook for production, and beside it a manual trigger with this key. */
	beforeAll(async () => {
		const nodes = [webhook('once'), sender('vobiz', { ...KEYED, parameters: BODY }), startWith()];
		workflowId = await save(
			workflowOf('Send Once', nodes, {
				connections: { Webhook: to(SEND), [START]: to(SEND) },
				...pinned([{ body: message('by hand') }]),
			}),
		);
		await stack.n8n.activate(workflowId);
	});

	const message = (key: string) => ({ key, to: PRIYA, text: key });

	const postOnce = async (key: string) => outcomeOf((await post('once', message(key)))[0]);

	const runByHand = async () => outcomesOf(await stack.n8n.run(workflowId, START));

	test('a key is sent once, over executions and a restart of n8n', async () => {
		expect(await postOnce('order 1')).toBe('accepted');
		expect(await postOnce('order 1')).toBe('skipped');
		expect(await postOnce('order 2')).toBe('accepted');
		await stack.restart('SIGTERM');
		expect(await postOnce('order 1')).toBe('skipped');
		expect(await postOnce('order 3')).toBe('accepted');
		expect(await arrivedTexts()).toEqual(['order 1', 'order 2', 'order 3']);
	});

	test('a key whose message was refused is sent later', async () => {
		await stack.misbehave({ faults: [{ kind: 'status-400', times: 1 }] });
		expect(await postOnce('refused')).toBe('notSent');
		expect(await postOnce('refused')).toBe('accepted');
		expect(await postOnce('refused')).toBe('skipped');
		expect(await arrivedTexts()).toEqual(['refused']);
	});

	test('a key whose message may be out is not sent again', async () => {
		await stack.misbehave({ faults: [{ kind: 'status-500', taken: true, times: 1 }] });
		expect(await postOnce('unsure')).toBe('unknown');
		expect(await postOnce('unsure')).toBe('unknown');
		expect(await arrivedTexts()).toEqual(['unsure']);
	});

	test('20 calls at the same instant: one arrives', async () => {
		const outcomes = await Promise.all(
			Array.from({ length: 20 }, async () => await postOnce('at once')),
		);
		expect(await arrivedTexts()).toEqual(['at once']);
		expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
		expect(outcomes.filter((outcome) => outcome === 'skipped')).toHaveLength(19);
	});

	test('runs by hand send, and consume no key', async () => {
		expect(await runByHand()).toEqual(['accepted']);
		expect(await runByHand()).toEqual(['accepted']);
		expect(await postOnce('by hand')).toBe('accepted');
		expect(await postOnce('by hand')).toBe('skipped');
		expect(await arrivedTexts()).toEqual(['by hand', 'by hand', 'by hand']);
	});

	test('"Forget Send Once Key" lets it be sent again, and sends nothing itself', async () => {
		await change(workflowId, { options: { ...KEYED.options, forgetSendOnceKey: true } });
		const forgotten = await stack.n8n.run(workflowId, START);
		expect(forgotten.outputOf(SEND)).toMatchObject([
			{ outcome: 'skipped', status: 'key forgotten', to: PRIYA },
		]);
		expect(await arrived()).toEqual([]);
		expect(await postOnce('by hand')).toBe('accepted');
		expect(await postOnce('by hand')).toBe('skipped');
		expect(await arrivedTexts()).toEqual(['by hand']);
	});

	test('kill -9 in the middle of a batch: run it again, and nobody gets it twice', async () => {
		const count = 1_000;
		const atOnce = 5;
		const nodes = [
			webhook('batch'),
			node('Split Out', 'splitOut', 1, { fieldToSplitOut: 'body.items', options: {} }),
			sender('vobiz', {
				onError: 'continueRegularOutput',
				options: { messagesAtOnce: atOnce, sendOnceKey: '={{ $json.text }}' },
			}),
		];
		await stack.n8n.activate(await save(workflowOf('Batch', nodes)));
		const items = itemsTo(Array.from({ length: count }, (_, index) => phone(index)));
		await stack.misbehave({ latencyMs: 20 });

		const cut = post('batch', { items }).catch(() => 'cut');
		await until(30, async () => (await stack.counts('vobiz')).accepted >= count / 3);
		await stack.restart('SIGKILL');
		expect(await cut).toBe('cut');
		const before = await arrived();
		expect(before.length).toBeLessThan(count);

		const again = await post('batch', { items });
		const recipients = await arrived();
		expect(new Set(recipients).size).toBe(recipients.length);
		const unknown = again.filter((item) => outcomeOf(item) === 'unknown');
		expect(unknown.length).toBeLessThanOrEqual(atOnce);
		const out = new Set(recipients);
		const others = items.filter((_, index) => outcomeOf(again[index]) !== 'unknown');
		expect(others.filter((item) => !out.has(item.to))).toEqual([]);
		expect(again.map(outcomeOf)).toEqual(
			items.map((item, index) =>
				outcomeOf(again[index]) === 'unknown'
					? 'unknown'
					: before.includes(item.to)
						? 'skipped'
						: 'accepted',
			),
		);
	});
});

test('Test Recipient gets every message, and the receipts say for whom they were', async () => {
	const send = sender('aisoule', { options: { testRecipient: JOHN } });
	const items = itemsTo([MARIA, JOAO, PRIYA]);
	const execution = await runOf(workflowOf('Test', [startWith(), send], pinned(items)));
	expect(execution.outputOf(SEND)).toMatchObject(
		[MARIA, JOAO, PRIYA].map((intendedTo) => ({ outcome: 'accepted', to: JOHN, intendedTo })),
	);
	expect(await arrived()).toEqual([JOHN, JOHN, JOHN]);
});

describe('Send Between', () => {
	/** A time of day in UTC, so many minutes after this one. */
	const timeIn = (minutes: number) =>
		new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);

	const between = (from: string, to: string, outside: string) => ({
		sendBetween: { hours: { from, to, timeZone: 'custom', timeZoneName: 'UTC', outside } },
	});

	const batch = (name: string, options: Json) =>
		workflowOf(
			name,
			[startWith(), sender('aisoule', { options, onError: 'continueRegularOutput' })],
			pinned(itemsTo([MARIA, JOAO])),
		);

	test('Stop: nothing leaves outside the hours, and the items say from when on', async () => {
		const from = timeIn(120);
		const execution = await runOf(batch('Stopped', between(from, timeIn(180), 'stop')));
		expect(execution.outputOf(SEND)).toMatchObject(
			[MARIA, JOAO].map((to) => ({
				details: {
					to,
					outcome: 'notSent',
					code: 'outside-hours',
					notBefore: expect.stringContaining(`T${from}:00Z`),
				},
			})),
		);
		expect(await arrived()).toEqual([]);
	});

	test('Hold: the messages leave when the hours begin, and the log says until when they wait', async () => {
		const from = timeIn(2);
		const executionId = await start(batch('Held', between(from, timeIn(60), 'hold')));
		await until(20, () => stack.log().includes(`at ${from} (UTC), when the hours of Send Between`));
		expect(stack.log()).toContain('Send: 2 messages wait until');
		expect(await arrived()).toEqual([]);
		const execution = await stack.n8n.untilEnded(executionId);
		for (const { outcome, sentAt } of execution.outputOf(SEND)) {
			expect([outcome, String(sentAt).slice(11, 16)]).toEqual(['accepted', from]);
		}
		expect((await arrived()).sort()).toEqual([JOAO, MARIA].sort());
	});
});
