import type { IDataObject, JsonValue } from 'n8n-workflow';
import { templateValues } from '../../../nodes/Vobiz/templateSchema';
import { templatesIn, variableFields, variablesFrom } from '../../../nodes/Vobiz/templates';
import { onOneLine, templateComponents } from '../../../nodes/shared/cloudApi/template';

/** A template as Vobiz lists it, with these components. */
function listed(components: object[], more: object = {}) {
	const item = { name: 'offer', language: 'pt_BR', category: 'UTILITY', ...more };
	const page: object = { items: [{ ...item, components: { components } }] };
	return templatesIn(page as JsonValue).templates[0];
}

const fieldsOf = (components: object[], more?: object) => variableFields(listed(components, more));

/** What a send makes of the values, given by the beginning of a field's name or by a part of it. */
function filled(components: object[], given: IDataObject, more?: object) {
	const schema = fieldsOf(components, more);
	const value = Object.fromEntries(
		Object.entries(given).map(([name, each]) => [
			schema.find(({ displayName }) => displayName.includes(name))!.id,
			each,
		]),
	);
	const parsed = templateValues('Template Variables').safeParse({ value, schema });
	return parsed.success
		? { components: templateComponents(variablesFrom(parsed.data)) }
		: {
				refused: parsed.error.issues.map(({ message }) => message),
				whatToDo: String((parsed.error.issues[0] as { params?: IDataObject }).params?.whatToDo),
			};
}

const body = (text: string) => ({ type: 'BODY', text });
const buttons = (...given: object[]) => ({ type: 'BUTTONS', buttons: given });

describe('fields', () => {
	test('are named by what they are, with the words around the variable', () => {
		const fields = fieldsOf([
			{ type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
			body('Hi {{1}}, your parcel is on its way\n\nwith {{2}} and comes on Monday or Tuesday.'),
			{ type: 'FOOTER', text: 'Thank you {{1}}' },
		]);
		expect(fields.map(({ displayName }) => displayName)).toEqual([
			'Header: {{1}} · Order {{1}}',
			'Body: {{1}} · Hi {{1}}, your parcel …',
			'Body: {{2}} · … on its way with {{2}} and comes …',
		]);
	});

	test('named variables have their names', () => {
		const { components } = filled(
			[
				{ type: 'HEADER', format: 'TEXT', text: 'Oi! Aqui é {{atendente}}.' },
				body('Pedido {{ pedido }} de {{cliente}}'),
			],
			{ 'Header: {{atendente}}': 'Ana', 'Body: {{pedido}}': 'A-1', 'Body: {{cliente}}': 'José' },
		);
		expect(components).toEqual([
			{
				type: 'header',
				parameters: [{ type: 'text', parameter_name: 'atendente', text: 'Ana' }],
			},
			{
				type: 'body',
				parameters: [
					{ type: 'text', parameter_name: 'cliente', text: 'José' },
					{ type: 'text', parameter_name: 'pedido', text: 'A-1' },
				],
			},
		]);
	});

	test('an empty one is refused by its short name', () => {
		const { refused } = filled([body('Olá {{1}}, {{2}}')], {
			'Body: {{1}}': 'Ana',
			'Body: {{2}}': '  ',
		});
		expect(refused).toEqual(["'Template Variables › Body: {{2}}' is empty"]);
	});

	test('a quick reply without a payload sends nothing for it', () => {
		const template = [body('Olá {{1}}'), buttons({ type: 'QUICK_REPLY', text: 'Sim' })];
		expect(filled(template, { 'Body: {{1}}': 'Ana', Sim: '' }).components).toEqual([
			{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] },
		]);
	});

	test('components may be listed without the object around them', () => {
		const item = { name: 'a', language: 'en', components: [body('Hi {{1}}')] };
		const { templates } = templatesIn({ items: [item] });
		expect(variableFields(templates[0])).toMatchObject([{ id: 'body_1' }]);
	});
});

describe('a one-time code', () => {
	const code = {
		type: 'button',
		sub_type: 'url',
		index: '0',
		parameters: [{ type: 'text', text: '123456' }],
	};
	const text = { type: 'body', parameters: [{ type: 'text', text: '123456' }] };

	test.each(['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'])('%s: goes with its button too', (otp_type) => {
		const template = [
			body('*{{1}}* is your verification code.'),
			buttons({ type: 'OTP', otp_type, text: 'Copy code' }),
		];
		const values = { 'Body: {{1}}': '123456', 'Copy code': '123456' };
		expect(filled(template, values).components).toEqual([text, code]);
		expect(filled(template, { 'Body: {{1}}': '123456' }).refused).toEqual([
			`'Template Variables › Code: "Copy code"' is empty`,
		]);
	});

	test('as the template was created: small letters, and a body that WhatsApp writes', () => {
		const template = [
			{ type: 'body', add_security_recommendation: true },
			{ type: 'footer', code_expiration_minutes: 10 },
			{ type: 'buttons', buttons: [{ type: 'otp', otp_type: 'copy_code', text: null }] },
		];
		const values = { 'Body: {{1}}': '123456', 'Button 1': '123456' };
		expect(filled(template, values, { category: 'AUTHENTICATION' }).components).toEqual([
			text,
			code,
		]);
	});
});

describe('a location header', () => {
	const template = [{ type: 'HEADER', format: 'LOCATION' }, body('Estamos aqui, {{1}}')];
	const place = { 'Body: {{1}}': 'Ana', Latitude: '-23.5', Longitude: -46.6 };

	test('has fields for the place', () => {
		const all = { ...place, 'Location: Name': 'Loja', 'Location: Address': 'Rua 1' };
		expect(filled(template, all).components).toEqual([
			{
				type: 'header',
				parameters: [
					{
						type: 'location',
						location: { latitude: '-23.5', longitude: '-46.6', name: 'Loja', address: 'Rua 1' },
					},
				],
			},
			{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] },
		]);
		expect(filled(template, place).components![0]).toEqual({
			type: 'header',
			parameters: [{ type: 'location', location: { latitude: '-23.5', longitude: '-46.6' } }],
		});
	});

	test.each([
		[{ 'Body: {{1}}': 'Ana' }, "'Template Variables › Location: Latitude' is empty"],
		[{ ...place, Latitude: '91' }, 'Latitude\' is not a valid coordinate: "91"'],
		[{ ...place, Longitude: '46,6' }, 'Longitude\' is not a valid coordinate: "46,6"'],
	])('%j: %s', (values, words) => {
		expect(filled(template, values).refused![0]).toContain(words);
	});
});

describe('a part that the fields do not know', () => {
	test.each([
		[{ type: 'CAROUSEL', cards: [] }, 'Carousel'],
		[{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'x' } }, 'Limited Time Offer'],
		[{ type: 'SOMETHING_NEW' }, 'Something New'],
		[{ type: 'HEADER', format: 'PRODUCT' }, 'Header: Product'],
		[{ type: 'HEADER', format: 'GIF' }, 'Header: Gif'],
		[buttons({ type: 'FLOW', text: 'Book' }), 'Flow Button: "Book"'],
		[buttons({ type: 'QUICK_REPLY', text: 'Ok' }, { type: 'CATALOG' }), 'Catalog Button: Button 2'],
		[buttons({ type: 'MPM', text: 'Items' }), 'Mpm Button: "Items"'],
	])('%j is refused by name, and "Using JSON" is the way', (component, part) => {
		const result = filled([body('Hi {{1}}'), component], { 'Body: {{1}}': 'Ana' });
		expect(result.refused).toEqual([
			`'Template Variables' has no fields for a part of this template: ${part}`,
		]);
		expect(result.whatToDo).toContain('"Using JSON"');
	});

	test.each([
		['a component without a kind', [body('{{1}}'), { text: '{{2}}' }]],
		['a text that is none', [{ type: 'BODY', text: { text: '{{1}}' } }]],
		['nothing among them', [null, body('{{1}}')]],
		['a kind of header that is no text', [{ type: 'HEADER', format: 3, text: '{{1}}' }]],
		['buttons that are no list', [{ type: 'BUTTONS', buttons: { type: 'URL' } }]],
	])('components that cannot be read are one: %s', (_name, components) => {
		const given = components as object[];
		expect(fieldsOf(given).map(({ id }) => id)).toEqual(['unsupported_components']);
		expect(filled(given, {})).toMatchObject({
			whatToDo: expect.stringContaining('"Using JSON"'),
		});
	});

	test('is a field to read, also where somebody removed it or filled it in', () => {
		const [field] = fieldsOf([{ type: 'CAROUSEL' }]);
		expect(field).toMatchObject({ id: 'unsupported_carousel', readOnly: true, required: false });
		const judge = (given: object) => templateValues('V').safeParse(given).success;
		expect(judge({ value: null, schema: [{ ...field, removed: true }] })).toBe(false);
		expect(judge({ value: { unsupported_carousel: 'x' } })).toBe(false);
	});

	test('nothing is to fill in for a footer, a phone number, a call or a fixed link', () => {
		const fixed = [
			{ type: 'FOOTER', text: 'Bye' },
			{ type: 'CALL_PERMISSION_REQUEST' },
			buttons(
				{ type: 'PHONE_NUMBER', text: 'Call', phone_number: '+5511' },
				{ type: 'VOICE_CALL', text: 'Call' },
				{ type: 'URL', text: 'Open', url: 'https://example.com' },
			),
		];
		expect(fieldsOf(fixed)).toEqual([]);
	});

	test('fields that were saved before work on', () => {
		const saved = {
			value: { body_1: 'Ana' },
			schema: [{ id: 'body_1', displayName: 'Body: {{1}}', required: true }],
		};
		expect(templateValues('Template Variables').parse(saved)).toEqual({ body_1: 'Ana' });
	});
});

describe('a variable that is not on one line', () => {
	const template = [
		body('Olá {{1}}'),
		buttons(
			{ type: 'URL', text: 'Pay', url: 'https://x/{{1}}' },
			{ type: 'QUICK_REPLY', text: 'Ok' },
		),
	];

	test.each([
		['Rua A, 1\nBairro B', 'a line break'],
		['Rua A, 1\r\nBairro B', 'a line break'],
		['Rua A, 1\u2028Bairro B', 'a line break'],
		['Rua A, 1\vBairro B', 'a line break'],
		['Rua A, 1\u0085Bairro B', 'a line break'],
		[`Rua A,${'\u00a0'.repeat(5)}1`, 'more than four spaces in a row'],
		['a\tb', 'a tab'],
		['a     b', 'more than four spaces in a row'],
	])('%j is refused with its name', (value, what) => {
		const { refused, whatToDo } = filled(template, { 'Body: {{1}}': value, Pay: 'x' });
		expect(refused).toHaveLength(1);
		expect(refused![0]).toContain(`'Template Variables › Body: {{1}}' has ${what}`);
		expect(whatToDo).toContain('Put Variables on One Line');
		expect(filled(template, { 'Body: {{1}}': 'a', Pay: value }).refused).toHaveLength(1);
	});

	test('can be put on one line, whatever breaks it', () => {
		expect(onOneLine('a\u2028b\u0085c\vd\te')).toBe('a b c d e');
		expect(onOneLine(`a${'\u00a0'.repeat(5)}b`)).toBe('a b');
	});

	test('four spaces are fine, and the payload of a button may be anything', () => {
		const values = { 'Body: {{1}}': 'a    b', Pay: 'x', Ok: '{\n"a": 1 }' };
		expect(filled(template, values).refused).toBeUndefined();
	});
});

describe('a header with a file', () => {
	const template = [{ type: 'HEADER', format: 'DOCUMENT' }];
	const sent = (value: string) => filled(template, { 'Document: Link or ID': value });
	const document = (reference: object) => [
		{ type: 'header', parameters: [{ type: 'document', document: reference }] },
	];

	test('takes a link as people have it, or an ID', () => {
		expect(sent('Https://files.example/fatura 05.pdf').components).toEqual(
			document({ link: 'https://files.example/fatura%2005.pdf' }),
		);
		expect(sent('1013859600285441').components).toEqual(document({ id: '1013859600285441' }));
	});

	test('does not take an address without its scheme for an ID', () => {
		expect(sent('files.example/a.pdf').refused![0]).toContain('has to begin with https://');
	});
});
