import type { Answer } from '../shared/contract/answer';
import type { Acceptance } from '../shared/contract/operation';
import type { Provider } from '../shared/contract/provider';
import {
	rateLimited,
	type AnswerRule,
	type Evidence,
	type VerdictTable,
} from '../shared/contract/verdict';
import { at, firstText } from '../shared/lib/jsonAccess';
import { field, isBlank, quote, readText } from '../shared/validation/schema';
import { isDone, isRefusal } from './answer';
import { messageVerdicts, vambe } from './vambe';

const sessionPage: Evidence = { document: 'Send a free-form WhatsApp session message' };
const templatePage: Evidence = { document: 'Send a template message' };
const ticketPage: Evidence = { document: 'Open a new ticket for whatsapp' };

/**
 * The page says that WhatsApp rejects messages outside of the window, and not in which words: these
 * are WhatsApp's own, and those of others who pass them on.
 */
const outsideWindow: AnswerRule = {
	says: /\b24[\s-]?h(?:ours?|rs?)?\b|outside\b.{0,40}\bwindow\b|\bre-?engagement\b|\b131047\b/i,
	verdict: {
		outcome: 'notSent',
		evidence: sessionPage,
		code: 'out-of-window',
		reason: 'The recipient has not written to you within the last 24 hours',
		whatToDo: 'Outside that time, WhatsApp takes approved templates only. Send a template instead.',
	},
};

/** Vambe where a channel of the official WhatsApp API sends: the quota of a phone is not said of it. */
export const officialVambe: Provider = { ...vambe, quotaHint: undefined };

/** For messages that may be texts; limits are counted in 24 hours too. */
export const textRules: AnswerRule[] = [{ status: 429, verdict: rateLimited }, outsideWindow];

const { refused } = messageVerdicts;

/** What the pages of the official API say of a status; they document no 404, 429 or 503. */
export const textVerdicts: VerdictTable = {
	refused,
	400: {
		outcome: 'notSent',
		evidence: sessionPage,
		code: 'refused',
		reason: 'Vambe did not accept this message',
		whatToDo:
			"Check the recipient and 'Channel', which is required where the account has several numbers. If the contact has not written to you within the last 24 hours, send a template instead.",
	},
};

export const templateVerdicts: VerdictTable = {
	refused,
	400: {
		outcome: 'notSent',
		evidence: templatePage,
		code: 'refused',
		reason: 'Vambe did not accept this template message',
		whatToDo:
			"Check the number, 'Template' and 'Channel', and that there is one value for each variable of the template.",
	},
};

/** Its page shows no refusal: the shared table holds. */
export const scheduleVerdicts: VerdictTable = { refused };

export const ticketVerdicts: VerdictTable = {
	refused,
	400: {
		outcome: 'notSent',
		evidence: ticketPage,
		code: 'refused',
		reason: 'Vambe did not accept the phone number or the pipeline stage',
		whatToDo:
			"Check the number in 'Recipient Phone Number', and pick the stage in 'Pipeline Stage' from the list: it has to belong to your account and to an active pipeline.",
	},
	404: {
		outcome: 'notSent',
		evidence: ticketPage,
		code: 'not-found',
		reason: 'Vambe does not know this channel',
		whatToDo:
			'Pick \'Channel\' from the list: for the official API it has a numeric ID. If the list is empty too, check the base URL in the credential "{credential}".',
		failure: { cause: 'configuration-invalid' },
	},
};

/**
 * A number of the account to send from, in digits, as all of Vambe's examples have it; blank: Vambe
 * takes the one of the contact, or the only one.
 */
export const senderNumber = field((value, refuse) => {
	if (isBlank(value)) return undefined;
	const written = readText('Channel', value, refuse).trim();
	const digits = written.replace(/\D/g, '');
	return /^\+?[\d\s().-]+$/.test(written) && digits.length >= 7 && digits.length <= 15
		? digits
		: refuse(
				`'Channel' is not a valid phone number: ${quote(value)}`,
				'Pick the channel from the list, or enter its number with country code, such as 56211111111.',
			);
});

/** Names that can only be of a message; no page shows the answer. */
export const MESSAGE_ID = ['message_id', 'messageId', 'wamid'];

/**
 * Reads an acceptance. Of its body the pages say "Message accepted for delivery." or "Message sent
 * successfully.", or nothing: what there is more is read where its name leaves no doubt.
 * @param idNames what the ID may be called
 */
export function acceptanceIn(
	answer: Pick<Answer, 'body' | 'text'>,
	idNames: readonly string[],
): Acceptance | 'refused' | null {
	const { body } = answer;
	if (isRefusal(body)) return 'refused';
	if (!isDone(answer)) return null;
	const among = (names: readonly string[]) =>
		firstText(...[body, at(body, 'data')].flatMap((part) => names.map((name) => at(part, name))));
	const contactId = among(['aiContactId', 'ai_contact_id', 'contact_id']);
	return {
		messageId: among(idNames),
		...(contactId !== null && { contactId }),
		status: among(['status']),
	};
}
