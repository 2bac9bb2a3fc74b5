import type { IExecuteFunctions } from 'n8n-workflow';
import {
	expressionAt,
	findText,
	fixedExpressions,
	givenInsteadOfPhone,
} from '../../../nodes/shared/validation/expressions';

test.each([
	['an expression that is evaluated', '={{ $json.name }}', false],
	['one in a field that is set to Fixed', '{{ $json.name }}', true],
	['one within a text', 'Hi {{ $json.name }}!', true],
	['one over two lines', 'Hi {{\n$json.name }}', true],
	['the placeholder of a template', 'Hi {{1}} and {{ name }}', false],
	['JSON, whatever is in it', '{"text":"{{ $json.name }}"}', false],
	['a text that is only quoted', '"{{ $json.name }}"', true],
	['a plain text', 'Hi', false],
])('%s: %j is found: %s', (_name, text, found) => {
	const written = { options: { list: [{ text }] } };
	expect([...fixedExpressions(written)]).toEqual(found ? [text] : []);
});

test('a text is found with its place, and the first of them', () => {
	const given = { a: 'x', list: [{ text: 'y' }, { text: 'z' }] };
	expect(findText(new Set(['z', 'y']), given)).toEqual(['list', 0, 'text']);
	expect(findText(new Set(['q']), given)).toBeUndefined();
	expect(findText(new Set(), given)).toBeUndefined();
});

test.each([
	['a field', { text: '={{ 1 }}' }, ['text'], '={{ 1 }}'],
	['one that is set to Fixed', { text: 'Hi' }, ['text'], undefined],
	['one in a collection that the path leaves out', { options: { key: '=a' } }, ['key'], '=a'],
	[
		'what is picked from a list',
		{ channel: { __rl: true, mode: 'id', value: '=a' } },
		['channel'],
		'=a',
	],
	[
		'an entry of a list',
		{ contacts: { contact: [{}, { name: '=b' }] } },
		['contact', 1, 'name'],
		'=b',
	],
	['nothing', {}, ['text'], undefined],
])('the expression behind %s', (_name, written, path, expression) => {
	expect(expressionAt(written, path)).toBe(expression);
});

/** A node whose item has this contact, as our trigger gives it. */
const nodeWith = (contact: unknown) => {
	const asked: string[] = [];
	const node = {
		evaluateExpression: (expression: string) => {
			asked.push(expression);
			return contact;
		},
	} as unknown as IExecuteFunctions;
	return { node, asked };
};

const nobody = { waId: 'US.1', phone: null, username: null, userId: null };

test.each([
	['={{ $json.contact.phone }}', '{{ $json.contact }}'],
	['={{ $json.contact?.phone }}', '{{ $json.contact }}'],
	['={{ $json["contact"]["phone"] }}', '{{ $json["contact"] }}'],
	[
		"={{ $('WhatsApp Gateway').item.json.contact.phone }}",
		"{{ $('WhatsApp Gateway').item.json.contact }}",
	],
	['={{ $input.first().json.contact.phone }}', '{{ $input.first().json.contact }}'],
])('%s asks for a contact', (expression, contact) => {
	const { node, asked } = nodeWith(nobody);
	expect(givenInsteadOfPhone(node, expression, 0)).toBe('an ID');
	expect(asked).toEqual([contact]);
});

test.each([
	[{ ...nobody, username: 'zoe' }, 'a user name'],
	[{ ...nobody, userId: 'US.1' }, 'a user name'],
	[{ ...nobody, phone: '+56912345678' }, undefined],
	[{ phone: null }, undefined],
	[undefined, undefined],
])('of %j WhatsApp gave %s', (contact, instead) => {
	const { node } = nodeWith(contact);
	expect(givenInsteadOfPhone(node, '={{ $json.contact.phone }}', 0)).toBe(instead);
});

test.each(['={{ $json.phone }}', '={{ $json.contact.phones }}', '={{ $json.contacts.phone }}'])(
	'%s asks for something else',
	(expression) => {
		const { node, asked } = nodeWith(nobody);
		expect(givenInsteadOfPhone(node, expression, 0)).toBeUndefined();
		expect(asked).toEqual([]);
	},
);
