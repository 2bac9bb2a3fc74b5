import { sleep } from 'n8n-workflow';

/** So that a cancelled execution does not wait for the end of its wait. */
export const SLICE_MS = 250;

/** Waits, but no longer than until the signal. */
export async function wait(ms: number, signal?: AbortSignal): Promise<void> {
	const end = performance.now() + ms;
	for (let left = ms; left > 0 && !signal?.aborted; left = end - performance.now()) {
		await sleep(Math.min(left, SLICE_MS));
	}
}
