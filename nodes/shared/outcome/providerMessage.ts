import type { JsonValue } from 'n8n-workflow';
import { isWebPage, type Answer } from '../contract/answer';
import type { Provider } from '../contract/provider';
import type { Given } from '../lib/jsonAccess';

/** Where providers put their words, most telling first. */
const KEYS = ['message', 'response', 'error', 'detail', 'description', 'title'];

const MAX_QUOTED = 200;

/** The first text in a body, wherever the provider put it; their error bodies are mostly undocumented. */
function messageIn(value: JsonValue | undefined): string | undefined {
	if (typeof value === 'string') return value.trim() || undefined;
	if (Array.isArray(value)) return value.map(messageIn).find(Boolean);
	if (value === null || typeof value !== 'object') return undefined;
	return KEYS.map((key) => messageIn(value[key])).find(Boolean);
}

/** Where a refusal has words, in the usual forms of an API. */
const OWN_KEYS = ['message', 'error', 'detail'];

/** What a connection behind the provider leaves that broke, took too long, or led to a broken server. */
const BROKEN_BEHIND =
	/\bsocket hang up\b|\bE(?:CONN[A-Z]+|TIMEDOUT|PIPE|AI_AGAIN|NOTFOUND)\b|\b(?:tim(?:e|ed|ing)[ -]?out|timeout|deadline exceeded|context canceled|network error|fetch failed|upstream|bad gateway|status(?: code)?:? 5\d\d)\b|\bconnection (?:was |has been )?(?:reset|closed|aborted|lost|terminated)\b|\bEOF$/i;

/** Words of a program that failed, and not of one that judged: most begin with the name of an error. */
const INTERNAL =
	/^\s*(?:(?:[Uu]ncaught|[Uu]nhandled)\s+)?(?:(?:[\w$]+[.:])*[\w$]+(?:Error|Exception)\b|(?:Error|Exception)\s*(?::|$)|Prisma|Traceback\b|[Ii]nternal (?:[Ss]erver )?[Ee]rror)|Cannot read propert|\b[Uu]n(?:known|expected) error\b|[Ss]omething went wrong/;

const isInternalError = (words: string): boolean =>
	INTERNAL.test(words) || BROKEN_BEHIND.test(words);

function allTexts(value: JsonValue | undefined): string[] {
	if (typeof value === 'string') return value.trim() ? [value] : [];
	if (Array.isArray(value)) return value.flatMap(allTexts);
	if (value === null || typeof value !== 'object') return [];
	return [...KEYS, 'msg', 'code', 'errors'].flatMap((key) => allTexts(value[key]));
}

/** Whether a body is a refusal of an API in its own words, where no page shows what its refusals look like. */
export function hasOwnWords(body: JsonValue | undefined): boolean {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
	return OWN_KEYS.some((key) => allTexts(body[key]).length > 0) && !saysInternalError(body);
}

/** Whether anything that a body says comes from a program that failed. */
export const saysInternalError = (body: Given): boolean => allTexts(body).some(isInternalError);

/**
 * What the provider itself says, short enough to quote; `undefined` for a web page or nothing.
 * @param hide what no person may see, before it is cut
 */
export function providerMessage(
	{ body, text }: Pick<Answer, 'body' | 'text'>,
	provider?: Pick<Provider, 'errorMessage'>,
	hide = (words: string) => words,
): string | undefined {
	const unreadable = body === undefined;
	const said = unreadable
		? isWebPage(text)
			? undefined
			: text.trim()
		: (provider?.errorMessage?.(body) ?? messageIn(body));
	if (!said) return undefined;
	const words = hide(said);
	return words.length > MAX_QUOTED ? `${words.slice(0, MAX_QUOTED)}…` : words;
}
