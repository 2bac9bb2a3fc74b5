import { withMobileDigit } from './mobileDigit';
import { countryOf } from './phone';

/** What a person is known by: WhatsApp gives some or all of these. */
export interface Person {
	phone?: string | null;
	lid?: string | null;
	userId?: string | null;
}

const NUMBER = /^\+?(\d{7,15})(?::\d+)?(?:@s\.whatsapp\.net|@c\.us)?$/;

/** Reads what a message is addressed to: a number, its JID, a LID, else an ID as it is. */
export function personOf(recipient: string): Person {
	const [, digits] = NUMBER.exec(recipient) ?? [];
	if (digits !== undefined) return { phone: `+${digits}` };
	return recipient.endsWith('@lid') ? { lid: recipient } : { userId: recipient };
}

/**
 * The ways to name a person, by number, LID or user ID: two who share a single one are the same. The
 * digit that marks mobiles in Argentina, Brazil and Mexico does not count: WhatsApp itself writes
 * numbers with and without it.
 */
export function namesOf({ phone, lid, userId }: Person): string[] {
	return [
		...(phone ? [`phone ${withMobileDigit(`+${phone.replace(/\D/g, '')}`, 'remove')}`] : []),
		...(lid ? [`lid ${lid.replace(/(?::\d+)?@lid$/, '')}`] : []),
		...(userId ? [`user ${userId}`] : []),
	];
}

/** @returns two letters (ISO 3166), or `null` for a group and for those who are not known by a number */
export function countryOfRecipient(recipient: string): string | null {
	const { phone } = personOf(recipient);
	return phone ? countryOf(phone) : null;
}
