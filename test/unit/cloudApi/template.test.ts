import {
	coordinate,
	coordinates,
	isLanguageCode,
	languageCode,
	onOneLine,
	optionalVariableText,
	templateComponents,
	templateComponentsJson,
	variableText,
	variableValue,
} from '../../../nodes/shared/cloudApi/template';
import type { z } from '../../../nodes/shared/lib/libraries';

const refusal = (field: z.ZodTypeAny, given: unknown) => {
	const parsed = field.safeParse(given);
	return parsed.success ? undefined : parsed.error.issues[0].message;
};

test.each([
	['en', true],
	['fil', true],
	['pt_BR', true],
	['English', false],
	['pt-BR', false],
	['', false],
])('%s is a language code: %s', (text, is) => expect(isLanguageCode(text)).toBe(is));

test('a language is a code, without the blanks around it', () => {
	expect(languageCode('Language').parse(' pt_BR ')).toBe('pt_BR');
	expect(refusal(languageCode('Language'), '')).toBe("'Language' is empty");
	expect(refusal(languageCode('Language'), 'English')).toBe(
		`'Language' is not a valid language code: "English"`,
	);
});

test.each([
	['a\nb', 'a line break'],
	['a\u2028b', 'a line break'],
	['a\tb', 'a tab'],
	['a     b', 'more than four spaces in a row'],
	['a\u00a0\u00a0\u00a0\u00a0\u00a0b', 'more than four spaces in a row'],
])('%j has %s, which is refused in a text and goes in a value', (text, what) => {
	expect(refusal(variableText('Name'), text)).toContain(
		`'Name' has ${what}, which WhatsApp refuses`,
	);
	expect(refusal(optionalVariableText('Name'), text)).toContain(what);
	expect(variableValue('Name').parse(text)).toBe(text);
});

test('a variable is a text with a limit, and one may be left out', () => {
	expect(variableText('Name').parse('a    b')).toBe('a    b');
	expect(variableText('Name').parse(7)).toBe('7');
	expect(optionalVariableText('Name').parse(' ')).toBeUndefined();
	expect(refusal(variableText('Name'), '')).toBe("'Name' is empty");
	expect(refusal(variableText('Name'), 'x'.repeat(1025))).toContain('allows only 1024');
	expect(variableText('Name').parse('x'.repeat(1024))).toHaveLength(1024);
});

test('on one line, what WhatsApp refuses is one space, and the rest stays', () => {
	const date = new Date(0);
	expect(onOneLine({ a: [' x\n\ny    z ', 7], date })).toEqual({ a: ['x y    z', 7], date });
	expect(onOneLine('a     b\u0085c')).toBe('a b c');
	expect(onOneLine(null)).toBeNull();
});

test.each([
	['90', 90, true],
	['-90.0', 90, true],
	['90.1', 90, false],
	['180', 180, true],
	['+70.5', 180, true],
	['7e1', 90, false],
	['', 90, false],
] as const)('%s up to %d is a coordinate: %s', (text, most, is) => {
	expect(coordinate('Latitude', most).safeParse(text).success).toBe(is);
});

test.each([
	['-33.4, -70.6', { latitude: '-33.4', longitude: '-70.6' }],
	['91, 0', undefined],
	['0, 181', undefined],
	['0', undefined],
	['0, 0, 0', undefined],
])('%s is %j', (text, place) => {
	expect(coordinates('Place').safeParse(text).data).toEqual(place);
});

test('variables become components: header, body in its order, buttons', () => {
	expect(
		templateComponents([
			{ place: 'button', index: 1, kind: 'copy_code', value: 'C' },
			{ place: 'body', value: 'one' },
			{ place: 'header', kind: 'document', media: { link: 'u' }, filename: 'f' },
			{ place: 'body', value: 'two', name: 'n' },
			{ place: 'button', index: 0, kind: 'url', value: 'U' },
			{ place: 'button', index: 2, kind: 'quick_reply', value: 'P' },
		]),
	).toEqual([
		{ type: 'header', parameters: [{ type: 'document', document: { link: 'u', filename: 'f' } }] },
		{
			type: 'body',
			parameters: [
				{ type: 'text', text: 'one' },
				{ type: 'text', parameter_name: 'n', text: 'two' },
			],
		},
		...[
			['copy_code', '1', { type: 'coupon_code', coupon_code: 'C' }],
			['url', '0', { type: 'text', text: 'U' }],
			['quick_reply', '2', { type: 'payload', payload: 'P' }],
		].map(([sub_type, index, parameter]) => ({
			type: 'button',
			sub_type,
			index,
			parameters: [parameter],
		})),
	]);
	const location = { latitude: '1', longitude: '2', name: 'Home' };
	expect(templateComponents([{ place: 'header', kind: 'location', location }])).toEqual([
		{ type: 'header', parameters: [{ type: 'location', location }] },
	]);
	expect(templateComponents([])).toEqual([]);
});

const component = (text: string) => ({ type: 'body', parameters: [{ type: 'text', text }] });

test('components as JSON are held to a type and to one line, and say where', () => {
	const json = templateComponentsJson('Components');
	const carousel = { type: 'carousel', cards: [] };
	expect(json.parse(JSON.stringify([component('x'), carousel]))).toEqual([
		component('x'),
		carousel,
	]);
	expect(refusal(json, [component('x'), {}])).toContain('not a component of a template');
	const { error } = json.safeParse([component('x'), component('a\nb')]);
	expect(error!.issues[0]).toMatchObject({
		path: [1, 'parameters', 0, 'text'],
		message: expect.stringContaining('has a text with a line break'),
	});
	expect(refusal(json, '{}')).toContain('is not a JSON list');
});
