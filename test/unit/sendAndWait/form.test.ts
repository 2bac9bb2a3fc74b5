import fc from 'fast-check';
import type { FormField } from '../../../nodes/shared/contract/question';
import { CHOICE, inputName, readForm, TEXT } from '../../../nodes/shared/sendAndWait/form';
import { approval, customForm, formField, freeText } from '../../support/n8n/questions';

describe('an approval', () => {
	test('is the button that was clicked', () => {
		expect(readForm(approval(), { [CHOICE]: '1' })).toEqual({
			answer: { answer: 'Decline', approved: false },
		});
		expect(readForm(approval(), { [CHOICE]: ['0', '1'] })).toMatchObject({
			answer: { approved: true },
		});
	});

	test.each([{}, { [CHOICE]: '' }, { [CHOICE]: '2' }, { [CHOICE]: 0 }, { [CHOICE]: { a: '0' } }])(
		'approves nothing by %j',
		(body) => {
			expect(readForm(approval(), body)).toEqual({
				values: {},
				complaints: { [CHOICE]: 'Choose one of the answers.' },
			});
		},
	);
});

test('a text is taken as it was written, with the line ends of texts', () => {
	expect(readForm(freeText, { [TEXT]: ' One\r\nTwo ' })).toEqual({
		answer: { answer: ' One\nTwo ' },
	});
	for (const body of [{}, { [TEXT]: ' \r\n ' }, { [TEXT]: { a: 'b' } }]) {
		expect(readForm(freeText, body)).toEqual({
			values: {},
			complaints: { [TEXT]: 'Write an answer.' },
		});
	}
});

/** What a form with this field alone says to what is given. */
function said(field: FormField, ...given: unknown[]) {
	const read = readForm(customForm(field), { [inputName(0)]: given as never });
	if ('answer' in read) return { value: (read.answer.answer as never)[field.name] };
	return read.complaints[inputName(0)];
}

describe('a field', () => {
	test.each<[FormField['type'], string, unknown]>([
		['text', ' Maria ', ' Maria '],
		['textarea', 'One\r\nTwo', 'One\nTwo'],
		['email', 'maria@example.com', 'maria@example.com'],
		['email', 'm.r+a@mail.example.co.uk', 'm.r+a@mail.example.co.uk'],
		['number', '-1.50', -1.5],
		['number', '0', 0],
		['date', '2028-02-29', '2028-02-29'],
	])('%s: %j', (type, given, value) => {
		expect(said(formField('it', type), given)).toEqual({ value });
	});

	test.each<[FormField['type'], string, string]>([
		['email', 'maria', 'Enter an email address.'],
		['email', 'maria@example', 'Enter an email address.'],
		['email', 'maria@example.', 'Enter an email address.'],
		['number', '1,5', 'Enter a number, such as 1.5.'],
		['number', 'Infinity', 'Enter a number, such as 1.5.'],
		['number', 'two', 'Enter a number, such as 1.5.'],
		['date', '29/02/2028', 'Enter a date.'],
		['date', '2027-02-29', 'Enter a date.'],
		['date', '2027-13-01', 'Enter a date.'],
	])('%s: %j is none', (type, given, complaint) => {
		expect(said(formField('it', type), given)).toBe(complaint);
	});

	test('takes no longer than to read it', () => {
		// Half a minute where each dot is looked at from all those before it.
		const address = `maria@${'.'.repeat(150_000)}@`;
		const begun = performance.now();
		expect(said(formField('it', 'email'), address)).toBe('Enter an email address.');
		expect(performance.now() - begun).toBeLessThan(5000);
	});

	test('that is left out is null, or an empty list', () => {
		for (const given of [[], [''], [' \n'], [null]]) {
			expect(said(formField('it', 'number'), ...given)).toEqual({ value: null });
			expect(said(formField('it', 'checkbox', { options: ['A'] }), ...given)).toEqual({
				value: [],
			});
		}
	});

	test('that is required has to be filled in', () => {
		const required = true;
		expect(said(formField('it', 'text', { required }), ' ')).toBe('Fill in this field.');
		const options = ['A', 'B'];
		for (const type of ['checkbox', 'radio', 'dropdown'] as const) {
			const field = formField('it', type, { required, options });
			expect(said(field)).toBe('Choose one of the options.');
			expect(said(field, 'B')).toEqual({ value: type === 'checkbox' ? ['B'] : 'B' });
		}
	});

	test('with options takes several only where it has several', () => {
		const options = ['A', 'B', ' C  D '];
		expect(said(formField('it', 'checkbox', { options }), 'B', ' C  D ')).toEqual({
			value: ['B', ' C  D '],
		});
		expect(said(formField('it', 'dropdown', { options, multiple: true }), 'A', 'B')).toEqual({
			value: ['A', 'B'],
		});
		expect(said(formField('it', 'dropdown', { options }), 'A', 'B')).toBe(
			'Choose one of the options.',
		);
	});
});

test('each field is told what is wrong with it, and keeps what was written', () => {
	const form = customForm(formField('a', 'number'), formField('b', 'email'), formField('c'));
	expect(
		readForm(form, { 'field-0': 'x', 'field-1': 'm@x.cl', 'field-2': 'C', other: 'O' }),
	).toEqual({
		values: { 'field-0': ['x'], 'field-1': ['m@x.cl'], 'field-2': ['C'] },
		complaints: { 'field-0': 'Enter a number, such as 1.5.' },
	});
});

test('the answer has the names of the fields, whatever they are, and nothing else', () => {
	const names = ['__proto__', 'constructor', 'How was it? <b>', 'field-0'];
	const form = customForm(...names.map((name) => formField(name)));
	const body = Object.fromEntries(names.map((name, place) => [inputName(place), `of ${name}`]));
	const read = readForm(form, { ...body, more: 'than asked' }) as { answer: { answer: object } };
	expect(Object.entries(read.answer.answer)).toEqual(names.map((name) => [name, `of ${name}`]));
	expect(Object.getPrototypeOf(read.answer.answer)).toBe(Object.prototype);
});

test('of options, an answer has only what was offered', () => {
	const option = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');
	const chosenFrom = fc.constantFrom('checkbox', 'dropdown', 'radio');
	fc.assert(
		fc.property(
			fc.uniqueArray(option, { minLength: 1, maxLength: 4 }),
			chosenFrom,
			fc.boolean(),
			fc.anything(),
			fc.array(fc.nat({ max: 3 }), { maxLength: 3 }),
			(options, type, multiple, strange, places) => {
				const field = formField('it', type as FormField['type'], { options, multiple });
				const given = places.map((place) => options[place % options.length]);
				for (const each of [given, [...given, strange], strange]) {
					const result = said(field, ...[each].flat());
					if (typeof result === 'string') continue;
					const values = [result.value].flat().filter((value) => value !== null);
					expect(values.filter((value) => !options.includes(value as string))).toEqual([]);
				}
			},
		),
	);
});
