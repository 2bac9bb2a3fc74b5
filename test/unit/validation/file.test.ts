import type { IBinaryData } from 'n8n-workflow';
import type { WrittenFile } from '../../../nodes/shared/contract/file';
import { binaryFile } from '../../../nodes/shared/validation/file';

const image = { what: 'an image', maxBytes: 5 * 2 ** 20, types: ['image/jpeg', 'image/png'] };

const kept: IBinaryData = {
	id: 'filesystem-v2:1',
	data: 'filesystem-v2',
	mimeType: 'image/png',
	fileName: 'a.png',
	bytes: 1000,
};

const read = (given: Partial<WrittenFile>, limits: Parameters<typeof binaryFile>[0] = image) =>
	binaryFile(limits).safeParse({ field: 'data', data: kept, fields: ['data'], ...given });

const refusalOf = (...given: Parameters<typeof read>) => {
	const [issue] = read(...given).error!.issues;
	const { params } = issue as { params?: { code?: string; whatToDo: string } };
	return { code: params?.code, words: `${issue.message}. ${params?.whatToDo}` };
};

test('a file that n8n keeps', () => {
	expect(read({}).data).toEqual({
		data: kept,
		fileName: 'a.png',
		mimeType: 'image/png',
		bytes: 1000,
	});
});

test('one in memory is measured; one of an earlier n8n has no exact size yet', () => {
	const inMemory = { data: Buffer.from('12345').toString('base64'), mimeType: 'image/png' };
	expect(read({ data: inMemory }).data).toMatchObject({ bytes: 5, fileName: 'file' });
	expect(read({ data: { ...kept, bytes: undefined } }).data?.bytes).toBeUndefined();
});

test('the parameters of a type do not count', () => {
	const audio = { what: 'an audio file', maxBytes: 100, types: ['audio/ogg'] };
	const data = { ...kept, mimeType: 'audio/ogg; codecs=opus', bytes: 1 };
	expect(read({ data }, audio).success).toBe(true);
});

test.each<[string, Parameters<typeof read>, string | undefined, string]>([
	[
		'no file',
		[{ data: undefined, fields: [] }],
		'missing-file',
		'The item has no file. Get the file in a node before this one, such as HTTP Request with Response Format set to File, or Convert to File.',
	],
	[
		'another name',
		[{ data: undefined, field: 'pdf' }],
		'missing-file',
		'The item has no binary field called "pdf". Enter the name of one of its binary fields: data.',
	],
	[
		'no name',
		[{ data: undefined, field: ' ' }],
		undefined,
		"'Input Binary Field' is empty. Enter the name of one of its binary fields: data.",
	],
	[
		'another type',
		[{ data: { ...kept, mimeType: 'image/gif' } }],
		'wrong-file-type',
		'WhatsApp does not take the file "a.png" as an image: its type is image/gif. Convert it to one of: image/jpeg, image/png. Or send it as a document.',
	],
	[
		'too large',
		[{ data: { ...kept, bytes: 5 * 2 ** 20 + 1 } }],
		'file-too-large',
		'The file "a.png" has 5.1 MB, but WhatsApp takes an image of up to 5 MB. Make the file smaller, or send a link to it as text.',
	],
	[
		'too large by the rough size that an earlier n8n keeps',
		[{ data: { ...kept, bytes: undefined, fileSize: '7.2 MB' } }],
		'file-too-large',
		'The file "a.png" has 6.8 MB, but WhatsApp takes an image of up to 5 MB. Make the file smaller, or send a link to it as text.',
	],
	[
		'empty',
		[{ data: { ...kept, bytes: 0 } }],
		'missing-file',
		'The file "a.png" is empty. Check the node that makes the file.',
	],
	[
		'too large for a sticker',
		[{ data: { ...kept, bytes: 600 * 2 ** 10 } }, { what: 'a sticker', maxBytes: 500 * 2 ** 10 }],
		'file-too-large',
		'The file "a.png" has 600 KB, but WhatsApp takes a sticker of up to 500 KB. Make the file smaller, or send a link to it as text.',
	],
])('%s is refused', (_name, given, code, words) => {
	expect(refusalOf(...given)).toEqual({ code, words });
});
