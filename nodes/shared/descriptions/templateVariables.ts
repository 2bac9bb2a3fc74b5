import type { INodeProperties } from 'n8n-workflow';
import { choices } from './fieldBuilders';

/** What a map in the header of a template shows beside its place. */
const locationFields: INodeProperties[] = [
	{
		displayName: 'Location Name',
		name: 'locationName',
		type: 'string',
		default: '',
		displayOptions: { show: { kind: ['location'] } },
		placeholder: 'e.g. Providencia store',
		description: 'Name of the place on the map',
	},
	{
		displayName: 'Address',
		name: 'address',
		type: 'string',
		default: '',
		displayOptions: { show: { kind: ['location'] } },
		placeholder: 'e.g. Av. Providencia 1234, Santiago',
		description: 'Address of the place on the map',
	},
];

export const templateVariablesField: INodeProperties = {
	displayName: 'Template Variables',
	name: 'templateVariables',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add variable',
	default: {},
	description:
		'Values for the variables of the template. Add those of the body in the order of their numbers.',
	options: [
		{
			displayName: 'Body',
			name: 'body',
			values: [
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. ORD-789',
					description: 'Value of the next variable in the body. The first entry is for variable 1.',
				},
				{
					displayName: 'Variable Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. customer_name',
					description: 'Only for templates whose variables have names instead of numbers',
				},
			],
		},
		{
			displayName: 'Button',
			name: 'button',
			values: [
				{
					displayName: 'Button Number',
					name: 'number',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 10 },
					default: 1,
					description: 'Position of the button in the template, starting at 1',
				},
				{
					displayName: 'Kind',
					name: 'kind',
					type: 'options',
					options: choices('Copy Code', 'One-Time Code', 'Quick Reply', 'URL'),
					default: 'url',
					description: 'What the button does',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. ORD-789',
					description: 'End of the URL, code to copy, or payload of the quick reply',
				},
			],
		},
		{
			displayName: 'Header',
			name: 'header',
			values: [
				{
					displayName: 'Kind',
					name: 'kind',
					type: 'options',
					options: choices('Document', 'Image', 'Location', 'Text', 'Video'),
					default: 'text',
					description: 'Type of header the template has',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://example.com/banner.jpg',
					description:
						'Text of the header, public URL of the file, or latitude and longitude such as -33.4489, -70.6693',
				},
				{
					displayName: 'File Name',
					name: 'filename',
					type: 'string',
					default: '',
					displayOptions: { show: { kind: ['document'] } },
					placeholder: 'e.g. invoice.pdf',
					description: 'File name shown to the recipient',
				},
				...locationFields,
			],
		},
	],
};
