import { count, openSender, sendKeys } from '../support/workflows/keyedSends';
import type { QueueMode } from './queueMode';

/** A workflow that sends, started as often as there are batches. */
export interface SenderOnWorkers {
	workflowId: string;
	/** Starts it for all batches at once, over all webhook processes; returns the outcomes of each. */
	send(batches: string[][]): Promise<unknown[][]>;
	/** The same, where each batch has to be on another worker. */
	sendApart(batches: string[][]): Promise<unknown[][]>;
}

/** @param credentialIds where they are not the usual ones */
export async function openOnWorkers(
	queue: QueueMode,
	path: string,
	provider: Parameters<typeof openSender>[3],
	options: object,
	credentialIds = queue.credentialIds,
): Promise<SenderOnWorkers> {
	const workflowId = await openSender(queue.n8n, credentialIds, path, provider, options);
	const { webhookUrls } = queue;
	const send = async (batches: string[][]) =>
		await Promise.all(
			batches.map(async (keys, index) => {
				const url = webhookUrls[index % webhookUrls.length];
				return await sendKeys(url, path, keys);
			}),
		);
	return {
		workflowId,
		send,
		async sendApart(batches) {
			const outcomes = await send(batches);
			const executions = await queue.n8n.executionsOf(workflowId, batches.length);
			const workers = new Set(executions.map((id) => queue.workerOf(id)));
			if (workers.size < batches.length) {
				throw new Error(`${batches.length} batches were on ${workers.size} workers.`);
			}
			return outcomes;
		},
	};
}

/** `3 accepted, 2 skipped`, of what there is. */
export const inWords = (outcomes: unknown[]) =>
	['accepted', 'skipped', 'unknown', 'notSent']
		.map((outcome) => ({ outcome, times: count(outcomes, outcome) }))
		.filter(({ times }) => times > 0)
		.map(({ outcome, times }) => `${times} ${outcome}`)
		.join(', ');

/** Figures are printed; docs/queue-mode.md has them. */
export const print = (figure: string) => process.stdout.write(`${figure}\n`);
