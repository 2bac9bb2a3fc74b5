import type { JsonValue } from 'n8n-workflow';
import type { Answer, Provider } from './operation';
import { isWebPage } from './request';

/** Where providers put their words, most telling first. */
const KEYS = ['message', 'response', 'error', 'detail', 'description', 'title'];

const LONGEST_WORDS = 200;

/** The first text in a body, wherever the provider put it; their error bodies are mostly undocumented. */
function firstText(value: JsonValue | undefined): string | undefined {
	if (typeof value === 'string') return value.trim() || undefined;
	if (Array.isArray(value)) return value.map(firstText).find(Boolean);
	if (value === null || typeof value !== 'object') return undefined;
	return KEYS.map((key) => firstText(value[key])).find(Boolean);
}

/**
 * What the provider itself says, short enough to quote; `undefined` for a web page or nothing.
 * @param hide what no person may see, before it is cut
 */
export function wordsOf(
	{ body, text }: Pick<Answer, 'body' | 'text'>,
	provider?: Provider,
	hide = (words: string) => words,
): string | undefined {
	const unreadable = body === undefined;
	const said = unreadable
		? isWebPage(text)
			? undefined
			: text.trim()
		: (provider?.words?.(body) ?? firstText(body));
	if (!said) return undefined;
	const words = hide(said);
	return words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)}…` : words;
}
