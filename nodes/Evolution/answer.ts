import type { JsonValue } from 'n8n-workflow';
import type { Answer } from '../shared/contract/answer';
import type { Acceptance } from '../shared/contract/operation';
import { at, fieldsOf, listOf, textOf, type Given } from '../shared/lib/jsonAccess';

/** Their servers nest texts, and say "not on WhatsApp" with a flag. */
function textsIn(value: Given): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (value === null || typeof value !== 'object') return [];
	if (value.exists === false) return [`${String(value.number ?? value.jid)} is not on WhatsApp`];
	return [value.message, value.response, value.error].flatMap(textsIn);
}

const generic = new Set(['Bad Request', 'Not Found', 'Internal Server Error']);

/** What a server says; a refusal of Meta always with its code in front, as Meta mostly writes it. */
export function wordsIn(body: JsonValue): string | undefined {
	if (isMetaError(body)) {
		const message = String(at(body, 'message'));
		return /^\(#\d+\)/.test(message) ? message : `(#${String(at(body, 'code'))}) ${message}`;
	}
	const texts = [...new Set(textsIn(body))];
	const telling = texts.filter((text) => !generic.has(text));
	return (telling.length > 0 ? telling : texts).join('; ') || undefined;
}

/** Meta's own error object, which version 2 passes on as it is, as a success. */
const isMetaError = (body: Given): boolean =>
	Number.isInteger(at(body, 'code')) &&
	typeof at(body, 'message') === 'string' &&
	/Exception$/.test(String(at(body, 'type'))) &&
	at(body, 'key') === undefined;

/** A server without licence, from version 2.4 on: it refuses everything, and names where to activate it. */
export const isLicenceMissing = (body: Given): boolean =>
	at(body, 'code') === 'LICENSE_REQUIRED' && textOf(at(body, 'register_url')) !== null;

/** `{ status, error, response: { message } }`, or the refusal of a server without licence. */
export const isOwnForm = (body: Given): boolean =>
	isLicenceMissing(body) ||
	(typeof at(body, 'status') === 'number' &&
		typeof at(body, 'error') === 'string' &&
		Object.hasOwn(fieldsOf(at(body, 'response')), 'message'));

/** The answer of the server's own look-up, before anything is sent. */
export const isNotOnWhatsApp = (body: Given): boolean =>
	listOf(at(body, 'response', 'message')).some((entry) => at(entry, 'exists') === false);

/** What the server's schema complains about comes in its own list. */
export const isSchemaComplaint = (body: Given): boolean =>
	listOf(at(body, 'response', 'message')).some(Array.isArray);

/** How a yes to any message reads; on version 2, a refusal by Meta comes as a success too. */
export function acceptanceIn({ body }: Answer): Acceptance | 'refused' | null {
	if (isMetaError(body)) return 'refused';
	const id = at(body, 'key', 'id');
	if (typeof id !== 'string' || id === '') return null;
	const status = at(body, 'status');
	return { messageId: id, status: typeof status === 'string' ? status : null };
}
