import { fieldsOf, firstText, type Given } from './jsonAccess';

/** Where lists usually are in a body. */
const ENCLOSURES = ['data', 'items', 'results', 'result', 'rows', 'response', 'payload'];

/**
 * The entries of a list whose shape no page shows: an array, one that the body encloses, or the only
 * entry by itself.
 * @param names what the provider may call the list
 */
export function listIn(body: Given, ...names: string[]): Given[] {
	if (Array.isArray(body)) return body;
	const fields = fieldsOf(body);
	const enclosed = [...names, ...ENCLOSURES].map((name) => fields[name]);
	const inner =
		enclosed.find(Array.isArray) ?? enclosed.find((value) => typeof value === 'object' && value);
	if (inner) return listIn(inner, ...names);
	return Object.keys(fields).length > 0 ? [fields] : [];
}

/** What an entry calls by one of these names: a text, or a number. */
export const textAmong = (entry: Given, ...names: string[]): string | undefined => {
	const fields = fieldsOf(entry);
	return firstText(...names.map((name) => fields[name])) ?? undefined;
};
