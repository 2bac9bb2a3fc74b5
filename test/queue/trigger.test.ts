import type { Execution, NodeJson } from '../../scripts/n8n/n8nClient';
import { WEBHOOK_SECRET as AISOULE_WEBHOOK_SECRET } from '../../sandbox/aisoule/account';
import { workflowOf } from '../support/workflows/deliveryWorkflows';
import {
	after,
	endedExecutions,
	passedOn,
	productionUrl,
	tellAsAisoule,
	trigger,
} from '../support/workflows/triggerWorkflow';
import { until } from '../support/stack/until';
import { openQueueMode, type QueueMode } from './queueMode';

/**
 * The trigger, called at the webhook process. What is no promise is measured and printed;
 * docs/queue-mode.md has the figures.
 */
let queue: QueueMode;

beforeAll(async () => {
	queue = await openQueueMode();
});
afterAll(async () => await queue?.stop());

async function listen(listener: NodeJson): Promise<string> {
	const workflow = workflowOf(String(listener.webhookId), [listener, after()]);
	const workflowId = await queue.n8n.importWorkflow(workflow, queue.credentialIds);
	await queue.n8n.activate(workflowId);
	return workflowId;
}

const urlOf = (listener: NodeJson) => productionUrl(queue.webhookUrl, listener);

const ended = async (workflowId: string, count: number) =>
	await endedExecutions(queue.n8n, workflowId, count);

/** The last one of so many executions, when it has ended. */
async function newest(workflowId: string, count: number): Promise<Execution> {
	let ids: string[] = [];
	await until(20, async () => {
		ids = await queue.n8n.executionsOf(workflowId, count);
		return ids.length === count;
	});
	return await queue.n8n.untilEnded(ids[0]);
}

/** Of the messages that went on. */
const idsOf = (executions: Execution[]) =>
	(passedOn(executions) as Array<{ message: { id: string } }>).map(({ message }) => message.id);

/** A trigger for AIsoule, and how its workflow is told something. */
async function listenToAisoule() {
	const listener = trigger('aisoule');
	const url = urlOf(listener);
	await queue.inbox.enter('aisoule', { url, secret: AISOULE_WEBHOOK_SECRET });
	const workflowId = await listen(listener);
	return { workflowId, url, tell: async (id: string) => await tellAsAisoule(url, id) };
}

const print = (figure: string) => process.stdout.write(`${figure}\n`);

describe.each([
	{ provider: 'vobiz', player: 'vobiz', parameters: {} },
	{
		provider: 'evolution',
		player: 'evolution-v2',
		parameters: { instance: { __rl: true, mode: 'name', value: 'phone' } },
	},
] as const)('$player', ({ provider, player, parameters }) => {
	const registered = async () =>
		(await queue.inbox.webhooks()).filter(
			(webhook) => webhook.provider === player && webhook.enabled !== false,
		);

	test('is registered once, with the address of the webhook process, and starts the workflow on a worker', async () => {
		const listener = trigger(provider, parameters);
		const workflowId = await listen(listener);
		const webhooks = await registered();
		expect(webhooks).toHaveLength(1);
		expect(webhooks[0].url).toContain(urlOf(listener));

		await queue.inbox.reply({
			provider: player,
			from: '+56912345678',
			type: 'text',
			text: 'Hello',
			...(provider === 'evolution' && { account: 'phone' }),
		});
		const executions = await ended(workflowId, 1);
		expect(passedOn(executions)).toMatchObject([{ provider, message: { text: 'Hello' } }]);
		expect(queue.workerOf(executions[0].id)).toBeDefined();
		await until(5, async () =>
			(await queue.inbox.deliveries()).every(({ state }) => state === 'delivered'),
		);

		await queue.n8n.deactivate(workflowId);
		await until(20, async () => (await registered()).length === 0);
	});
});

test('a call that proves nothing gets HTTP 401 and starts nothing', async () => {
	const { workflowId, url, tell } = await listenToAisoule();
	const body = JSON.stringify({ event: 'message.incoming', data: { message_id: 'forged' } });
	for (const signature of ['', 'wrong', '0'.repeat(64)]) {
		const headers = { 'content-type': 'application/json', 'x-webhook-signature': signature };
		expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(401);
	}
	await tell('proven');
	expect(passedOn(await ended(workflowId, 1))).toMatchObject([{ message: { id: 'proven' } }]);
});

describe('repeats', () => {
	test('one after the other: the second one ends, on whichever worker it is', async () => {
		const { workflowId, tell } = await listenToAisoule();
		const ids = Array.from({ length: 10 }, (_, index) => `in turn ${index}`);
		let told = 0;
		for (const id of [...ids, ...ids]) {
			await tell(id);
			await newest(workflowId, ++told);
		}
		const executions = await ended(workflowId, 20);
		expect(executions.map(({ status }) => status)).toEqual(Array(20).fill('success'));
		expect(idsOf(executions).sort()).toEqual(ids);
		expect(new Set(executions.map(({ id }) => queue.workerOf(id))).size).toBe(2);
	});

	test('20 at the same instant: how many go on; one that comes later ends', async () => {
		const rounds: number[] = [];
		for (let round = 0; round < 10; round++) {
			const { workflowId, tell } = await listenToAisoule();
			await tell('the first one');
			await newest(workflowId, 1);
			await Promise.all(Array.from({ length: 20 }, async () => await tell('crowd')));
			const passed = idsOf(await ended(workflowId, 21));
			await tell('crowd');
			expect(idsOf([await newest(workflowId, 22)])).toEqual([]);
			rounds.push(passed.filter((id) => id === 'crowd').length);
		}
		expect(Math.min(...rounds)).toBeGreaterThanOrEqual(1);
		print(`20 repeats at the same instant, 10 rounds: ${rounds.join(', ')} went on`);
	});

	test('the first events that a trigger ever has, at the same instant: all go on', async () => {
		for (let round = 0; round < 5; round++) {
			const { workflowId, tell } = await listenToAisoule();
			const ids = Array.from({ length: 10 }, (_, index) => `first of all ${round} ${index}`);
			await Promise.all(ids.map(tell));
			const executions = await ended(workflowId, ids.length);
			expect(executions.map(({ status, error }) => error?.message ?? status)).toEqual(
				Array(10).fill('success'),
			);
			expect(idsOf(executions).sort()).toEqual(ids);
		}
	});
});
