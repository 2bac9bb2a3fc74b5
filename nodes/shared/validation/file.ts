import type { BinaryFile, WrittenFile } from '../contract/file';
import { field, isBlank, quote, type Refuse } from './schema';

/** What is taken for a file; WhatsApp's own limits are in cloudApi/mediaLimits.ts. */
export interface FileLimits {
	/** As people name it, such as "an image". */
	what: string;
	maxBytes: number;
	/** MIME types; absent: any. */
	types?: readonly string[];
}

const MEGABYTE = 2 ** 20;

const KILOBYTE = 2 ** 10;

const sizeInWords = (bytes: number) =>
	bytes < MEGABYTE
		? `${Math.ceil(bytes / KILOBYTE)} KB`
		: `${Math.ceil((bytes * 10) / MEGABYTE) / 10} MB`;

const UNITS: Record<string, number> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 };

/** Earlier versions of n8n keep the size for people only, such as 16.8 MB: at least so much it is. */
function roughly(fileSize: string | undefined): number | undefined {
	const [, value, unit] = /^([\d.]+) (k?B|MB|GB)$/.exec(fileSize ?? '') ?? [];
	return unit === undefined ? undefined : Number(value) * UNITS[unit] * 0.99;
}

/** A file from a binary field, which comes as `Parameters.file` gives it. */
export const binaryFile = (limits: FileLimits) =>
	field((value, refuse): BinaryFile => {
		const { field: name, data, fields } = value as WrittenFile;
		if (!data) return refuseMissing(name, fields, refuse);
		const mimeType = data.mimeType || 'application/octet-stream';
		const fileName = data.fileName || `file${data.fileExtension ? `.${data.fileExtension}` : ''}`;
		// In memory mode, `data` is the file itself.
		const bytes = data.id ? data.bytes : Buffer.byteLength(data.data, 'base64');
		requireType(fileName, mimeType, limits, refuse);
		requireSize(fileName, bytes ?? roughly(data.fileSize), limits, refuse);
		return { data, fileName, mimeType, bytes };
	});

function refuseMissing(name: unknown, fields: string[], refuse: Refuse): never {
	const right =
		fields.length > 0
			? `Enter the name of one of its binary fields: ${fields.join(', ')}.`
			: 'Get the file in a node before this one, such as HTTP Request with Response Format set to File, or Convert to File.';
	if (isBlank(name)) return refuse("'Input Binary Field' is empty", right);
	const has = fields.length > 0 ? `no binary field called ${quote(name)}` : 'no file';
	return refuse(`The item has ${has}`, right, 'missing-file');
}

function requireType(
	fileName: string,
	mimeType: string,
	{ what, types }: FileLimits,
	refuse: Refuse,
) {
	const [type] = mimeType.toLowerCase().split(';');
	if (!types || types.includes(type.trim())) return;
	refuse(
		`WhatsApp does not take the file "${fileName}" as ${what}: its type is ${mimeType}`,
		`Convert it to one of: ${types.join(', ')}. Or send it as a document.`,
		'wrong-file-type',
	);
}

function requireSize(
	fileName: string,
	bytes: number | undefined,
	{ what, maxBytes }: FileLimits,
	refuse: Refuse,
) {
	if (bytes === 0) {
		refuse(
			`The file "${fileName}" is empty`,
			'Check the node that makes the file.',
			'missing-file',
		);
	}
	if (bytes === undefined || bytes <= maxBytes) return;
	refuse(
		`The file "${fileName}" has ${sizeInWords(bytes)}, but WhatsApp takes ${what} of up to ${sizeInWords(maxBytes)}`,
		'Make the file smaller, or send a link to it as text.',
		'file-too-large',
	);
}
