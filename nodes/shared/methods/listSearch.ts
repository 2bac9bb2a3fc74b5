import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	JsonValue,
} from 'n8n-workflow';
import type { Provider } from '../contract/provider';
import { nothingSent, type Verdict } from '../contract/verdict';
import { requestOrThrow } from '../http/requestOrThrow';

/** On an answer that is not a list, such as the web page of another address. */
const listFailed: Verdict = {
	outcome: 'notSent',
	evidence: nothingSent,
	code: 'no-usable-answer',
	reason: '{provider} did not answer with a list',
	whatToDo: 'Check the address in the credential "{credential}", then open the list again.',
	failure: { cause: 'temporarily-unavailable' },
};

/**
 * Asks a provider for something to choose from.
 * @throws NodeOperationError that says why there is no list
 */
export async function fetchList(
	node: ILoadOptionsFunctions,
	provider: Provider,
	path: string,
): Promise<JsonValue | undefined> {
	const expected = { unclear: listFailed, needsBody: true };
	const { body, hide } = await requestOrThrow(node, provider, { method: 'GET', path }, expected);
	return body === undefined ? undefined : hide.unread(body);
}

/** A template in a list. One that is not approved says so. */
export function templateLabel(name: string, language?: string, status?: string): string {
	const unapproved = status !== undefined && !/^(approved|active)$/i.test(status);
	const notes = [language, unapproved && status.toLowerCase()].filter(Boolean);
	return notes.length > 0 ? `${name} (${notes.join(', ')})` : name;
}

interface Named {
	name: string;
}

/** As people look for a name: upper and lower case, accents and the length of numbers do not count. */
export const byName = (a: Named, b: Named) =>
	a.name.localeCompare(b.name, 'en', { numeric: true, sensitivity: 'base' });

/** Keeps the entries whose name or ID has what the user typed, in their own order. */
export function filterInOrder(
	entries: INodeListSearchItems[],
	filter?: string,
): INodeListSearchResult {
	const wanted = filter?.trim().toLowerCase() ?? '';
	return {
		results: entries.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted)),
	};
}

/** The same, sorted by name. */
export const filterByName = (entries: INodeListSearchItems[], filter?: string) =>
	filterInOrder([...entries].sort(byName), filter);

/** A list as n8n asks for it: what `read` finds in the provider's answer, by name. */
export const listSearch =
	(
		provider: Provider,
		path: string,
		read: (body: JsonValue | undefined) => INodeListSearchItems[],
	) =>
	async (node: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> =>
		filterByName(read(await fetchList(node, provider, path)), filter);
