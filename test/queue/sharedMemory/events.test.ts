import { WEBHOOK_SECRET as AISOULE_WEBHOOK_SECRET } from '../../../sandbox/aisoule/account';
import { workflowOf } from '../../support/workflows/deliveryWorkflows';
import {
	after,
	endedExecutions,
	passedOn,
	productionUrl,
	tellAsAisoule,
	trigger,
} from '../../support/workflows/triggerWorkflow';
import { print } from '../onWorkers';
import { openQueueMode, type QueueMode } from '../queueMode';

/** Repeats with Shared Memory: an event goes on once over all webhook processes and workers. */
let queue: QueueMode;

beforeAll(async () => {
	queue = await openQueueMode({ workers: 3, webhookProcesses: 2 });
});
afterAll(async () => await queue?.stop());

const AT_ONCE = 50;

/** A new trigger, and how each webhook process is told the same. */
async function listen() {
	const listener = trigger('aisoule', { options: { sharedMemory: true } });
	const urls = queue.webhookUrls.map((url) => productionUrl(url, listener));
	await queue.inbox.enter('aisoule', { url: urls[0], secret: AISOULE_WEBHOOK_SECRET });
	const workflow = workflowOf(String(listener.webhookId), [listener, after()]);
	const workflowId = await queue.n8n.importWorkflow(workflow, queue.credentialIds);
	await queue.n8n.activate(workflowId);
	return {
		workflowId,
		async tell(ids: string[]) {
			await Promise.all(
				ids.map(async (id, index) => await tellAsAisoule(urls[index % urls.length], id)),
			);
		},
	};
}

const idsOf = (executions: Parameters<typeof passedOn>[0]) =>
	(passedOn(executions) as Array<{ message: { id: string } }>).map(({ message }) => message.id);

test('50 times the same event at the same instant, at two webhook processes, 10 rounds: it goes on once', async () => {
	const rounds: number[] = [];
	for (let round = 0; round < 10; round++) {
		const { workflowId, tell } = await listen();
		await tell(Array(AT_ONCE).fill('crowd'));
		const executions = await endedExecutions(queue.n8n, workflowId, AT_ONCE);
		expect(executions.map(({ error, status }) => error?.message ?? status)).toEqual(
			Array(AT_ONCE).fill('success'),
		);
		expect(new Set(executions.map(({ id }) => queue.workerOf(id))).size).toBe(3);
		rounds.push(idsOf(executions).length);
	}
	print(`${AT_ONCE} repeats at the same instant, 10 rounds: ${rounds.join(', ')} went on`);
	expect(rounds).toEqual(Array(10).fill(1));
});

test('50 events at the same instant, each at both webhook processes: all go on, once', async () => {
	const { workflowId, tell } = await listen();
	const ids = Array.from({ length: AT_ONCE }, (_, index) => `event ${index + 10}`);
	// What one of them gets first, the other one gets last.
	await tell([...ids, ...ids.toReversed()]);
	const executions = await endedExecutions(queue.n8n, workflowId, 2 * AT_ONCE);
	expect(idsOf(executions).sort()).toEqual(ids);
});
