import type { VerdictTable } from '../shared/contract/verdict';
import { id } from '../shared/validation/schema';

/** Vambe's `aiContactId`, which the receipt of an opened ticket has. */
export const contactId = id(
	'Contact ID',
	"Use the contactId of a receipt, or the contact's ID in Vambe.",
);

/** The path of everything about one contact. */
export const contactPath = (aiContactId: string) =>
	`/api/public/contact/${encodeURIComponent(aiContactId)}`;

const notChanged = {
	outcome: 'notSent',
	evidence: { unsent: 'this changes data and sends no message' },
} as const;

/** What a refusal means where a contact or a ticket is asked for, and not a channel. */
export const contactVerdicts: VerdictTable = {
	400: {
		...notChanged,
		code: 'refused',
		reason: 'Vambe did not accept these values',
		whatToDo: 'Check the IDs and the metadata of this item, then run it again.',
	},
	404: {
		...notChanged,
		code: 'not-found',
		reason: 'Vambe does not know this contact or this ticket',
		whatToDo:
			'Check the ID: the contactId of a receipt, or the ID of a ticket that is still open. If every item ends like this, check the base URL in the credential "{credential}".',
		failure: { cause: 'configuration-invalid' },
	},
};
