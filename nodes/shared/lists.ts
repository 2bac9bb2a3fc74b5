import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
	type JsonValue,
} from 'n8n-workflow';
import { verdictOnFailure } from './connection';
import type { Answer, Provider } from './operation';
import { verdictOnAnswer, type Verdict } from './outcomes';
import { problemFrom, type Problem } from './problem';
import { wordsOf } from './providerWords';
import { buildRequest, call, isSuccess, openAccount } from './request';

/**
 * Asks a provider for something to choose from.
 * @returns the parsed body of a 2xx answer
 * @throws NodeOperationError that says why there is no list
 */
export async function askForList(
	node: ILoadOptionsFunctions,
	provider: Provider,
	path: string,
): Promise<JsonValue | undefined> {
	const account = await openAccount(node, provider);
	const nobody = { item: 0, to: null };
	const unavailable = ({ reason, whatToDo, failure }: Problem) =>
		new NodeOperationError(node.getNode(), `${reason}. ${whatToDo}`, { failure });

	let answer: Answer;
	try {
		answer = await call(node, provider, account, buildRequest(account, { method: 'GET', path }));
	} catch (error) {
		const verdict = certain(verdictOnFailure(error, 0));
		throw unavailable(problemFrom({ verdict }, nobody, provider, account));
	}
	const success = isSuccess(answer);
	if (success && answer.body !== undefined) return answer.body;
	const heard = { status: answer.status, words: wordsOf(answer, provider) };
	const verdict = success ? listFailed : certain(verdictOnAnswer(heard, provider, false));
	throw unavailable(problemFrom({ verdict, answer }, nobody, provider, account));
}

/** On an answer that is no list, such as the web page of another address. */
const listFailed: Verdict = {
	outcome: 'notSent',
	reason: '{provider} did not answer with a list',
	whatToDo: 'Check the address in the credential "{credential}", then open the list again.',
	failure: { cause: 'temporarily-unavailable' },
};

/** A list is no message: nothing can be out without our knowing. */
const certain = (verdict: Verdict) => (verdict.outcome === 'unknown' ? listFailed : verdict);

/** Keeps the entries whose name or ID has what the user typed. */
export function searched(entries: INodeListSearchItems[], filter?: string): INodeListSearchResult {
	const wanted = filter?.trim().toLowerCase() ?? '';
	return {
		results: entries.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted)),
	};
}
