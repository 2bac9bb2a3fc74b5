import type { IDataObject, IExecuteFunctions, INodeExecutionData, JsonValue } from 'n8n-workflow';
import type { GatewayEvent, Media } from '../contract/event';
import type { FoundFile, Inbound } from '../contract/inbound';
import { openAccount, type Account } from '../http/account';
import {
	LocalAddress,
	NoFile,
	download,
	fileAt,
	persistently,
	requireSize,
} from '../http/download';
import { parseJson } from '../lib/json';
import { inLanes } from '../lib/lanes';
import { reasonOf } from '../lib/reasonOf';
import { redactText } from '../lib/redact';
import { providerMessage } from '../outcome/providerMessage';

/** How many are fetched side by side, so that a call with many of them fits into memory. */
const AT_ONCE = 5;

/** Of an answer that has a file in it: base64 takes four bytes for three, and there are words around. */
const withBase64 = (bytes: number) => Math.ceil((bytes * 4) / 3) + 64 * 1024;

/** Where files are asked for. */
interface Source {
	node: IExecuteFunctions;
	inbound: Inbound;
	/** Absent where the credential has no usable address. */
	account: Account | undefined;
	maxBytes: number;
}

/**
 * Makes a file of the media of every event: of what came as base64, of what is at the address, or of
 * what the provider gives when it is asked. An event whose file cannot be fetched goes on without it
 * and says why in `message.media.error`.
 * @param maxBytes of a file
 */
export async function withFiles(
	node: IExecuteFunctions,
	inbound: Inbound,
	items: INodeExecutionData[],
	maxBytes: number,
): Promise<INodeExecutionData[]> {
	const complete = [...items];
	const places = [...items.keys()].filter((place) => eventOf(items[place]).message?.media);
	if (places.length === 0) return complete;

	const account = await openAccount(node, inbound.provider).catch(() => undefined);
	const source = { node, inbound, account, maxBytes };
	await inLanes(places, String, AT_ONCE, async (place) => {
		complete[place] = await withFile(source, items[place]);
		return true;
	});
	return complete;
}

const eventOf = ({ json }: INodeExecutionData) => json as unknown as GatewayEvent;

async function withFile(source: Source, item: INodeExecutionData): Promise<INodeExecutionData> {
	const event = eventOf(item);
	const media = event.message!.media!;
	const withMedia = (more: object): IDataObject => {
		const described = { ...media, ...more };
		delete described.base64;
		return {
			...item.json,
			message: { ...event.message, media: described } as unknown as IDataObject,
		};
	};
	try {
		const { bytes, ...found } = await contentOf(source, event, media);
		requireSize(bytes.length, source.maxBytes);
		const mimeType = media.mimeType ?? found.mimeType ?? null;
		const fileName = media.fileName ?? found.fileName ?? null;
		const data = await source.node.helpers.prepareBinaryData(
			bytes,
			fileName ?? undefined,
			mimeType ?? undefined,
		);
		return { ...item, json: withMedia({ mimeType, fileName }), binary: { data } };
	} catch (error) {
		return { ...item, json: withMedia({ error: `No file: ${reasonOf(error)}` }) };
	}
}

interface Content extends Partial<Omit<FoundFile, 'base64'>> {
	bytes: Buffer;
}

async function contentOf(
	source: Source,
	event: GatewayEvent,
	{ base64, url }: Media,
): Promise<Content> {
	const { node, inbound, account, maxBytes } = source;
	if (base64) return { bytes: Buffer.from(base64, 'base64') };
	if (url === null) return await asked(source, event);
	const ownHost = account && new URL(account.baseUrl).host;
	const fetched = async () => ({ bytes: await fileAt(node, url, maxBytes, ownHost) });
	return await persistently<Content>(fetched).catch(async (error) => {
		// The file store beside a server may be in its network alone; the server itself can reach it.
		if (!(error instanceof LocalAddress && inbound.file)) throw error;
		return await asked(source, event);
	});
}

/** What the provider answers when it is asked for the file of an event. */
async function asked(
	{ node, inbound: { provider, file }, account, maxBytes }: Source,
	event: GatewayEvent,
): Promise<Content> {
	const request = file?.request(event);
	if (!file || !request || !account) {
		throw new NoFile(`${provider.displayName} gave neither its content nor an address`);
	}
	const { status, bytes } = await persistently(
		async () =>
			await download(
				async (options) =>
					await node.helpers.httpRequestWithAuthentication.call(node, provider.credential, options),
				{
					method: request.method,
					url: account.baseUrl + request.path,
					headers: { 'Content-Type': 'application/json' },
					body: JSON.stringify(request.body),
				},
				withBase64(maxBytes),
			),
	);
	const text = bytes.toString('utf8');
	const body: JsonValue | undefined = parseJson(text);
	const found = status < 300 && body !== undefined ? file.find(body) : null;
	if (found !== null) return { ...found, bytes: Buffer.from(found.base64, 'base64') };
	const words = providerMessage({ body, text: redactText(text, account.secrets) }, provider);
	const heard = words ? `, "${redactText(words, account.secrets)}"` : '';
	throw new NoFile(`${provider.displayName} did not give it (HTTP ${status}${heard})`);
}
