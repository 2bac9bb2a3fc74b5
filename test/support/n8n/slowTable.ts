import { MemoryTable } from './memoryTable';

/**
 * The data table of the shared memory at the other end of a slow connection, in fake time. The wall
 * clock of whoever asks is wrong each time.
 */
export class SlowTable extends MemoryTable {
	/** The clock of n8n's main process, before `performance.now()`. */
	aheadMs = 1_800_000_000_000;

	/** Nobody can ask it. */
	isDown = false;

	/** @param oneWayMs how long a call is on its way, there and back */
	constructor(private readonly oneWayMs: () => number) {
		super();
	}

	protected override async over<Result>(call: () => Promise<Result>): Promise<Result> {
		await this.way();
		if (this.isDown) {
			this.calls.push('not answered');
			throw new Error('n8n did not answer');
		}
		jest.setSystemTime(performance.now() + this.aheadMs);
		const result = await call();
		await this.way();
		return result;
	}

	private async way(): Promise<void> {
		jest.setSystemTime(2 * this.aheadMs * Math.random());
		await new Promise((resolve) => setTimeout(resolve, this.oneWayMs()));
	}
}
