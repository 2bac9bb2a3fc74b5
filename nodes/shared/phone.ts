/** A phone number as read, or why it cannot be one. */
export type PhoneReading = { number: string } | { reason: string; whatToDo: string };

/** What people and address books put between digits, invisible direction marks included. */
const SEPARATORS = /[\s().\-/\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\ufeff]/g;

const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;

const writeInternational =
	'Write it with its country code, such as +56912345678. Spaces, dashes and brackets may stay.';

/**
 * Reads a phone number the way people have it: with +, with 00, with spaces and dashes, or as a
 * number cell. Without + or 00 the digits are taken as international, as the providers do.
 * @returns "+" and 7 to 15 digits (E.164), or the reason why not
 */
export function readPhone(value: unknown): PhoneReading {
	const refused = (reason: string) => ({ reason, whatToDo: writeInternational });

	if (typeof value !== 'string' && typeof value !== 'number') {
		return value === null || value === undefined
			? refused('is empty')
			: refused(
					`is not a phone number but ${Array.isArray(value) ? 'a list' : `an ${typeof value}`}`,
				);
	}
	if (typeof value === 'number' && !(Number.isInteger(value) && value > 0)) {
		return refused('is not a whole number');
	}
	if (/\(\s*0\s*\)/.test(String(value))) {
		return refused('has a (0), which is only dialled within the country');
	}
	const written = String(value).replace(SEPARATORS, '');
	if (written === '') return refused('is empty');

	const [, prefix, digits] = /^(\+|00)?(\d+)$/.exec(written) ?? [];
	if (digits === undefined) return refused('has characters that do not belong in a phone number');
	if (digits.startsWith('0')) {
		return refused(
			prefix
				? 'has a 0 where the country code should start'
				: 'starts with 0, so its country code is missing',
		);
	}
	if (digits.length < FEWEST_DIGITS) return refused(`is too short: it has ${digits.length} digits`);
	if (digits.length > MOST_DIGITS) return refused(`is too long: it has ${digits.length} digits`);
	return { number: `+${digits}` };
}
