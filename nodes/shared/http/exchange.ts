import type { IDataObject, IExecuteFunctions, JsonValue } from 'n8n-workflow';
import { isSuccess, type Answer } from '../contract/answer';
import type { Acceptance, Operation, ProviderRequest } from '../contract/operation';
import { nothingSent, type Verdict } from '../contract/verdict';
import { verdictOnAnswer } from '../outcome/answerVerdict';
import { verdictOnFailure, wantsHttps } from '../outcome/networkVerdict';
import { dataFailed, lookupFailed, missing } from '../outcome/ownVerdicts';
import type { Account } from './account';
import { call } from './client';
import { refusesPlainHttp, verdictOnSilence } from './httpsProbe';
import { memoizedLookup } from './lookups';
import { buildRequest } from './requestBuilder';
import { rateLimitReset, retryAfter } from './retryAfter';

/** Why a request was not answered as hoped. */
export interface FailedReply {
	verdict: Verdict;
	answer?: Answer;
	/** How long the answer says to wait, in ms. */
	waitMs?: number;
}

/** What came of one request. */
export type Reply =
	| { acceptance: Acceptance; answer: Answer }
	| { data: IDataObject }
	| FailedReply;

/** Single requests to the account of a node, and the verdicts on their answers. */
export class Exchange<Message, Found> {
	private readonly lookUp = memoizedLookup<Found>(async (request) => await this.ask(request));

	/** Whether the server gave any answer in this run. */
	private answered = false;

	constructor(
		private readonly node: IExecuteFunctions,
		private readonly operation: Operation<Message, Found>,
		private readonly account: Account,
		private readonly timeoutSeconds: number | undefined,
	) {}

	/** What has to be known before the message can be built. Nothing is sent by asking. */
	async find(message: Message): Promise<{ value?: Found } | FailedReply> {
		const wanted = this.operation.lookup?.(message);
		if (!wanted) return {};
		const looked = await this.lookUp(wanted);
		if ('value' in looked) return looked;
		if ('missing' in looked) return { verdict: missing(looked.missing) };
		const { verdict, ...rest } =
			'answer' in looked
				? this.judge(looked.answer, { sends: false })
				: { verdict: await this.verdictOnSilence(looked.thrown, 0) };
		return { verdict: harmless(verdict, lookupFailed), ...rest };
	}

	async send(message: Message, request: ProviderRequest): Promise<Reply> {
		let answer: Answer;
		try {
			answer = await this.ask(request);
		} catch (error) {
			const bodyBytes = Buffer.byteLength(JSON.stringify(request.body ?? ''));
			return { verdict: this.certain(await this.verdictOnSilence(error, bodyBytes)) };
		}
		if (!isSuccess(answer)) return this.judge(answer);

		const { operation } = this;
		if ('data' in operation) {
			const data = operation.data(answer, message);
			return data
				? { data: this.account.hide.value(data as JsonValue) as IDataObject }
				: this.judge(answer);
		}
		const acceptance = operation.acceptance(answer);
		if (acceptance === 'refused') return this.judge(answer, { refused: true });
		return acceptance ? { acceptance, answer } : this.judge(answer);
	}

	private async ask(request: ProviderRequest): Promise<Answer> {
		const options = buildRequest(this.account, request, this.timeoutSeconds);
		const answer = await call(this.node, this.operation.provider, options);
		this.answered = true;
		return answer;
	}

	private async verdictOnSilence(thrown: unknown, bodyBytes: number): Promise<Verdict> {
		return this.answered
			? verdictOnFailure(thrown, bodyBytes)
			: await verdictOnSilence(this.node, this.account.baseUrl, thrown, bodyBytes);
	}

	private judge(answer: Answer, { refused = false, sends = this.sends } = {}): FailedReply {
		if (refusesPlainHttp(answer)) return { verdict: this.certain(wantsHttps), answer };
		const { provider, verdicts } = this.operation;
		const told = retryAfter(answer.headers, Date.now());
		const reset = answer.status === 429 ? rateLimitReset(answer.headers, Date.now()) : undefined;
		const occasion = { verdicts, refused, waitMs: told, sends };
		const verdict = this.certain(verdictOnAnswer(answer, provider, occasion));
		return { verdict, answer, waitMs: told ?? reset };
	}

	private get sends(): boolean {
		return 'to' in this.operation;
	}

	/** Where nothing is sent to anybody, nothing can be out without our knowing. */
	private certain(verdict: Verdict): Verdict {
		return this.sends ? verdict : harmless(verdict, dataFailed);
	}
}

/** Asking sends nothing: what stays open of it is only what to say. */
function harmless(verdict: Verdict, unsure: Verdict): Verdict {
	if (verdict.outcome !== 'unknown') return verdict;
	return verdict.stops ? { ...verdict, outcome: 'notSent', evidence: nothingSent } : unsure;
}
