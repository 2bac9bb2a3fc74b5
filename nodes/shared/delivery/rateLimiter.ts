import { createHash } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import type { RateLimit } from '../contract/provider';
import type { Account } from '../http/account';
import { SLICE_MS } from '../lib/wait';

/** Thrown to a message that waits when the execution is cancelled. */
export class Cancelled extends Error {}

/** As many as the widest limit counts, which is the most that "Messages per Minute" takes. */
const MAX_COUNTED = 6000;

/** A message that waits for its turn. */
interface QueuedMessage {
	limits: readonly RateLimit[];
	signal?: AbortSignal;
	/** `performance.now()` when it came. */
	since: number;
	go: (waitedMs: number) => void;
	cancel: (reason: Cancelled) => void;
}

/**
 * When the messages of an account may leave. A message counts from its start until the limit's time
 * after its end: the provider saw it somewhere in between, so that its own count is never higher.
 */
export class RateLimiter {
	private inFlight = 0;

	/** When the last messages ended, oldest first. */
	private ends: number[] = [];

	private pausedUntil = 0;

	/** After a pause one message goes ahead: while it is not known how it ends, no other leaves. */
	private goesAhead = false;

	/** First come, first served; one that its own limits hold back holds back nobody else. */
	private waiting: QueuedMessage[] = [];

	private watching = false;

	private wake = () => {};

	/**
	 * Waits for the turn of a message.
	 * @returns how long it waited, in ms
	 * @throws Cancelled
	 */
	async acquire(limits: readonly RateLimit[], signal?: AbortSignal): Promise<number> {
		const turn = new Promise<number>((go, cancel) => {
			const varied = limits.map(({ messages, ms, jitter }) => ({
				messages,
				ms: jitter ? ms * (0.5 + Math.random()) : ms,
			}));
			this.waiting.push({ limits: varied, signal, since: performance.now(), go, cancel });
		});
		if (this.watching) this.wake();
		else void this.watch();
		return await turn;
	}

	release(): void {
		this.inFlight--;
		this.ends.push(performance.now());
		if (this.ends.length > 2 * MAX_COUNTED) this.ends = this.ends.slice(-MAX_COUNTED);
		this.wake();
	}

	/** Nothing leaves for so long: the provider asked for it. */
	pause(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, performance.now() + ms);
		this.goesAhead = true;
	}

	/** The provider takes messages again. */
	resume(): void {
		this.goesAhead = false;
	}

	private async watch(): Promise<void> {
		this.watching = true;
		for (let wait = this.letGo(); this.waiting.length > 0; wait = this.letGo()) {
			const woken = new Promise<void>((resolve) => (this.wake = resolve));
			await Promise.race([sleep(Math.min(wait, SLICE_MS)), woken]);
		}
		this.watching = false;
	}

	/** @returns when the next one may go, in ms; infinite while only the end of a message can help */
	private letGo(): number {
		let soonest = Infinity;
		this.waiting = this.waiting.filter(({ limits, signal, since, go, cancel }) => {
			if (signal?.aborted) {
				cancel(new Cancelled());
				return false;
			}
			const wait = this.waitFor(limits);
			if (wait > 0) {
				soonest = Math.min(soonest, wait);
				return true;
			}
			this.inFlight++;
			go(performance.now() - since);
			return false;
		});
		return soonest;
	}

	/** In ms; infinite while only the end of a message in flight can help. */
	private waitFor(limits: readonly RateLimit[]): number {
		const now = performance.now();
		if (this.goesAhead && this.inFlight > 0) return Infinity;
		return limits.reduce((wait, { messages, ms }) => {
			const free = messages - this.inFlight;
			if (free <= 0) return Infinity;
			const blocking = this.ends[this.ends.length - free];
			return blocking === undefined ? wait : Math.max(wait, blocking + ms - now);
		}, this.pausedUntil - now);
	}
}

/** One for each account, shared by all executions of this process. */
const rateLimiters = new Map<string, RateLimiter>();

export function rateLimiterOf(provider: string, { baseUrl, secrets }: Account): RateLimiter {
	const account = [provider, baseUrl, ...secrets].join('\n');
	const key = createHash('sha256').update(account).digest('hex');
	const limiter = rateLimiters.get(key) ?? new RateLimiter();
	rateLimiters.set(key, limiter);
	return limiter;
}
