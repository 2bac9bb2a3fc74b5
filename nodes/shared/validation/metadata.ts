import type { IDataObject } from 'n8n-workflow';
import { parseJson } from '../lib/json';
import { z } from '../lib/libraries';
import { field, isBlank, quote, readText, type Refuse } from './schema';

/** What the "Metadata" parameters hold: fields added one by one, or whole JSON objects. */
const metadataParameter = z.object({
	fields: z.array(z.object({ key: z.unknown(), value: z.unknown() })).default([]),
	json: z.array(z.object({ object: z.unknown() })).default([]),
});

/**
 * Free key-value pairs, `{}` when none were given. A field with the same key as one in the JSON wins.
 * @param content `filled` where an empty one would do nothing
 */
export const metadata = (label: string, content: 'any' | 'filled' = 'any') =>
	field((value, refuse) => readMetadata(label, value, content, refuse));

/** Key-value pairs whose values are texts; numbers and booleans become texts. */
export const textMetadata = (label: string) =>
	field((value, refuse): Record<string, string> => {
		const entries = Object.entries(readMetadata(label, value, 'filled', refuse));
		return Object.fromEntries(
			entries.map(([key, entry]) => [key, readText(`${label} › ${key}`, entry, refuse)]),
		);
	});

function readMetadata(
	label: string,
	value: unknown,
	content: 'any' | 'filled',
	refuse: Refuse,
): IDataObject {
	const parsedParameter = metadataParameter.safeParse(value ?? {});
	if (!parsedParameter.success) {
		return refuse(
			`'${label}' cannot be read: ${quote(value)}`,
			'Add its fields one by one, or as JSON.',
		);
	}
	const given = parsedParameter.data;
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
		entries.push([readText(`${label} › Key`, pair.key, refuse).trim(), pair.value ?? null]);
	}
	if (content === 'filled' && entries.length === 0) {
		return refuse(`'${label}' is empty`, 'Add at least one field.', 'empty-field');
	}
	return Object.fromEntries(entries) as IDataObject;
}
