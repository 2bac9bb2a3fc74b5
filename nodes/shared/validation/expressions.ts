import type { IExecuteFunctions } from 'n8n-workflow';
import { parseJson } from '../lib/json';
import { isBlank } from './schema';

type Path = ReadonlyArray<string | number>;

/** What n8n would evaluate. A lone word or number, as in {{1}}, is a placeholder of a template. */
const EXPRESSION = /\{\{(?!\s*\w+\s*\}\})[^]+?\}\}/;

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

/** Texts that are JSON are sent as they are, whatever is in them. */
const isJson = (text: string) => isObject(parseJson(text));

/** Every text in a value, with where it is. */
function* textsIn(value: unknown, path: Path = []): Generator<{ text: string; path: Path }> {
	if (typeof value === 'string') yield { text: value, path };
	if (!isObject(value)) return;
	for (const [key, part] of Object.entries(value)) {
		yield* textsIn(part, [...path, Array.isArray(value) ? Number(key) : key]);
	}
}

/**
 * Expressions that nobody evaluates, as their field is set to Fixed.
 * @param written the parameters of the node as saved: what is an expression there starts with "="
 */
export function fixedExpressions(written: unknown): ReadonlySet<string> {
	const fixed = new Set<string>();
	for (const { text } of textsIn(written)) {
		if (!text.startsWith('=') && EXPRESSION.test(text) && !isJson(text)) fixed.add(text);
	}
	return fixed;
}

/** @returns where in `given` the first of these texts is */
export function findText(texts: ReadonlySet<string>, given: unknown): Path | undefined {
	if (texts.size === 0) return undefined;
	for (const { text, path } of textsIn(given)) if (texts.has(text)) return path;
	return undefined;
}

/**
 * The expression behind a field.
 * @param path of the field; collections on the way to it may be missing in it
 * @returns `undefined` where it is set to Fixed
 */
export function expressionAt(written: unknown, path: Path): string | undefined {
	const found = valueAt(written, path);
	const value = isObject(found) && '__rl' in found ? found.value : found;
	return typeof value === 'string' && value.startsWith('=') ? value : undefined;
}

function valueAt(tree: unknown, path: Path): unknown {
	if (path.length === 0) return tree;
	if (!isObject(tree)) return undefined;
	for (const [key, part] of Object.entries(tree)) {
		const found = valueAt(part, key === String(path[0]) ? path.slice(1) : path);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** A contact, where an expression asks for its number: `$json.contact` of `$json.contact.phone`. */
const CONTACT_WITH_PHONE =
	/\$(?:\w+|\((["'`]).*?\1\))(?:\??\.?(?:\w+(?:\(\d*\))?|\[(?:\d+|["']\w+["'])\]))*?\??\.?(?:contact|\[["']contact["']\])(?=\??\.phone\b|(?:\?\.)?\[["']phone["']\])/;

/**
 * What WhatsApp gave instead of a number, where an expression asks for the number of a contact of our
 * trigger that has none.
 */
export function givenInsteadOfPhone(
	node: IExecuteFunctions,
	expression: string,
	item: number,
): 'a user name' | 'an ID' | undefined {
	const [asked] = CONTACT_WITH_PHONE.exec(expression) ?? [];
	if (asked === undefined) return undefined;
	const contact: unknown = node.evaluateExpression(`{{ ${asked} }}`, item);
	if (!isObject(contact) || !('waId' in contact) || !isBlank(contact.phone)) return undefined;
	return isBlank(contact.username) && isBlank(contact.userId) ? 'an ID' : 'a user name';
}
