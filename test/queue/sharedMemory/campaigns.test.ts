import { randomUUID } from 'node:crypto';
import { SHARED_MEMORY } from '../../support/n8n/sharedMemory';
import { until } from '../../support/stack/until';
import { callWebhook } from '../../support/stack/webhookCall';
import { node, webhook, workflowOf } from '../../support/workflows/deliveryWorkflows';
import { arrivals, keysOf, recipientOf } from '../../support/workflows/keyedSends';
import { inWords, openOnWorkers, print } from '../onWorkers';
import { openQueueMode, type QueueMode } from '../queueMode';

/** Campaigns over three workers with Shared Memory: what is urgent, and who wants no messages. */
let queue: QueueMode;

beforeAll(async () => {
	queue = await openQueueMode({ workers: 3, webhookProcesses: 2 });
});
afterEach(async () => {
	await queue.inbox.clear();
	await queue.inbox.misbehave({});
});
afterAll(async () => await queue?.stop());

test('urgent messages pass those that wait on other workers', async () => {
	await queue.inbox.misbehave({ limits: 'documented' });
	const open = async (path: string, options: object) =>
		await openOnWorkers(queue, path, 'aisoule', { ...options, sharedMemory: true });
	const offers = await open('offers', {});
	const passwords = await open('passwords', { priority: 'urgent' });
	const batches = ['one', 'two'].map((name) => keysOf(`offer ${name}`, 100));
	const urgent = keysOf('password', 5);

	const offering = offers.send(batches);
	// The second 100 wait for the minute to pass.
	const left = async () => (await arrivals(queue.inbox, batches.flat())).filter(Boolean).length;
	await until(60, async () => (await left()) === 100);
	const [outcomes] = await passwords.send([urgent]);
	expect(outcomes).toEqual(Array(5).fill('accepted'));
	await offering;

	const texts = (await queue.inbox.messages()).map(({ content }) => content.text);
	const places = urgent.map((text) => texts.indexOf(text) + 1);
	print(`200 offers on two workers; the urgent ones of the third were number ${places.join(', ')}`);
	expect(Math.max(...places)).toBeLessThanOrEqual(110);
	const executions = [
		...(await queue.n8n.executionsOf(passwords.workflowId, 1)),
		...(await queue.n8n.executionsOf(offers.workflowId, 2)),
	];
	expect(new Set(executions.map((id) => queue.workerOf(id))).size).toBe(3);
});

test('who is added to the Opt-Out List on one worker gets nothing from the others', async () => {
	const sender = await openOnWorkers(queue, 'news', 'vobiz', {
		sharedMemory: true,
		respectOptOuts: true,
	});
	const keys = keysOf('news', 30);
	const optedOut = [3, 7, 21];
	const path = randomUUID();
	const workflow = workflowOf(path, [
		webhook(path),
		{
			...node('List', '', 1, { operation: 'add', phoneNumber: '={{ $json.body.phone }}' }),
			type: 'n8n-nodes-whatsapp-gateways.whatsAppOptOutList',
			credentials: SHARED_MEMORY,
		},
	]);
	await queue.n8n.activate(await queue.n8n.importWorkflow(workflow, queue.credentialIds));
	await Promise.all(
		optedOut.map(async (each) => {
			await callWebhook(queue.webhookUrl, path, { phone: recipientOf(each) });
		}),
	);

	const outcomes = await sender.sendApart([keys, keys, keys]);
	print(`30 people on each of three workers, 3 of whom want nothing: ${inWords(outcomes.flat())}`);
	const wanted = keys.map((_, each) => (optedOut.includes(each) ? 'skipped' : 'accepted'));
	expect(outcomes).toEqual([wanted, wanted, wanted]);
	expect(await arrivals(queue.inbox, keys)).toEqual(
		wanted.map((outcome) => (outcome === 'accepted' ? 3 : 0)),
	);
});
