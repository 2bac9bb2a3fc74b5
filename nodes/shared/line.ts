import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { verdictOnFailure } from './connection';
import { lookups } from './lookups';
import type { Answer, Operation, ProviderRequest, Receipt } from './operation';
import { dataFailed, lookupFailed, verdictOnAnswer, type Verdict } from './outcomes';
import { isProblem, problemFrom, type Problem } from './problem';
import { wordsOf } from './providerWords';
import { buildRequest, call, type Account } from './request';
import type { Draft } from './validation';

/** What an item becomes: a receipt, or the data that was asked for. */
export interface Result {
	json: Receipt | IDataObject;
}

const isSuccess = ({ status }: Answer) => status >= 200 && status < 300;

/**
 * The way of single messages to the account of a node: look up what is missing, send, read the
 * answer. Once the account or a channel is refused, it is tried no more.
 */
export class Line<Message, Found> {
	private readonly lookUp = lookups<Found>(async (request) => await this.ask(request));

	/** The refusals after which nothing more is sent, by what they stopped. */
	private readonly stops = new Map<string, Problem>();

	constructor(
		private readonly node: IExecuteFunctions,
		private readonly operation: Operation<Message, Found>,
		private readonly account: Account,
		private readonly timeoutSeconds: number | undefined,
	) {}

	/** Never throws: what goes wrong is a problem of this message. */
	async send(draft: Draft<Message>): Promise<Result | Problem> {
		const stop = this.stops.get('account') ?? this.stops.get(this.channelOf(draft));
		if (stop) {
			const reason = `Not tried after what happened at item ${stop.item}: ${stop.reason}`;
			return { ...stop, outcome: 'notSent', item: draft.item, to: draft.to, reason };
		}
		const found = await this.findFor(draft);
		if (found && isProblem(found)) return found;

		const request = this.operation.request(draft.message, found?.value);
		const sentAt = new Date().toISOString();
		let answer: Answer;
		try {
			answer = await this.ask(request);
		} catch (error) {
			const bodyBytes = Buffer.byteLength(JSON.stringify(request.body ?? ''));
			return this.refuse(draft, this.certain(verdictOnFailure(error, bodyBytes)));
		}
		return this.read(draft, answer, sentAt);
	}

	private read(draft: Draft<Message>, answer: Answer, sentAt: string): Result | Problem {
		const { operation } = this;
		if (!isSuccess(answer)) return this.refuse(draft, this.judge(answer), answer);

		if ('data' in operation) {
			const data = operation.data(answer, draft.message);
			return data ? { json: data } : this.refuse(draft, this.judge(answer), answer);
		}
		const acceptance = operation.acceptance(answer);
		if (acceptance === 'refused') return this.refuse(draft, this.judge(answer, true), answer);
		if (!acceptance) return this.refuse(draft, this.judge(answer), answer);
		return {
			json: {
				provider: operation.provider.name,
				outcome: 'accepted',
				to: operation.to(draft.message),
				...acceptance,
				attempts: 1,
				sentAt,
				response: answer.body ?? answer.text,
			},
		};
	}

	private async findFor(draft: Draft<Message>): Promise<{ value: Found } | Problem | undefined> {
		const wanted = this.operation.lookup?.(draft.message);
		if (!wanted) return undefined;
		const looked = await this.lookUp(wanted);
		if ('value' in looked) return looked;
		if ('missing' in looked) return this.refuse(draft, { outcome: 'notSent', ...looked.missing });
		if ('answer' in looked) {
			const verdict = this.judge(looked.answer);
			return this.refuse(
				draft,
				verdict.outcome === 'unknown' ? lookupFailed : verdict,
				looked.answer,
			);
		}
		const verdict = verdictOnFailure(looked.thrown, 0);
		return this.refuse(draft, verdict.outcome === 'unknown' ? lookupFailed : verdict);
	}

	private async ask(request: ProviderRequest): Promise<Answer> {
		const { node, operation, account, timeoutSeconds } = this;
		const options = buildRequest(account, request, timeoutSeconds);
		return await call(node, operation.provider, account, options);
	}

	private judge(answer: Answer, refused = false): Verdict {
		const { provider, verdicts } = this.operation;
		const heard = { status: answer.status, words: wordsOf(answer, provider) };
		const own = { rules: provider.rules, verdicts: { ...provider.verdicts, ...verdicts } };
		return this.certain(verdictOnAnswer(heard, own, refused));
	}

	/** Where nothing is sent to anybody, nothing can be out without our knowing. */
	private certain(verdict: Verdict): Verdict {
		return 'data' in this.operation && verdict.outcome === 'unknown' ? dataFailed : verdict;
	}

	private refuse(
		{ item, to, message }: Draft<Message>,
		verdict: Verdict,
		answer?: Answer,
	): Problem {
		const problem = problemFrom(
			verdict,
			{ item, to },
			this.operation.provider,
			this.account,
			answer,
		);
		if (verdict.stops === 'account') this.stops.set('account', problem);
		if (verdict.stops === 'channel') this.stops.set(this.channelOf({ message }), problem);
		return problem;
	}

	private channelOf({ message }: Pick<Draft<Message>, 'message'>): string {
		return 'channel' in this.operation ? `channel ${this.operation.channel(message)}` : 'account';
	}
}
