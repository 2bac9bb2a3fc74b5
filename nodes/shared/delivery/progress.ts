import type { IExecuteFunctions } from 'n8n-workflow';
import type { RateLimit } from '../contract/provider';
import { logProgress, slowest } from './hints';

const REPORT_EVERY_MS = 30_000;

/** Says in the log of n8n how far a long run is. */
export class Progress {
	private done = 0;

	/** What there was when it was last said. */
	private last: { done: number; at: number } | undefined = { done: 0, at: performance.now() };

	constructor(
		private readonly node: IExecuteFunctions,
		private readonly total: number,
		private readonly limits: readonly RateLimit[],
	) {}

	/** One more message is done with. */
	ended(): void {
		const now = performance.now();
		this.done++;
		this.last ??= { done: this.done, at: now };
		const { done, total, last, limits } = this;
		if (now - last.at < REPORT_EVERY_MS || done === total) return;
		const left = total - done;
		const asBefore = (left * (now - last.at)) / (done - last.done);
		const atLimits = slowest(left, limits)?.ms ?? 0;
		logProgress(this.node, { done, total, leftMs: Math.max(asBefore, atLimits) });
		this.last = { done, at: now };
	}

	/** What is waited for from here on says nothing of how fast messages leave. */
	pause(): void {
		this.last = undefined;
	}
}
