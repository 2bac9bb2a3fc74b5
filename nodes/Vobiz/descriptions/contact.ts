import type { INodeProperties } from 'n8n-workflow';
import { additionalFields, updateDisplayOptions } from '../../shared/descriptions/fieldBuilders';
import { defaultCountryField, metadataField } from '../../shared/descriptions/fields';

/** What may be said of a contact, in the order of the names. */
const details: INodeProperties[] = [
	metadataField(
		'Custom Attributes',
		'customAttributes',
		'What you know about the contact, such as the company',
		'company',
	),
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Priya Shah',
	},
	{
		displayName: 'Tags',
		name: 'tags',
		type: 'string',
		default: '',
		placeholder: 'e.g. vip, newsletter',
		description: 'Comma-separated tags, or an expression that returns a list',
	},
];

export const contactFields: INodeProperties[] = [
	...updateDisplayOptions({ show: { operation: ['create'] } }, [
		{
			displayName: 'Phone Number',
			name: 'phoneNumber',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. +919876543210',
			description:
				'WhatsApp number of the contact, with + and country code, or as written in the Default Country',
		},
		defaultCountryField,
		additionalFields(...details),
	]),
	...updateDisplayOptions({ show: { operation: ['update'] } }, [
		{
			displayName: 'Contact ID',
			name: 'contactId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 4f9c2a18-3e6b-4d2f-8b1a-9e7c5d3f1a02',
			description: 'ID of the contact, as contactId in a receipt or ID from Get Many',
		},
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			description: 'What to change. Everything else stays as it is.',
			options: details,
		},
	]),
	...updateDisplayOptions({ show: { operation: ['getAll'] } }, [
		{
			displayName: 'Search',
			name: 'search',
			type: 'string',
			default: '',
			placeholder: 'e.g. +919876543210',
			description: 'Part of the name or the phone number. If empty, all contacts are listed.',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 50,
			description: 'Max number of results to return',
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Page',
					name: 'page',
					type: 'number',
					typeOptions: { minValue: 1 },
					default: 1,
					description: 'Which page of the list to return. Each page has as many as the Limit says.',
				},
				{
					displayName: 'Tag',
					name: 'tag',
					type: 'string',
					default: '',
					placeholder: 'e.g. vip',
					description: 'Only return contacts with this tag',
				},
			],
		},
	]),
];
