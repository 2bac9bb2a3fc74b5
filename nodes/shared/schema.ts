import type { IDataObject } from 'n8n-workflow';
import { z } from './libraries';
import { readPhone } from './phone';

/**
 * The fields that messages are made of, each judged in one place. Every refusal says what was wrong
 * (the issue's `message`) and what would be right (its `params.whatToDo`).
 */
type Refuse = (reason: string, whatToDo: string) => never;

function field<Value>(read: (value: unknown, refuse: Refuse) => Value) {
	return z.unknown().transform((value, context) =>
		read(value, (message, whatToDo) => {
			context.addIssue({ code: z.ZodIssueCode.custom, message, params: { whatToDo } });
			return z.NEVER;
		}),
	);
}

const LONGEST_QUOTE = 60;

/** A value as an error quotes it. */
function quote(value: unknown): string {
	const text = JSON.stringify(value) ?? String(value);
	return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

function isBlank(value: unknown): value is '' | null | undefined {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

function readText(label: string, value: unknown, refuse: Refuse): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	return refuse(
		`'${label}' is not a text: ${quote(value)}`,
		'Map one text field of the item, not a whole object or list.',
	);
}

/** A text that has to be there; numbers from a table cell count as text. Kept as written. */
export const requiredText = (label: string, whatToDo: string) =>
	field((value, refuse) =>
		isBlank(value) ? refuse(`'${label}' is empty`, whatToDo) : readText(label, value, refuse),
	);

/** An ID: a required text without the blanks that copying leaves around it. */
export const id = (label: string, whatToDo: string) =>
	requiredText(label, whatToDo).transform((value) => value.trim());

/** A text that may be left out: blank means absent. */
export const optionalText = (label: string) =>
	field((value, refuse) => (isBlank(value) ? undefined : readText(label, value, refuse)));

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

/** A phone number; the outcome is "+" and digits. */
export const phoneNumber = (label: string) =>
	field((value, refuse) => {
		const reading = readPhone(value);
		if ('number' in reading) return reading.number;
		return refuse(
			`'${label}' ${reading.reason}${isBlank(value) ? '' : `: ${quote(value)}`}`,
			reading.whatToDo,
		);
	});

/** What the "Metadata" parameters hold: fields added one by one, or whole JSON objects. */
const metadataParameter = z.object({
	fields: z.array(z.object({ key: z.unknown(), value: z.unknown() })).default([]),
	json: z.array(z.object({ object: z.unknown() })).default([]),
});

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Free key-value pairs, `{}` when none were given. A field with the same key as one in the JSON wins. */
export const metadata = (label: string) =>
	field((value, refuse): IDataObject => {
		const given = metadataParameter.parse(value ?? {});
		const entries: Array<[string, unknown]> = [];
		for (const { object } of given.json) {
			const parsed = typeof object === 'string' ? parseJson(object) : object;
			if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
				return refuse(
					`'${label}' is not a JSON object: ${quote(object)}`,
					'Write it like {"company": "Acme Corp", "plan": "Premium"}.',
				);
			}
			entries.push(...Object.entries(parsed));
		}
		for (const pair of given.fields) {
			if (isBlank(pair.key)) {
				return refuse(
					`'${label}' has a value without a key: ${quote(pair.value)}`,
					'Enter a key for it, such as company, or remove the field.',
				);
			}
			entries.push([String(pair.key).trim(), pair.value ?? null]);
		}
		return Object.fromEntries(entries) as IDataObject;
	});
