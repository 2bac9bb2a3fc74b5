import type { IDataObject } from 'n8n-workflow';
import type { ErrorCode } from '../contract/errorCode';
import type { PhoneSettings, WrittenPhone } from '../contract/parameters';
import { parseJson } from '../lib/json';
import { z } from '../lib/libraries';
import { parseUrl } from '../lib/parseUrl';
import { wellFormed } from '../lib/wellFormed';
import { readPhone } from './phone';

/**
 * The fields that messages are made of, each judged in one place. Every refusal says what was wrong
 * (the issue's `message`) and what would be right (its `params.whatToDo`). Only where the code is not
 * that of an empty or an invalid field, it says that too.
 */
export type Refuse = (reason: string, whatToDo: string, code?: ErrorCode) => never;

class Refused extends Error {
	constructor(
		reason: string,
		readonly whatToDo: string,
		readonly code: ErrorCode | undefined,
	) {
		super(reason);
	}
}

const refuse: Refuse = (reason, whatToDo, code) => {
	throw new Refused(reason, whatToDo, code);
};

/** On a value that breaks when it is read. */
const unreadable = (error: unknown) =>
	new Refused(
		(error as Error).message,
		'Check the expression of this parameter.',
		'invalid-expression',
	);

/** Adds what is wrong with values that are fine one by one and do not go together. */
export function addRefusal(
	context: z.RefinementCtx,
	message: string,
	whatToDo: string,
	path: Array<string | number> = [],
	code?: ErrorCode,
) {
	context.addIssue({ code: z.ZodIssueCode.custom, path, message, params: { whatToDo, code } });
}

export function field<Value>(read: (value: unknown, refuse: Refuse) => Value) {
	return z.unknown().transform((value, context): Value => {
		try {
			return read(value, refuse);
		} catch (error) {
			const { message, whatToDo, code } = error instanceof Refused ? error : unreadable(error);
			addRefusal(context, message, whatToDo, [], code);
			return z.NEVER;
		}
	});
}

/** The first characters, none of them cut in half, of a text that has more. */
const TOO_LONG_TO_QUOTE = /^(.{60}).+$/su;

/** A value as an error quotes it. */
export function quote(value: unknown): string {
	const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value);
	return text.replace(TOO_LONG_TO_QUOTE, '$1…');
}

export function isBlank(value: unknown): value is '' | null | undefined {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

/** What {{ $now }} gives is a date of Luxon. */
function isoOf(value: unknown): string | undefined {
	if (value instanceof Date) return value.toISOString();
	const { toISO } = (value ?? {}) as { toISO?: () => string };
	return typeof toISO === 'function' ? toISO.call(value) : undefined;
}

export function readText(label: string, value: unknown, refuse: Refuse): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	const date = isoOf(value);
	if (date !== undefined) return date;
	return refuse(
		`'${label}' is not text: ${quote(value)}`,
		'Map one text field of the item, not a whole object or list.',
	);
}

/** A text that has to be there; numbers from a table cell count as text. Kept as written. */
export const requiredText = (label: string, whatToDo: string) =>
	field((value, refuse) =>
		isBlank(value)
			? refuse(`'${label}' is empty`, whatToDo, 'empty-field')
			: readText(label, value, refuse),
	);

/** A required text that WhatsApp does not take longer than this. */
export const limitedText = (label: string, max: number, whatToDo: string) =>
	field((value, refuse) => {
		if (isBlank(value)) return refuse(`'${label}' is empty`, whatToDo, 'empty-field');
		return readWithin(max, label, value, refuse);
	});

/** The same for a text that may be left out: blank means absent. */
export const optionalLimitedText = (label: string, max: number) =>
	field((value, refuse) => (isBlank(value) ? undefined : readWithin(max, label, value, refuse)));

export function readWithin(max: number, label: string, value: unknown, refuse: Refuse): string {
	const text = readText(label, value, refuse);
	if (text.length <= max) return text;
	return refuse(
		`'${label}' has ${text.length} characters, but WhatsApp allows only ${max}`,
		`Shorten it to ${max} characters.`,
		'text-too-long',
	);
}

/** What has to be encoded in an address. What is encoded already has a % and two digits. */
const UNENCODED = /[^\x21-\x7e]|["<>^`{|}]|%(?![\da-f]{2})/giu;

const encoded = (text: string) => text.replace(UNENCODED, encodeURIComponent);

/** The parts of a web address: its scheme, its user, its host, and the rest. */
const WEB_ADDRESS = /^(https?):\/\/([^/?#\\]*@)?([^/?#\\]+)(.*)$/is;

/** Blanks and invisible characters that copying leaves around an address. */
const AROUND_ADDRESS = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/** The address of a media file, encoded where people leave it as they read it. */
export const webAddress = (label: string, schemes: ReadonlyArray<'http' | 'https'>) =>
	field((value, refuse) => {
		const address = isBlank(value)
			? ''
			: wellFormed(readText(label, value, refuse)).replace(AROUND_ADDRESS, '');
		const right = `Enter the public ${schemes.join(' or ')} address of the file, such as https://example.com/photo.jpg.`;
		if (address === '') return refuse(`'${label}' is empty`, right, 'empty-field');
		if (/[\s;|]https?:\/\//i.test(address)) {
			return refuse(
				`'${label}' has two addresses in it: ${quote(address)}`,
				'Use one item for each file.',
			);
		}
		if (/[\r\n\t]/.test(address)) {
			return refuse(`'${label}' has a line break or a tab in it: ${quote(address)}`, right);
		}
		const begins = schemes.map((scheme) => `${scheme}://`);
		if (!begins.some((begin) => address.toLowerCase().startsWith(begin))) {
			return refuse(
				`'${label}' has to begin with ${begins.join(' or ')}: ${quote(address)}`,
				right,
			);
		}
		const [, scheme, user = '', host, rest] = WEB_ADDRESS.exec(address) ?? [];
		const url = parseUrl(address);
		if (host === undefined || url === undefined) {
			return refuse(`'${label}' is not a valid web address: ${quote(address)}`, right);
		}
		// Only a name with accents is rewritten (as punycode): another one stays as it is.
		const asciiHost = /^[\x21-\x7e]+$/.test(host) ? host : url.host;
		return `${scheme.toLowerCase()}://${encoded(user)}${asciiHost}${encoded(rest)}`;
	});

/** A JSON value that the user writes whole, as text or by an expression. */
export const jsonOf = <Kind extends 'list' | 'object'>(
	label: string,
	kind: Kind,
	example: string,
) =>
	field((value, refuse): Kind extends 'list' ? IDataObject[] : IDataObject => {
		const parsed = typeof value === 'string' ? parseJson(value) : value;
		const fits =
			kind === 'list'
				? Array.isArray(parsed) && parsed.every((entry) => typeof entry === 'object' && entry)
				: typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
		if (!fits) {
			return refuse(
				`'${label}' is not a JSON ${kind}: ${quote(value)}`,
				`Write it like ${example}.`,
			);
		}
		return parsed as Kind extends 'list' ? IDataObject[] : IDataObject;
	});

/** An ID: a required text without the blanks that copying leaves around it. */
export const id = (label: string, whatToDo: string) =>
	requiredText(label, whatToDo).transform((value) => value.trim());

const MAX_DELAY_MS = 60_000;

/** A time to wait that may be left out. */
export const milliseconds = (label: string) =>
	field((value, refuse) => {
		if (isBlank(value)) return undefined;
		const given = Number(value);
		return Number.isInteger(given) && given >= 0 && given <= MAX_DELAY_MS
			? given
			: refuse(
					`'${label}' is not a valid delay: ${quote(value)}`,
					`Enter the delay in milliseconds, from 0 to ${MAX_DELAY_MS}.`,
				);
	});

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** An ID that the provider documents as a UUID. */
export const uuid = (label: string, whatToDo: string) =>
	field((value, refuse) => {
		if (isBlank(value)) return refuse(`'${label}' is empty`, whatToDo, 'empty-field');
		const text = readText(label, value, refuse).trim();
		return UUID.test(text)
			? text
			: refuse(`'${label}' is not a valid ID: ${quote(value)}`, whatToDo);
	});

/** A text that may be left out: blank means absent. */
export const optionalText = (label: string) =>
	field((value, refuse) => (isBlank(value) ? undefined : readText(label, value, refuse)));

/** An ID that may be left out. */
export const optionalId = (label: string) =>
	optionalText(label).transform((value) => value?.trim());

/** An email address that may be left out. Zod's pattern is the very one in Vambe's OpenAPI part. */
export const optionalEmail = (label: string) =>
	field((value, refuse) => {
		if (isBlank(value)) return undefined;
		const parsed = z
			.string()
			.email()
			.safeParse(typeof value === 'string' ? value.trim() : value);
		return parsed.success
			? parsed.data
			: refuse(
					`'${label}' is not a valid email address: ${quote(value)}`,
					'Enter an address such as maria@example.com, or leave the field empty.',
				);
	});

/**
 * A field for a phone number, which comes as `Parameters.phone` gives it.
 * @param read gets what was written; `readNumber` reads it as the options of the node say, and gives
 * "+" and digits
 */
export const phoneField = <Value>(
	label: string,
	read: (written: unknown, readNumber: () => string, refuse: Refuse) => Value,
) =>
	field((value, refuse) => {
		const { written, settings } = value as WrittenPhone;
		return read(written, () => readPhoneNumber(label, written, settings, refuse), refuse);
	});

/** A phone number and nothing else. */
export const phoneNumber = (label: string) =>
	phoneField(label, (_written, readNumber) => readNumber());

function readPhoneNumber(
	label: string,
	written: unknown,
	settings: PhoneSettings,
	refuse: Refuse,
): string {
	const reading = readPhone(written, settings);
	if ('number' in reading) return reading.number;
	return refuse(
		`'${label}' ${reading.reason}${isBlank(written) ? '' : `: ${quote(written)}`}`,
		reading.whatToDo,
		reading.code,
	);
}
