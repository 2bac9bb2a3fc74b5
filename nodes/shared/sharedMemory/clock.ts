/**
 * What time it is at n8n's main process, in epoch ms. The clock of this machine may be wrong: what is known
 * is that main said so between these two moments.
 */
export class Clock {
	/**
	 * @param said epoch ms
	 * @param from `performance.now()` before main said so
	 * @param until `performance.now()` after it
	 */
	constructor(
		private readonly said: number,
		private readonly from: number,
		private readonly until: number,
	) {}

	/** It is certainly so late there. */
	earliest(at = performance.now()): number {
		return this.said + at - this.until;
	}

	/** It is certainly not later there. */
	latest(at = performance.now()): number {
		return this.said + at - this.from;
	}
}
