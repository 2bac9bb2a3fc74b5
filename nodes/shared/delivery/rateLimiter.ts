import { sleep } from 'n8n-workflow';
import { SLICE_MS } from '../lib/wait';
import type { Budget, Turn } from './budget';

/** Thrown to a message that waits when the execution is cancelled. */
export class Cancelled extends Error {}

/** How it came to its turn. */
export interface Granted {
	waitedMs: number;
	/** Why other processes do not know of it. */
	outage?: string;
}

/** A message that waits for its turn. */
interface QueuedMessage {
	turn: Turn;
	/** `performance.now()` when it came. */
	since: number;
	go: (granted: Granted) => void;
	cancel: (reason: Cancelled) => void;
}

/** The messages of an account in this process, and when each of them may leave. */
export class RateLimiter {
	private inFlight = 0;

	private pausedUntil = 0;

	/** After a pause one message goes ahead: while it is not known how it ends, no other leaves. */
	private goesAhead = false;

	/**
	 * The urgent ones first, and each kind in the order in which they came. One that its own limits hold
	 * back holds back nobody else.
	 */
	private waiting: QueuedMessage[] = [];

	private watching = false;

	private wake = () => {};

	constructor(private readonly budget: Budget) {}

	/**
	 * Waits for the turn of a message.
	 * @throws Cancelled
	 */
	async acquire({ limits, ...turn }: Turn): Promise<Granted> {
		const varied = limits.map((limit) =>
			limit.jitter ? { ...limit, ms: limit.ms * (0.5 + Math.random()) } : limit,
		);
		const granted = new Promise<Granted>((go, cancel) => {
			this.enqueue({ turn: { limits: varied, ...turn }, since: performance.now(), go, cancel });
		});
		if (this.watching) this.wake();
		else void this.watch();
		return await granted;
	}

	release(): void {
		this.inFlight--;
		this.budget.end();
		this.wake();
	}

	/** Nothing leaves for so long: the provider asked for it. */
	pause(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, performance.now() + ms);
		this.goesAhead = true;
		this.budget.pause?.(ms);
	}

	/** The provider takes messages again. */
	resume(): void {
		this.goesAhead = false;
	}

	private enqueue(message: QueuedMessage): void {
		const behind = message.turn.urgent ? this.waiting.findIndex(({ turn }) => !turn.urgent) : -1;
		this.waiting.splice(behind < 0 ? this.waiting.length : behind, 0, message);
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
		this.dropCancelled();
		const turns = this.isHeld ? [] : this.waiting.map(({ turn }) => turn);
		let soonest = this.budget.plan?.(turns, () => this.wake()) ?? Infinity;
		this.waiting = this.waiting.filter(({ turn, since, go }) => {
			const wait = this.waitFor(turn);
			if (wait > 0) {
				soonest = Math.min(soonest, wait);
				return true;
			}
			this.inFlight++;
			this.budget.start(turn);
			go({ waitedMs: performance.now() - since, outage: this.budget.outage });
			return false;
		});
		return soonest;
	}

	private dropCancelled(): void {
		const isCancelled = ({ turn }: QueuedMessage) => turn.signal?.aborted ?? false;
		for (const { cancel } of this.waiting.filter(isCancelled)) cancel(new Cancelled());
		this.waiting = this.waiting.filter((message) => !isCancelled(message));
	}

	private get isHeld(): boolean {
		return this.goesAhead && this.inFlight > 0;
	}

	/** In ms; infinite while only the end of a message in flight can help. */
	private waitFor(turn: Turn): number {
		if (this.isHeld) return Infinity;
		return Math.max(this.pausedUntil - performance.now(), this.budget.waitFor(turn));
	}
}
