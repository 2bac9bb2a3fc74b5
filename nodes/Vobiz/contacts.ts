import type { IDataObject, JsonValue } from 'n8n-workflow';
import type { VerdictTable } from '../shared/contract/verdict';
import { lenientText } from '../shared/lib/lenientText';
import { z } from '../shared/lib/libraries';

/** Everything about contacts: "Contacts API" of docs.vobiz.ai. */
export const CONTACTS_PATH = '/contacts';

/** The most that one page of a list has; the document names only what it has by default. */
export const MAX_CONTACTS = 100;

interface Query {
	/** A part of the name or of the number. */
	search?: string;
	tag?: string;
	limit?: number;
	/** From 1. */
	page?: number;
}

/** GET: one page of contacts. */
export function contactsPath(query: Query): string {
	const given = Object.entries(query).flatMap(([name, value]: [string, Query[keyof Query]]) =>
		value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
	);
	return given.length > 0 ? `${CONTACTS_PATH}?${given.join('&')}` : CONTACTS_PATH;
}

const contactPage = z.object({ items: z.array(z.unknown()) });

const contact = z.object({ id: z.string().min(1), phone_number: lenientText }).passthrough();

export type Contact = z.infer<typeof contact>;

const isContact = (item: unknown): item is Contact => contact.safeParse(item).success;

/** The contacts of a page as they came; `undefined` where it is none. */
export const contactsIn = (body: JsonValue | undefined): Contact[] | undefined =>
	contactPage.safeParse(body).data?.items.filter(isContact);

/** A contact as it came; `null` where it is none. */
export const contactIn = (body: JsonValue | undefined): IDataObject | null =>
	isContact(body) ? (body as IDataObject) : null;

const notChanged = {
	outcome: 'notSent',
	evidence: { unsent: 'a contact is data, and no message' },
} as const;

/** What a refusal means where a contact is asked for, and not a channel. */
export const contactVerdicts: VerdictTable = {
	400: {
		...notChanged,
		code: 'refused',
		reason: 'Vobiz did not accept the values of this contact',
		whatToDo: 'Check the phone number, the tags and the attributes of this item.',
	},
	403: {
		...notChanged,
		code: 'forbidden',
		reason: 'The Vobiz account may not use contacts',
		whatToDo: 'Ask for the permission in the Vobiz console.',
		stops: 'account',
		failure: { cause: 'configuration-invalid' },
	},
	404: {
		...notChanged,
		code: 'not-found',
		reason: 'Vobiz does not know this contact',
		whatToDo:
			'Check the ID: the contactId of a receipt, or the id that Get Many returns. If every item ends like this, check the base URL in the credential "{credential}".',
		failure: { cause: 'configuration-invalid' },
	},
	// No page says what happens to a number that is there already: this is how such APIs answer.
	409: {
		...notChanged,
		code: 'refused',
		reason: 'Vobiz already has a contact with this phone number',
		whatToDo: 'Find it with Get Many, then use Update.',
		field: 'phoneNumber',
	},
};
