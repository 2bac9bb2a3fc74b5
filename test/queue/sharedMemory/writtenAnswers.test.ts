import { until } from '../../support/stack/until';
import {
	asker,
	openAsking,
	statusOf,
	type AskingWorkflow,
} from '../../support/workflows/askingWorkflow';
import { workflowOf } from '../../support/workflows/deliveryWorkflows';
import { answerMany } from '../../support/workflows/manyWaits';
import {
	AFTER,
	after,
	productionUrl,
	tellAsAisoule,
	trigger,
} from '../../support/workflows/triggerWorkflow';
import { waitingQuestions } from '../../support/workflows/waitingQuestions';
import { print } from '../onWorkers';
import { openQueueMode, type QueueMode } from '../queueMode';

/** Answers in words with Shared Memory: each message comes in at two webhook processes at once. */
let queue: QueueMode;
let asking: AskingWorkflow;
let urls: string[];
let listening: string;

beforeAll(async () => {
	queue = await openQueueMode({ workers: 3, webhookProcesses: 2 });
	const options = { sharedMemory: true };
	asking = await openAsking(queue, [asker({ responseType: 'freeText', options })]);
	// What is no answer starts nothing, so that the answers alone are measured.
	const listener = trigger('aisoule', { events: ['contact.created'], options });
	urls = queue.webhookUrls.map((url) => productionUrl(url, listener));
	listening = await queue.n8n.importWorkflow(
		workflowOf(String(listener.webhookId), [listener, after()]),
		queue.credentialIds,
	);
	await queue.n8n.activate(listening);
});
afterAll(async () => await queue?.stop());

let messages = 0;

async function tell(from: string, text: string, copies = 1): Promise<void> {
	const id = `message ${++messages}`;
	const calls = Array.from({ length: copies }, () => urls).flat();
	await Promise.all(calls.map(async (url) => await tellAsAisoule(url, id, { from, text })));
}

const answersOf = async (executionId: string) =>
	(await queue.n8n.untilEnded(executionId)).outputOf(AFTER).map(({ answer }) => answer);

test('the same message 10 times at the same instant, 20 rounds: of two questions, it answers one', async () => {
	const maria = '+56912345678';
	for (let round = 1; round <= 20; round++) {
		const first = await asking.askAndWait(maria, `First question of round ${round}`);
		const second = await asking.askAndWait(maria, `Second question of round ${round}`);
		await tell(maria, 'Yes', 5);
		expect(await answersOf(first.executionId)).toEqual(['Yes']);
		expect(await statusOf(queue.n8n, second.executionId)).toBe('waiting');
		await tell(maria, 'No', 5);
		expect(await answersOf(second.executionId)).toEqual(['No']);
	}
});

const WAITS = 1000;

/** The machine may have other things to do. */
const LONG_MS = 45 * 60_000;

test(
	`${WAITS} questions, answered in another order and each twice, at two processes: each goes on once`,
	async () => {
		const begin = performance.now();
		const { ownAnswer, other, ms } = await answerMany({
			n8n: queue.n8n,
			inbox: queue.inbox,
			asking,
			by: 'words',
			count: WAITS,
			most: 10,
			tell: async (from, { text = '' }) => await tell(from, text),
		});
		const sorted = ms.sort((one, another) => one - another);
		const took = (performance.now() - begin) / 1000;
		print(
			`${WAITS} questions answered in words: ${ownAnswer} went on once with their own answer, in ${took.toFixed(0)} s; from the message to the answer ${sorted[WAITS / 2]} ms in the median, ${sorted[Math.floor(WAITS * 0.95)]} ms for 95 %`,
		);
		expect({ ownAnswer, other }).toEqual({ ownAnswer: WAITS, other: 0 });
		expect(await queue.n8n.executionsOf(listening, 1)).toEqual([]);
		await until(60, async () =>
			(await waitingQuestions(queue.n8n)).every(({ outcome }) => outcome === 'answered'),
		);
	},
	LONG_MS,
);
