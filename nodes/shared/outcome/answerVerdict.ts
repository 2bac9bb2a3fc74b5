import { isWebPage, type Answer } from '../contract/answer';
import type { Provider } from '../contract/provider';
import {
	checkFirst,
	nothingSent,
	rateLimited,
	type AnswerRule,
	type Evidence,
	type Said,
	type StatusClass,
	type Verdict,
	type VerdictTable,
} from '../contract/verdict';
import { hasOwnWords, providerMessage, saysInternalError } from './providerMessage';

/** What the classes of statuses mean, where a provider documents nothing else. */
const standard: Evidence = { document: 'HTTP Semantics (RFC 9110)' };

const unsure: Verdict = {
	outcome: 'unknown',
	code: 'server-error',
	reason: '{provider} could not say whether it took the message',
	whatToDo: checkFirst,
	failure: { cause: 'temporarily-unavailable' },
};

const gaveUp: Verdict = {
	outcome: 'unknown',
	code: 'no-answer',
	reason: '{provider} gave up waiting for the request',
	whatToDo: checkFirst,
	failure: { cause: 'temporarily-unavailable' },
};

/** What holds for every provider; a provider's own table has only what differs. */
export const defaults: VerdictTable & Record<StatusClass, Verdict> = {
	'2xx': {
		outcome: 'unknown',
		code: 'no-usable-answer',
		reason: '{provider} answered, but not in the way that its documentation describes',
		whatToDo: `${checkFirst} If every message ends like this, check the address in the credential "{credential}".`,
	},
	'3xx': {
		outcome: 'notSent',
		evidence: { unsent: 'a redirect asks to send elsewhere, and is not followed' },
		code: 'wrong-address',
		reason: '{provider} answered with a redirect to another address',
		whatToDo:
			'Open the credential "{credential}" and enter the final address. Redirects are not followed, because they would hand your key to another server.',
		failure: { cause: 'configuration-invalid' },
	},
	400: {
		outcome: 'notSent',
		evidence: standard,
		code: 'refused',
		reason: '{provider} did not accept the values of this message',
		whatToDo: 'Check the values of this item, then run it again.',
	},
	401: {
		outcome: 'notSent',
		evidence: standard,
		code: 'wrong-key',
		reason: '{provider} did not accept the key',
		whatToDo: 'Open the credential "{credential}" and enter a valid key.',
		stops: 'account',
		failure: { cause: 'credential-invalid' },
	},
	402: {
		outcome: 'notSent',
		evidence: standard,
		code: 'no-credit',
		reason: '{provider} requires payment',
		whatToDo: 'Check the balance of your {provider} account, then send again.',
		stops: 'account',
		failure: { cause: 'quota-exhausted' },
	},
	403: {
		outcome: 'notSent',
		evidence: standard,
		code: 'forbidden',
		reason: '{provider} does not allow this for the key that was used',
		whatToDo: 'Check what the key in the credential "{credential}" is allowed to do.',
		stops: 'account',
		failure: { cause: 'credential-invalid' },
	},
	404: {
		outcome: 'notSent',
		evidence: standard,
		code: 'not-found',
		reason: '{provider} does not know what this message refers to',
		whatToDo: 'Check the IDs of this item and the address in the credential "{credential}".',
		failure: { cause: 'configuration-invalid' },
	},
	408: gaveUp,
	429: rateLimited,
	// What a proxy notes when the other side hung up: the server behind it may go on.
	499: gaveUp,
	'4xx': {
		outcome: 'notSent',
		evidence: standard,
		code: 'refused',
		reason: '{provider} did not accept this message',
		whatToDo: 'Check the values of this item, then run it again.',
	},
	'5xx': unsure,
};

const family = (status: number) => `${Math.floor(status / 100)}xx` as StatusClass;

/**
 * The verdict that a status alone allows.
 * @param status HTTP status, 200 to 599
 * @param own the provider's differences
 */
export function verdictOnStatus(status: number, own: VerdictTable): Verdict {
	const rest = family(status);
	return own[status] ?? own[rest] ?? defaults[status] ?? defaults[rest] ?? defaults['5xx'];
}

/** On a refusal in a form that anybody on the way may have given it. */
const unproven = (verdict: Verdict): Verdict => ({
	...verdict,
	outcome: 'unknown',
	reason: `${verdict.reason}, judging by the status alone`,
	whatToDo: `${checkFirst} ${verdict.whatToDo}`,
	retry: undefined,
});

/** On a page for people: something else answers at this address, or in front of it. */
function webPage(verdict: Verdict, sends: boolean): Verdict {
	const likely = verdict.outcome === 'notSent' && `If it is right: ${verdict.whatToDo}`;
	const said: Said = {
		code: 'wrong-address',
		reason: 'A web page answered instead of the API of {provider}',
		whatToDo: [sends && checkFirst, 'Check the address in the credential "{credential}".', likely]
			.filter(Boolean)
			.join(' '),
		stops: 'account',
		failure: verdict.failure ?? { cause: 'configuration-invalid' },
	};
	return sends
		? { outcome: 'unknown', ...said }
		: { outcome: 'notSent', evidence: nothingSent, ...said };
}

/** What is judged, and by whose measure. */
type Heard = Pick<Answer, 'status' | 'body' | 'text'>;

type Judge = Pick<Provider, 'rules' | 'verdicts' | 'errorMessage' | 'isOwnForm'>;

/** How an answer is to be taken. */
interface Occasion {
	/** Where the verdict on a status differs from the provider's. */
	verdicts?: VerdictTable;
	/** What goes before the rules of the provider. */
	rules?: readonly AnswerRule[];
	/** Whether it is a refusal in spite of its 2xx. */
	refused?: boolean;
	/** How long the answer says to wait, in ms. */
	waitMs?: number;
	/** Whether it is about a message, so that something may be out. */
	sends: boolean;
}

/** By what the provider says, else by the status: what it means if it is the provider's. */
function verdictOnWords(
	{ status, body }: Heard,
	words: string,
	provider: Judge,
	{ verdicts, rules = [], refused, waitMs, sends }: Occasion,
): Verdict {
	// Words alone prove nothing: a success or a failure of the server may quote anything.
	const refuses = refused || (family(status) === '4xx' && defaults[status] !== gaveUp);
	const rule = [...rules, ...(provider.rules ?? [])].find(
		(candidate) =>
			(candidate.status === undefined ? refuses : candidate.status === status) &&
			(candidate.says?.test(words) ?? true) &&
			(candidate.form?.(body) ?? true),
	);
	const table = { ...provider.verdicts, ...verdicts };
	// The rules are about messages: on anything else, its own table knows more.
	const verdict =
		(sends ? undefined : verdicts?.[status]) ??
		rule?.verdict ??
		(refused ? table.refused : undefined) ??
		verdictOnStatus(status, table);
	return waitMs !== undefined && verdict.whenRetryAfter ? verdict.whenRetryAfter : verdict;
}

/**
 * The verdict on an answer that is not an acceptance. A refusal counts in the provider's own form
 * only: a proxy on the way may say the same of a message that went through.
 */
export function verdictOnAnswer(answer: Heard, provider: Judge, occasion: Occasion): Verdict {
	const { status, body, text } = answer;
	const { sends } = occasion;
	const words = providerMessage(answer, provider) ?? '';
	const refused = occasion.refused && !saysInternalError(body);
	const verdict = verdictOnWords(answer, words, provider, { ...occasion, refused });
	if (isWebPage(text) && status < 500) {
		const redirects = status >= 300 && status < 400;
		return redirects ? { ...verdict, stops: 'account' } : webPage(verdict, sends);
	}
	const isProven = refused || status < 400 || (provider.isOwnForm ?? hasOwnWords)(body);
	return verdict.outcome === 'notSent' && sends && !isProven ? unproven(verdict) : verdict;
}
