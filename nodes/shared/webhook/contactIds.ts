import type { Contact } from '../contract/event';
import { textOf, type Given } from '../lib/jsonAccess';

/** "+" and digits, of digits with or without it. */
export function phoneOf(value: Given): string | null {
	const [, digits] = /^\+?(\d{7,15})$/.exec(textOf(value) ?? '') ?? [];
	return digits ? `+${digits}` : null;
}

/** A user ID of Meta's, such as "US.13491208655302741918"; with "ENT." of a whole group of businesses. */
export function userIdOf(value: Given): string | null {
	const text = textOf(value);
	return text !== null && /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(text) ? text : null;
}

/** Whom one value means that may be a number, a user ID, or an ID of WhatsApp's of another kind. */
export function contactIdsOf(value: Given): Pick<Contact, 'phone' | 'waId' | 'userId'> {
	const userId = userIdOf(value);
	const waId = userId === null ? (textOf(value)?.replace(/^\+/, '') ?? null) : null;
	return { phone: phoneOf(waId), waId, userId };
}
