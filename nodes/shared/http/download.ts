import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { isPublic } from '../lib/publicAddress';
import { beforeDeadline } from './deadline';
import { parseUrl } from '../lib/parseUrl';

const TIMEOUT_MS = 30_000;

/** Of a file that comes slowly. */
const MAX_MS = 120_000;

const MAX_TRIES = 2;

const MAX_REDIRECTS = 5;

/** Why there is no file: another try would end the same way. */
export class NoFile extends Error {}

/** An address that leads into the local network. */
export class LocalAddress extends NoFile {}

export function requireSize(bytes: number, maxBytes: number): void {
	if (bytes <= maxBytes) return;
	throw new NoFile(`it is larger than ${Math.round(maxBytes / 2 ** 20)} MB`);
}

interface Body extends AsyncIterable<Buffer> {
	destroy(): void;
}

interface Response {
	statusCode: number;
	headers: IDataObject;
	body: Body;
}

type Request = (options: IHttpRequestOptions) => Promise<unknown>;

export interface Downloaded {
	status: number;
	bytes: Buffer;
	/** Where a redirect leads. */
	location: string | undefined;
}

/**
 * One request, whose answer is read piece by piece, so that none that is too large is ever held, and
 * whose connection ends with it. Redirects are not followed.
 */
export async function download(
	request: Request,
	options: Pick<IHttpRequestOptions, 'method' | 'url' | 'body' | 'headers'>,
	maxBytes: number,
): Promise<Downloaded> {
	let body: Body | undefined;
	const read = async (late: AbortSignal) => {
		const response = (await request({
			...options,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: TIMEOUT_MS,
		})) as Response;
		body = response.body;
		if (late.aborted) body.destroy();
		const { statusCode: status, headers } = response;
		const location = status >= 300 && status < 400 ? headers.location : undefined;
		const pieces: Buffer[] = [];
		let bytes = 0;
		for await (const piece of body) {
			bytes += piece.length;
			requireSize(bytes, maxBytes);
			pieces.push(piece);
		}
		return { status, bytes: Buffer.concat(pieces), location: location as string | undefined };
	};
	return await beforeDeadline(MAX_MS, read).finally(() => body?.destroy());
}

/** Tries once more what may have been a moment's trouble. */
export async function persistently<Result>(work: () => Promise<Result>): Promise<Result> {
	let thrown: unknown;
	for (let attempt = 1; attempt <= MAX_TRIES && !(thrown instanceof NoFile); attempt++) {
		try {
			return await work();
		} catch (error) {
			thrown = error;
		}
	}
	throw thrown instanceof Error ? thrown : new Error('the server did not send it in time');
}

/**
 * The file at an address, asked for without any credential, since the address may be anybody's.
 * Addresses that can be reached from here and not from outside are refused, redirects included.
 * @param ownHost where the provider itself is, which may be a local network
 */
export async function fileAt(
	node: IExecuteFunctions,
	address: string,
	maxBytes: number,
	ownHost: string | undefined,
): Promise<Buffer> {
	let url = urlOf(address);
	for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
		if (url.host !== ownHost && !isPublic(url)) {
			throw new LocalAddress(
				`"${url.host}" is in a local network: files are downloaded only from public addresses and from the host of the credential`,
			);
		}
		const request = { method: 'GET', url: url.href } as const;
		const { status, bytes, location } = await download(
			async (options) => await node.helpers.httpRequest(options),
			request,
			maxBytes,
		);
		if (location === undefined) {
			if (status < 200 || status > 299) throw new Error(`the server answered with HTTP ${status}`);
			return bytes;
		}
		url = urlOf(location, url);
	}
	throw new NoFile(`its address was redirected more than ${MAX_REDIRECTS} times`);
}

function urlOf(address: string, base?: URL): URL {
	const url = parseUrl(address, base?.href);
	if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
		throw new NoFile('its address is not a web address');
	}
	return url;
}
