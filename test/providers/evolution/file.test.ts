import { fileUse } from '../../../nodes/Evolution/message/file';

const binaryField = {
	data: { data: '', mimeType: 'application/pdf' },
	fileName: 'invoice.pdf',
	mimeType: 'application/pdf',
	bytes: 4,
};

const source = { fileFrom: 'n8n' as const, binaryField };

const waysOf = (extras: object, version?: 'v1' | 'v2') =>
	fileUse({ apiVersion: 'auto', source, extras }, { version })?.as;

test.each([
	['of version 2', {}, 'v2', 'upload'],
	['of version 1', {}, 'v1', 'base64'],
	['of a version that is not known', {}, undefined, 'base64'],
	['with a delay, which is a number', { delay: 5 }, 'v2', 'base64'],
	['with a mention of everyone, which is no text', { mentionEveryone: true }, 'v2', 'base64'],
	['with mentions, which are texts', { mentions: ['56912345678'] }, 'v2', 'upload'],
] as const)('a file for a server %s', (_name, extras, version, way) =>
	expect(waysOf(extras, version)).toBe(way),
);
