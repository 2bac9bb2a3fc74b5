import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { BinaryFile, Complaint, FileUse, ReadyFile, Upload } from '../contract/file';
import { firstBytes } from '../http/firstBytes';
import { placeholderOf } from '../http/requestBuilder';
import { headOf } from '../lib/headOf';
import { isPublic } from '../lib/publicAddress';
import { reasonOf } from '../lib/reasonOf';
import type { DeliverySettings } from './settings';
import { parseUrl } from '../lib/parseUrl';

/** What a file became: ready, or what stands against it. */
export type Readied =
	| { kind: 'ready'; file: ReadyFile; secrets: string[] }
	/** It goes as it was given. */
	| { kind: 'none' }
	| { kind: 'complaint'; complaint: Complaint };

/** Every kind of file that is known here shows itself within these. */
const HEAD_BYTES = 4096;

interface Setting {
	settings: Pick<DeliverySettings, 'linkLifetimeMinutes' | 'n8nAddress' | 'preview'>;
	/** Where the provider is: one in the local network reaches local links. */
	providerUrl: string;
}

/** Makes ready what a message carries, just before it leaves; no file is held while others are sent. */
export async function readyFile(
	node: IExecuteFunctions,
	use: FileUse,
	{ settings, providerUrl }: Setting,
): Promise<Readied> {
	if (use.as === 'given') {
		const head = await firstBytes(node, use.url, HEAD_BYTES, new URL(providerUrl).host);
		const complaint = head && use.inspect(head);
		return complaint ? { kind: 'complaint', complaint } : { kind: 'none' };
	}
	const { file } = use;
	try {
		if (use.as === 'link') {
			return await signedLink(node, use, { settings, providerUrl });
		}
		const complaint = use.inspect?.(await headOf(await streamOf(node, file.data), HEAD_BYTES));
		if (complaint) return { kind: 'complaint', complaint };
		if (use.as === 'base64') {
			const base64 = settings.preview
				? placeholderOf(await uploadOf(node, file))
				: await base64Of(node, file.data);
			return { kind: 'ready', file: { as: 'base64', base64 }, secrets: [] };
		}
		return {
			kind: 'ready',
			file: { as: 'upload', upload: await uploadOf(node, file) },
			secrets: [],
		};
	} catch (error) {
		return {
			kind: 'complaint',
			complaint: {
				code: 'missing-file',
				reason: `n8n could not read the file "${file.fileName}": ${reasonOf(error)}`,
				whatToDo:
					'Check that the execution which made it still exists: n8n deletes files with their executions.',
				field: 'binaryField',
			},
		};
	}
}

const bytesIn = ({ data }: IBinaryData) => Buffer.from(data, 'base64');

/** In memory, which n8n 1 does by default, a file has no ID. */
async function streamOf(node: IExecuteFunctions, data: IBinaryData) {
	return data.id ? await node.helpers.getBinaryStream(data.id) : [bytesIn(data)];
}

async function base64Of(node: IExecuteFunctions, data: IBinaryData): Promise<string> {
	if (!data.id) return data.data;
	const stream = await node.helpers.getBinaryStream(data.id);
	return (await node.helpers.binaryToBuffer(stream)).toString('base64');
}

async function uploadOf(
	node: IExecuteFunctions,
	{ data, fileName, mimeType }: BinaryFile,
): Promise<Upload> {
	const bytes = data.id
		? (await node.helpers.getBinaryMetadata(data.id)).fileSize
		: bytesIn(data).length;
	const open = async () => {
		const stream = await streamOf(node, data);
		return Array.isArray(stream)
			? { [Symbol.asyncIterator]: () => toAsync(stream) }
			: (stream as AsyncIterable<Uint8Array> & { destroy(): void });
	};
	return { fileName, mimeType, bytes, open };
}

async function* toAsync(pieces: Uint8Array[]) {
	yield* pieces;
}

/** Where n8n puts files of a webhook that is still running: at its end it renames them. */
const TEMPORARY = /\/temp\//;

async function signedLink(
	node: IExecuteFunctions,
	{ file, schemes }: Extract<FileUse, { as: 'link' }>,
	{ settings, providerUrl }: Setting,
): Promise<Readied> {
	const refuse = (complaint: Complaint): Readied => ({ kind: 'complaint', complaint });
	if (!file.data.id) {
		return refuse({
			code: 'file-in-memory',
			reason: 'n8n keeps this file in memory, so it cannot be sent as a link',
			whatToDo:
				'Set the environment variable N8N_DEFAULT_BINARY_DATA_MODE of n8n to filesystem (in queue mode: database), or put the file at a public address and use Link.',
			field: 'binaryField',
		});
	}
	if (typeof node.helpers.createBinarySignedUrl !== 'function') {
		return refuse({
			code: 'not-supported',
			reason: 'This version of n8n cannot make links to its files',
			whatToDo: 'Update n8n, or put the file at a public address and use Link.',
			field: 'binaryField',
		});
	}
	const lasting = TEMPORARY.test(file.data.id) ? await copyOf(node, file) : file.data;
	const signed = new URL(
		node.helpers.createBinarySignedUrl(lasting, `${settings.linkLifetimeMinutes} minutes`),
	);
	const url = settings.n8nAddress ? movedTo(settings.n8nAddress, signed) : signed;
	if (url === undefined) {
		return refuse({
			code: 'invalid-field',
			reason: `'n8n Address' is not a valid web address: "${settings.n8nAddress}"`,
			whatToDo:
				'Enter the address at which this n8n is reached from the internet, such as https://n8n.example.com.',
			field: 'n8nAddress',
		});
	}
	const scheme = url.protocol.slice(0, -1);
	const isReachable = isPublic(url) && schemes.some((allowed) => allowed === scheme);
	if (!isReachable && isPublic(new URL(providerUrl))) {
		const wanted = isPublic(url) ? 'begins with http://' : 'is in a local network';
		return refuse({
			code: 'n8n-unreachable',
			reason: `The provider downloads this file from your n8n, whose address ${wanted}: ${url.origin}`,
			whatToDo:
				"Set the environment variable N8N_WEBHOOK_URL of n8n (before 2.41: WEBHOOK_URL) to its public https address, or enter that address in the option 'n8n Address'.",
			field: 'n8nAddress',
		});
	}
	const token = url.searchParams.get('token') ?? '';
	return { kind: 'ready', file: { as: 'link', url: url.href }, secrets: [token] };
}

async function copyOf(
	node: IExecuteFunctions,
	{ data, fileName, mimeType }: BinaryFile,
): Promise<IBinaryData> {
	const stream = await node.helpers.getBinaryStream(data.id!);
	return await node.helpers.prepareBinaryData(stream, fileName, mimeType);
}

/** The same file, where n8n is reached at another address: what follows is n8n's own. */
function movedTo(address: string, signed: URL): URL | undefined {
	const written = /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`;
	const url = parseUrl(written);
	if (url === undefined) return undefined;
	const [own] = /\/[^/]+\/binary-data\/signed$/.exec(signed.pathname) ?? [signed.pathname];
	url.pathname = url.pathname.replace(/\/+$/, '') + own;
	url.search = signed.search;
	return ['http:', 'https:'].includes(url.protocol) ? url : undefined;
}
