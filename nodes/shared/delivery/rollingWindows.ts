import type { RateLimit } from '../contract/provider';
import type { Budget, Turn } from './budget';

/** As many as the widest limit counts, which is the most that "Messages per Minute" takes. */
const MAX_COUNTED = 6000;

/**
 * What this process knows of an account. A message counts from its start until the limit's time after
 * its end: the provider saw it somewhere in between, so that its own count is never higher.
 */
export class RollingWindows implements Budget {
	private inFlight = 0;

	/** When the last messages ended, oldest first. */
	private ends: number[] = [];

	private lastStart = -Infinity;

	start(): void {
		this.inFlight++;
		this.lastStart = performance.now();
	}

	end(): void {
		this.inFlight--;
		this.ends.push(performance.now());
		if (this.ends.length > 2 * MAX_COUNTED) this.ends = this.ends.slice(-MAX_COUNTED);
	}

	waitFor({ limits }: Pick<Turn, 'limits'>): number {
		return limits.reduce((wait, limit) => Math.max(wait, this.waitForOne(limit)), 0);
	}

	private waitForOne({ messages, ms, spacing }: RateLimit): number {
		const now = performance.now();
		if (spacing) return this.lastStart + ms - now;
		const free = messages - this.inFlight;
		if (free <= 0) return Infinity;
		const blocking = this.ends[this.ends.length - free];
		return blocking === undefined ? 0 : blocking + ms - now;
	}
}
