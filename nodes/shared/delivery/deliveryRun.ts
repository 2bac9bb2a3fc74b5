import type { IExecuteFunctions } from 'n8n-workflow';
import type { Acceptance, Operation, ProviderRequest } from '../contract/operation';
import type { RateLimit } from '../contract/provider';
import type { Receipt } from '../contract/receipt';
import type { Verdict } from '../contract/verdict';
import type { Account } from '../http/account';
import { Exchange, type FailedReply } from '../http/exchange';
import { previewOf } from '../http/requestBuilder';
import { reasonOf } from '../lib/reasonOf';
import { wait } from '../lib/wait';
import { wellFormed } from '../lib/wellFormed';
import { afterUnsure, lastResort, storeFailed, unbuildable } from '../outcome/ownVerdicts';
import { isProblem, notBegun, problemFrom, type Problem } from '../outcome/problem';
import type { SendOnceKey } from '../validation/sendOnceKey';
import type { ValidMessage } from '../validation/validateItem';
import { CircuitBreaker } from './circuitBreaker';
import type { EarlierTry } from './earlierTry';
import { Ledger, type Entry } from './ledger';
import { rateLimiterOf, type RateLimiter } from './rateLimiter';
import { receipt } from './receipt';
import type { Result } from './result';
import { MAX_WAIT_MS, MAX_ATTEMPTS, backOff } from './retryPolicy';
import { KEY_FORGOTTEN, SendOnce } from './sendOnce';
import type { DeliverySettings } from './settings';

/** What is worth telling about a run beside its output. */
export interface RunStats {
	/** Messages that were tried more than once. */
	retried: number;
	/** The longest that a message waited for its turn, in ms. */
	maxWaitMs: number;
}

/**
 * The way of single messages to the account of a node: not again what was sent, not before its turn,
 * again what certainly was not sent. Once the account or a channel is refused, it is tried no more.
 */
export class DeliveryRun<Message, Found> {
	readonly pauses: RunStats = { retried: 0, maxWaitMs: 0 };

	private readonly exchange: Exchange<Message, Found>;

	private readonly pace: RateLimiter;

	/** Only messages are held against them: a question to the provider is none. */
	readonly limits: readonly RateLimit[];

	private readonly ledger: Ledger | undefined;

	private readonly sendOnce: SendOnce;

	private readonly breaker = new CircuitBreaker();

	/** The refusals after which nothing more is sent, by what they stopped. */
	private readonly stops = new Map<string, Problem>();

	/** The items that an earlier try may have sent. */
	private readonly mayBeOut = new Set<number>();

	private readonly halting = new AbortController();

	/** When the execution is cancelled or the line halts. */
	private readonly signal: AbortSignal;

	constructor(
		private readonly node: IExecuteFunctions,
		private readonly operation: Operation<Message, Found>,
		private readonly account: Account,
		private readonly settings: DeliverySettings,
		private readonly earlierTry: EarlierTry<Message, Found>,
	) {
		const sends = 'to' in operation;
		this.exchange = new Exchange(node, operation, account, settings.timeoutSeconds);
		this.pace = rateLimiterOf(operation.provider.name, account);
		this.limits = sends ? [...(operation.provider.limits ?? []), ...settings.limits] : [];
		this.ledger = sends ? new Ledger(node) : undefined;
		this.signal = AbortSignal.any([
			this.halting.signal,
			...(this.cancelled ? [this.cancelled] : []),
		]);
		this.sendOnce = new SendOnce(node, this.signal);
	}

	/** What an earlier try of this very run did, so that it is not done twice. */
	earlier(draft: ValidMessage<Message>): Result | Problem | undefined {
		const earlier = this.earlierTry.resultOf(draft);
		if (!earlier || !isProblem(earlier)) return earlier;
		this.mayBeOut.add(draft.item);
		return this.settings.retryWhenUnsure ? undefined : earlier;
	}

	/** Never throws: what goes wrong is a problem of this message. */
	async send(given: ValidMessage<Message>): Promise<Result | Problem> {
		const draft = { ...given, message: wellFormed(given.message) };
		const stop = this.stopFor(draft);
		if (stop) return stop;

		const found = await this.find(draft);
		if ('verdict' in found) return this.refuse(draft, found);
		let request: ProviderRequest;
		try {
			request = this.operation.request(draft.message, found.value);
		} catch (error) {
			return this.refuse(draft, { verdict: unbuildable(reasonOf(error)) });
		}
		if (this.settings.preview && draft.to !== null) {
			return this.receipt(draft, 'preview', { request: previewOf(this.account, request) });
		}

		const { sendOnce } = draft;
		if (!sendOnce) return await this.untilCertain(draft, request);
		const result = await this.sendOnce.alone(
			sendOnce.key,
			async () => await this.underKey(draft, sendOnce, request),
		);
		return result ?? this.givenUp(draft);
	}

	private async underKey(
		draft: ValidMessage<Message>,
		{ key, forget }: SendOnceKey,
		request: ProviderRequest,
	): Promise<Result | Problem> {
		try {
			if (forget) {
				await this.sendOnce.forget(key);
				return this.receipt(draft, 'skipped', { status: KEY_FORGOTTEN });
			}
			const claim = await this.sendOnce.claim(key);
			if (claim === 'done') return this.receipt(draft, 'skipped');
			if (claim === 'unknown') {
				if (!this.settings.retryWhenUnsure) {
					return this.refuse(draft, { verdict: lastResort.claimed });
				}
				this.mayBeOut.add(draft.item);
			}
		} catch (error) {
			return this.refuse(draft, { verdict: storeFailed(reasonOf(error)) });
		}
		const result = await this.untilCertain(draft, request);
		await this.sendOnce.settle(key, 'json' in result ? 'accepted' : result.outcome);
		return result;
	}

	/** Nothing more is begun; what waits is given up. */
	halt(): void {
		this.halting.abort();
	}

	/** Nothing is left to remember when all went well. What n8n discards, as it was cancelled, is kept. */
	close(allAccepted: boolean): void {
		if (this.cancelled?.aborted) return;
		const mayTryAgain = !this.node.continueOnFail() || this.node.getNode().retryOnFail === true;
		if (allAccepted || !mayTryAgain) this.ledger?.drop();
	}

	/** Tries again where that is certain to double nothing. */
	private async untilCertain(
		draft: ValidMessage<Message>,
		request: ProviderRequest,
	): Promise<Result | Problem> {
		for (let attempt = 1; ; attempt++) {
			if (attempt === 2) this.pauses.retried++;
			try {
				const waited = await this.pace.acquire(this.limits, this.signal);
				this.pauses.maxWaitMs = Math.max(this.pauses.maxWaitMs, waited);
			} catch {
				// It throws nothing but Cancelled.
				return this.givenUp(draft);
			}
			const stop = this.stopFor(draft);
			if (stop) {
				this.pace.release();
				return stop;
			}
			const next = await this.attempt(draft, request, attempt).finally(() => this.pace.release());
			if (typeof next !== 'number') return next;
			await wait(next, this.signal);
		}
	}

	/** @returns how the message ended, or how long it waits before the next attempt, in ms */
	private async attempt(
		draft: ValidMessage<Message>,
		request: ProviderRequest,
		attempt: number,
	): Promise<Result | Problem | number> {
		const sentAt = performance.now();
		const reply = await this.once(draft, request, attempt);
		if ('json' in reply) {
			this.breaker.accepted();
			this.pace.resume();
			return reply;
		}
		if (reply.verdict.outcome === 'unknown') this.mayBeOut.add(draft.item);
		const refusal = { ...reply, verdict: this.breaker.judge(reply.verdict, sentAt) };
		const waitMs = this.waitBefore(attempt + 1, refusal);
		const accountWaits = refusal.verdict.retry === 'account-waits';
		if (!accountWaits) this.pace.resume();
		if (waitMs !== undefined && waitMs <= MAX_WAIT_MS) {
			// Its next turn comes after the pause.
			if (accountWaits) this.pace.pause(waitMs);
			return accountWaits ? 0 : waitMs;
		}
		const last = waitMs === undefined ? refusal : tooLong(refusal);
		return this.refuse(draft, { ...last, verdict: this.breaker.conclude(last.verdict) });
	}

	/** One request, noted in the ledger before and after. */
	private async once(
		draft: ValidMessage<Message>,
		request: ProviderRequest,
		attempts: number,
	): Promise<Result | FailedReply> {
		this.note(draft, { outcome: 'inflight', ids: {} });
		const sentAt = new Date().toISOString();
		const reply = await this.exchange.send(draft.message, request);

		if ('data' in reply) return { json: reply.data };
		if ('verdict' in reply) {
			const certain = reply.verdict.outcome === 'notSent' && !this.mayBeOut.has(draft.item);
			if (certain) this.ledger?.erase(draft.item);
			else this.note(draft, { outcome: 'unknown', ids: {} });
			return reply;
		}
		const { answer } = reply;
		const acceptance = this.shown(reply.acceptance);
		this.note(draft, { outcome: 'accepted', ids: idsOf(acceptance) });
		const response = this.account.hide.value(answer.body ?? answer.text);
		return this.receipt(draft, 'accepted', { ...acceptance, attempts, sentAt, response });
	}

	private async find({ message }: ValidMessage<Message>) {
		for (let attempt = 1; ; attempt++) {
			const found = await this.exchange.find(message);
			const waitMs = 'verdict' in found ? this.waitBefore(attempt + 1, found) : undefined;
			if (waitMs === undefined || waitMs > MAX_WAIT_MS) return found;
			await wait(waitMs, this.signal);
		}
	}

	/** @returns how long to wait before this attempt, in ms; `undefined`: there is none */
	private waitBefore(attempt: number, { verdict, waitMs }: FailedReply): number | undefined {
		const unsure = verdict.outcome === 'unknown' && this.settings.retryWhenUnsure;
		const retry = verdict.retry ?? (unsure ? 'message-waits' : undefined);
		if (!retry || attempt > MAX_ATTEMPTS[retry] || this.signal.aborted) return undefined;
		if (waitMs === undefined) return verdict.waitMs ?? backOff(attempt - 1);
		// Believed the first time; who refuses again after that gets more.
		return attempt === 2 ? waitMs : Math.max(waitMs, backOff(attempt - 2));
	}

	private get cancelled(): AbortSignal | undefined {
		return this.node.getExecutionCancelSignal?.();
	}

	/** Less secrets: in an ID there may be anything. The keys are ours. */
	private shown(acceptance: Acceptance): Acceptance {
		return this.account.hide.unread({ ...acceptance }) as unknown as Acceptance;
	}

	private note({ item, to }: ValidMessage<Message>, entry: Entry): void {
		if (to !== null) this.ledger?.write(item, to, entry);
	}

	private receipt(
		{ to }: ValidMessage<Message>,
		outcome: Receipt['outcome'],
		known: Partial<Receipt> = {},
	): Result {
		return receipt(this.operation.provider, to, outcome, known);
	}

	private stopFor({ item, to, message }: ValidMessage<Message>): Problem | undefined {
		const stop = this.stops.get('account') ?? this.stops.get(this.channelOf(message));
		if (!stop) return undefined;
		const place = `item ${stop.item + 1}`;
		const reason = `Not tried after what happened at ${place}: ${stop.reason}`;
		const outcome = this.mayBeOut.has(item) ? 'unknown' : 'notSent';
		// What to do about a message that may be out is not what to do about one that is not.
		const whatToDo =
			stop.outcome === outcome
				? stop.whatToDo
				: `Follow what ${place} says, then run this item again.`;
		return { ...stop, outcome, item, field: null, to, reason, whatToDo };
	}

	/** When the wait for its turn was broken off. */
	private givenUp(draft: ValidMessage<Message>): Problem {
		const halted = !this.cancelled?.aborted;
		if (halted && !this.mayBeOut.has(draft.item)) return notBegun(draft);
		return this.refuse(draft, { verdict: lastResort.cancelled });
	}

	private refuse({ item, to, message }: ValidMessage<Message>, heard: FailedReply): Problem {
		const unsure = heard.verdict.outcome === 'notSent' && this.mayBeOut.has(item);
		const refusal = unsure ? { ...heard, verdict: afterUnsure(heard.verdict) } : heard;
		const problem = problemFrom(refusal, { item, to }, this.operation.provider, this.account);
		const { stops }: Verdict = refusal.verdict;
		if (stops) this.stops.set(stops === 'account' ? stops : this.channelOf(message), problem);
		return problem;
	}

	private channelOf(message: Message): string {
		return 'channel' in this.operation ? `channel ${this.operation.channel(message)}` : 'account';
	}
}

/** A wait that nobody sits out is one for all that follow. */
const tooLong = (refusal: FailedReply): FailedReply =>
	refusal.verdict.retry === 'account-waits'
		? { ...refusal, verdict: { ...refusal.verdict, stops: 'account' } }
		: refusal;

/** What a replayed receipt is known by. */
const idsOf = ({ messageId, contactId }: Acceptance): Record<string, string> => ({
	...(messageId !== null && { messageId }),
	...(messageId === null && contactId !== undefined && { contactId }),
});
