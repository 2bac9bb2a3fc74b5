import type { FastifyRequest } from 'fastify';
import { uploadsOf } from './forms';

/** Longer than any text of a message: a file in base64. */
const MAX_TEXT = 100_000;

/** The body of a request for the inbox, without the bytes of files. */
export function bodyShown(request: FastifyRequest): unknown {
	const uploads = uploadsOf(request).map(({ field, fileName, mimeType, bytes }) => [
		field,
		`[${fileName}, ${mimeType}, ${bytes.length.toLocaleString('en')} bytes]`,
	]);
	if (uploads.length > 0) {
		return { ...(request.body as object), ...(Object.fromEntries(uploads) as object) };
	}
	return shortened(request.body ?? null);
}

function shortened(value: unknown): unknown {
	if (typeof value === 'string') {
		return value.length > MAX_TEXT
			? `${value.slice(0, 100)}… (${value.length.toLocaleString('en')} characters)`
			: value;
	}
	if (Array.isArray(value)) return value.map(shortened);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shortened(inner)]));
}
