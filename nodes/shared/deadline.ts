import { sleep } from 'n8n-workflow';
import { SLICE_MS } from './waiting';

/** A request that waits for its answer. */
interface Waiting {
	/** `performance.now()` when it is too late. */
	until: number;
	expire: () => void;
}

/** One clock for all, since a timer for each would outlive its request and hold on to its message. */
const waiting = new Set<Waiting>();

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
 * @param send gets a signal that comes when it is too late, to end what it began
 * @throws as a connection does that ends before an answer came
 */
export async function beforeDeadline<Result>(
	ms: number,
	send: (late: AbortSignal) => Promise<Result>,
): Promise<Result> {
	const request: Waiting = { until: performance.now() + ms, expire: () => {} };
	const ending = new AbortController();
	const late = new Promise<never>((_resolve, reject) => {
		request.expire = () => {
			reject({ cause: { code: 'no answer in time' } });
			ending.abort();
		};
	});
	waiting.add(request);
	void watch();
	return await Promise.race([send(ending.signal), late]).finally(() => waiting.delete(request));
}
