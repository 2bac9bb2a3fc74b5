import type { Clock } from '../sharedMemory/clock';
import { whyUnavailable } from '../sharedMemory/sharedMemoryError';
import type { Budget, Turn } from './budget';
import { NarrowestClock, widthOf } from './narrowestClock';
import { MAX_WAIT_MS } from './retryPolicy';
import { RollingWindows } from './rollingWindows';
import { SlotHistory, stretchOf, type SlotRegister, type SlotState } from './slotHistory';

/** Those that come together are asked for together. */
const GATHER_MS = 25;

/** A slot is at least so far ahead, so that its message is there in time. */
const MIN_LEAD_MS = 200;

const MAX_LEAD_MS = 2_000;

/** No slot is taken so much further ahead: few are lost with a worker that dies. */
const AHEAD_MS = 1_000;

/** Who is so late takes another slot. The rest of the margin is for the way to the provider. */
const MAX_LATE_MS = 100;

/** Main's clock has to be known so exactly; where answers are slower, it is asked so often. */
const MAX_WIDTH_MS = 100;

const MAX_QUESTIONS = 3;

/** That often at most: an n8n that is slow has enough to do. */
const QUESTIONS_EVERY_MS = 30_000;

/** After so long the register is tried again. */
const RETRY_MS = 5_000;

/** More than the widest limit counts. */
const MAX_UNSLOTTED = 6_000;

/** Nobody asks for what has no limits. */
type SlotTurn = Turn & { register: SlotRegister };

const takesSlot = (turn: Turn): turn is SlotTurn =>
	turn.limits.length > 0 && turn.register !== undefined;

/** What the next change tells the others. */
interface News {
	/** Slots in which nothing left. */
	spare: number[];
	/** When messages left without a slot: `performance.now()`. */
	unslotted: number[];
	/** Until when the provider wants no message: `performance.now()`. */
	pausedUntil: number;
}

const noNews = (): News => ({ spare: [], unslotted: [], pausedUntil: -Infinity });

/**
 * What an account may send over all processes: each takes slots from a register, just before their
 * time. While the register cannot be reached, the limits are kept by what this process knows itself.
 */
export class SharedSlots implements Budget {
	outage: string | undefined;

	private readonly local = new RollingWindows();

	/** Of those that wait, by the clock of n8n's main process. */
	private readonly slots = new Map<Turn, number>();

	/** When those without a slot ask for one: `performance.now()`. */
	private readonly askAt = new WeakMap<Turn, number>();

	private readonly clock = new NarrowestClock();

	private news = noNews();

	private leadMs = MIN_LEAD_MS;

	private isAsking = false;

	private retryAt = -Infinity;

	private askedTheTimeAt = -Infinity;

	waitFor(turn: Turn): number {
		if (this.outage !== undefined || !takesSlot(turn)) return this.local.waitFor(turn);
		const slot = this.slots.get(turn);
		return slot === undefined ? Infinity : slot - this.clock.earliest();
	}

	start(turn: Turn): void {
		this.local.start();
		if (this.slots.delete(turn)) return;
		this.news.unslotted.push(performance.now());
		this.news.unslotted = this.news.unslotted.slice(-MAX_UNSLOTTED);
	}

	end(): void {
		this.local.end();
	}

	pause(ms: number): void {
		this.news.pausedUntil = Math.max(this.news.pausedUntil, performance.now() + ms);
	}

	plan(turns: readonly Turn[], wake: () => void): number {
		this.takeBack(new Set(turns));
		const limited = turns.filter(takesSlot);
		for (const turn of limited) if (turn.urgent && !this.slots.has(turn)) this.putFirst(turn);

		const now = performance.now();
		// Nobody asked for so long that nothing is known of it any more.
		if (!this.isAsking && now - this.retryAt > RETRY_MS) this.outage = undefined;
		const waiting = limited.filter((turn) => !this.slots.has(turn));
		for (const turn of waiting) {
			if (!this.askAt.has(turn)) this.askAt.set(turn, now + GATHER_MS);
		}
		if (this.isAsking) return Infinity;
		const waits = waiting.map(
			(turn) => (this.outage === undefined ? this.askAt.get(turn)! : this.retryAt) - now,
		);
		const soonest = Math.min(...waits);
		if (soonest > 0) return soonest;
		const asking = waiting.filter((_, index) => waits[index] <= GATHER_MS);
		this.isAsking = true;
		void this.ask(asking).finally(() => {
			this.isAsking = false;
			wake();
		});
		return Infinity;
	}

	/** The slots of those that came too late for them, or do not wait any more. */
	private takeBack(turns: ReadonlySet<Turn>): void {
		for (const [turn, slot] of this.slots) {
			const isMissed = slot < this.clock.earliest() - MAX_LATE_MS;
			// Only by a clock that was wrong.
			const isFar = slot > this.clock.latest() + MAX_WAIT_MS;
			if (turns.has(turn) && !isMissed && !isFar) continue;
			this.slots.delete(turn);
			this.news.spare.push(slot);
		}
	}

	/** Takes the first slot that keeps its limits; whoever had it takes the next one, and so on. */
	private putFirst(urgent: Turn): void {
		let taking = urgent;
		for (const [turn, slot] of [...this.slots].sort(([, a], [, b]) => a - b)) {
			if (turn.urgent || !isAsStrict(turn, taking)) continue;
			this.slots.delete(turn);
			this.slots.set(taking, slot);
			taking = turn;
		}
	}

	private async ask(turns: readonly SlotTurn[]): Promise<void> {
		const { register } = turns[0];
		const news = this.news;
		this.news = noNews();
		try {
			await this.askTheTime(register);
			const { result, clock } = await register.change((state) => this.reserve(state, turns, news));
			this.learn(clock);
			this.outage = undefined;
			for (const [turn, slot] of result.reserved) this.slots.set(turn, slot);
			for (const [turn, slot] of result.tooEarly) this.askAt.set(turn, this.beforeSlot(slot));
		} catch (error) {
			this.news.unslotted.unshift(...news.unslotted);
			this.news.pausedUntil = Math.max(this.news.pausedUntil, news.pausedUntil);
			this.outage = whyUnavailable(error);
			this.retryAt = performance.now() + RETRY_MS;
		}
	}

	private async askTheTime(register: SlotRegister): Promise<void> {
		const now = performance.now();
		const isKnown = this.clock.width < Infinity;
		if (isKnown && now - this.askedTheTimeAt < QUESTIONS_EVERY_MS) return;
		this.askedTheTimeAt = now;
		for (let asked = 0; asked < MAX_QUESTIONS && this.clock.width > MAX_WIDTH_MS; asked++) {
			this.learn((await register.change((state) => ({ state, result: undefined }))).clock);
		}
	}

	private learn(clock: Clock | undefined): void {
		if (!clock) return;
		this.clock.learn(clock);
		this.leadMs = Math.min(MAX_LEAD_MS, Math.max(MIN_LEAD_MS, 1.5 * widthOf(clock)));
	}

	/** May be called again, with what another process made of the state. */
	private reserve(state: SlotState, turns: readonly SlotTurn[], news: News) {
		const now = this.clock.latest();
		const history = new SlotHistory(state.slots);
		news.spare.forEach((slot) => history.giveBack(slot));
		news.unslotted.forEach((at) => history.take(Math.round(this.clock.latest(at))));
		const paused = Math.round(this.clock.latest(news.pausedUntil));
		const latest = now + MAX_WAIT_MS;
		const known = state.pausedUntil <= latest ? state.pausedUntil : 0;
		const pausedUntil = Math.max(known, paused);
		const earliest = Math.max(now + this.leadMs, pausedUntil);

		const reserved = new Map<Turn, number>();
		const tooEarly = new Map<Turn, number>();
		for (const turn of turns) {
			const slot = history.firstFree(turn.limits, earliest);
			if (slot > (turn.urgent ? latest : now + this.leadMs + AHEAD_MS)) {
				tooEarly.set(turn, slot);
				continue;
			}
			history.take(slot);
			reserved.set(turn, slot);
		}
		const result = { reserved, tooEarly };
		const isNews = news.spare.length > 0 || news.unslotted.length > 0 || paused > known;
		if (reserved.size === 0 && !isNews) return { result };
		const counts = turns.flatMap(({ limits }) => limits.map(({ messages }) => messages));
		const counted = Math.max(state.counted, ...counts);
		const slots = history.distances({ counted, now, until: latest });
		return { state: { slots, pausedUntil, counted }, result };
	}

	/** When it is near enough to be taken: `performance.now()`. */
	private beforeSlot(slot: number): number {
		return performance.now() + slot - this.clock.latest() - this.leadMs - AHEAD_MS;
	}
}

/** Whether a slot for this one keeps the limits of the other one too. */
const isAsStrict = (one: Turn, other: Turn) =>
	other.limits.every((limit) =>
		one.limits.some((own) => own.messages <= limit.messages && stretchOf(own) >= stretchOf(limit)),
	);
