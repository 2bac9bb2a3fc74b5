import { isSuccess, type Answer } from '../contract/answer';
import type { FileStream } from '../contract/file';
import type { ProviderRequest } from '../contract/operation';
import type { Provider } from '../contract/provider';
import type { AnswerRule, Verdict, VerdictTable } from '../contract/verdict';
import { reasonOf } from '../lib/reasonOf';
import { verdictOnAnswer } from '../outcome/answerVerdict';
import { verdictOnFailure, wantsHttps } from '../outcome/networkVerdict';
import { fileUnreadable } from '../outcome/ownVerdicts';
import type { Account, RequestingNode } from './account';
import { call } from './client';
import { refusesPlainHttp, verdictOnSilence } from './httpsProbe';
import { buildRequest } from './requestBuilder';
import { rateLimitReset, retryAfter } from './retryAfter';

/** What a request is for. */
export interface Purpose {
	/** `query`: it sends nothing to anybody. */
	kind: 'send' | 'query';
	/** Where the verdict on a status differs from the provider's. */
	verdicts?: VerdictTable;
	/** What goes before the rules of the provider. */
	rules?: readonly AnswerRule[];
}

/** A 2xx answer; whether it is what was hoped for is still to be read. */
export interface Answered {
	kind: 'answered';
	answer: Answer;
}

/** Why a request was not answered as hoped. */
export interface Failed {
	kind: 'failed';
	verdict: Verdict;
	/** Absent: none came. */
	answer?: Answer;
	/** How long the answer says to wait, in ms. */
	waitMs?: number;
}

/** The one way to ask a provider: a request to an account, and the verdict on what came back. */
export class Exchange {
	/** Whether the server gave any answer so far. */
	private answered = false;

	constructor(
		private readonly node: RequestingNode,
		private readonly provider: Provider,
		private readonly account: Account,
		private readonly timeoutSeconds?: number,
	) {}

	async ask(request: ProviderRequest, purpose: Purpose): Promise<Answered | Failed> {
		const { node, provider, account } = this;
		let stream: FileStream | undefined;
		try {
			stream = await request.upload?.file.open();
		} catch (error) {
			return { kind: 'failed', verdict: fileUnreadable(reasonOf(error)) };
		}
		let answer: Answer;
		try {
			const options = buildRequest(account, request, this.timeoutSeconds, stream);
			answer = await call(node, provider, options, {
				maxBytes: request.maxAnswerBytes,
				needsLongTexts: purpose.kind === 'query',
			});
		} catch (error) {
			const bodyBytes =
				Buffer.byteLength(JSON.stringify(request.body ?? '')) + (request.upload?.file.bytes ?? 0);
			const verdict = this.answered
				? verdictOnFailure(error, bodyBytes)
				: await verdictOnSilence(node, account.baseUrl, error, bodyBytes);
			return { kind: 'failed', verdict };
		} finally {
			stream?.destroy?.();
		}
		this.answered = true;
		return isSuccess(answer) ? { kind: 'answered', answer } : this.judge(answer, purpose);
	}

	/**
	 * The verdict on an answer that is not what was hoped for.
	 * @param refused whether it is a refusal in spite of its 2xx
	 */
	judge(answer: Answer, { kind, verdicts, rules }: Purpose, refused = false): Failed {
		if (refusesPlainHttp(answer)) return { kind: 'failed', verdict: wantsHttps, answer };
		const retryAfterMs = retryAfter(answer.headers, Date.now());
		const resetMs = answer.status === 429 ? rateLimitReset(answer.headers, Date.now()) : undefined;
		const occasion = { verdicts, rules, refused, waitMs: retryAfterMs, sends: kind === 'send' };
		const verdict = verdictOnAnswer(answer, this.provider, occasion);
		return { kind: 'failed', verdict, answer, waitMs: retryAfterMs ?? resetMs };
	}
}
