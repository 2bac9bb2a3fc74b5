import { randomUUID } from 'node:crypto';
import { byAgent, toolOf } from '../support/agent/agentTools';
import { AGENT, agentWorkflow } from '../support/agent/agentWorkflow';
import { attentive } from '../support/agent/attentiveModel';
import { saveModelCredential } from '../support/agent/modelCredential';
import { BOSS, CUSTOMER, OFFER, reviewedAgent } from '../support/agent/reviewedAgent';
import { startStandInModel, type Script, type StandInModel } from '../support/agent/standInModel';
import { openRestartableStack, type RestartableStack } from '../support/stack/restartableStack';
import { until } from '../support/stack/until';
import { callWebhook } from '../support/stack/webhookCall';
import { buttonsOf, untilAsked, untilWaiting } from '../support/workflows/askingWorkflow';
import { START, startWith, workflowOf } from '../support/workflows/deliveryWorkflows';
import { after, enterByHand, productionUrl, trigger } from '../support/workflows/triggerWorkflow';

/** A person approves on WhatsApp what an agent wants to do, or does not. */
let stack: RestartableStack;
let model: StandInModel;
const credentialIds: Record<string, string> = {};

/** The execution of what nobody approves: n8n looks once a minute whether the time is over. */
let forgotten: string;

const TEXT = 'Ten percent off, until Friday.';

/** Makes one call, and says what came back. */
const oneCall: Script = ({ tools: [tool], calls: [call] }) =>
	call
		? { say: call.result }
		: {
				call: tool.name,
				arguments: { toolParameters: { Offer: TEXT }, hitlParameters: {} },
			};

beforeAll(async () => {
	[stack, model] = await Promise.all([openRestartableStack(), startStandInModel()]);
	Object.assign(credentialIds, await saveModelCredential(stack.n8n, model.url));
	const known = await stack.n8n.rest<Array<{ id: string; type: string }>>('GET', '/credentials');
	for (const { id, type } of known) credentialIds[type] ??= id;
	const listener = trigger('aisoule');
	const listening = workflowOf('Listening', [listener, after()]);
	await stack.n8n.activate(await stack.n8n.importWorkflow(listening, credentialIds));
	await enterByHand(stack.inbox, 'aisoule', productionUrl(stack.n8n.url, listener));
	model.follow(oneCall);
	const limitWaitTime = {
		values: { limitType: 'afterTimeInterval', resumeAmount: 0.05, resumeUnit: 'minutes' },
	};
	forgotten = (await offer({ limitWaitTime })).executionId;
});
afterAll(async () => {
	await stack?.stop();
	await model?.stop();
});
beforeEach(async () => {
	await stack.clear();
	model.follow(oneCall);
});

/** Lets the agent want to send an offer, until the boss is asked. */
async function offer(options: object = {}) {
	const path = randomUUID();
	const workflowId = await stack.n8n.importWorkflow(reviewedAgent(path, options), credentialIds);
	await stack.n8n.activate(workflowId);
	await callWebhook(stack.n8n.url, path, {});
	const message = await untilAsked(stack.inbox, BOSS, `May I send this offer? ${TEXT}`);
	const [executionId] = await stack.n8n.executionsOf(workflowId, 1);
	await untilWaiting(stack.n8n, executionId);
	return { executionId, buttons: buttonsOf(message) };
}

const tap = async (button: object) =>
	await stack.inbox.reply({ provider: 'aisoule', from: BOSS, type: 'button', button });

/** What the agent said in the end: what the model read of its call. */
async function said(executionId: string): Promise<string> {
	const { status, outputOf } = await stack.n8n.untilEnded(executionId);
	expect(status).toBe('success');
	return String(outputOf(AGENT)[0].output);
}

const offers = async () =>
	(await stack.messages()).filter(({ content }) => content.to === CUSTOMER);

test('approved: the tool runs once, and the model reads its receipt', async () => {
	const { executionId, buttons } = await offer();
	expect(model.conversations[0].tools.map(({ name }) => name)).toEqual([OFFER]);
	expect(await offers()).toEqual([]);
	await tap(buttons[0]);
	expect(await said(executionId)).toContain('accepted');
	expect(await offers()).toMatchObject([{ accepted: true, content: { text: TEXT } }]);
	await tap(buttons[0]);
	await until(30, async () =>
		(await stack.inbox.deliveries()).every(({ state }) => state === 'delivered'),
	);
	expect(await offers()).toHaveLength(1);
});

test('refused: the tool does not run, and the model hears of it', async () => {
	const { executionId, buttons } = await offer();
	await tap(buttons[1]);
	expect(await said(executionId)).toContain('rejected');
	expect(await offers()).toEqual([]);
});

test('as an ordinary tool, the operation is refused with the way to go', async () => {
	const tool = toolOf({
		type: 'aisouleSend',
		typeVersion: 2,
		parameters: {
			operation: 'sendAndWait',
			recipient: BOSS,
			message: byAgent('Question'),
			responseType: 'approval',
			options: {},
		},
	});
	const workflow = agentWorkflow('An agent that waits', [startWith()], {
		parameters: { text: 'Ask.' },
		tools: [tool],
	});
	model.follow(attentive({ Question: 'May I?' }));
	const workflowId = await stack.n8n.importWorkflow(workflow, credentialIds);
	const [{ output }] = (await stack.n8n.run(workflowId, START)).outputOf(AGENT);
	expect(output).toContain('does not work as a tool of an AI agent');
	expect(output).toContain('Human review');
	expect(await stack.messages()).toEqual([]);
});

test('no answer within the limit: as refused', async () => {
	expect(await said(forgotten)).toContain('rejected');
	expect(await offers()).toEqual([]);
});
