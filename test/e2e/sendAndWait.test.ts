import type { Browser } from 'playwright-core';
import type { NodeJson } from '../../scripts/n8n/n8nClient';
import { signaturesIn } from '../../nodes/shared/lib/resumeReference';
import { located } from '../support/n8n/located';
import { saveSharedMemory } from '../support/n8n/sharedMemory';
import { launchChromium } from '../support/browser/chromium';
import { InboxPage } from '../support/browser/inboxPage';
import { takePicture } from '../support/browser/pictures';
import { openRestartableStack, type RestartableStack } from '../support/stack/restartableStack';
import { until } from '../support/stack/until';
import {
	ASK,
	asker,
	buttonsOf,
	linkIn,
	openAsking,
	statusOf,
	untilAsked,
	untilWaiting,
	type Asked,
	type AskingWorkflow,
} from '../support/workflows/askingWorkflow';
import { credentialOf } from '../support/workflows/credentialOf';
import { answerMany } from '../support/workflows/manyWaits';
import { waitingQuestions } from '../support/workflows/waitingQuestions';
import { node, RETRY_ON_FAIL, to, workflowOf } from '../support/workflows/deliveryWorkflows';
import {
	AFTER,
	after,
	endedExecutions,
	enterByHand,
	passedOn,
	productionUrl,
	trigger,
} from '../support/workflows/triggerWorkflow';

type Json = Record<string, unknown>;

/** Questions over WhatsApp, answered in the inbox page and on the page behind the link. */
let stack: RestartableStack;
let browser: Browser;
let inbox: InboxPage;
let credentialIds: Record<string, string>;
/** Hears all that AIsoule tells. */
const listener = trigger('aisoule');
let listening: string;
let byButtons: AskingWorkflow;
let byLink: AskingWorkflow;
/** Asked first of all: n8n looks once a minute whether the time is over. */
let forgotten: Asked;

const [MARIA, JOAO, PRIYA, JOHN] = [
	'+56912345678',
	'+5511987654321',
	'+919876543210',
	'+12025550143',
];

const SECONDS = 30;

beforeAll(async () => {
	stack = await openRestartableStack();
	browser = await launchChromium();
	inbox = await InboxPage.open(browser, stack.sandboxUrl);
	const known = await stack.n8n.rest<Array<{ id: string; type: string }>>('GET', '/credentials');
	credentialIds = Object.fromEntries(known.map(({ id, type }) => [type, id]));
	await stack.inbox.deliver({ timeScale: 100 });
	const limitWaitTime = {
		values: { limitType: 'afterTimeInterval', resumeAmount: 0.05, resumeUnit: 'minutes' },
	};
	const impatient = await open([asker({ options: { limitWaitTime } })]);
	forgotten = await impatient.ask(JOHN, 'Are you there?');
	byButtons = await open();
	byLink = await open([asker({ answerBy: 'page' })]);
	listening = await listen(listener);
	await enterByHand(stack.inbox, 'aisoule', productionUrl(stack.n8n.url, listener));
});
afterAll(async () => {
	await browser?.close();
	await stack?.stop();
});
afterEach(async () => await stack.inbox.misbehave({}));

const open = async (
	...[nodes, connections]: [nodes?: ReturnType<typeof asker>[], connections?: Json]
) =>
	await openAsking(
		{ n8n: stack.n8n, webhookUrl: stack.n8n.url, inbox: stack.inbox, credentialIds },
		nodes,
		connections,
	);

async function listen(by: ReturnType<typeof trigger>): Promise<string> {
	const workflow = workflowOf(String(by.webhookId), [by, after()]);
	const workflowId = await stack.n8n.importWorkflow(workflow, credentialIds);
	await stack.n8n.activate(workflowId);
	return workflowId;
}

/** What a contact does, until the provider has told it; returns how often it had to, and what n8n said. */
async function says(from: string, said: Json): Promise<Array<number | null>> {
	const { message } = await stack.inbox.reply({ provider: 'aisoule', from, ...said });
	const mine = async () =>
		(await stack.inbox.deliveries()).filter(({ about }) => about === message.id);
	await until(SECONDS, async () => (await mine()).every(({ state }) => state === 'delivered'));
	return (await mine()).flatMap(({ attempts }) => attempts.map(({ status }) => status));
}

const tap = async (from: string, button: Json) => await says(from, { type: 'button', button });

/** What the execution goes on with. */
async function answerOf({ executionId }: Pick<Asked, 'executionId'>): Promise<Json[]> {
	const { status, outputOf } = await stack.n8n.untilEnded(executionId);
	expect(status).toBe('success');
	return outputOf(AFTER);
}

const isWaiting = async ({ executionId }: Asked) =>
	(await statusOf(stack.n8n, executionId)) === 'waiting';

/** The texts with which the trigger's workflow was started so often. */
async function startedWith(count: number) {
	const events = passedOn(await endedExecutions(stack.n8n, listening, count));
	return (events as Array<{ message: { text: string } }>).map(({ message }) => message.text);
}

/** What n8n's log says of an answer to this execution. */
const logged = (words: string, { executionId }: Asked) =>
	stack.log().includes(`${words} (execution ${executionId})`);

const STRANGE = 'ignored an answer that somebody else was asked for, or that is forged';
const OVER = 'an answer came to a question that is no longer open';

describe('by a tap', () => {
	test('in the inbox: the workflow goes on with the answer, and a second tap does nothing', async () => {
		const asked = await byButtons.askAndWait(MARIA, 'Do you approve order 1001?');
		await inbox.openConversation(MARIA);
		const question = inbox.bubble('Do you approve order 1001?');
		await question.getByRole('button', { name: 'Decline', exact: true }).click();
		await inbox.incoming.getByText('Decline').first().waitFor();
		await takePicture('question', inbox.page);
		expect(await answerOf(asked)).toEqual([
			{
				answer: 'Decline',
				approved: false,
				answeredBy: expect.objectContaining({ phone: MARIA }),
				answeredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
				receipt: expect.objectContaining({ outcome: 'accepted', to: MARIA }),
			},
		]);
		await question.getByRole('button', { name: 'Approve', exact: true }).click();
		await until(SECONDS, () => logged(OVER, asked));
		await says(MARIA, { type: 'text', text: 'Hello' });
		expect(await startedWith(1)).toEqual(['Hello']);
	});

	test('of somebody else, or forged: it resumes nothing', async () => {
		const asked = await byButtons.askAndWait(MARIA, 'Do you approve order 1002?');
		const [approve, decline] = buttonsOf(asked.message) as Array<{ title: string; id: string }>;
		const swapped = approve.id.replace(/[^.]+$/, decline.id.split('.').at(-1)!);
		expect(await tap(JOAO, approve)).toEqual([200]);
		expect(logged(STRANGE, asked)).toBe(true);
		for (const id of [swapped, approve.id.replace(/.$/, '_'), approve.id.slice(0, -1), 'wag1.']) {
			expect(await tap(MARIA, { ...approve, id })).toEqual([200]);
		}
		expect(await isWaiting(asked)).toBe(true);
		await tap(MARIA, approve);
		expect(await answerOf(asked)).toMatchObject([{ answer: 'Approve', approved: true }]);
	});

	test('twice at once, on both buttons: the first one counts', async () => {
		const asked = await byButtons.askAndWait(MARIA, 'Do you approve order 1003?');
		const buttons = buttonsOf(asked.message);
		await Promise.all([...buttons, ...buttons].map(async (button) => await tap(MARIA, button)));
		expect(await answerOf(asked)).toHaveLength(1);
	});

	test('whatever the filters of the trigger', async () => {
		const filtered = trigger('aisoule', { events: ['contact.created'] });
		const workflowId = await listen(filtered);
		await enterByHand(stack.inbox, 'aisoule', productionUrl(stack.n8n.url, filtered));
		const asked = await byButtons.askAndWait(MARIA, 'Do you approve order 1004?');
		await tap(MARIA, buttonsOf(asked.message)[0]);
		expect(await answerOf(asked)).toMatchObject([{ answer: 'Approve' }]);
		expect(await stack.n8n.executionsOf(workflowId, 1)).toEqual([]);
		await enterByHand(stack.inbox, 'aisoule', productionUrl(stack.n8n.url, listener));
	});

	test('while n8n cannot take it: the provider is told to come again', async () => {
		// As long as the provider does not answer, the execution does not wait yet.
		await stack.misbehave({ latencyMs: 5_500 });
		const asked = await byButtons.ask(MARIA, 'Do you approve order 1005?');
		const statuses = await tap(MARIA, buttonsOf(asked.message)[0]);
		expect(statuses[0]).toBe(503);
		expect(statuses.at(-1)).toBe(200);
		expect(await answerOf(asked)).toMatchObject([{ answer: 'Approve' }]);
	});

	test('among other events in one call: these start the workflow', async () => {
		const workflowId = await listen(trigger('vobiz'));
		const asked = await byButtons.askAndWait(MARIA, 'Do you approve order 1006?');
		const [{ title, id }] = buttonsOf(asked.message) as Array<{ title: string; id: string }>;
		const from = MARIA.slice(1);
		const message = { from, timestamp: '1795168800' };
		await stack.inbox.event({
			provider: 'vobiz',
			event: 'message.inbound',
			data: {
				contacts: [{ wa_id: from, profile: { name: 'María' } }],
				messages: [
					{ ...message, id: 'wamid.1', type: 'text', text: { body: 'Before' } },
					{
						...message,
						id: 'wamid.2',
						type: 'interactive',
						interactive: { type: 'button_reply', button_reply: { id, title } },
					},
					{ ...message, id: 'wamid.3', type: 'text', text: { body: 'Behind' } },
				],
			},
		});
		expect(await answerOf(asked)).toMatchObject([{ answer: 'Approve' }]);
		expect(passedOn(await endedExecutions(stack.n8n, workflowId, 1))).toMatchObject([
			{ message: { text: 'Before' } },
			{ message: { text: 'Behind' } },
		]);
		await stack.n8n.deactivate(workflowId);
	});
});

describe('by link', () => {
	const opened = async ({ message }: Asked) => {
		const page = await browser.newPage();
		await page.goto(linkIn(message));
		return page;
	};

	test('approved on the page: the workflow goes on, and a second click does nothing', async () => {
		const asked = await byLink.askAndWait(MARIA, 'Do you approve order 2001?');
		const [page, another] = [await opened(asked), await opened(asked)];
		await page.getByText('Do you approve order 2001?').waitFor();
		await page.setViewportSize({ width: 360, height: 300 });
		await takePicture('question-page', page);
		await page.getByRole('button', { name: 'Approve' }).click();
		await page.getByText('Thank you. You can close this page now.').waitFor();
		expect(await answerOf(asked)).toMatchObject([
			{ answer: 'Approve', approved: true, answeredBy: null, receipt: { outcome: 'accepted' } },
		]);
		await another.getByRole('button', { name: 'Decline' }).click();
		await another.getByText('No action required').waitFor();
		await page.goto(linkIn(asked.message));
		await page.getByText('No action required').waitFor();
		expect(await answerOf(asked)).toHaveLength(1);
		await page.close();
		await another.close();
	});

	test('a text, written on the page', async () => {
		const asking = await open([asker({ responseType: 'freeText' })]);
		const asked = await asking.askAndWait(MARIA, 'How was it?');
		const page = await opened(asked);
		await page.getByLabel('Your answer').fill('   ');
		await page.getByRole('button', { name: 'Submit' }).click();
		await page.getByText('Write an answer.').waitFor();
		await page.getByLabel('Your answer').fill('Muy <bien> 👍');
		await page.getByRole('button', { name: 'Submit' }).click();
		await page.getByText('Thank you').waitFor();
		expect(await answerOf(asked)).toMatchObject([{ answer: 'Muy <bien> 👍' }]);
		await page.close();
	});

	test('a form, filled in wrongly first', async () => {
		const formFields = {
			values: [
				{ fieldLabel: 'Email', fieldType: 'email', requiredField: true },
				{
					fieldLabel: 'How many stars?',
					fieldName: 'stars',
					fieldType: 'number',
					requiredField: true,
				},
				{
					fieldLabel: 'What was good?',
					fieldName: 'good',
					fieldType: 'checkbox',
					fieldOptions: { values: [{ option: 'Food' }, { option: 'Room' }, { option: 'Staff' }] },
				},
				{ fieldLabel: 'Anything else?', fieldName: 'else', fieldType: 'textarea' },
			],
		};
		const asking = await open([asker({ responseType: 'customForm', formFields })]);
		const asked = await asking.askAndWait(MARIA, 'Rate your stay.');
		const page = await opened(asked);
		// A browser takes it for an address.
		await page.getByLabel('Email').fill('maria@example');
		await page.getByLabel('How many stars?').fill('4');
		await page.getByLabel('Food').check();
		await page.getByLabel('Staff').check();
		await page.getByRole('button', { name: 'Submit' }).click();
		await page.getByText('Enter an email address.').waitFor();
		expect(await isWaiting(asked)).toBe(true);
		await page.getByLabel('Email').fill('maria@example.com');
		await page.getByRole('button', { name: 'Submit' }).click();
		await page.getByText('Thank you').waitFor();
		expect(await answerOf(asked)).toMatchObject([
			{
				answer: { Email: 'maria@example.com', stars: 4, good: ['Food', 'Staff'], else: null },
				answeredBy: null,
			},
		]);
		await page.close();
	});

	test('whoever only opens the link, or changes it, answers nothing', async () => {
		const asked = await byLink.askAndWait(MARIA, 'Do you approve order 2002?');
		const link = linkIn(asked.message);
		const preview = { 'user-agent': 'WhatsApp/2.23.20.0' };
		const crawler = { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)', accept: '*/*' };
		for (const init of [{}, { method: 'HEAD' }, { headers: preview }, { headers: crawler }]) {
			await (await fetch(link, init)).arrayBuffer();
		}
		const changed = [
			link.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
			link.replace(/c=./, 'c=_'),
			link.replace(/r=0/, 'r=1'),
			link.replace(/&signature=.*/, ''),
			link.replace(/&signature=/, '&choice=0&signature='),
		];
		const body = new FormData();
		body.set('choice', '0');
		for (const each of changed) {
			expect((await fetch(each)).status).toBe(401);
			expect((await fetch(each, { method: 'POST', body })).status).toBe(401);
		}
		const other = new FormData();
		other.set('choice', '2');
		const json = { 'content-type': 'application/json' };
		const senseless = [
			{ status: 422, init: {} },
			{ status: 422, init: { body: 'choice=0' } },
			{ status: 422, init: { body: other } },
			{ status: 200, init: { headers: json, body: 'null' } },
			{ status: 422, init: { headers: json, body: '{"contact":' } },
			{ status: 200, init: { headers: json, body: '{"contact":{"phone":"+12025550143"}}' } },
		];
		for (const { status, init } of senseless) {
			const response = await fetch(link, { method: 'POST', ...init });
			expect({ ...init, status: response.status }).toEqual({ ...init, status });
		}
		expect(await isWaiting(asked)).toBe(true);
		expect((await fetch(link, { method: 'POST', body })).status).toBe(200);
		expect(await answerOf(asked)).toMatchObject([{ answer: 'Approve' }]);
	});
});

const LOOP = 'Loop Over Items';

/** One question after the other by the same node. */
const inTurn = async () =>
	await open(
		[
			node('Split Out', 'splitOut', 1, { fieldToSplitOut: 'body.items', options: {} }),
			node(LOOP, 'splitInBatches', 3, { options: {} }),
			asker({ recipient: '={{ $json.to }}', message: '={{ $json.text }}' }),
		],
		{ [LOOP]: to(AFTER, ASK), [ASK]: to(LOOP) },
	);

const items = (...texts: string[]) => ({ items: texts.map((text) => ({ to: MARIA, text })) });

test('asked again by the same node: a button of before does not answer the new question', async () => {
	const asking = await inTurn();
	const asked = await asking.askAndWait(MARIA, 'First', items('First', 'Second'));
	const [approve, decline] = buttonsOf(asked.message);
	await tap(MARIA, approve);
	const second = await untilAsked(stack.inbox, MARIA, 'Second');
	await untilWaiting(stack.n8n, asked.executionId);
	for (const old of [decline, approve]) await tap(MARIA, old);
	expect(logged(OVER, asked)).toBe(true);
	expect(await isWaiting(asked)).toBe(true);
	await tap(MARIA, buttonsOf(second)[1]);
	expect(await answerOf(asked)).toMatchObject([{ answer: 'Approve' }, { answer: 'Decline' }]);
});

describe('not asked twice', () => {
	beforeEach(async () => await stack.clear());

	const sent = async () => (await stack.messages()).length;

	test('with Retry On Fail, where nobody knows whether the question is out', async () => {
		const asking = await open([asker({}, RETRY_ON_FAIL)]);
		await stack.misbehave({ faults: [{ kind: 'status-500', taken: true, times: 1 }] });
		const asked = await asking.ask(MARIA, 'Do you approve order 3001?');
		const { status, error } = await stack.n8n.untilEnded(asked.executionId);
		expect({ status, error }).toMatchObject({
			status: 'error',
			error: { message: expect.stringContaining('may have sent the message already') },
		});
		expect(await sent()).toBe(1);
		await tap(MARIA, buttonsOf(asked.message)[0]);
		expect(logged(OVER, asked)).toBe(true);
	});

	test('with Retry On Fail, where the first try was refused', async () => {
		const asking = await open([asker({}, RETRY_ON_FAIL)]);
		await stack.misbehave({ faults: [{ kind: 'status-400', times: 1 }] });
		const asked = await asking.askAndWait(MARIA, 'Do you approve order 3002?');
		const taken = (await stack.messages()).filter(({ accepted }) => accepted);
		expect(taken).toHaveLength(1);
		await tap(MARIA, buttonsOf(taken[0])[0]);
		expect(await answerOf(asked)).toMatchObject([{ answer: 'Approve' }]);
	});

	test('with Send Once: the next execution goes on without an answer', async () => {
		const asking = await open([asker({ options: { sendOnceKey: '={{ $json.body.text }}' } })]);
		const first = await asking.askAndWait(MARIA, 'Do you approve order 3003?');
		const executionId = await asking.start({ to: MARIA, text: 'Do you approve order 3003?' });
		expect(await answerOf({ executionId })).toEqual([
			{
				answer: null,
				approved: false,
				answeredBy: null,
				answeredAt: null,
				receipt: expect.objectContaining({ outcome: 'skipped' }),
			},
		]);
		expect(await sent()).toBe(1);
		await tap(MARIA, buttonsOf(first.message)[0]);
		expect(await answerOf(first)).toMatchObject([{ answer: 'Approve' }]);
	});
});

describe('through other providers', () => {
	const by = (provider: string, type: string) => ({
		type: `n8n-nodes-whatsapp-gateways.${type}`,
		credentials: credentialOf(provider),
	});

	test('Vobiz: a tap on a quick reply of a template', async () => {
		const workflowId = await listen(trigger('vobiz'));
		const template = asker(
			{
				channel: located('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1'),
				answerBy: 'template',
				template: located('order_approval|en_US', 'name'),
				templateVariables: {
					mappingMode: 'defineBelow',
					value: { body_1: '6001', body_2: '$ 90' },
					schema: [],
				},
			},
			by('vobiz', 'vobizSend'),
		);
		const asking = await open([template]);
		const asked = await asking.askAndWait(PRIYA, 'Order 6001');
		await inbox.openConversation(PRIYA);
		const question = inbox.bubble('Order 6001 comes to $ 90.');
		await question.getByRole('button', { name: 'Approve', exact: true }).click();
		expect(await answerOf(asked)).toMatchObject([
			{ answer: 'Approve', approved: true, answeredBy: { phone: PRIYA } },
		]);
		expect(await stack.n8n.executionsOf(workflowId, 1)).toEqual([]);
		await stack.n8n.deactivate(workflowId);
	});

	describe('Evolution', () => {
		/** Asks from an instance that the trigger listens to. */
		async function openOn(account: string, parameters: object) {
			const instance = located(account, 'name');
			const workflowId = await listen(trigger('evolution', { instance }));
			const asking = await open([
				asker({ resource: 'message', instance, ...parameters }, by('evolution', 'evolutionSend')),
			]);
			return {
				asking,
				reply: async (more: object) =>
					await says(JOAO, { provider: 'evolution-v2', account, ...more }),
				close: async () => await stack.n8n.deactivate(workflowId),
				starts: async () => (await stack.n8n.executionsOf(workflowId, 5)).length,
			};
		}

		test('a number in the chat, and the words of a quote', async () => {
			const { asking, reply, starts, close } = await openOn('phone', { answerBy: 'reply' });
			const first = await asking.askAndWait(JOAO, 'Do you approve order 6002?');
			await reply({ type: 'text', text: '2' });
			expect(await answerOf(first)).toMatchObject([
				{ answer: 'Decline', approved: false, answeredBy: { phone: JOAO } },
			]);
			const [second, third] = [
				await asking.askAndWait(JOAO, 'Do you approve order 6003?'),
				await asking.askAndWait(JOAO, 'Do you approve order 6004?'),
			];
			await reply({ type: 'text', text: '*approve!*', context: second.message.messageId });
			expect(await answerOf(second)).toMatchObject([{ answer: 'Approve', approved: true }]);
			expect(await isWaiting(third)).toBe(true);
			expect(await starts()).toBe(0);
			await close();
		});

		test('a text, as a quote', async () => {
			const { asking, reply, starts, close } = await openOn('phone', { responseType: 'freeText' });
			const asked = await asking.askAndWait(JOAO, 'How was it?');
			await reply({ type: 'text', text: 'Just a moment' });
			await until(SECONDS, async () => (await starts()) === 1);
			await reply({ type: 'text', text: 'Muy bien', context: asked.message.messageId });
			expect(await answerOf(asked)).toMatchObject([
				{ answer: 'Muy bien', answeredBy: { phone: JOAO } },
			]);
			await close();
		});

		test('a tap on WhatsApp Business, of which only the label comes', async () => {
			const { asking, reply, starts, close } = await openOn('cap', { answerBy: 'auto' });
			const asked = await asking.askAndWait(JOAO, 'Do you approve order 6005?');
			const [, decline] = buttonsOf(asked.message);
			await reply({ type: 'button', button: decline, context: asked.message.messageId });
			expect(await answerOf(asked)).toMatchObject([
				{ answer: 'Decline', approved: false, answeredBy: { phone: JOAO } },
			]);
			expect(await starts()).toBe(0);
			await close();
		});
	});
});

describe('several items', () => {
	beforeEach(async () => await stack.clear());

	const splitting = async (differences: Partial<NodeJson>) =>
		await open([
			node('Split Out', 'splitOut', 1, { fieldToSplitOut: 'body.items', options: {} }),
			asker({ recipient: '={{ $json.to }}', message: '={{ $json.text }}' }, differences),
		]);

	const REFUSED = '"Send and Wait for Response" asks one question per execution, but got 2 items';

	test('are refused before sending', async () => {
		const asking = await splitting({});
		const executionId = await asking.start(items('First', 'Second'));
		const { status, error } = await stack.n8n.untilEnded(executionId);
		expect({ status, error }).toMatchObject({
			status: 'error',
			error: { message: expect.stringContaining(REFUSED) },
		});
		expect(await stack.messages()).toEqual([]);
	});

	test('are refused before sending, where the workflow goes on after errors', async () => {
		const asking = await splitting({ onError: 'continueRegularOutput' });
		const executionId = await asking.start(items('First', 'Second'));
		expect(await answerOf({ executionId })).toEqual(
			Array(2).fill(expect.objectContaining({ error: expect.stringContaining(REFUSED) })),
		);
		expect(await stack.messages()).toEqual([]);
	});
});

test('an execution that was stopped takes no answer', async () => {
	const asked = await byButtons.askAndWait(MARIA, 'Do you approve order 4001?');
	await stack.n8n.rest('POST', `/executions/${asked.executionId}/stop`);
	await tap(MARIA, buttonsOf(asked.message)[0]);
	expect(logged(OVER, asked)).toBe(true);
	expect(await statusOf(stack.n8n, asked.executionId)).toBe('canceled');
});

test('many at once, answered in another order and each twice: each goes on with its own answer', async () => {
	await stack.clear();
	const started = (await startedWith(0)).length;
	const { n8n, inbox } = stack;
	const count = 30;
	const many = await answerMany({ n8n, inbox, asking: byButtons, by: 'taps', count, most: 10 });
	expect(many).toMatchObject({
		ownAnswer: count,
		other: 0,
		replies: { right: count, repeated: count, forged: count, foreign: count },
	});
	expect((await startedWith(0)).length).toBe(started);
});

describe('in words, with Shared Memory', () => {
	const options = { sharedMemory: true };
	const remembering = (parameters: Json = {}) => asker({ options, ...parameters });
	const byText = { responseType: 'freeText' };
	/** Hears all that AIsoule tells in this part. */
	const words = trigger('aisoule', { options });
	let started: string;

	beforeAll(async () => {
		Object.assign(credentialIds, await saveSharedMemory(stack.n8n));
		started = await listen(words);
		await enterByHand(stack.inbox, 'aisoule', productionUrl(stack.n8n.url, words));
	});
	afterAll(async () => {
		await stack.inbox.deliver({ timeScale: 100 });
		await enterByHand(stack.inbox, 'aisoule', productionUrl(stack.n8n.url, listener));
	});

	const write = async (from: string, text: string) => await says(from, { type: 'text', text });
	const starts = async () => (await stack.n8n.executionsOf(started, 100)).length;
	const rows = async () => await waitingQuestions(stack.n8n);

	test('a text without a quote: the workflow goes on, and what comes next is a message', async () => {
		const asked = await (await open([remembering(byText)])).askAndWait(MARIA, 'How was it?');
		expect(await rows()).toMatchObject([
			{ key: `${ASK}, execution ${asked.executionId}`, outcome: 'waiting', to: MARIA },
		]);
		const [signature] = signaturesIn(linkIn(asked.message));
		expect(JSON.stringify(await rows())).not.toContain(signature);
		await write(JOAO, 'Somebody else');
		await until(SECONDS, async () => (await starts()) === 1);
		await write(MARIA, 'Muy bien');
		expect(await answerOf(asked)).toMatchObject([
			{ answer: 'Muy bien', answeredBy: { phone: MARIA } },
		]);
		await write(MARIA, 'Thanks');
		await until(SECONDS, async () => (await starts()) === 2);
		expect(passedOn(await endedExecutions(stack.n8n, started, 2))).toMatchObject([
			{ message: { text: 'Thanks' } },
			{ message: { text: 'Somebody else' } },
		]);
	});

	test('several questions: each gets what answers it, the oldest first, and a tap its own', async () => {
		const before = await starts();
		const [texts, buttons] = [await open([remembering(byText)]), await open([remembering()])];
		const approval = await buttons.askAndWait(MARIA, 'Do you approve order 7001?');
		const tapped = await buttons.askAndWait(MARIA, 'Do you approve order 7002?');
		const first = await texts.askAndWait(MARIA, 'And how was it?');
		const second = await texts.askAndWait(MARIA, 'What else?');
		await tap(MARIA, buttonsOf(tapped.message)[1]);
		expect(await answerOf(tapped)).toMatchObject([{ answer: 'Decline' }]);
		await write(MARIA, 'Fine');
		expect(await answerOf(first)).toMatchObject([{ answer: 'Fine' }]);
		await write(MARIA, 'approve!');
		expect(await answerOf(approval)).toMatchObject([{ answer: 'Approve', approved: true }]);
		expect(await isWaiting(second)).toBe(true);
		await write(MARIA, 'Nothing');
		expect(await answerOf(second)).toMatchObject([{ answer: 'Nothing' }]);
		expect(await starts()).toBe(before);
		await until(SECONDS, async () => (await rows()).every(({ outcome }) => outcome === 'answered'));
	});

	test('the same message several times at the same instant: it answers one question', async () => {
		const before = await starts();
		const texts = await open([remembering(byText)]);
		const [first, second] = [
			await texts.askAndWait(MARIA, 'One?'),
			await texts.askAndWait(MARIA, 'Two?'),
		];
		await stack.inbox.deliver({ timeScale: 100, copies: 5 });
		expect(await write(MARIA, 'Yes')).toEqual(Array(5).fill(200));
		expect(await answerOf(first)).toMatchObject([{ answer: 'Yes' }]);
		expect(await isWaiting(second)).toBe(true);
		expect(await starts()).toBe(before);
		await write(MARIA, 'No');
		expect(await answerOf(second)).toMatchObject([{ answer: 'No' }]);
	});

	test('many at once, answered in another order and each twice: each goes on with its own answer', async () => {
		await stack.clear();
		const asking = await open([remembering(byText)]);
		await stack.inbox.deliver({ timeScale: 100, shuffle: true });
		const { n8n, inbox } = stack;
		const count = 20;
		const many = await answerMany({ n8n, inbox, asking, by: 'words', count, most: 10 });
		expect(many).toMatchObject({ ownAnswer: count, other: 0 });
	});
});

test('nobody answers: after the limit, the workflow goes on without an answer', async () => {
	expect(await answerOf(forgotten)).toEqual([
		{
			answer: null,
			approved: false,
			answeredBy: null,
			answeredAt: null,
			timedOut: true,
			receipt: expect.objectContaining({ outcome: 'accepted', to: JOHN }),
		},
	]);
	await tap(JOHN, buttonsOf(forgotten.message)[0]);
	expect(logged(OVER, forgotten)).toBe(true);
});

describe('kill -9 between question and answer', () => {
	let tapped: Asked;
	let linked: Asked;
	let again: Asked;
	let first: ReturnType<typeof buttonsOf>;

	beforeAll(async () => {
		tapped = await byButtons.askAndWait(MARIA, 'Do you approve order 5001?');
		linked = await byLink.askAndWait(JOAO, 'Do you approve order 5002?');
		again = await (await inTurn()).askAndWait(MARIA, 'First', items('First', 'Second'));
		first = buttonsOf(again.message);
		await tap(MARIA, first[0]);
		const message = await untilAsked(stack.inbox, MARIA, 'Second');
		again = { ...again, message };
		await untilWaiting(stack.n8n, again.executionId);
		await stack.restart('SIGKILL');
	});

	test('a tap resumes', async () => {
		await inbox.openConversation(MARIA);
		const question = inbox.bubble('Do you approve order 5001?');
		await question.getByRole('button', { name: 'Approve', exact: true }).click();
		expect(await answerOf(tapped)).toMatchObject([
			{ answer: 'Approve', approved: true, answeredBy: { phone: MARIA } },
		]);
	});

	test('the page resumes', async () => {
		const page = await browser.newPage();
		await page.goto(linkIn(linked.message));
		await page.getByRole('button', { name: 'Decline' }).click();
		await page.getByText('Thank you').waitFor();
		expect(await answerOf(linked)).toMatchObject([{ answer: 'Decline', approved: false }]);
	});

	test('a button of before does not answer the new question', async () => {
		await tap(MARIA, first[1]);
		expect(logged(OVER, again)).toBe(true);
		expect(await isWaiting(again)).toBe(true);
		await tap(MARIA, buttonsOf(again.message)[1]);
		expect(await answerOf(again)).toMatchObject([{ answer: 'Approve' }, { answer: 'Decline' }]);
	});
});
