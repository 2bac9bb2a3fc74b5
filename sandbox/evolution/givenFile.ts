import { isIP } from 'node:net';
import type { Upload } from '../http/forms';
import { parseUrl } from '../lib/parseUrl';

/** A file as a request has it: by an address, in base64, or in a form. */
export interface GivenFile {
	/** An address, or base64. */
	source: string | null;
	upload: Upload | null;
	fileName?: string;
	mimetype?: string;
}

/** No longer text is an address for class-validator. */
const MAX_URL = 2083;

/** As class-validator takes an address: with a name that has a dot, or an IP. */
export function isUrl(text: string | null): text is string {
	if (text === null || text.length > MAX_URL || /[\s<>]/.test(text)) return false;
	const address = /^[a-z]+:/i.test(text) ? text : `http://${text}`;
	const url = /^(https?|ftp):\/\//i.test(address) ? parseUrl(address) : undefined;
	if (url === undefined) return false;
	const { hostname } = url;
	return isIP(hostname) > 0 || /\.[a-z]{2,}$/i.test(hostname);
}

/** As class-validator takes base64: on one line, and filled up. */
export const isBase64 = (text: string | null): text is string =>
	text !== null && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);

/** The file itself; `null` where it is somewhere else. */
export function bytesOf({ source, upload }: GivenFile): Buffer | null {
	if (upload) return upload.bytes;
	return source !== null && !isUrl(source) ? Buffer.from(source, 'base64') : null;
}

/** The types that a conversation has, as the package mime-types knows them. */
const TYPES: Record<string, string> = {
	aac: 'audio/x-aac',
	csv: 'text/csv',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	gif: 'image/gif',
	jpeg: 'image/jpeg',
	jpg: 'image/jpeg',
	m4a: 'audio/mp4',
	mp3: 'audio/mpeg',
	mp4: 'video/mp4',
	oga: 'audio/ogg',
	ogg: 'audio/ogg',
	pdf: 'application/pdf',
	png: 'image/png',
	txt: 'text/plain',
	wav: 'audio/wav',
	webm: 'video/webm',
	webp: 'image/webp',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	zip: 'application/zip',
};

/** By what follows the last dot, a query of an address included: `false`, as mime-types says. */
export function typeByName(name: string | undefined): string | false {
	const [, extension] = /(?:^|\.)([^./\\]+)$/.exec(name ?? '') ?? [];
	return TYPES[extension?.toLowerCase() ?? ''] ?? false;
}

/** How the containers begin that ffmpeg finds sound in; of others it says "Invalid data". */
const SOUND = [
	/^ID3/,
	/^\xff[\xe0-\xff]/,
	/^OggS/,
	/^RIFF....WAVE/s,
	/^fLaC/,
	/^....ftyp/s,
	/^.E\xdf\xa3/,
	/^#!AMR/,
	/^caff/,
];

/** Whether ffmpeg would read it as sound; an address is judged by its ending. */
export function isSound(file: GivenFile): boolean {
	const bytes = bytesOf(file);
	if (bytes) {
		const beginning = bytes.subarray(0, 16).toString('latin1');
		return SOUND.some((form) => form.test(beginning));
	}
	const type = typeByName(file.source?.split('?')[0]);
	return type === false || /^(audio|video)\//.test(type);
}
