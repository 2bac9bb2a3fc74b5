import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser/chromium';
import { until } from '../support/stack/until';
import {
	asker,
	buttonsOf,
	linkIn,
	openAsking,
	type Asked,
	type AskingWorkflow,
} from '../support/workflows/askingWorkflow';
import { workflowOf } from '../support/workflows/deliveryWorkflows';
import {
	AFTER,
	after,
	enterByHand,
	productionUrl,
	trigger,
} from '../support/workflows/triggerWorkflow';
import { openQueueMode, type QueueMode } from './queueMode';

/** A worker asks, the webhook process takes the answer, and a worker goes on. */
let queue: QueueMode;
let browser: Browser;
let byButtons: AskingWorkflow;
let byLink: AskingWorkflow;
let listening: string;

const MARIA = '+56912345678';

beforeAll(async () => {
	[queue, browser] = await Promise.all([openQueueMode(), launchChromium()]);
	byButtons = await openAsking(queue);
	byLink = await openAsking(queue, [asker({ answerBy: 'page' })]);
	const listener = trigger('aisoule');
	listening = await queue.n8n.importWorkflow(
		workflowOf(String(listener.webhookId), [listener, after()]),
		queue.credentialIds,
	);
	await queue.n8n.activate(listening);
	await queue.inbox.deliver({ timeScale: 100 });
	await enterByHand(queue.inbox, 'aisoule', productionUrl(queue.webhookUrl, listener));
});
afterAll(async () => {
	await browser?.close();
	await queue?.stop();
});

/** @returns ms until the provider had its answer */
async function tap({ message, to }: Asked): Promise<number> {
	const button = buttonsOf(message)[0];
	const begin = performance.now();
	await queue.inbox.reply({ provider: 'aisoule', from: to, type: 'button', button });
	const told = async () =>
		(await queue.inbox.deliveries()).every(({ state }) => state === 'delivered');
	await until(60, told, 'the delivery of a tap');
	return performance.now() - begin;
}

async function approve({ message }: Asked): Promise<void> {
	const page = await browser.newPage();
	await page.goto(linkIn(message));
	await page.getByRole('button', { name: 'Approve' }).click();
	await page.getByText('Thank you').waitFor();
	await page.close();
}

/** Went on once, on a worker. */
async function expectApproved({ executionId }: Asked): Promise<void> {
	const { status, outputOf } = await queue.n8n.untilEnded(executionId);
	expect({ status, answers: outputOf(AFTER) }).toMatchObject({
		status: 'success',
		answers: [{ answer: 'Approve', approved: true, receipt: { outcome: 'accepted' } }],
	});
	expect(queue.workerOf(executionId)).toBeDefined();
}

const print = (figure: string) => process.stdout.write(`${figure}\n`);

test('a tap resumes, as often as it comes, once', async () => {
	const times: number[] = [];
	const ended: Asked[] = [];
	for (let order = 1; order <= 20; order++) {
		const asked = await byButtons.askAndWait(MARIA, `Do you approve order ${order}?`);
		times.push(await tap(asked));
		await expectApproved(asked);
		await tap(asked);
		ended.push(asked);
	}
	for (const asked of ended) await expectApproved(asked);
	expect(await queue.n8n.executionsOf(listening, 1)).toEqual([]);
	const [median] = times.sort((one, other) => one - other).slice(10);
	print(`From the tap to the answer to the provider, 20 taps: median ${median.toFixed(0)} ms`);
	const workers = queue.workers().map((worker) => {
		const log = worker.log();
		const begun = ended.filter(({ executionId }) =>
			log.includes(`Worker started execution ${executionId} (`),
		);
		return begun.length;
	});
	print(`Of 20 executions, each worker had a part of ${workers.join(' and ')}`);
});

test('the page resumes', async () => {
	const asked = await byLink.askAndWait(MARIA, 'Do you approve order 100?');
	await approve(asked);
	await expectApproved(asked);
});

test('kill -9 of the webhook process between question and answer', async () => {
	const tapped = await byButtons.askAndWait(MARIA, 'Do you approve order 101?');
	const linked = await byLink.askAndWait(MARIA, 'Do you approve order 102?');
	await queue.replaceWebhookProcess();
	await tap(tapped);
	await expectApproved(tapped);
	await approve(linked);
	await expectApproved(linked);
	expect(await queue.n8n.executionsOf(listening, 1)).toEqual([]);
});
