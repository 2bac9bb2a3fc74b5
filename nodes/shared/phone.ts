import { isSupportedCountry, parsePhoneNumberFromString } from './libraries';

/** How to read numbers that are written without a country code. */
export interface PhoneSettings {
	/** Two letters (ISO 3166). Absent: digits without + are international, as the providers take them. */
	defaultCountry?: string;
	/** What to do with the digit that marks mobiles in Argentina (9), Brazil (9) and Mexico (1). */
	mobileDigit?: 'keep' | 'add' | 'remove';
}

/** A phone number as read, or why it cannot be one. */
export type PhoneReading = { number: string } | { reason: string; whatToDo: string };

/** What people and address books put between digits, invisible direction marks included. */
const SEPARATORS = /[\s().\-/\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\ufeff]/g;

const MOBILE_DIGITS = ['keep', 'add', 'remove'];

const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;

const refused = (reason: string, whatToDo?: string) => ({
	reason,
	whatToDo:
		whatToDo ??
		'Write it with its country code, such as +56912345678. Spaces, dashes and brackets may stay.',
});

/**
 * Reads a phone number the way people have it: with +, with 00, with spaces and dashes, as a number
 * cell, or in a national format with a default country. Whether the number exists is not judged:
 * real ones exist that no list knows.
 * @returns "+" and 7 to 15 digits (E.164), or the reason why not
 */
export function readPhone(value: unknown, settings: PhoneSettings = {}): PhoneReading {
	if (typeof value !== 'string' && typeof value !== 'number') {
		if (value === null || value === undefined) return refused('is empty');
		const kind = Array.isArray(value)
			? 'a list'
			: typeof value === 'object'
				? 'an object'
				: 'a switch';
		return refused(`is not a phone number but ${kind}`);
	}
	if (typeof value === 'number' && !(Number.isInteger(value) && value > 0)) {
		return refused('is not a whole number');
	}
	if (/\(\s*0\s*\)/.test(String(value))) {
		return refused('has a (0), which is only dialled within the country');
	}
	if (/^\s*\+?\d+[.,]\d{1,2}\s*$/.test(String(value))) {
		return refused('is a number with decimals, as some spreadsheets write it');
	}
	if (mayBeTwoNumbers(String(value)))
		return refused('has a /, which may stand between two numbers');
	const written = String(value).replace(SEPARATORS, '');
	if (written === '') return refused('is empty');

	const [, prefix, digits] = /^(\+|00)?(\d+)$/.exec(written) ?? [];
	if (digits === undefined) return refused('has characters that do not belong in a phone number');

	if (!MOBILE_DIGITS.includes(settings.mobileDigit ?? 'keep')) {
		return refused(
			`cannot be read, because 'Mobile Digit' is none of its choices: ${JSON.stringify(settings.mobileDigit)}`,
			`Use one of: ${MOBILE_DIGITS.join(', ')}.`,
		);
	}
	const reading =
		prefix || !settings.defaultCountry
			? readInternational(digits, prefix !== undefined)
			: readNational(digits, settings.defaultCountry);
	return 'number' in reading
		? { number: withMobileDigit(reading.number, settings.mobileDigit) }
		: reading;
}

/** Area code and number, as in 030/1234567, or a list such as 2345678/2345679 or 912345678/9. */
function mayBeTwoNumbers(written: string): boolean {
	const [first, ...others] = written.split('/').map((part) => part.replace(/\D/g, '').length);
	return others.some((digits) => digits < 4 || (first >= FEWEST_DIGITS && digits >= FEWEST_DIGITS));
}

function readInternational(digits: string, marked: boolean): PhoneReading {
	if (digits.startsWith('0')) {
		return refused(
			marked
				? 'has a 0 where the country code should start'
				: 'starts with 0, so its country code is missing',
		);
	}
	if (digits.length < FEWEST_DIGITS) return refused(`is too short: it has ${digits.length} digits`);
	if (digits.length > MOST_DIGITS) return refused(`is too long: it has ${digits.length} digits`);
	return { number: `+${digits}` };
}

/**
 * Digits that can be meant both ways are refused: a wrong guess would write to a stranger. Abroad
 * only mobiles count, or every twentieth number of some countries would be a landline elsewhere.
 */
function readNational(digits: string, defaultCountry: string): PhoneReading {
	const country = String(defaultCountry).trim().toUpperCase();
	if (!isSupportedCountry(country)) {
		return refused(
			`cannot be read, because 'Default Country' is no country: ${JSON.stringify(defaultCountry)}`,
			'Choose a country from the list, or a two-letter code such as CL.',
		);
	}
	const national = parsePhoneNumberFromString(digits, country);
	const abroad = parsePhoneNumberFromString(`+${digits}`);
	if (abroad?.isValid() && abroad.number !== national?.number) {
		if (!national?.isPossible()) return { number: abroad.number };
		const mobile = ['MOBILE', 'FIXED_LINE_OR_MOBILE'].includes(abroad.getType() ?? '');
		if (mobile || !national.isValid()) {
			return refused(
				`can be read as ${national.number} (${country}) and as ${abroad.number}`,
				'Write the one that you mean, with its + and country code.',
			);
		}
	}
	return national
		? readInternational(national.number.slice(1), true)
		: readInternational(digits, false);
}

/** Mobile numbers with and without the digit that other networks dial and WhatsApp may not know. */
const MOBILES = [
	{ without: /^\+54([1-8]\d{9})$/, with: /^\+549(\d{10})$/, add: '+549$1', remove: '+54$1' },
	{
		without: /^\+55(\d{2})([6-9]\d{7})$/,
		with: /^\+55(\d{2})9([6-9]\d{7})$/,
		add: '+55$19$2',
		remove: '+55$1$2',
	},
	{ without: /^\+52([2-9]\d{9})$/, with: /^\+521(\d{10})$/, add: '+521$1', remove: '+52$1' },
];

function withMobileDigit(number: string, mobileDigit: PhoneSettings['mobileDigit']): string {
	for (const mobile of MOBILES) {
		if (mobileDigit === 'add') number = number.replace(mobile.without, mobile.add);
		if (mobileDigit === 'remove') number = number.replace(mobile.with, mobile.remove);
	}
	return number;
}

const oneOrMore = ([first, ...others]: readonly string[], one: string, more: string) =>
	others.length > 0 ? `${first} and ${others.length} more ${more}` : `${first} ${one}`;

/** What may be worth a look before wondering why a message did not arrive; no reason to refuse it. */
export function phoneHints(numbers: readonly string[]): string[] {
	const unusual = numbers.filter((number) => !parsePhoneNumberFromString(number)?.isPossible());
	const withoutDigit = numbers.filter((number) =>
		MOBILES.some(({ without }) => without.test(number)),
	);
	return [
		...(unusual.length > 0
			? [
					`${oneOrMore(unusual, 'does not have', 'do not have')} the length of numbers in that country. If a message does not arrive, check its country code.`,
				]
			: []),
		...(withoutDigit.length > 0
			? [
					`${oneOrMore(withoutDigit, 'may be a mobile', 'may be mobiles')} without the mobile digit (9 in Argentina and Brazil, 1 in Mexico). If a message does not arrive, try the option "Mobile Digit".`,
				]
			: []),
	];
}
