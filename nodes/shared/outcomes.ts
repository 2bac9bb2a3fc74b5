import type { Failure } from 'n8n-workflow';

/**
 * How a message ended.
 * - `accepted`: the provider took it. That is not yet `delivered`.
 * - `notSent`: it is certain that the provider did not take it; sending again doubles nothing.
 * - `unknown`: it may be out; sending it again may double it.
 */
export type Outcome = 'accepted' | 'notSent' | 'unknown';

/** Why it is certain that a message was not sent: a page of the provider, a recording, or what never left. */
export type Evidence = { document: string } | { recording: string } | { unsent: string };

/** What is said of a message that was not accepted, and what follows from it. */
export interface Verdict {
	outcome: Exclude<Outcome, 'accepted'>;
	/** What happened, as the start of a sentence: no full stop. `{provider}` and `{credential}` are filled in. */
	reason: string;
	/** What the person should do next: one or two whole sentences. */
	whatToDo: string;
	/** The parameter that has to change, where the answer tells, such as `recipient`. */
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
	evidence?: Evidence;
}

type StatusClass = '2xx' | '3xx' | '4xx' | '5xx';

/** Verdicts by HTTP status, with a class of statuses for the rest. */
export type VerdictTable = { [status: number]: Verdict } & { [family in StatusClass]?: Verdict };

/** The provider will take it later, and says or implies when. */
export const rateLimited: Verdict = {
	outcome: 'notSent',
	reason: '{provider} receives too many messages from this account',
	whatToDo: 'Wait a moment, then run the rest again.',
	retry: 'account-waits',
	failure: { cause: 'rate-limited' },
};

const unsure: Verdict = {
	outcome: 'unknown',
	reason: '{provider} could not say whether it took the message',
	whatToDo: 'Look in {provider} whether the message is there before you send it again.',
	failure: { cause: 'temporarily-unavailable' },
};

/** What holds for every provider; a provider's own table states only where it differs. */
const defaults: VerdictTable & Record<StatusClass, Verdict> = {
	'2xx': {
		outcome: 'unknown',
		reason: '{provider} answered, but not in the way that its documentation describes',
		whatToDo:
			'Look in {provider} whether the message is there before you send it again. If every message ends like this, check the address in the credential "{credential}".',
	},
	'3xx': {
		outcome: 'notSent',
		reason: '{provider} answered with a redirect to another address',
		whatToDo:
			'Open the credential "{credential}" and enter the final address. Redirects are not followed, because they would hand your key to another server.',
		failure: { cause: 'configuration-invalid' },
	},
	400: {
		outcome: 'notSent',
		reason: '{provider} did not accept the values of this message',
		whatToDo: 'Check the values of this item, then run it again.',
	},
	401: {
		outcome: 'notSent',
		reason: '{provider} did not accept the key',
		whatToDo: 'Open the credential "{credential}" and enter a valid key.',
		stops: 'account',
		failure: { cause: 'credential-invalid' },
	},
	402: {
		outcome: 'notSent',
		reason: '{provider} wants a payment first',
		whatToDo: 'Check the balance of your {provider} account, then run the rest again.',
		stops: 'account',
		failure: { cause: 'quota-exhausted' },
	},
	403: {
		outcome: 'notSent',
		reason: '{provider} does not allow this for the key that was used',
		whatToDo: 'Check what the key in the credential "{credential}" is allowed to do.',
		stops: 'account',
		failure: { cause: 'credential-invalid' },
	},
	404: {
		outcome: 'notSent',
		reason: '{provider} does not know what this message refers to',
		whatToDo: 'Check the IDs of this item and the address in the credential "{credential}".',
		failure: { cause: 'configuration-invalid' },
	},
	408: {
		outcome: 'unknown',
		reason: '{provider} gave up waiting for the request',
		whatToDo: 'Look in {provider} whether the message is there before you send it again.',
		failure: { cause: 'temporarily-unavailable' },
	},
	429: rateLimited,
	503: { ...unsure, told: rateLimited },
	'4xx': {
		outcome: 'notSent',
		reason: '{provider} did not accept this message',
		whatToDo: 'Check the values of this item, then run it again.',
	},
	'5xx': unsure,
};

/** A verdict by the provider's own words, which say more than the status. */
export interface WordRule {
	/** Only with this status; absent: with any. */
	status?: number;
	says: RegExp;
	verdict: Verdict;
}

/** The recipient has no WhatsApp, in the words that several gateways use. */
export const notOnWhatsApp: WordRule = {
	says: /not on whatsapp/i,
	verdict: {
		outcome: 'notSent',
		reason: 'The recipient is not on WhatsApp',
		whatToDo: 'Check the number, its country code included.',
		field: 'recipient',
	},
};

/** A success by its status, a refusal by its body. */
const refusal: Verdict = {
	outcome: 'notSent',
	reason: '{provider} refused the message',
	whatToDo: 'Check the values of this item, then run it again.',
};

/** On a question that goes before a message, when it got no usable answer. */
export const lookupFailed: Verdict = {
	outcome: 'notSent',
	reason: '{provider} did not answer the question that goes before the message',
	whatToDo: 'Run the item again.',
	retry: 'message-waits',
	stops: 'channel',
	failure: { cause: 'temporarily-unavailable' },
};

/** On a question or a change that reaches nobody: repeating it does no harm. */
export const dataFailed: Verdict = {
	outcome: 'notSent',
	reason: '{provider} did not answer as expected',
	whatToDo: 'Run the item again: doing this twice does no harm.',
	retry: 'message-waits',
	failure: { cause: 'temporarily-unavailable' },
};

const look = 'Look in {provider} whether the message is there.';
const again =
	'If it is not, turn on the option "Retry When Unsure (May Send Twice)" and run the item again.';

/** Verdicts that no answer is needed for. */
export const lastResort = {
	/** The ledger has it as sent, without an answer. */
	tried: {
		outcome: 'unknown',
		reason: 'An earlier try of this execution may have sent the message already',
		whatToDo: `${look} ${again}`,
	},
	/** Send Once has its key as claimed, and not as done. */
	claimed: {
		outcome: 'unknown',
		reason: 'An earlier execution began to send the message of this Send Once key and did not end',
		whatToDo: `${look} ${again}`,
	},
	cancelled: {
		outcome: 'notSent',
		reason: 'The execution was cancelled before the message left',
		whatToDo: 'Run the item again.',
	},
} satisfies Record<string, Verdict>;

/** On a message whose earlier try may be out: the last refusal does not take that back. */
export const afterUnsure = (verdict: Verdict): Verdict => ({
	...verdict,
	outcome: 'unknown',
	reason: `An earlier try may have sent the message. Of the last one: ${verdict.reason}`,
	whatToDo: `${look} ${verdict.whatToDo}`,
});

/** On a store of n8n that cannot be asked whether the key of a message was sent. */
export const storeFailed = (reason: string): Verdict => ({
	outcome: 'notSent',
	reason: `n8n could not look up the Send Once key: ${reason}`,
	whatToDo: 'Run the item again. If it happens again, look into the log of n8n.',
	failure: { cause: 'temporarily-unavailable' },
});

/** On values that no request can carry, such as half a character in an ID. */
export const unbuildable = (reason: string): Verdict => ({
	outcome: 'notSent',
	reason: `No request could be made of these values: ${reason}`,
	whatToDo: 'Check the texts and IDs of this item for odd characters.',
});

/**
 * The verdict that a status alone allows.
 * @param status HTTP status, 200 to 599
 * @param own the provider's differences
 */
export function verdictOnStatus(status: number, own: VerdictTable): Verdict {
	const family = `${Math.floor(status / 100)}xx` as StatusClass;
	return own[status] ?? own[family] ?? defaults[status] ?? defaults[family] ?? defaults['5xx'];
}

/**
 * The verdict on an answer that is not an acceptance.
 * @param words what the provider said, if anything
 * @param waitMs how long the answer says to wait, if it does
 * @param refused whether a 2xx has the body of a refusal
 */
export function verdictOnAnswer(
	{ status, words = '', waitMs }: { status: number; words?: string; waitMs?: number },
	{ rules = [], verdicts }: { rules?: readonly WordRule[]; verdicts: VerdictTable },
	refused: boolean,
): Verdict {
	// Words alone prove nothing: a success or a failure of the server may quote anything.
	const certain = refused || (status >= 400 && status < 500);
	const rule = rules.find(
		(candidate) =>
			(candidate.status === undefined ? certain : candidate.status === status) &&
			candidate.says.test(words),
	);
	const verdict = rule?.verdict ?? (refused ? refusal : verdictOnStatus(status, verdicts));
	return waitMs !== undefined && verdict.told ? verdict.told : verdict;
}
