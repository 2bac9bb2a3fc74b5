import type { Failure } from 'n8n-workflow';
import type { Answer } from './answer';
import type { ErrorCode } from './errorCode';

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
	code: ErrorCode;
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
	whenRetryAfter?: Verdict;
	/** The cause in n8n's own machine-readable terms. */
	failure?: Failure;
}

/** How a message ended that was not accepted. That it was not sent is a claim, which names its evidence. */
export type Verdict = Said & ({ outcome: 'unknown' } | { outcome: 'notSent'; evidence: Evidence });

export type StatusClass = '2xx' | '3xx' | '4xx' | '5xx';

/** Verdicts by HTTP status, with a class of statuses for the rest, and one for a 2xx whose body says no. */
export type VerdictTable = { [status: number]: Verdict } & { [family in StatusClass]?: Verdict } & {
	refused?: Verdict;
};

export const nothingSent: Evidence = { unsent: 'asking sends nothing' };

/** The beginning of what is said of a webhook that could not be set up. */
export const webhookFailed = {
	outcome: 'notSent',
	evidence: { unsent: 'setting up a webhook sends no message' },
} as const;

export const checkProvider = 'Check in {provider} whether the message was sent';

/** On what may be out. */
export const checkFirst = `${checkProvider} before you send it again.`;

/** The provider will take it later, and says or implies when. */
export const rateLimited: Verdict = {
	outcome: 'notSent',
	evidence: { document: 'Additional HTTP Status Codes (RFC 6585)' },
	code: 'rate-limited',
	reason: 'Rate limit of {provider} reached for this account',
	whatToDo: 'Wait a moment, then send again.',
	retry: 'account-waits',
	failure: { cause: 'rate-limited' },
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
		code: 'not-on-whatsapp',
		reason: 'The recipient is not on WhatsApp',
		whatToDo: 'Check the number, its country code included.',
		field: 'recipient',
	},
});

/** Of a success by its status that is a refusal by its body. */
export const refusal = {
	code: 'refused',
	reason: '{provider} refused the message',
	whatToDo: 'Check the values of this item, then run it again.',
} satisfies Said;
