import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { beforeDeadline } from './deadline';
import type { GatewayEvent } from './event';
import { reasonOf } from './problem';

const TIMEOUT_MS = 30_000;

/** Of a file that comes slowly. */
const LONGEST_MS = 120_000;

const TRIES = 2;

/**
 * Makes a file of the media of every event: of what came as base64, or of what is at the address. It
 * asks without any credential, since the address may be anybody's. An event whose file cannot be
 * fetched goes on without it and says why in `message.media.error`.
 * @param mostBytes of a file
 */
export async function withFiles(
	node: IExecuteFunctions,
	items: INodeExecutionData[],
	mostBytes: number,
): Promise<INodeExecutionData[]> {
	return await Promise.all(
		items.map(async (item) => {
			const { message } = item.json as unknown as GatewayEvent;
			const media = message?.media;
			if (!media || (!media.base64 && !media.url)) return item;
			const { base64, ...described } = media;
			const without = (extra: object): IDataObject => ({
				...item.json,
				message: { ...message, media: { ...described, ...extra } } as unknown as IDataObject,
			});
			try {
				const bytes = base64
					? Buffer.from(base64, 'base64')
					: await fetched(node, String(media.url), mostBytes);
				requireSize(bytes.length, mostBytes);
				const name = media.fileName ?? undefined;
				const file = await node.helpers.prepareBinaryData(bytes, name, media.mimeType ?? undefined);
				return { ...item, json: without({}), binary: { data: file } };
			} catch (error) {
				return { ...item, json: without({ error: `No file: ${reasonOf(error)}` }) };
			}
		}),
	);
}

/** Not worth another try. */
class TooLarge extends Error {}

function requireSize(bytes: number, mostBytes: number) {
	if (bytes <= mostBytes) return;
	throw new TooLarge(`it is larger than ${Math.round(mostBytes / 2 ** 20)} MB`);
}

async function fetched(node: IExecuteFunctions, url: string, mostBytes: number): Promise<Buffer> {
	let thrown: unknown;
	for (let attempt = 1; attempt <= TRIES && !(thrown instanceof TooLarge); attempt++) {
		try {
			return await beforeDeadline(LONGEST_MS, async () => await read(node, url, mostBytes));
		} catch (error) {
			thrown = error;
		}
	}
	throw thrown instanceof Error ? thrown : new Error('the server did not send it in time');
}

/** Piece by piece, so that no file that is too large is ever held. */
async function read(node: IExecuteFunctions, url: string, mostBytes: number): Promise<Buffer> {
	const body = (await node.helpers.httpRequest({
		method: 'GET',
		url,
		encoding: 'stream',
		timeout: TIMEOUT_MS,
	})) as AsyncIterable<Buffer>;
	const pieces: Buffer[] = [];
	let bytes = 0;
	for await (const piece of body) {
		bytes += piece.length;
		requireSize(bytes, mostBytes);
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}
