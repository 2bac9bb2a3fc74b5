import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from '../../../nodes/shared/lib/libraries';
import {
	explainBlank,
	explainFixed,
	explainIssue,
	explainMissingPhone,
} from '../../../nodes/shared/validation/explainIssue';
import { limitedText, requiredText } from '../../../nodes/shared/validation/schema';

const explained = (schema: z.ZodTypeAny, given: unknown) =>
	explainIssue(schema.safeParse(given).error!.issues[0], 'invalid-field');

test.each<[string, z.ZodTypeAny, unknown, string, string]>([
	[
		'a choice',
		z.object({ messageType: z.enum(['text', 'image']) }),
		{ messageType: 'gif' },
		"'Message Type' has a value that is not one of its choices",
		'Use one of: text, image.',
	],
	[
		'a choice that decides the form',
		z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') })]),
		{ kind: 'b' },
		"'Kind' has a value that is not one of its choices",
		'Use one of: a.',
	],
	[
		'a type',
		z.object({ aiGenerated: z.boolean() }),
		{ aiGenerated: 'yes' },
		"'AI Generated' has the type string instead of boolean",
		'Use an expression that returns the type boolean.',
	],
	[
		'nothing',
		z.object({ contactId: z.string() }),
		{},
		"'Contact ID' has no value",
		'Use an expression that returns the type string.',
	],
	[
		'an entry of a list',
		z.object({ rows: z.array(z.string()) }),
		{ rows: ['a', 7] },
		"'Rows 2' has the type number instead of string",
		'Use an expression that returns the type string.',
	],
	[
		'anything else',
		z.object({ wuid: z.string().min(2) }),
		{ wuid: 'a' },
		"'WhatsApp ID': String must contain at least 2 character(s)",
		'Check this parameter.',
	],
])('%s', (_name, schema, given, reason, whatToDo) => {
	expect(explained(schema, given)).toEqual({ code: 'invalid-field', reason, whatToDo });
});

test('our own refusal has a code of its own', () => {
	const schema = z.object({ text: limitedText('Text', 3, 'Enter it.') });
	expect(explained(schema, { text: ' ' })).toEqual({
		code: 'empty-field',
		reason: "'Text' is empty",
		whatToDo: 'Enter it.',
	});
	expect(explained(schema, { text: 'long' })).toMatchObject({ code: 'text-too-long' });
});

test('a value that breaks when it is read is a matter of its expression', () => {
	const text = {
		toISO: () => {
			throw Object.assign(new Error('Broken'), { code: 'ERR_BROKEN' });
		},
	};
	const schema = z.object({ text: requiredText('Text', 'Enter it.') });
	expect(explained(schema, { text })).toEqual({
		code: 'invalid-expression',
		reason: 'Broken',
		whatToDo: 'Check the expression of this parameter.',
	});
});

const nodeWith = (parameters: object, contact: unknown = {}) =>
	({
		getNode: () => ({ parameters }),
		evaluateExpression: () => contact,
	}) as unknown as IExecuteFunctions;

test('a blank field is explained where an expression was to fill it in', () => {
	const node = nodeWith({ text: '={{ $json.nmae }}', fixed: '', agent: "={{ $fromAI('x') }}" });
	expect(explainBlank(node, ['text'])).toMatchObject({
		reason: "'Text' is empty: its expression gave nothing for this item",
	});
	expect(explainBlank(node, ['text'], "'Header Text'")?.reason).toMatch(/^'Header Text' is empty/);
	expect(explainBlank(node, ['fixed'])).toBeUndefined();
	expect(explainBlank(node, ['agent'])).toBeUndefined();
});

test('a contact without a number is explained by what WhatsApp gave', () => {
	const asked = { recipient: '={{ $json.contact.phone }}' };
	const without = { waId: 'US.1', phone: null, username: 'zoe' };
	expect(explainMissingPhone(nodeWith(asked, without), ['recipient'], 0)).toMatchObject({
		reason:
			"This person has no phone number for 'Recipient Phone Number': WhatsApp gave only a user name",
	});
	expect(explainMissingPhone(nodeWith(asked, {}), ['recipient'], 0)).toBeUndefined();
	expect(explainMissingPhone(nodeWith({}, without), ['recipient'], 0)).toBeUndefined();
});

test('an expression that nobody evaluates says where to switch', () => {
	expect(explainFixed(['contacts', 1, 'filename'])).toEqual({
		code: 'invalid-expression',
		reason: "'File Name' contains an expression but is set to Fixed",
		whatToDo: 'Switch the field from Fixed to Expression: above the field, on the right.',
	});
});
