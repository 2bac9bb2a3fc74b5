import type { IDataObject } from 'n8n-workflow';
import { formFields, readFormFields } from '../../../nodes/shared/sendAndWait/formFields';

const options = (...texts: string[]) => ({ values: texts.map((option) => ({ option })) });

const read = (...fields: unknown[]) => formFields.safeParse(readFormFields(fields));

const readOne = (field: IDataObject) => read(field).data?.[0];

const refusal = (...fields: unknown[]) => {
	const { error } = read(...fields);
	const [{ message, path, params }] = (error?.issues ?? []) as never as Array<{
		message: string;
		path: unknown[];
		params: { whatToDo: string };
	}>;
	return [message, params.whatToDo, path.join('.')];
};

test('a field is named by its label, where it has no name', () => {
	expect(readOne({ fieldLabel: 'How was it?' })).toEqual({
		name: 'How was it?',
		label: 'How was it?',
		type: 'text',
		placeholder: undefined,
		defaultValue: undefined,
		required: false,
		options: [],
		multiple: false,
	});
	expect(
		readOne({
			fieldLabel: 'How old?',
			fieldName: 'age',
			fieldType: 'number',
			placeholder: '42',
			defaultValue: 18,
			requiredField: true,
		}),
	).toMatchObject({
		name: 'age',
		label: 'How old?',
		type: 'number',
		placeholder: '42',
		defaultValue: '18',
		required: true,
	});
});

test('several can be chosen of checkboxes, and of a dropdown that says so', () => {
	const fieldOptions = options('A', 'B');
	const multiple = (fieldType: string, multiselect: boolean) =>
		readOne({ fieldLabel: 'It', fieldType, fieldOptions, multiselect })!.multiple;
	expect(multiple('checkbox', false)).toBe(true);
	expect(multiple('dropdown', true)).toBe(true);
	expect(multiple('dropdown', false)).toBe(false);
	// A switch that n8n keeps from when the field was a dropdown.
	expect(multiple('radio', true)).toBe(false);
	expect(multiple('text', true)).toBe(false);
});

test('what the form does not show is not read', () => {
	const field = readOne({ fieldLabel: 'It', fieldType: 'text', fieldOptions: options('', 'A') });
	expect(field).toMatchObject({ type: 'text', options: [] });
});

test.each([
	['no field', [], ["'Form Elements' is empty", 'Add at least one field.', '']],
	[
		'no label',
		[{ fieldLabel: ' ' }],
		["'Label' is empty", 'Enter the label that is shown above the field.', '0.fieldLabel'],
	],
	[
		'two of a name',
		[{ fieldLabel: 'A' }, { fieldLabel: 'B', fieldName: 'A' }],
		[
			'Two fields have the same name: "A"',
			'Give each of them a label or a field name of its own.',
			'',
		],
	],
	[
		'no options',
		[{ fieldLabel: 'A', fieldType: 'radio' }],
		['The field has no options', 'Add at least one option.', '0.fieldOptions'],
	],
	[
		'an option without a text',
		[{ fieldLabel: 'A', fieldType: 'dropdown', fieldOptions: options('A', ' ') }],
		[
			"'Option' is empty",
			'Enter the text of the option, or remove the option.',
			'0.fieldOptions.1',
		],
	],
	[
		'an option twice',
		[{ fieldLabel: 'A', fieldType: 'checkbox', fieldOptions: options('A', 'B', 'A') }],
		['The field has the same option twice: "A"', 'Make each of them different.', '0.fieldOptions'],
	],
])('%s is refused', (_what, fields, expected) => expect(refusal(...fields)).toEqual(expected));

test('another type than there is, is refused', () => {
	expect(read({ fieldLabel: 'A', fieldType: 'file' }).error!.issues).toMatchObject([
		{ code: 'invalid_enum_value', path: [0, 'fieldType'] },
	]);
});

test('what an expression gives is no field, unless it has a label', () => {
	for (const entry of [undefined, null, 'A', 1, [{}]]) {
		expect(refusal(entry)[0]).toBe("'Label' is empty");
	}
	for (const fieldOptions of [null, 'A', { values: 'A' }, { values: [null, 'A'] }]) {
		const field = { fieldLabel: 'A', fieldType: 'radio', fieldOptions };
		expect(refusal(field)[0]).toMatch(/^The field has no options|'Option' is empty$/);
	}
});

test.each([undefined, null, {}, 'fields'])('%p has no fields', (given) => {
	expect(readFormFields(given)).toEqual([]);
});
