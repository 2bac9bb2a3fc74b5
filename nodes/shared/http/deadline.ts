import { sleep } from 'n8n-workflow';
import { SLICE_MS } from '../lib/wait';

/** A request that waits for its answer. */
interface PendingRequest {
	/** `performance.now()` when it is too late. */
	until: number;
	expire: () => void;
}

/** One clock for all, since a timer for each would outlive its request and hold on to its message. */
const waiting = new Set<PendingRequest>();

let watching = false;

async function watch(): Promise<void> {
	if (watching) return;
	watching = true;
	while (waiting.size > 0) {
		await sleep(SLICE_MS);
		const now = performance.now();
		for (const { until, expire } of waiting) if (until <= now) expire();
	}
	watching = false;
}

/**
 * Waits for an answer, but not longer than this.
 * @param send gets a signal that comes when no answer is wanted any more, to end what it began: it is
 * too late, something failed on the way, or all is cancelled
 * @throws as a connection does that ends before an answer came
 */
export async function beforeDeadline<Result>(
	ms: number,
	send: (ending: AbortSignal) => Promise<Result>,
	cancelled?: AbortSignal,
): Promise<Result> {
	const ending = new AbortController();
	const end = () => ending.abort();
	const request: PendingRequest = { until: performance.now() + ms, expire: () => {} };
	const late = new Promise<never>((_resolve, reject) => {
		request.expire = () => {
			reject({ cause: { code: 'no answer in time' } });
			end();
		};
	});
	if (cancelled?.aborted) end();
	cancelled?.addEventListener('abort', end);
	waiting.add(request);
	void watch();
	const answer = send(ending.signal);
	answer.catch(end);
	return await Promise.race([answer, late]).finally(() => {
		waiting.delete(request);
		cancelled?.removeEventListener('abort', end);
	});
}
