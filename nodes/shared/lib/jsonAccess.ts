import type { JsonObject, JsonValue } from 'n8n-workflow';
import { parseJson } from './json';
import { redact } from './redact';

/**
 * Reads what somebody else wrote, where nothing is certain to be there or to be of its kind: what is
 * not, is `null` or empty, and never an error.
 */
export type Given = JsonValue | undefined;

export const fieldsOf = (value: Given): JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

export const listOf = (value: Given): Given[] => (Array.isArray(value) ? value : []);

/** The value at the end of a path of keys. */
export const at = (value: Given, ...path: string[]): Given =>
	path.reduce<Given>((inner, key) => {
		const fields = fieldsOf(inner);
		return Object.hasOwn(fields, key) ? fields[key] : undefined;
	}, value);

/** A text that says something; numbers count, since IDs come as both. */
export function textOf(value: Given): string | null {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : null;
}

/** The first of some values that is a text. */
export const firstText = (...values: Given[]): string | null =>
	values.map(textOf).find((text) => text !== null) ?? null;

export function numberOf(value: Given): number | null {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Above this, a time is in milliseconds. */
const EPOCH_MS = 100_000_000_000;

/** ISO 8601, of a date as text or of seconds or milliseconds since 1970, as number or text. */
export function timeOf(value: Given): string | null {
	const number = numberOf(value);
	const date =
		number === null
			? new Date(textOf(value) ?? NaN)
			: new Date(number > EPOCH_MS ? number : number * 1000);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The fields of an object, or of its JSON as text: `null` where it is neither, or too deep to keep. */
export function objectOf(value: Given): JsonObject | null {
	try {
		const given = typeof value === 'string' ? parseJson(value) : value;
		const fields = fieldsOf(redact(given ?? null, []));
		return Object.keys(fields).length > 0 ? fields : null;
	} catch {
		return null;
	}
}
