import {
	captionAndFileName,
	fileOfN8n,
	freeFormMessages,
	linkedFile,
	readFreeFormMessage,
	readVariables,
	variablesPart,
} from '../../../nodes/shared/cloudApi/messageFields';
import { z } from '../../../nodes/shared/lib/libraries';

const message = z.discriminatedUnion('messageType', [
	...freeFormMessages(() => ({ link: z.string() })),
]);

const form: Record<string, unknown> = {
	messageText: 'Hello',
	caption: 'Look',
	filename: 'a.pdf',
};

const read = (messageType: string) =>
	readFreeFormMessage(
		(name) => (name === 'messageType' ? messageType : form[name]),
		() => ({ link: 'https://example.com/a' }),
	);

test.each([
	['text', { messageText: 'Hello' }],
	['image', { link: 'https://example.com/a', caption: 'Look' }],
	['video', { link: 'https://example.com/a', caption: 'Look' }],
	['document', { link: 'https://example.com/a', caption: 'Look', filename: 'a.pdf' }],
	['audio', { link: 'https://example.com/a' }],
])('%s has only what the form shows for it', (messageType, rest) => {
	expect(read(messageType)).toEqual({ messageType, ...rest });
	expect(message.parse(read(messageType))).toEqual({ messageType, ...rest });
});

test.each([
	['text', { messageText: 'x'.repeat(4097) }, "'Message Text' has 4097 characters"],
	['image', { link: '', caption: 'x'.repeat(1025) }, "'Caption' has 1025 characters"],
	['text', { messageText: ' ' }, "'Message Text' is empty"],
])('%s of %j is refused', (messageType, rest, reason) => {
	const [issue] = message.safeParse({ messageType, ...rest }).error!.issues;
	expect(issue.message).toContain(reason);
});

const LINK = { mediaFrom: 'link' } as const;

test('a caption and a file name are there only where the message has them', () => {
	expect(captionAndFileName({ messageType: 'audio' }, LINK)).toStrictEqual({});
	expect(captionAndFileName({ messageType: 'image', caption: undefined }, LINK)).toStrictEqual({});
	expect(
		captionAndFileName({ messageType: 'document', caption: 'Look', filename: 'a.pdf' }, LINK),
	).toStrictEqual({ caption: 'Look', filename: 'a.pdf' });
});

describe('a file of n8n', () => {
	const written = (mimeType: string, bytes = 3) => ({
		mediaFrom: 'n8n',
		binaryField: {
			field: 'data',
			fields: ['data'],
			data: { id: 'filesystem:a', data: '', mimeType, fileName: 'a.pdf', bytes },
		},
	});

	test('goes as a link, and a document by its own name unless it has another', () => {
		const source = fileOfN8n('document').parse(written('application/pdf'));
		expect(linkedFile(source, ['https'])).toEqual({
			as: 'link',
			file: source.binaryField,
			schemes: ['https'],
		});
		expect(linkedFile(LINK, ['https'])).toBeUndefined();
		expect(captionAndFileName({ messageType: 'document' }, source)).toEqual({ filename: 'a.pdf' });
		expect(captionAndFileName({ messageType: 'document', filename: 'b.pdf' }, source)).toEqual({
			filename: 'b.pdf',
		});
		expect(captionAndFileName({ messageType: 'image' }, source)).toEqual({});
	});

	test.each([
		['image', 'application/pdf', 3, 'its type is application/pdf'],
		['image', 'image/png', 6 * 2 ** 20, 'has 6 MB'],
		['document', 'application/pdf', 101 * 2 ** 20, 'has 101 MB'],
	] as const)('within the limits of a %s', (kind, mimeType, bytes, reason) => {
		const [issue] = fileOfN8n(kind).safeParse(written(mimeType, bytes)).error!.issues;
		expect(issue.message).toContain(reason);
		expect(issue.path).toEqual(['binaryField']);
	});
});

const variables = variablesPart(
	z
		.array(z.string())
		.transform((values) => values.map((value) => ({ place: 'body' as const, value }))),
);

const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }];

test.each([
	['fields', { templateVariables: ['Ana'] }, { components }],
	['json', { componentsJson: JSON.stringify(components) }, { components }],
	['fields', { templateVariables: [] }, {}],
	['json', { componentsJson: '[]' }, {}],
])('variables as %s: %j', (variablesAs, given, part) => {
	expect(variables.parse({ variablesAs, ...given })).toEqual(part);
});

test.each(['fields', 'json'])('reads the variables as %s, and not what the form hides', (as) => {
	const asked: string[] = [];
	const value = (name: string) => {
		asked.push(name);
		return name === 'variablesAs' ? as : '[]';
	};
	const given = readVariables(value, () => {
		asked.push('fields');
		return ['Ana'];
	});
	expect(asked).toEqual(['variablesAs', as === 'json' ? 'componentsJson' : 'fields']);
	expect(given).toEqual(
		as === 'json'
			? { variablesAs: 'json', componentsJson: '[]' }
			: { variablesAs: 'fields', templateVariables: ['Ana'] },
	);
});
