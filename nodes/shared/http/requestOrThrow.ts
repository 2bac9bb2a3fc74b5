import { NodeOperationError, type IHookFunctions, type ILoadOptionsFunctions } from 'n8n-workflow';
import { isSuccess, type Answer } from '../contract/answer';
import type { ProviderRequest } from '../contract/operation';
import type { Provider } from '../contract/provider';
import type { Verdict, VerdictTable } from '../contract/verdict';
import { verdictOnAnswer } from '../outcome/answerVerdict';
import { problemFrom } from '../outcome/problem';
import { openAccount, type Account } from './account';
import { call } from './client';
import { verdictOnSilence } from './httpsProbe';
import { buildRequest } from './requestBuilder';

/** How to take an answer that has nothing to do with a message. */
interface Expectation {
	/** What to say where it is open what happened: nothing can be out without our knowing. */
	unsure: Verdict;
	/** Where the verdict on a status differs from the provider's. */
	verdicts?: VerdictTable;
	/** Whether an answer without a readable body is as good as none. */
	needsBody?: boolean;
}

/**
 * Asks a provider something outside the sending of messages.
 * @returns a 2xx answer, and what hides the secrets of the account in it
 * @throws NodeOperationError that says what happened and what to do
 */
export async function requestOrThrow(
	node: ILoadOptionsFunctions | IHookFunctions,
	provider: Provider,
	request: ProviderRequest,
	{ unsure, verdicts, needsBody = false }: Expectation,
): Promise<Answer & Pick<Account, 'hide'>> {
	const account = await openAccount(node, provider);
	const refusal = (verdict: Verdict, answer?: Answer) => {
		const certain = verdict.outcome === 'unknown' && !verdict.stops ? unsure : verdict;
		const nobody = { item: 0, to: null };
		const problem = problemFrom({ verdict: certain, answer }, nobody, provider, account);
		const { reason, whatToDo, failure } = problem;
		const message = `${reason}. ${whatToDo}`;
		const error = new NodeOperationError(node.getNode(), message, { failure });
		// n8n replaces messages that name a known code, such as ECONNREFUSED, with its own text.
		error.message = message;
		return error;
	};
	let answer: Answer;
	try {
		answer = await call(node, provider, buildRequest(account, request));
	} catch (error) {
		const { reason, ...verdict } = await verdictOnSilence(node, account.baseUrl, error, 0);
		const { host } = new URL(account.baseUrl);
		throw refusal({ ...verdict, reason: `${reason}: ${host}`, whatToDo: unsure.whatToDo });
	}
	if (isSuccess(answer) && (answer.body !== undefined || !needsBody)) {
		return { ...answer, hide: account.hide };
	}
	throw refusal(verdictOnAnswer(answer, provider, { verdicts, sends: false }), answer);
}
