import type { INodeProperties } from 'n8n-workflow';

/** A part of the elements that n8n's own form has, by the same names. */
export const formFields: INodeProperties = {
	displayName: 'Form Elements',
	name: 'formFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add form element',
	default: { values: [{ fieldLabel: '', fieldType: 'text' }] },
	displayOptions: { show: { responseType: ['customForm'] } },
	description: 'Fields that the person fills in',
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Default Value',
					name: 'defaultValue',
					type: 'string',
					default: '',
					description: 'Initial value of the field. Separate several options with commas.',
				},
				{
					displayName: 'Element Type',
					name: 'fieldType',
					type: 'options',
					options: [
						{ name: 'Checkboxes', value: 'checkbox' },
						{ name: 'Date', value: 'date' },
						{ name: 'Dropdown', value: 'dropdown' },
						{ name: 'Email', value: 'email' },
						{ name: 'Number', value: 'number' },
						{ name: 'Radio Buttons', value: 'radio' },
						{ name: 'Text Input', value: 'text' },
						{ name: 'Textarea', value: 'textarea' },
					],
					default: 'text',
					description: 'Type of field to show',
				},
				{
					displayName: 'Field Name',
					name: 'fieldName',
					type: 'string',
					default: '',
					placeholder: 'e.g. rating',
					description: 'Name of the value in the answer. If empty, the label is used.',
				},
				{
					displayName: 'Field Options',
					name: 'fieldOptions',
					type: 'fixedCollection',
					typeOptions: { multipleValues: true, sortable: true },
					placeholder: 'Add field option',
					default: { values: [{ option: '' }] },
					displayOptions: { show: { fieldType: ['checkbox', 'dropdown', 'radio'] } },
					description: 'Options to choose from',
					options: [
						{
							displayName: 'Values',
							name: 'values',
							values: [
								{
									displayName: 'Option',
									name: 'option',
									type: 'string',
									default: '',
									placeholder: 'e.g. Very good',
								},
							],
						},
					],
				},
				{
					displayName: 'Label',
					name: 'fieldLabel',
					type: 'string',
					default: '',
					placeholder: 'e.g. How was it?',
					description: 'Label that is shown above the field',
				},
				{
					displayName: 'Multiple Choice',
					name: 'multiselect',
					type: 'boolean',
					default: false,
					displayOptions: { show: { fieldType: ['dropdown'] } },
					description: 'Whether to allow the person to select several options',
				},
				{
					displayName: 'Placeholder',
					name: 'placeholder',
					type: 'string',
					default: '',
					displayOptions: { show: { fieldType: ['email', 'number', 'text', 'textarea'] } },
					description: 'Sample text to show inside the field',
				},
				{
					displayName: 'Required Field',
					name: 'requiredField',
					type: 'boolean',
					default: false,
					description: 'Whether the person has to fill in this field before sending the form',
				},
			],
		},
	],
};
