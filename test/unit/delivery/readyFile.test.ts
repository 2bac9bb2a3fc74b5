import { Readable } from 'node:stream';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { BinaryFile, FileUse } from '../../../nodes/shared/contract/file';
import { readyFile } from '../../../nodes/shared/delivery/readyFile';

const TOKEN = 'eyJh.token.sig';

/** A node in an n8n at this address, with what is asked of its files. */
function nodeAt(n8n = 'https://n8n.example.com/', helpers: object = {}) {
	const signed: Array<{ id: string | undefined; lifetime: string | undefined }> = [];
	const node = {
		helpers: {
			createBinarySignedUrl: ({ id }: IBinaryData, lifetime?: string) => {
				signed.push({ id, lifetime });
				return `${n8n}rest/binary-data/signed?token=${TOKEN}`;
			},
			getBinaryStream: async () => Readable.from([Buffer.from('ab'), Buffer.from('cd')]),
			getBinaryMetadata: async () => ({ fileSize: 4 }),
			binaryToBuffer: async (stream: Readable) => Buffer.concat(await stream.toArray()),
			prepareBinaryData: async () => ({ id: 'filesystem-v2:executions/1/copy' }),
			httpRequest: async () => ({ statusCode: 200, body: Readable.from([Buffer.from('PNG')]) }),
			...helpers,
		},
	};
	return { node: node as unknown as IExecuteFunctions, signed };
}

const kept: BinaryFile = {
	data: { id: 'filesystem-v2:executions/1/a', data: 'filesystem-v2', mimeType: 'application/pdf' },
	fileName: 'a.pdf',
	mimeType: 'application/pdf',
	bytes: 4,
};

const inMemory: BinaryFile = {
	...kept,
	data: { data: Buffer.from('wxyz').toString('base64'), mimeType: 'application/pdf' },
};

const usual = { linkLifetimeMinutes: 60, n8nAddress: '', preview: false };

const ready = async (
	use: FileUse,
	{ node } = nodeAt(),
	settings: Partial<typeof usual> = {},
	providerUrl = 'https://api.vobiz.ai/api',
) => await readyFile(node, use, { settings: { ...usual, ...settings }, providerUrl });

const link = (file = kept, ...schemes: Array<'http' | 'https'>): FileUse => ({
	as: 'link',
	file,
	schemes: schemes.length > 0 ? schemes : ['https'],
});

test('a signed link to this n8n, whose token is a secret', async () => {
	const n8n = nodeAt();
	expect(await ready(link(), n8n, { linkLifetimeMinutes: 5 })).toEqual({
		kind: 'ready',
		file: { as: 'link', url: `https://n8n.example.com/rest/binary-data/signed?token=${TOKEN}` },
		secrets: [TOKEN],
	});
	expect(n8n.signed).toEqual([{ id: kept.data.id, lifetime: '5 minutes' }]);
});

test.each([
	['https://files.example.com', 'https://files.example.com/rest/'],
	['files.example.com/', 'https://files.example.com/rest/'],
	['https://example.com/n8n/', 'https://example.com/n8n/rest/'],
])('at the n8n Address %s', async (n8nAddress, begin) => {
	const moved = await ready(link(), nodeAt('http://localhost:5678/sub/'), { n8nAddress });
	expect(moved).toMatchObject({
		file: { url: `${begin}binary-data/signed?token=${TOKEN}` },
	});
});

test('what a webhook of this very execution brought is copied first, since n8n renames it', async () => {
	const n8n = nodeAt();
	const id = 'filesystem-v2:workflows/w/executions/temp/a';
	await ready(link({ ...kept, data: { ...kept.data, id } }), n8n);
	expect(n8n.signed).toMatchObject([{ id: 'filesystem-v2:executions/1/copy' }]);
});

test.each<[string, Parameters<typeof ready>, string, string]>([
	['n8n keeps it in memory', [link(inMemory)], 'in memory', 'file-in-memory'],
	[
		'n8n cannot sign',
		[link(), nodeAt(undefined, { createBinarySignedUrl: undefined })],
		'version of n8n',
		'not-supported',
	],
	[
		'n8n is local',
		[link(), nodeAt('http://localhost:5678/')],
		'in a local network: http://localhost:5678',
		'n8n-unreachable',
	],
	[
		'n8n has no https',
		[link(), nodeAt('http://n8n.example.com/')],
		'begins with http://',
		'n8n-unreachable',
	],
	[
		'the n8n Address is none',
		[link(), nodeAt(), { n8nAddress: 'http://' }],
		"'n8n Address' is not",
		'invalid-field',
	],
	[
		'the n8n Address is local',
		[link(), nodeAt(), { n8nAddress: '10.0.0.1' }],
		'in a local network',
		'n8n-unreachable',
	],
])('no link where %s', async (_name, given, reason, code) => {
	expect(await ready(...given)).toMatchObject({
		kind: 'complaint',
		complaint: { code, reason: expect.stringContaining(reason) },
	});
});

test('a provider that takes http gets it; a local one reaches a local n8n', async () => {
	const http = nodeAt('http://n8n.example.com/');
	expect(await ready(link(kept, 'https', 'http'), http)).toMatchObject({ kind: 'ready' });
	const local = nodeAt('http://localhost:5678/');
	const sandbox = 'http://127.0.0.1:4999/vobiz';
	expect(await ready(link(), local, {}, sandbox)).toMatchObject({ kind: 'ready' });
});

test('base64 on one line, from where n8n keeps it and from memory', async () => {
	const base64 = async (file: BinaryFile) => await ready({ as: 'base64', file });
	expect(await base64(kept)).toMatchObject({ file: { as: 'base64', base64: 'YWJjZA==' } });
	expect(await base64(inMemory)).toMatchObject({ file: { base64: 'd3h5eg==' } });
});

test('a preview holds no file', async () => {
	const previewed = await ready({ as: 'base64', file: kept }, nodeAt(), { preview: true });
	expect(previewed).toMatchObject({ file: { base64: '[file a.pdf, application/pdf, 4 bytes]' } });
});

test.each([
	['kept', kept, 'abcd'],
	['in memory', inMemory, 'wxyz'],
])('a file that is %s is opened anew for each try', async (_name, file, content) => {
	const readied = await ready({ as: 'upload', file });
	if (readied.kind !== 'ready' || readied.file.as !== 'upload') throw new Error(readied.kind);
	const { upload } = readied.file;
	expect(upload).toMatchObject({ fileName: 'a.pdf', mimeType: 'application/pdf', bytes: 4 });
	for (let time = 0; time < 2; time++) {
		const pieces: Uint8Array[] = [];
		for await (const piece of await upload.open()) pieces.push(piece);
		expect(Buffer.concat(pieces).toString()).toBe(content);
	}
});

const noAudio = {
	code: 'wrong-file-type',
	reason: 'This is not audio',
	whatToDo: 'Convert it.',
} as const;

test('its first bytes are looked at before anything leaves', async () => {
	const inspect = (head: Buffer) => (head.toString() === 'abcd' ? noAudio : undefined);
	expect(await ready({ as: 'upload', file: kept, inspect })).toEqual({
		kind: 'complaint',
		complaint: noAudio,
	});
	expect(await ready({ as: 'upload', file: inMemory, inspect })).toMatchObject({ kind: 'ready' });
});

test('a link of the user is looked at too, and passes where it cannot be', async () => {
	const inspect = (head: Buffer) => (head.toString() === 'PNG' ? noAudio : undefined);
	const given = (url: string): FileUse => ({ as: 'given', url, inspect });
	expect(await ready(given('https://cdn.example.com/a.ogg'))).toMatchObject({ kind: 'complaint' });
	expect(await ready(given('http://10.0.0.1/a.ogg'))).toEqual({ kind: 'none' });
});

test('a file that n8n has deleted', async () => {
	const gone = nodeAt(undefined, {
		getBinaryMetadata: async () => {
			throw new Error('File not found');
		},
	});
	expect(await ready({ as: 'upload', file: kept }, gone)).toMatchObject({
		kind: 'complaint',
		complaint: {
			code: 'missing-file',
			reason: 'n8n could not read the file "a.pdf": File not found',
		},
	});
});
