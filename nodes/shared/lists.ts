import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	JsonValue,
} from 'n8n-workflow';
import { ask } from './asking';
import type { Provider } from './operation';
import type { Verdict } from './outcomes';

/** On an answer that is no list, such as the web page of another address. */
const listFailed: Verdict = {
	outcome: 'notSent',
	reason: '{provider} did not answer with a list',
	whatToDo: 'Check the address in the credential "{credential}", then open the list again.',
	failure: { cause: 'temporarily-unavailable' },
};

/**
 * Asks a provider for something to choose from.
 * @throws NodeOperationError that says why there is no list
 */
export async function askForList(
	node: ILoadOptionsFunctions,
	provider: Provider,
	path: string,
): Promise<JsonValue | undefined> {
	const expected = { unsure: listFailed, needsBody: true };
	const { body, hide } = await ask(node, provider, { method: 'GET', path }, expected);
	return body === undefined ? undefined : hide.unread(body);
}

/** Keeps the entries whose name or ID has what the user typed. */
export function searched(entries: INodeListSearchItems[], filter?: string): INodeListSearchResult {
	const wanted = filter?.trim().toLowerCase() ?? '';
	return {
		results: entries.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted)),
	};
}
