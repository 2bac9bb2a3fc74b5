import type { ErrorCode } from '../contract/errorCode';
import type { PhoneSettings } from '../contract/parameters';
import { countryName } from '../lib/countries';
import {
	getCountryCallingCode,
	isSupportedCountry,
	parsePhoneNumberFromString,
	type CountryCode,
} from '../lib/libraries';
import { MOBILE_DIGIT_CHOICES, withMobileDigit } from './mobileDigit';

interface PhoneRefusal {
	code: ErrorCode;
	reason: string;
	whatToDo: string;
}

/** A phone number as read, or why it cannot be one. */
export type PhoneReading = { number: string } | PhoneRefusal;

/** What people and address books put between digits, invisible direction marks included. */
const SEPARATORS =
	/[\s().\-/\u00ad\u00b7\u061c\u200b-\u200f\u2010-\u2015\u2022\u202a-\u202e\u2060-\u2069\u2212\ufeff]/g;

const MIN_DIGITS = 7;

const MAX_DIGITS = 15;

/** With fewer digits, one that could also be foreign is taken for a national one with a part missing. */
const MIN_DIGITS_ABROAD = 10;

const ONE_NUMBER = 'Enter one number, and use one item for each recipient.';

const refused = (
	reason: string,
	whatToDo?: string,
	code: ErrorCode = 'invalid-phone-number',
): PhoneRefusal => ({
	code,
	reason,
	whatToDo:
		whatToDo ??
		'Write it with its country code, such as +56912345678. Spaces, dashes and brackets may stay.',
});

const EMPTY: PhoneRefusal = { ...refused('is empty'), code: 'empty-field' };

/**
 * Reads a phone number the way people have it: with +, with 00, with spaces and dashes, as a number
 * cell, or in a national format with a default country. With + or 00, whether the number exists is
 * not judged: real ones exist that no list knows.
 * @returns "+" and 7 to 15 digits (E.164), or the reason why not
 */
export function readPhone(value: unknown, settings: PhoneSettings = {}): PhoneReading {
	if (typeof value !== 'string' && typeof value !== 'number') {
		if (value === null || value === undefined) return EMPTY;
		const kind = Array.isArray(value)
			? 'a list'
			: typeof value === 'object'
				? 'an object'
				: 'a boolean';
		return refused(`is not a phone number but ${kind}`);
	}
	if (typeof value === 'number' && !(Number.isInteger(value) && value > 0)) {
		return refused('is not a whole number');
	}
	const text = String(value).trim();
	if (/^\W?\d+[.,]\d{1,2}$/.test(text)) {
		return refused('is a number with decimals, as some spreadsheets write it');
	}
	if (/^\W?\d([.,]\d+)?e\+?\d+$/i.test(text)) {
		return refused(
			'is in scientific notation, in which spreadsheets drop digits',
			'Format the column of the spreadsheet as text, and enter the number again.',
		);
	}
	const between = betweenTwoNumbers(text);
	if (between) {
		return refused(`has ${between}, which may separate two numbers`, ONE_NUMBER);
	}
	const written = text.replace(SEPARATORS, '');
	if (written === '') return EMPTY;

	const [, prefix, digits] = /^(\+|00)?(\d+)$/.exec(written) ?? [];
	if (digits === undefined) return refuseForeign(text, settings);

	if (!MOBILE_DIGIT_CHOICES.includes(settings.mobileDigit ?? 'keep')) {
		return refused(
			`cannot be read, because 'Mobile Digit' has a value that is not one of its choices: ${JSON.stringify(settings.mobileDigit)}`,
			`Use one of: ${MOBILE_DIGIT_CHOICES.join(', ')}.`,
			'invalid-field',
		);
	}
	const reading = prefix
		? readInternational(digits, /\(\s*0\s*\)/.test(text))
		: readUnmarked(digits, settings.defaultCountry);
	return 'number' in reading
		? { number: withMobileDigit(reading.number, settings.mobileDigit) }
		: reading;
}

const CONJUNCTION = /\d[\s).]*(and|et?|oder|or|ou|[oóuy]|und|[,;&|+])[\s(+]*\d/i;

const NAMES: Record<string, string> = { ',': 'a comma', ';': 'a semicolon' };

/**
 * What may separate two numbers. A slash may also be part of one, as in 030/1234567, but not
 * behind a whole number, nor before the last digits of another one, as in 912345678/9.
 */
function betweenTwoNumbers(text: string): string | undefined {
	if (/[\r\n]/.test(text)) return 'a line break';
	const sign = CONJUNCTION.exec(text)?.[1];
	if (sign) return NAMES[sign] ?? `"${sign}"`;
	const parts = text.split('/').map((part) => part.replace(/\D/g, ''));
	const [first = '', ...others] = parts.filter((part) => part !== '');
	if (others.length === 0) return undefined;
	const isWhole = isKnown(`+${first}`) || (first.length >= MIN_DIGITS && !/[+]|^00/.test(text));
	const several = others.some((part) => part.length < 4 || isWhole);
	return several ? 'a /' : undefined;
}

/** Digits in other writing: full-width ones, and those of Arabic and Persian. */
const inAscii = (text: string) =>
	text
		.normalize('NFKC')
		.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));

/**
 * There is something else around the number, such as a name, an extension or "tel:". What is left out
 * may matter, so it is not left out for the user, but the number in it is shown.
 */
function refuseForeign(text: string, settings: PhoneSettings): PhoneRefusal {
	const candidates =
		inAscii(text)
			.replace(SEPARATORS, ' ')
			.match(/\+?\d[\d ]*/g) ?? [];
	const [meant, ...others] = candidates.flatMap((candidate) => {
		const reading = readPhone(candidate, settings);
		return 'number' in reading && isKnown(reading.number) ? [reading.number] : [];
	});
	return others.length > 0
		? refused(`has more than one number: ${[meant, ...others].join(', ')}`, ONE_NUMBER)
		: refused(
				'has characters that do not belong in a phone number',
				meant && `If ${meant} is meant, write only that.`,
			);
}

/** Chile's numbering plan keeps all of 9 for mobiles; the library lists those that it has seen. */
const UNLISTED_MOBILES = /^\+569\d{8}$/;

/** Whether it is a number as the library knows it: it would drop a digit too many without a word. */
function isValid(number: string): boolean {
	if (UNLISTED_MOBILES.test(number)) return true;
	const read = parsePhoneNumberFromString(number);
	return read !== undefined && read.number === number && read.isValid();
}

/** The same for WhatsApp, which knows some mobiles without their mobile digit, or with an old one. */
export const isKnown = (number: string) =>
	isValid(number) ||
	(['add', 'remove'] as const).some((change) => {
		const changed = withMobileDigit(number, change);
		return changed !== number && isValid(changed);
	});

const lengthRefusal = (digits: string) =>
	digits.length < MIN_DIGITS
		? refused(`is too short: it has ${digits.length} digits`)
		: digits.length > MAX_DIGITS
			? refused(
					`is too long: it has ${digits.length} digits`,
					`${ONE_NUMBER} It has at most ${MAX_DIGITS} digits, with its country code.`,
				)
			: undefined;

function readInternational(digits: string, zeroInBrackets: boolean): PhoneReading {
	if (digits.startsWith('0')) return refused('has a 0 where the country code should start');
	const number = `+${digits}`;
	const suspect = !isValid(number);
	const meant = suspect ? withoutTrunkPrefix(number) : undefined;
	if (meant) return onlyDialledWithin(meant);
	if (zeroInBrackets || (suspect && hasTrunkZero(number))) {
		return refused(
			`has a ${zeroInBrackets ? '(0)' : '0 after its country code'}, which is only dialled within the country`,
			'Write it without this 0. Where the 0 belongs to the number, as in Italy, write it without brackets.',
		);
	}
	return lengthRefusal(digits) ?? { number };
}

/** Trunk prefixes that people still write and the library does not know, by calling code. */
const TRUNK_PREFIXES: Record<string, RegExp> = {
	'52': /^0(?:1|4[45])(?=\d{10}$)/,
	'54': /(?<=^9?)0/,
	'56': /^0(?=\d{9}$)/,
};

/** Argentina's mobiles have 9 before the area code from abroad, 15 after it within the country. */
const ARGENTINE_BOTH = /^\+549(?=0?\d{12}$)/;

/**
 * The number without the digits after its country code that are dialled within the country only. The
 * library drops those that it knows, mostly a 0, without a word; where the 0 belongs to the number,
 * as in Italy, the number is valid with it.
 * @returns `undefined` where no such number is known
 */
function withoutTrunkPrefix(number: string): string | undefined {
	const read = parsePhoneNumberFromString(number.replace(ARGENTINE_BOTH, '+54'));
	if (!read || isKnown(number)) return undefined;
	const { countryCallingCode: code } = read;
	const national = number.slice(1 + code.length);
	return [
		read.number,
		...[TRUNK_PREFIXES[code] ?? /^0/, /^0+/].map(
			(prefix) => `+${code}${national.replace(prefix, '')}`,
		),
	].find((each) => each !== number && isKnown(each));
}

const onlyDialledWithin = (meant: string): PhoneRefusal =>
	refused(
		'has a trunk prefix after its country code, such as 0, which is only dialled within the country',
		`Write it as ${meant}.`,
	);

/** Whether the library takes a 0 after the country code for a trunk prefix. */
function hasTrunkZero(number: string): boolean {
	const read = parsePhoneNumberFromString(number);
	return (
		read !== undefined &&
		read.number !== number &&
		number.startsWith(`+${read.countryCallingCode}0`)
	);
}

/** Without + or 00. */
function readUnmarked(digits: string, defaultCountry: unknown): PhoneReading {
	if (!defaultCountry) return lengthRefusal(digits) ?? readWithoutCountry(digits);
	const country = String(defaultCountry).trim().toUpperCase();
	if (!isSupportedCountry(country)) {
		return refused(
			`cannot be read, because 'Default Country' is not a valid country: ${JSON.stringify(defaultCountry)}`,
			'Choose a country from the list, or a two-letter code such as CL.',
			'invalid-field',
		);
	}
	return lengthRefusal(digits) ?? readWithCountry(digits, country);
}

/** Digits are a number with its country code only if such a number exists. */
function readWithoutCountry(digits: string): PhoneReading {
	const number = `+${digits}`;
	if (isKnown(number)) return { number };
	const meant = digits.startsWith('0') ? undefined : withoutTrunkPrefix(number);
	if (meant) return onlyDialledWithin(meant);
	const reason = digits.startsWith('0')
		? 'starts with 0, so its country code is missing'
		: 'is not a valid number of any country, so its country code seems to be missing';
	const examples = exampleReadings(digits);
	return refused(
		reason,
		`Set 'Default Country' to the country of these numbers, or write it with + and its country code.${examples}`,
		'missing-country-code',
	);
}

/** Where most of those are who write numbers without their country code. */
const EXAMPLE_COUNTRIES: readonly CountryCode[] = [
	...(['CL', 'BR', 'MX', 'AR', 'IN', 'ES', 'PT', 'IT', 'GB', 'US', 'CO', 'PE', 'EC'] as const),
	...(['UY', 'VE', 'BO', 'PY', 'DE', 'FR', 'ID', 'PK', 'NG', 'ZA', 'TR', 'EG', 'SA'] as const),
];

const MAX_EXAMPLES = 3;

function exampleReadings(digits: string): string {
	const [first, ...others] = EXAMPLE_COUNTRIES.flatMap((country) => {
		const number = nationalNumber(digits, country);
		return number && isValid(number) && isMobile(number)
			? [{ name: countryName(country), number }]
			: [];
	}).slice(0, MAX_EXAMPLES);
	if (!first) return '';
	const more = others.map(({ name, number }) => `, with ${name} ${number}`);
	return ` With Default Country ${first.name} it would be ${first.number}${more.join('')}.`;
}

/** What the library does not know is a mobile with or without its mobile digit, or unlisted. */
const isMobile = (number: string) =>
	/MOBILE/.test(parsePhoneNumberFromString(number)?.getType() ?? 'MOBILE');

/** @returns the number that these digits are within a country, if they are one */
function nationalNumber(digits: string, country: CountryCode): string | undefined {
	const prefix = TRUNK_PREFIXES[getCountryCallingCode(country)];
	const numbers = [digits, ...(prefix ? [digits.replace(prefix, '')] : [])];
	return numbers
		.map((each) => parsePhoneNumberFromString(each, country)?.number)
		.find((number) => number !== undefined && isKnown(number));
}

/**
 * Digits that can be meant both ways are refused: a wrong guess would write to a stranger. Abroad
 * only mobiles count, or every twentieth number of some countries would be a landline elsewhere.
 */
function readWithCountry(digits: string, country: CountryCode): PhoneReading {
	const national = nationalNumber(digits, country);
	const isAbroad = digits.length >= MIN_DIGITS_ABROAD && isKnown(`+${digits}`);
	const abroad = isAbroad ? `+${digits}` : undefined;
	if (national && abroad && national !== abroad && isMobile(abroad)) {
		return refused(
			`can be read as ${national} (${country}) and as ${abroad}`,
			'Write the one that you mean, with its + and country code.',
			'ambiguous-number',
		);
	}
	const number = national ?? abroad;
	if (number) return { number };
	const name = countryName(country);
	const meant = digits.startsWith('0') && nationalNumber(digits.replace(/^0+/, ''), country);
	if (meant) {
		return refused(
			`starts with a 0, which is not dialled with Default Country ${name}`,
			`If you mean ${meant}, write it like that.`,
		);
	}
	return refused(
		`is not a valid number with Default Country ${name}`,
		'Write it with its area code, or with + and its country code.',
	);
}

/** @returns two letters (ISO 3166), or `null` where the number belongs to no single country */
export const countryOf = (number: string): string | null =>
	parsePhoneNumberFromString(number)?.country ?? null;
