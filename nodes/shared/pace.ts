import { createHash } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import type { Account } from './request';

/** At most so many messages in any stretch of this length. */
export interface Limit {
	messages: number;
	ms: number;
	/** Vary the time by up to a half each way, as people do. */
	jitter?: boolean;
}

/** Thrown to a message that waits when the execution is cancelled. */
export class Cancelled extends Error {}

/** As far as the widest limit looks back, which is the most that "Messages per Minute" takes. */
const REMEMBERED = 6000;

/** So that a cancelled execution does not wait for the end of its wait. */
const SLICE_MS = 250;

/**
 * When the messages of an account may leave. A message counts from its start until the limit's time
 * after its end: the provider saw it somewhere in between, so that its own count is never higher.
 */
export class Pace {
	private inFlight = 0;

	/** When the last messages ended, oldest first. */
	private ends: number[] = [];

	private pausedUntil = 0;

	private queue: Promise<unknown> = Promise.resolve();

	private wake = () => {};

	/**
	 * Waits for the turn of a message; first come, first served.
	 * @returns how long it waited, in ms
	 * @throws Cancelled
	 */
	async start(limits: readonly Limit[], signal?: AbortSignal): Promise<number> {
		const asked = performance.now();
		const turn = this.queue.then(async () => await this.untilAllowed(limits, signal));
		this.queue = turn.catch(() => {});
		await turn;
		return performance.now() - asked;
	}

	end(): void {
		this.inFlight--;
		this.ends.push(performance.now());
		if (this.ends.length > 2 * REMEMBERED) this.ends = this.ends.slice(-REMEMBERED);
		this.wake();
	}

	/** Nothing leaves for so long: the provider asked for it. */
	pause(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, performance.now() + ms);
	}

	private async untilAllowed(asked: readonly Limit[], signal?: AbortSignal): Promise<void> {
		const limits = asked.map(({ messages, ms, jitter }) => ({
			messages,
			ms: jitter ? ms * (0.5 + Math.random()) : ms,
		}));
		for (;;) {
			if (signal?.aborted) throw new Cancelled();
			const wait = this.waitFor(limits);
			if (wait <= 0) break;
			const ended = new Promise<void>((resolve) => (this.wake = resolve));
			await Promise.race([sleep(Math.min(wait, SLICE_MS)), ended]);
		}
		this.inFlight++;
	}

	/** In ms; infinite while only the end of a message in flight can help. */
	private waitFor(limits: readonly Limit[]): number {
		const now = performance.now();
		return limits.reduce((wait, { messages, ms }) => {
			const free = messages - this.inFlight;
			if (free <= 0) return Infinity;
			const blocking = this.ends[this.ends.length - free];
			return blocking === undefined ? wait : Math.max(wait, blocking + ms - now);
		}, this.pausedUntil - now);
	}
}

/** One for each account, shared by all executions of this process. */
const paces = new Map<string, Pace>();

export function paceOf(provider: string, { baseUrl, secrets }: Account): Pace {
	const account = [provider, baseUrl, ...secrets].join('\n');
	const key = createHash('sha256').update(account).digest('hex');
	const pace = paces.get(key) ?? new Pace();
	paces.set(key, pace);
	return pace;
}
