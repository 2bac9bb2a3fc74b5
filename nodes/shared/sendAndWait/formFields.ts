import type { FormField } from '../contract/question';
import { firstRepeated } from '../lib/firstRepeated';
import { at, fieldsOf, listOf, type Given } from '../lib/jsonAccess';
import { z } from '../lib/libraries';
import { addRefusal, optionalText, quote, requiredText } from '../validation/schema';

const CHOSEN_FROM = ['checkbox', 'dropdown', 'radio'];

const formField = z
	.object({
		fieldLabel: requiredText('Label', 'Enter the label that is shown above the field.'),
		fieldName: optionalText('Field Name'),
		fieldType: z
			.enum(['checkbox', 'date', 'dropdown', 'email', 'number', 'radio', 'text', 'textarea'])
			.default('text'),
		placeholder: optionalText('Placeholder'),
		defaultValue: optionalText('Default Value'),
		requiredField: z.boolean().default(false),
		multiselect: z.boolean().default(false),
		fieldOptions: z.array(
			requiredText('Option', 'Enter the text of the option, or remove the option.'),
		),
	})
	.superRefine(({ fieldType, fieldOptions }, context) => {
		if (!CHOSEN_FROM.includes(fieldType)) return;
		const path = ['fieldOptions'];
		if (fieldOptions.length === 0) {
			addRefusal(context, 'The field has no options', 'Add at least one option.', path);
		}
		const repeated = firstRepeated(fieldOptions);
		if (repeated !== undefined) {
			const twice = `The field has the same option twice: ${quote(repeated)}`;
			addRefusal(context, twice, 'Make each of them different.', path);
		}
	})
	.transform(
		(given): FormField => ({
			name: given.fieldName ?? given.fieldLabel,
			label: given.fieldLabel,
			type: given.fieldType,
			placeholder: given.placeholder,
			defaultValue: given.defaultValue,
			required: given.requiredField,
			options: given.fieldOptions,
			multiple:
				given.fieldType === 'checkbox' || (given.fieldType === 'dropdown' && given.multiselect),
		}),
	);

/** The form that is to be filled in. */
export const formFields = z.array(formField).superRefine((fields, context) => {
	if (fields.length === 0) {
		addRefusal(context, "'Form Elements' is empty", 'Add at least one field.');
	}
	const repeated = firstRepeated(fields.map(({ name }) => name));
	if (repeated !== undefined) {
		const twice = `Two fields have the same name: ${quote(repeated)}`;
		addRefusal(context, twice, 'Give each of them a label or a field name of its own.');
	}
});

/** The options of a field are one level deeper in n8n's parameters, and stay there with another type. */
export const readFormFields = (given: unknown) =>
	listIn(given).map((entry) => ({
		...entry,
		fieldOptions: CHOSEN_FROM.includes(String(entry.fieldType))
			? listIn(at(entry, 'fieldOptions', 'values')).map(({ option }) => option)
			: [],
	}));

/** An expression may give anything. */
const listIn = (given: unknown) => listOf(given as Given).map(fieldsOf);
