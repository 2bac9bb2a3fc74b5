import { id } from '../shared/schema';

/** Vambe's `aiContactId`, which the receipt of an opened ticket has. */
export const contactId = id(
	'Contact ID',
	"Use the contactId of a receipt, or the contact's ID in Vambe.",
);

/** The path of everything about one contact. */
export const contactPath = (aiContactId: string) =>
	`/api/public/contact/${encodeURIComponent(aiContactId)}`;
