import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
	type JsonValue,
} from 'n8n-workflow';
import { verdictOnFailure } from './connection';
import type { Answer, Provider } from './operation';
import { verdictOnAnswer } from './outcomes';
import { problemFrom, type Problem } from './problem';
import { wordsOf } from './providerWords';
import { buildRequest, call, openAccount } from './request';

/**
 * Asks a provider for something to choose from.
 * @returns the parsed body of a 2xx answer
 * @throws NodeOperationError that says why there is no list
 */
export async function lookUp(
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
		const verdict = verdictOnFailure(error, 0);
		throw unavailable(problemFrom(verdict, nobody, provider, account));
	}
	if (answer.status >= 200 && answer.status < 300) return answer.body;
	const heard = { status: answer.status, words: wordsOf(answer, provider) };
	const verdict = verdictOnAnswer(heard, provider, false);
	throw unavailable(problemFrom(verdict, nobody, provider, account, answer));
}

/** Keeps the entries whose name or ID has what the user typed. */
export function searched(entries: INodeListSearchItems[], filter?: string): INodeListSearchResult {
	const wanted = filter?.trim().toLowerCase() ?? '';
	return {
		results: entries.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted)),
	};
}
