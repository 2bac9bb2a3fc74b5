import type { IDataObject } from 'n8n-workflow';
import { z } from '../../../nodes/shared/lib/libraries';
import { validateItem } from '../../../nodes/shared/validation/validateItem';
import { acmeNode, readContact, sendText } from '../../support/n8n/acme';

const text = { channel: 'shop', recipient: '+56 9 1234 5678', text: 'Hi' };

const judge = (
	item: IDataObject,
	{
		fixed = [],
		mode = 'webhook',
		written = {},
	}: {
		fixed?: string[];
		mode?: 'webhook' | 'manual';
		written?: IDataObject;
	} = {},
) =>
	validateItem(
		acmeNode({
			items: [{}, { ...text, ...item }],
			mode,
			settings: { parameters: written as never },
		}).node,
		sendText,
		1,
		undefined,
		new Set(fixed),
	);

test('a valid item is a message to somebody', () => {
	expect(judge({})).toEqual({
		kind: 'valid',
		item: 1,
		to: '+56912345678',
		message: { channel: 'shop', recipient: '+56912345678', text: 'Hi' },
		sendOnce: undefined,
	});
});

test('half characters become whole', () => {
	expect(judge({ text: 'Cut \ud83d' })).toMatchObject({ message: { text: 'Cut \ufffd' } });
});

test('the country of the credential reads numbers without one', () => {
	const { node } = acmeNode({ items: [{ ...text, recipient: '9 1234 5678' }] });
	expect(validateItem(node, sendText, 0, 'CL', new Set())).toMatchObject({ to: '+56912345678' });
});

test('a question is to nobody, and has no guards', () => {
	const options = { allowedRecipients: '', sendOnceKey: '' };
	const { node } = acmeNode({ items: [{ id: '7', options }] });
	expect(validateItem(node, readContact, 0, undefined, new Set())).toEqual({
		kind: 'valid',
		item: 0,
		to: null,
		message: { id: '7' },
	});
});

test.each<[string, IDataObject, object, object]>([
	[
		'a bad number',
		{ recipient: '12' },
		{},
		{
			to: null,
			field: 'items[1].recipient',
			code: 'invalid-phone-number',
			reason: `'Recipient Phone Number' is too short: it has 2 digits: "12"`,
		},
	],
	[
		'an empty text',
		{ text: '' },
		{},
		{ field: 'items[1].text', code: 'empty-field', reason: "'Text' is empty" },
	],
	['an empty number', { recipient: ' ' }, {}, { field: 'items[1].recipient', code: 'empty-field' }],
	[
		'an empty text of an expression',
		{ text: '' },
		{ written: { text: '={{ $json.txt }}' } },
		{
			field: 'items[1].text',
			code: 'empty-field',
			reason: "'Text' is empty: its expression gave nothing for this item",
		},
	],
	[
		'an expression that nobody evaluates',
		{ text: 'Hi {{ $json.name }}' },
		{ fixed: ['Hi {{ $json.name }}'] },
		{ field: 'items[1].text', reason: "'Text' contains an expression but is set to Fixed" },
	],
	[
		'one in the number',
		{ recipient: '{{ $json.to }}' },
		{ fixed: ['{{ $json.to }}'] },
		{
			field: 'items[1].recipient',
			reason: "'Recipient Phone Number' contains an expression but is set to Fixed",
		},
	],
	[
		'one in an option',
		{ options: { sendOnceKey: '{{ $json.id }}' } },
		{ fixed: ['{{ $json.id }}'] },
		{ field: 'items[1].sendOnceKey', code: 'invalid-expression' },
	],
	[
		'somebody who is not allowed',
		{ options: { allowedRecipients: '+56987654321' } },
		{},
		{
			to: '+56912345678',
			field: 'items[1].recipient',
			code: 'recipient-not-allowed',
			reason: expect.stringContaining('not among'),
		},
	],
	[
		'an empty key of Send Once',
		{ options: { sendOnceKey: ' ' } },
		{},
		{
			to: '+56912345678',
			field: 'items[1].sendOnceKey',
			code: 'empty-field',
			reason: "'Send Once Key' is empty",
		},
	],
])('%s is a problem, and nothing was sent', (_name, item, given, problem) => {
	expect(judge(item, given)).toMatchObject({
		outcome: 'notSent',
		item: 1,
		httpStatus: null,
		...problem,
	});
});

test('a choice that an expression left blank is said to be empty, and a wrong one is not', () => {
	const schema = z.object({ kind: z.enum(['a', 'b']) });
	const choosing = { ...readContact, schema: schema as never, read: () => ({ kind }) };
	let kind = '';
	const parameters = { kind: '={{ $json.kind }}' };
	const { node } = acmeNode({ settings: { parameters } });
	const judged = () => validateItem(node, choosing, 0, undefined, new Set());
	expect(judged()).toMatchObject({
		code: 'empty-field',
		reason: "'Kind' is empty: its expression gave nothing for this item",
	});
	kind = 'c';
	expect(judged()).toMatchObject({
		code: 'invalid-field',
		reason: "'Kind' has a value that is not one of its choices",
	});
});

test('a key of Send Once goes along, but not in a manual run', () => {
	const options = { sendOnceKey: 'order 7' };
	expect(judge({ options })).toMatchObject({ sendOnce: { key: 'order 7', forget: false } });
	expect(judge({ options }, { mode: 'manual' })).toMatchObject({ sendOnce: undefined });
});

test('keys that only group others are left out of a path', () => {
	const { node } = acmeNode({ items: [text] });
	const grouped = {
		...sendText,
		groups: ['text'],
		read: () => ({ channel: '', recipient: { written: '+56912345678', settings: {} }, text: [1] }),
	};
	expect(validateItem(node, grouped, 0, undefined, new Set())).toMatchObject({ field: 'items[0]' });
});

test('an expression that cannot be evaluated is a problem of its item', () => {
	const broken = {
		...sendText,
		read: () => {
			throw new Error('Referenced node is unexecuted [item 1]');
		},
	};
	const { node } = acmeNode({ items: [text] });
	expect(validateItem(node, broken, 0, undefined, new Set())).toMatchObject({
		outcome: 'notSent',
		field: 'items[0]',
		reason: 'A parameter could not be read: Referenced node is unexecuted',
	});
});

describe('with a test recipient', () => {
	const TEST = '+56900000000';
	const judgeTest = (options: IDataObject = {}, operation = sendText) =>
		validateItem(
			acmeNode({ items: [{ ...text, options }] }).node,
			operation,
			0,
			undefined,
			new Set(),
			TEST,
		);

	test('the message goes there, and it is known for whom it was', () => {
		expect(judgeTest()).toMatchObject({
			to: TEST,
			intendedTo: '+56912345678',
			message: { recipient: TEST, text: 'Hi' },
		});
	});

	test('the number that is really written to has to be allowed', () => {
		expect(judgeTest({ allowedRecipients: '+56912345678' })).toMatchObject({
			code: 'recipient-not-allowed',
			to: TEST,
		});
		expect(judgeTest({ allowedRecipients: TEST })).toMatchObject({ kind: 'valid' });
	});

	test('no key of Send Once is used, but one may be forgotten', () => {
		expect(judgeTest({ sendOnceKey: 'order 7' })).toMatchObject({ sendOnce: undefined });
		expect(judgeTest({ sendOnceKey: 'order 7', forgetSendOnceKey: true })).toMatchObject({
			sendOnce: { key: 'order 7', forget: true },
		});
	});

	test('what makes sense in its own chat alone is refused, and reaches nobody', () => {
		expect(judgeTest({}, { ...sendText, redirect: undefined })).toMatchObject({
			kind: 'problem',
			outcome: 'notSent',
			code: 'not-supported',
			field: 'items[0].testRecipient',
			to: '+56912345678',
		});
	});

	test('a recipient that is not valid is refused all the same', () => {
		const { node } = acmeNode({ items: [{ ...text, recipient: '12' }] });
		expect(validateItem(node, sendText, 0, undefined, new Set(), TEST)).toMatchObject({
			code: 'invalid-phone-number',
			field: 'items[0].recipient',
		});
	});
});
