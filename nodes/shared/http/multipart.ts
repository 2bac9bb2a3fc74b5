import type { IDataObject } from 'n8n-workflow';
import type { FileStream, Upload } from '../contract/file';

/** JSON has kinds of values that a form has not. */
const textOf = (value: unknown): string =>
	typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

/**
 * A form with a file that is never held as a whole, as Node's own form would do: n8n's request helper
 * reads the stream while it sends. The length is known beforehand, which not every server can do without.
 */
export class MultipartForm extends FormData {
	/** In the form of a `File`, of which the helper asks no more than this. */
	private readonly file: File;

	constructor(
		fields: IDataObject,
		private readonly field: string,
		{ fileName: name, mimeType: type, bytes: size }: Upload,
		stream: FileStream,
	) {
		super();
		for (const [key, value] of Object.entries(fields)) this.append(key, textOf(value));
		this.file = { name, type, size, stream: () => stream } as unknown as File;
	}

	override *entries(): ReturnType<FormData['entries']> {
		yield* super.entries();
		yield [this.field, this.file];
	}

	override [Symbol.iterator]() {
		return this.entries();
	}
}
