import type { Clock } from '../sharedMemory/clock';

/** Over so long, two clocks may differ by some milliseconds. */
const MAX_AGE_MS = 30_000;

/**
 * What time it is at n8n's main process, as exactly as the last answers say: the quicker one came, the
 * more exact it is. What contradicts a new one is forgotten.
 */
export class NarrowestClock {
	private best: { clock: Clock; since: number } | undefined;

	/** Between the earliest and the latest that it may be, in ms. */
	get width(): number {
		return this.best ? widthOf(this.best.clock) : Infinity;
	}

	learn(clock: Clock): void {
		const now = performance.now();
		const known = this.best;
		const isBetter =
			!known ||
			now - known.since > MAX_AGE_MS ||
			widthOf(clock) <= widthOf(known.clock) ||
			clock.earliest(now) > known.clock.latest(now) ||
			clock.latest(now) < known.clock.earliest(now);
		if (isBetter) this.best = { clock, since: now };
	}

	/** It is certainly so late there. */
	earliest(at?: number): number {
		return this.best?.clock.earliest(at) ?? -Infinity;
	}

	/** It is certainly not later there. */
	latest(at?: number): number {
		return this.best?.clock.latest(at) ?? Infinity;
	}
}

export const widthOf = (clock: Clock) => clock.latest(0) - clock.earliest(0);
