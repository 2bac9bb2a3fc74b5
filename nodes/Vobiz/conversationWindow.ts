import type { Lookup } from '../shared/contract/operation';
import { withMobileDigit } from '../shared/validation/mobileDigit';
import { namesOf, personOf } from '../shared/validation/person';
import { contactsIn, contactsPath, MAX_CONTACTS, type Contact } from './contacts';
import { conversationsIn, conversationsPath, type Conversation } from './conversations';

/** Whether WhatsApp takes free-form messages to a contact now; `unknown`: Vobiz does not say. */
export type Window = 'open' | 'closed' | 'unknown';

/** What the way to a window has found so far. */
export interface WindowSearch {
	window?: Window;
	contactIds?: readonly string[];
	/** Of the next page of conversations. */
	cursor?: string | null;
}

/** Far above what an account has; ends the walk should a server always promise more. */
const MAX_PAGES = 50;

/**
 * The 24-hour window of a contact on a channel: who it is (GET /contacts, by number), and when their
 * conversation ends (GET /conversations, `expires_at`). Whoever is no contact, or has no conversation,
 * never wrote. Sources: "Contacts API" and "Conversations API" of docs.vobiz.ai.
 * @param known what was looked up before; it stays
 */
export function windowOf<Known extends WindowSearch>(
	channel: string,
	recipient: string,
	known: Known,
): Lookup<Known> {
	// Nobody hears of it: what cannot be asked counts as unknown.
	const unsaid = {
		otherwise: { ...known, window: 'unknown' as const },
		missing: { code: 'not-found' as const, field: 'recipient', reason: '', whatToDo: '' },
	};

	const contactSearch = ([number, ...others]: readonly string[]): Lookup<Known> => ({
		...unsaid,
		request: { method: 'GET', path: contactsPath({ search: number, limit: MAX_CONTACTS }) },
		find(body) {
			const contacts = contactsIn(body)?.filter(isSame(recipient));
			return contacts && { ...known, window: 'closed', contactIds: contacts.map(({ id }) => id) };
		},
		next({ contactIds }) {
			if (contactIds === undefined) return undefined;
			if (contactIds.length > 0) return conversationSearch(contactIds, 'closed', 1);
			return others.length > 0 ? contactSearch(others) : undefined;
		},
	});

	const conversationSearch = (
		contactIds: readonly string[],
		soFar: Window,
		page: number,
		cursor?: string,
	): Lookup<Known> => ({
		...unsaid,
		request: { method: 'GET', path: conversationsPath(cursor) },
		find(body) {
			const found = conversationsIn(body);
			if (!found) return undefined;
			const windows = found.entries
				.filter(
					({ channel_id, contact_id }) => channel_id === channel && contactIds.includes(contact_id),
				)
				.map(windowIn);
			const isCut = found.isCut || (found.cursor !== null && page === MAX_PAGES);
			const window = best([soFar, ...windows, isCut ? 'unknown' : 'closed']);
			return { ...known, window, cursor: found.cursor };
		},
		next: ({ window, cursor }) =>
			window === 'open' || !cursor || page === MAX_PAGES
				? undefined
				: conversationSearch(contactIds, window ?? soFar, page + 1, cursor),
	});

	return contactSearch(spellingsOf(recipient));
}

/** WhatsApp itself writes some numbers with a digit more or less. */
const spellingsOf = (number: string) => [
	...new Set([number, withMobileDigit(number, 'add'), withMobileDigit(number, 'remove')]),
];

const isSame = (recipient: string) => {
	const nameOf = (number: string) => namesOf(personOf(number.replace(/[^\d+]/g, '')))[0];
	return ({ phone_number }: Contact) =>
		!!phone_number && nameOf(phone_number) === nameOf(recipient);
};

const best = (windows: readonly Window[]): Window =>
	(['open', 'unknown'] as const).find((window) => windows.includes(window)) ?? 'closed';

/** What a template of ours opened, in Meta's words: the contact may have answered it or not. */
const OURS = ['authentication', 'marketing', 'utility'];

function windowIn({ expires_at, category }: Conversation): Window {
	const end = Date.parse(expires_at ?? '');
	if (Number.isNaN(end)) return 'unknown';
	if (end <= Date.now()) return 'closed';
	return OURS.includes(category?.toLowerCase() ?? '') ? 'unknown' : 'open';
}
