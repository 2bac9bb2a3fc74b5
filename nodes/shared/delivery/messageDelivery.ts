import type { IBinaryKeyData, IDataObject, JsonValue } from 'n8n-workflow';
import type { Acceptance, AnsweredFile, Lookup, ProviderRequest } from '../contract/operation';
import type { Receipt } from '../contract/receipt';
import type { Account } from '../http/account';
import type { Failed } from '../http/exchange';
import type { LookedUp } from '../http/lookups';
import { previewOf } from '../http/requestBuilder';
import { reasonOf } from '../lib/reasonOf';
import { redactorOf } from '../lib/redact';
import { wait } from '../lib/wait';
import {
	creationUnclear,
	dataFailed,
	lastResort,
	lookupFailed,
	missing,
	outsideHours,
	storeFailed,
	unbuildable,
} from '../outcome/ownVerdicts';
import { problemFrom, type Problem } from '../outcome/problem';
import { settleVerdict } from '../outcome/settleVerdict';
import { SharedMemoryError } from '../sharedMemory/sharedMemoryError';
import type { ValidMessage } from '../validation/validateItem';
import type { DeliveryRun } from './deliveryRun';
import type { Entry } from './ledger';
import { readAnswer } from './readAnswer';
import { readyFile, type Readied } from './readyFile';
import { intended, receipt } from './receipt';
import { endOf, NOT_BEGUN, type Result } from './result';
import { MAX_WAIT_MS, waitBefore } from './retryPolicy';
import { KEY_FORGOTTEN, KEY_USED } from './sendOnce';

/** A request that can leave, or why there is none. */
type Prepared = { kind: 'request'; request: ProviderRequest } | Problem;

/** It is outside its hours, and goes later. */
export const HELD = { kind: 'held' } as const;

type Ended = Result | typeof HELD;

/** Until a request is to leave again, in ms. */
interface Retry {
	kind: 'retry';
	waitMs: number;
}

/**
 * The way of one message: not again what was sent, not before its turn, again what certainly was not
 * sent. Nothing throws: what goes wrong is a problem of this message.
 */
export class MessageDelivery<Message, Found> {
	/** Whether an earlier try may have sent it. */
	private mayBeOut: boolean;

	/** Hides what must not be seen of this message: the link to a file opens it for everybody. */
	private account: Account;

	/** What its receipt says beside. */
	private remark: string | undefined;

	/** @param earlier how an earlier try of this very run left it */
	constructor(
		private readonly run: DeliveryRun<Message, Found>,
		private readonly valid: ValidMessage<Message>,
		private readonly earlier: Result = NOT_BEGUN,
	) {
		this.mayBeOut = earlier.kind === 'problem';
		this.account = run.account;
	}

	/** What an earlier try did stays, so that it is not done twice. */
	get settled(): Result | undefined {
		const isOpen =
			this.earlier === NOT_BEGUN || (this.mayBeOut && this.run.settings.retryWhenUnsure);
		return isOpen ? undefined : this.earlier;
	}

	async send(): Promise<Ended> {
		const { run, valid } = this;
		const stopped = this.stopped();
		if (stopped) return stopped;
		const { sendOnce } = valid;
		// Whatever the message would need.
		if (sendOnce?.forget && !run.settings.preview) return await this.forget(sendOnce.key);
		const early = run.settings.preview ? undefined : this.early();
		if (early) return early;

		const found = await this.find();
		if (found?.kind === 'failed') return this.fail(found);
		if (found?.kind === 'missing') {
			return this.fail({ kind: 'failed', verdict: missing(found.missing) });
		}
		const { operation } = run;
		const complaint = operation.refuse?.(valid.message, found?.value);
		if (complaint) return this.fail({ kind: 'failed', verdict: missing(complaint) });
		const reason =
			operation.kind === 'send' ? operation.skip?.(valid.message, found?.value) : undefined;
		if (reason !== undefined) return this.skip(reason);
		this.remark =
			operation.kind === 'send' ? operation.remark?.(valid.message, found?.value) : undefined;

		const prepare = async () => await this.prepare(found?.value);
		if (run.settings.preview && operation.kind === 'send') {
			const prepared = await prepare();
			if (prepared.kind === 'problem') return prepared;
			return this.receipt('preview', {
				...this.whenToGo(),
				request: previewOf(this.account, prepared.request),
			});
		}
		if (!sendOnce) return await this.untilCertain(prepare);
		return await this.alone(sendOnce.key, async () => await this.underKey(sendOnce.key, prepare));
	}

	/** Makes the request, just before it leaves: a link to a file works for a while only. */
	private async prepare(found: Found | undefined): Promise<Prepared> {
		const { operation } = this.run;
		const { message } = this.valid;
		const file = await this.readyFile(found);
		if (file?.kind === 'complaint') {
			return this.fail({ kind: 'failed', verdict: missing(file.complaint) });
		}
		try {
			const request =
				this.run.sharedRequest(message) ??
				operation.request(message, found, file?.kind === 'ready' ? file.file : undefined);
			this.hideToo(operation.secretsIn?.(request) ?? []);
			return { kind: 'request', request };
		} catch (error) {
			return this.fail({ kind: 'failed', verdict: unbuildable(reasonOf(error)) });
		}
	}

	/** What becomes of a message that is outside its hours now. */
	private early(): Ended | undefined {
		const { hours, signal } = this.run;
		const opening = this.opening;
		if (!hours || opening === undefined) return undefined;
		if (signal.aborted) return this.givenUp();
		const never = this.valid.to === null ? undefined : hours.refuse(this.valid.to);
		if (never) return this.fail({ kind: 'failed', verdict: missing(never) });
		// What this very try may have sent is not known to the next one.
		const isTried = this.mayBeOut && this.earlier.kind !== 'problem';
		if (hours.holds && !isTried) return HELD;
		const notBefore = hours.iso(opening);
		const verdict = outsideHours(`${notBefore}, which is ${hours.inWords(opening)}`);
		return { ...this.fail({ kind: 'failed', verdict }), notBefore };
	}

	private get opening(): number | undefined {
		const { to } = this.valid;
		return to === null ? undefined : this.run.hours?.closedUntil(to);
	}

	/** Of a message that is not sent now in any case. */
	private whenToGo(): Partial<Receipt> {
		const opening = this.opening;
		if (opening === undefined) return {};
		return { reason: `It would leave on ${this.run.hours?.inWords(opening)}` };
	}

	/** What an earlier try may have sent is not skipped: it may be out. */
	private skip(reason: string): Result {
		const verdict = missing({ code: 'earlier-try', reason, whatToDo: 'It was not sent again.' });
		return this.mayBeOut
			? this.fail({ kind: 'failed', verdict })
			: this.receipt('skipped', { reason });
	}

	/** How it ends where its recipient wants no messages, or where that cannot be asked. */
	private async unwanted(): Promise<Result | undefined> {
		const { to, intendedTo = to } = this.valid;
		if (intendedTo === null) return undefined;
		try {
			const reason = await this.run.optOuts?.reasonAgainst(intendedTo);
			return reason === undefined ? undefined : this.skip(reason);
		} catch (error) {
			// It throws nothing else.
			return this.fail({ kind: 'failed', verdict: (error as SharedMemoryError).verdict });
		}
	}

	/** @returns what the last question gave: each may lead to the next */
	private async find(): Promise<LookedUp<Found> | undefined> {
		let lookup = this.run.operation.lookup?.(this.valid.message);
		let found: LookedUp<Found> | undefined;
		while (lookup) {
			found = await this.ask(lookup);
			if (found.kind !== 'found') return found;
			lookup = lookup.next?.(found.value);
		}
		return found;
	}

	private async ask(lookup: Lookup<Found>): Promise<LookedUp<Found>> {
		for (let attempt = 1; ; attempt++) {
			const found = await this.run.lookUp(lookup);
			if (found.kind !== 'failed') return found;
			const verdict = settleVerdict(found.verdict, { kind: 'query', unclear: lookupFailed });
			const failed = { ...found, verdict };
			const waitMs = this.waitBefore(attempt + 1, failed);
			if (waitMs === undefined || waitMs > MAX_WAIT_MS) {
				return lookup.otherwise === undefined ? failed : { kind: 'found', value: lookup.otherwise };
			}
			await wait(waitMs, this.run.signal);
		}
	}

	private async readyFile(found: Found | undefined): Promise<Readied | undefined> {
		const { operation, node, settings, account } = this.run;
		const use = operation.file?.(this.valid.message, found);
		if (!use) return undefined;
		const readied = await readyFile(node, use, { settings, providerUrl: account.baseUrl });
		if (readied.kind === 'ready') this.hideToo(readied.secrets);
		return readied;
	}

	private hideToo(more: readonly string[]): void {
		if (more.length === 0) return;
		const secrets = [...this.account.secrets, ...more];
		this.account = { ...this.account, secrets, hide: redactorOf(secrets) };
	}

	private async alone(key: string, work: () => Promise<Ended>): Promise<Ended> {
		return (await this.run.sendOnce.alone(key, work)) ?? this.givenUp();
	}

	private async forget(key: string): Promise<Ended> {
		return await this.alone(key, async () => {
			try {
				await this.run.sendOnce.forget(key);
			} catch (error) {
				return this.fail({ kind: 'failed', verdict: verdictOn(error) });
			}
			return this.receipt('skipped', { status: KEY_FORGOTTEN });
		});
	}

	private async underKey(key: string, prepare: () => Promise<Prepared>): Promise<Ended> {
		const { sendOnce, settings } = this.run;
		const to = this.valid.to ?? '';
		try {
			const claim = await sendOnce.claim(key, to);
			if (claim === undefined) return this.givenUp();
			if (claim === 'done') return this.receipt('skipped', { reason: KEY_USED });
			if (claim === 'unknown') {
				if (!settings.retryWhenUnsure) {
					return this.fail({ kind: 'failed', verdict: lastResort.claimed });
				}
				this.mayBeOut = true;
			}
		} catch (error) {
			return this.fail({ kind: 'failed', verdict: verdictOn(error) });
		}
		const result = await this.untilCertain(prepare);
		const messageId = result.kind === 'receipt' ? result.receipt.messageId : null;
		const end = result.kind === 'held' ? 'notSent' : endOf(result);
		await sendOnce.settle(key, end === 'skipped' ? 'notSent' : end, { to, messageId });
		return result;
	}

	/** Tries again where that is certain to double nothing. */
	private async untilCertain(prepare: () => Promise<Prepared>): Promise<Ended> {
		const { run } = this;
		for (let attempt = 1; ; attempt++) {
			if (attempt === 2) run.stats.retried++;
			// Before it takes a turn from another one, and again where it waited for its turn.
			const unwanted = await this.unwanted();
			if (unwanted) return unwanted;
			try {
				run.took(await run.rateLimiter.acquire(run.turn));
			} catch {
				// It throws nothing but Cancelled.
				return this.givenUp();
			}
			// Much may happen while it is asked.
			const stopped = this.halted() ?? (await this.unwanted()) ?? this.halted();
			if (stopped) {
				run.rateLimiter.release();
				return stopped;
			}
			const prepared = await prepare();
			if (prepared.kind === 'problem') {
				run.rateLimiter.release();
				return prepared;
			}
			const next = await this.attempt(prepared.request, attempt).finally(() =>
				run.rateLimiter.release(),
			);
			if (next.kind !== 'retry') return next;
			await wait(next.waitMs, run.signal);
		}
	}

	private async attempt(request: ProviderRequest, attempt: number): Promise<Result | Retry> {
		const { rateLimiter, breaker } = this.run;
		const sentAt = performance.now();
		const reply = await this.once(request, attempt);
		if (reply.kind !== 'failed') {
			breaker.accepted();
			rateLimiter.resume();
			return reply;
		}
		if (reply.verdict.outcome === 'unknown') this.mayBeOut = true;
		const failed = { ...reply, verdict: breaker.judge(reply.verdict, sentAt) };
		const waitMs = this.waitBefore(attempt + 1, failed);
		const accountWaits = failed.verdict.retry === 'account-waits';
		if (!accountWaits) rateLimiter.resume();
		if (waitMs === undefined || waitMs > MAX_WAIT_MS) {
			const verdict = breaker.conclude(failed.verdict);
			return this.fail({ ...failed, verdict }, waitMs !== undefined);
		}
		// Its next turn comes after the pause.
		if (accountWaits) rateLimiter.pause(waitMs);
		return { kind: 'retry', waitMs: accountWaits ? 0 : waitMs };
	}

	/** One request, noted in the ledger before and after. */
	private async once(request: ProviderRequest, attempts: number): Promise<Result | Failed> {
		const { exchange, operation } = this.run;
		const { account } = this;
		this.note({ outcome: 'inflight', ids: {} });
		const sentAt = new Date().toISOString();
		const reply = await this.run.ask(request);
		if (reply.kind === 'failed') return this.notAccepted(reply);

		const { answer } = reply;
		const read = readAnswer(operation, this.valid.message, answer);
		switch (read.kind) {
			case 'data':
				return await this.dataOf(read);
			case 'accepted': {
				// Less secrets: in an ID there may be anything. The keys are ours.
				const acceptance = account.hide.unread({ ...read.acceptance }) as unknown as Acceptance;
				this.note({ outcome: 'accepted', ids: idsOf(acceptance) });
				const response = account.hide.value(answer.body ?? answer.text);
				return this.receipt('accepted', { ...acceptance, attempts, sentAt, response });
			}
			default:
				this.run.askAnew(request);
				return this.notAccepted(exchange.judge(answer, operation, read.kind === 'refused'));
		}
	}

	/** Data less secrets, and its file as n8n keeps files. */
	private async dataOf({
		data,
		file,
	}: {
		data: IDataObject[];
		file?: AnsweredFile;
	}): Promise<Result> {
		const hidden = this.account.hide.value(data as JsonValue) as IDataObject[];
		const binary = file && (await this.stored(file));
		return { kind: 'data', data: hidden, ...(binary && { binary }) };
	}

	private async stored({
		field,
		base64,
		mimeType,
		fileName,
	}: AnsweredFile): Promise<IBinaryKeyData> {
		const bytes = Buffer.from(base64, 'base64');
		const { prepareBinaryData } = this.run.node.helpers;
		return {
			[field]: await prepareBinaryData(bytes, fileName ?? undefined, mimeType ?? undefined),
		};
	}

	private notAccepted(failed: Failed): Failed {
		const { operation, ledger } = this.run;
		if (operation.kind === 'query') {
			const unclear = operation.once ? creationUnclear : dataFailed;
			return { ...failed, verdict: settleVerdict(failed.verdict, { kind: 'query', unclear }) };
		}
		if (failed.verdict.outcome === 'notSent' && !this.mayBeOut) ledger?.erase(this.valid.item);
		else this.note({ outcome: 'unknown', ids: {} });
		return failed;
	}

	private waitBefore(attempt: number, failed: Failed): number | undefined {
		return this.run.signal.aborted
			? undefined
			: waitBefore(attempt, failed, this.run.settings.retryWhenUnsure);
	}

	private note(entry: Entry): void {
		const { item, to } = this.valid;
		if (to !== null) this.run.ledger?.write(item, to, entry);
	}

	private receipt(outcome: Receipt['outcome'], known: Partial<Receipt> = {}): Result {
		const reason = this.remark === undefined ? {} : { reason: this.remark };
		const beside = { ...intended(this.valid), ...reason };
		return receipt(this.run.operation.provider, this.valid.to, outcome, { ...beside, ...known });
	}

	private stopped(): Problem | undefined {
		const stop = this.run.stopFor(this.valid.message);
		if (!stop) return undefined;
		const { item, to } = this.valid;
		const place = `item ${stop.item + 1}`;
		const reason = `Not tried after what happened at ${place}: ${stop.reason}`;
		const outcome = this.mayBeOut ? 'unknown' : 'notSent';
		// What to do about a message that may be out is not what to do about one that is not.
		const whatToDo =
			stop.outcome === outcome
				? stop.whatToDo
				: `Follow what ${place} says, then run this item again.`;
		return { ...stop, code: 'not-tried', outcome, item, field: null, to, reason, whatToDo };
	}

	/** What stands against it now, although its turn has come. */
	private halted(): Ended | undefined {
		return this.stopped() ?? (this.run.signal.aborted ? this.givenUp() : this.early());
	}

	/** When the wait for its turn was broken off. */
	private givenUp(): Result {
		if (!this.run.isCancelled && !this.mayBeOut) return NOT_BEGUN;
		return this.fail({ kind: 'failed', verdict: lastResort.cancelled });
	}

	private fail(failed: Failed, waitIsTooLong = false): Problem {
		const { operation } = this.run;
		const { mayBeOut, account } = this;
		const verdict = settleVerdict(failed.verdict, { kind: 'send', mayBeOut, waitIsTooLong });
		const problem = problemFrom({ ...failed, verdict }, this.valid, operation.provider, account);
		if (verdict.stops) this.run.stop(verdict.stops, this.valid.message, problem);
		return problem;
	}
}

/** On what remembers keys, when it cannot be asked. */
const verdictOn = (error: unknown) =>
	error instanceof SharedMemoryError ? error.verdict : storeFailed(reasonOf(error));

/** What a replayed receipt is known by. */
const idsOf = ({ messageId, contactId }: Acceptance): Record<string, string> => ({
	...(messageId !== null && { messageId }),
	...(messageId === null && contactId !== undefined && { contactId }),
});
