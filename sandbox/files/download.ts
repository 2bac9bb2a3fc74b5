import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { once } from 'node:events';
import type { StoredFile } from './files';

const TIMEOUT_MS = 30_000;

/**
 * Fetches a file from this machine, by no other way than its link: redirects are not followed.
 * @throws Error that says in words why there is no file
 */
export async function download(
	link: string,
	{ maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
): Promise<StoredFile> {
	const ending = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
	try {
		const response = await answerOf(link, ending);
		if (response.statusCode !== 200) throw new Error(`HTTP ${response.statusCode}`);
		return {
			bytes: await bytesOf(response, maxBytes),
			mimeType: response.headers['content-type'] ?? 'application/octet-stream',
			fileName: namedBy(response.headers['content-disposition']) ?? lastOfPath(link),
		};
	} catch (error) {
		const { name, message, code } = error as NodeJS.ErrnoException;
		const timedOut = name === 'AbortError' || name === 'TimeoutError';
		throw new Error(
			`could not be downloaded: ${timedOut ? 'no answer in time' : (code ?? message)}`,
		);
	}
}

async function answerOf(link: string, signal: AbortSignal): Promise<IncomingMessage> {
	// No authority vouches for a name of this machine, so any certificate will do.
	const asked = link.startsWith('https:')
		? requestHttps(link, { signal, rejectUnauthorized: false })
		: requestHttp(link, { signal });
	asked.end();
	const [response] = (await once(asked, 'response')) as [IncomingMessage];
	return response;
}

async function bytesOf(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
	const pieces: Buffer[] = [];
	let length = 0;
	for await (const piece of response as AsyncIterable<Buffer>) {
		length += piece.length;
		if (length > maxBytes) {
			response.destroy();
			throw new Error(`it is larger than ${sizeShown(maxBytes)}`);
		}
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}

const sizeShown = (bytes: number) =>
	bytes < 2 ** 20 ? `${Math.round(bytes / 1024)} KB` : `${bytes / 2 ** 20} MB`;

/** The file name in a `content-disposition`, in either of its two forms. */
function namedBy(disposition = ''): string | null {
	const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
	if (encoded) return decodeURIComponent(encoded);
	return /filename="?([^";]+)/i.exec(disposition)?.[1] ?? null;
}

const lastOfPath = (link: string) =>
	decodeURIComponent(new URL(link).pathname.split('/').pop() ?? '') || 'file';
