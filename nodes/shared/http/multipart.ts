import type { IDataObject } from 'n8n-workflow';
import type { FileStream, Upload } from '../contract/file';

/** JSON has kinds of values that a form has not. */
const textOf = (value: unknown): string =>
	typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

/**
 * A form with a file that is never held as a whole, as Node's own form would do: n8n's request helper
 * reads the stream while it sends. The length is known beforehand, which not every server can do without.
 */
export function multipartForm(
	fields: IDataObject,
	field: string,
	{ fileName: name, mimeType: type, bytes: size }: Upload,
	stream: FileStream,
): FormData {
	const parts: Array<[string, unknown]> = [
		...Object.entries(fields).map(([key, value]): [string, string] => [key, textOf(value)]),
		// Of a file, the helper asks no more than this.
		[field, { name, type, size, stream: () => stream }],
	];
	const entries = () => parts.values();
	return Object.assign(new FormData(), { entries, [Symbol.iterator]: entries });
}
