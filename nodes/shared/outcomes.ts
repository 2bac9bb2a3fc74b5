import type { Failure } from 'n8n-workflow';
import type { Answer, Provider } from './operation';
import { hasOwnWords, saysInternalError, wordsOf } from './providerWords';
import { isWebPage } from './request';

/**
 * How a message ended.
 * - `accepted`: the provider took it. That is not yet `delivered`.
 * - `notSent`: it is certain that the provider did not take it; sending again doubles nothing.
 * - `unknown`: it may be out; sending it again may double it.
 */
export type Outcome = 'accepted' | 'notSent' | 'unknown';

/** Why it is certain that a message was not sent. */
export type Evidence =
	/** A page of the provider, or a standard, by its title. */
	| { document: string }
	/** An answer of a real server, by its file in test/fixtures/evolution. */
	| { recording: string }
	/** Nothing can have left, and why. */
	| { unsent: string };

/** What is said of a message that was not accepted, and what follows from it. */
export interface Said {
	/** What happened, as the start of a sentence: no full stop. `{provider}`, `{credential}` and the texts of a JSON answer are filled in. */
	reason: string;
	/** What the person should do next: one or two whole sentences. */
	whatToDo: string;
	/** The parameter that has to change, where the answer says so, such as `recipient`. */
	field?: string;
	/** The rest of this account or channel would end the same way, so it is not tried. */
	stops?: 'account' | 'channel';
	/** A wait may help: it is tried again. Only where it is certain that nothing was sent. */
	retry?: 'account-waits' | 'message-waits';
	/** How long to wait where the provider does not say, in ms. Absent: backing off. */
	waitMs?: number;
	/** The verdict instead of this one where the answer says how long to wait. */
	told?: Verdict;
	/** The cause in n8n's own machine-readable terms. */
	failure?: Failure;
}

/** How a message ended that was not accepted. That it was not sent is a claim, which names its evidence. */
export type Verdict = Said & ({ outcome: 'unknown' } | { outcome: 'notSent'; evidence: Evidence });

type StatusClass = '2xx' | '3xx' | '4xx' | '5xx';

/** Verdicts by HTTP status, with a class of statuses for the rest, and one for a 2xx whose body says no. */
export type VerdictTable = { [status: number]: Verdict } & { [family in StatusClass]?: Verdict } & {
	refused?: Verdict;
};

/** What the classes of statuses mean, where a provider documents nothing else. */
const standard: Evidence = { document: 'HTTP Semantics (RFC 9110)' };

export const nothingSent: Evidence = { unsent: 'asking sends nothing' };

const check = 'Check in {provider} whether the message was sent';

/** On what may be out. */
export const checkFirst = `${check} before you send it again.`;

/** The provider will take it later, and says or implies when. */
export const rateLimited: Verdict = {
	outcome: 'notSent',
	evidence: { document: 'Additional HTTP Status Codes (RFC 6585)' },
	reason: 'Rate limit of {provider} reached for this account',
	whatToDo: 'Wait a moment, then send again.',
	retry: 'account-waits',
	failure: { cause: 'rate-limited' },
};

const unsure: Verdict = {
	outcome: 'unknown',
	reason: '{provider} could not say whether it took the message',
	whatToDo: checkFirst,
	failure: { cause: 'temporarily-unavailable' },
};

const gaveUp: Verdict = {
	outcome: 'unknown',
	reason: '{provider} gave up waiting for the request',
	whatToDo: checkFirst,
	failure: { cause: 'temporarily-unavailable' },
};

/** What holds for every provider; a provider's own table has only what differs. */
export const defaults: VerdictTable & Record<StatusClass, Verdict> = {
	'2xx': {
		outcome: 'unknown',
		reason: '{provider} answered, but not in the way that its documentation describes',
		whatToDo: `${checkFirst} If every message ends like this, check the address in the credential "{credential}".`,
	},
	'3xx': {
		outcome: 'notSent',
		evidence: { unsent: 'a redirect asks to send elsewhere, and is not followed' },
		reason: '{provider} answered with a redirect to another address',
		whatToDo:
			'Open the credential "{credential}" and enter the final address. Redirects are not followed, because they would hand your key to another server.',
		failure: { cause: 'configuration-invalid' },
	},
	400: {
		outcome: 'notSent',
		evidence: standard,
		reason: '{provider} did not accept the values of this message',
		whatToDo: 'Check the values of this item, then run it again.',
	},
	401: {
		outcome: 'notSent',
		evidence: standard,
		reason: '{provider} did not accept the key',
		whatToDo: 'Open the credential "{credential}" and enter a valid key.',
		stops: 'account',
		failure: { cause: 'credential-invalid' },
	},
	402: {
		outcome: 'notSent',
		evidence: standard,
		reason: '{provider} requires payment',
		whatToDo: 'Check the balance of your {provider} account, then send again.',
		stops: 'account',
		failure: { cause: 'quota-exhausted' },
	},
	403: {
		outcome: 'notSent',
		evidence: standard,
		reason: '{provider} does not allow this for the key that was used',
		whatToDo: 'Check what the key in the credential "{credential}" is allowed to do.',
		stops: 'account',
		failure: { cause: 'credential-invalid' },
	},
	404: {
		outcome: 'notSent',
		evidence: standard,
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
		reason: '{provider} did not accept this message',
		whatToDo: 'Check the values of this item, then run it again.',
	},
	'5xx': unsure,
};

/** A verdict by what the provider itself says, which is more than the status. */
export interface AnswerRule {
	/** Only with this status; absent: with any by which a provider refuses. */
	status?: number;
	says?: RegExp;
	/** What the body looks like, where the words do not say it. */
	form?(body: Answer['body']): boolean;
	verdict: Verdict;
}

/** The recipient has no WhatsApp, in the words that several gateways use. */
export const notOnWhatsApp = (evidence: Evidence): AnswerRule => ({
	says: /not on whatsapp/i,
	verdict: {
		outcome: 'notSent',
		evidence,
		reason: 'The recipient is not on WhatsApp',
		whatToDo: 'Check the number, its country code included.',
		field: 'recipient',
	},
});

/** Of a success by its status that is a refusal by its body. */
export const refusal = {
	reason: '{provider} refused the message',
	whatToDo: 'Check the values of this item, then run it again.',
} satisfies Said;

/** On a question that goes before a message, when it got no usable answer. */
export const lookupFailed: Verdict = {
	outcome: 'notSent',
	evidence: nothingSent,
	reason: 'Could not load the data that {provider} needs for this message',
	whatToDo: 'Run the item again.',
	retry: 'message-waits',
	stops: 'channel',
	failure: { cause: 'temporarily-unavailable' },
};

/** On a question or a change that reaches nobody: repeating it does no harm. */
export const dataFailed: Verdict = {
	outcome: 'notSent',
	evidence: nothingSent,
	reason: '{provider} did not answer as expected',
	whatToDo: 'Run the item again: doing this twice does no harm.',
	retry: 'message-waits',
	failure: { cause: 'temporarily-unavailable' },
};

/** On something that a message needs and the provider does not know. */
export const missing = (said: Said): Verdict => ({
	outcome: 'notSent',
	evidence: nothingSent,
	...said,
});

const again =
	'If it was not, turn on the option "Retry When Unsure (May Send Twice)" and run the item again.';

/** Verdicts that no answer is needed for. */
export const lastResort = {
	/** The ledger has it as sent, without an answer. */
	tried: {
		outcome: 'unknown',
		reason: 'An earlier try of this execution may have sent the message already',
		whatToDo: `${check}. ${again}`,
	},
	/** Send Once has its key as claimed, and not as done. */
	claimed: {
		outcome: 'unknown',
		reason:
			'An earlier execution started to send the message with this Send Once key and did not finish',
		whatToDo: `${check}. ${again}`,
	},
	cancelled: {
		outcome: 'notSent',
		evidence: { unsent: 'it was still waiting for its turn' },
		reason: 'The execution was cancelled before the message left',
		whatToDo: 'Run the item again.',
	},
} satisfies Record<string, Verdict>;

/** On a message whose earlier try may be out: the last refusal does not take that back. */
export const afterUnsure = (verdict: Verdict): Verdict => ({
	...verdict,
	outcome: 'unknown',
	reason: `An earlier try may have sent the message. Of the last one: ${verdict.reason}`,
	whatToDo: `${check}. ${verdict.whatToDo}`,
});

/** On a store of n8n that cannot be asked whether the key of a message was sent. */
export const storeFailed = (reason: string): Verdict => ({
	outcome: 'notSent',
	evidence: { unsent: 'no request was made' },
	reason: `n8n could not look up the Send Once key: ${reason}`,
	whatToDo: 'Run the item again. If it happens again, check the log of n8n.',
	failure: { cause: 'temporarily-unavailable' },
});

/** On values that no request can carry, such as half a character in an ID. */
export const unbuildable = (reason: string): Verdict => ({
	outcome: 'notSent',
	evidence: { unsent: 'no request could be made' },
	reason: `No request could be made of these values: ${reason}`,
	whatToDo: 'Check the texts and IDs of this item for odd characters.',
});

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
type Judge = Pick<Provider, 'rules' | 'verdicts' | 'words' | 'isOwnForm'>;

/** How an answer is to be taken. */
interface Occasion {
	/** Where the verdict on a status differs from the provider's. */
	verdicts?: VerdictTable;
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
	{ verdicts, refused, waitMs, sends }: Occasion,
): Verdict {
	// Words alone prove nothing: a success or a failure of the server may quote anything.
	const refuses = refused || (family(status) === '4xx' && defaults[status] !== gaveUp);
	const rule = provider.rules?.find(
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
	return waitMs !== undefined && verdict.told ? verdict.told : verdict;
}

/**
 * The verdict on an answer that is not an acceptance. A refusal counts in the provider's own form
 * only: a proxy on the way may say the same of a message that went through.
 */
export function verdictOnAnswer(answer: Heard, provider: Judge, occasion: Occasion): Verdict {
	const { status, body, text } = answer;
	const { sends } = occasion;
	const words = wordsOf(answer, provider) ?? '';
	const refused = occasion.refused && !saysInternalError(body);
	const verdict = verdictOnWords(answer, words, provider, { ...occasion, refused });
	if (isWebPage(text) && status < 500) {
		const redirects = status >= 300 && status < 400;
		return redirects ? { ...verdict, stops: 'account' } : webPage(verdict, sends);
	}
	const isProven = refused || status < 400 || (provider.isOwnForm ?? hasOwnWords)(body);
	return verdict.outcome === 'notSent' && sends && !isProven ? unproven(verdict) : verdict;
}
