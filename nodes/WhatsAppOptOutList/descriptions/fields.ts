import type { INodeProperties } from 'n8n-workflow';
import { additionalFields } from '../../shared/descriptions/fieldBuilders';
import { defaultCountryField } from '../../shared/descriptions/fields';

/** Who it is about, and what to do with the list. */
export const fields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Add',
				value: 'add',
				action: 'Add a person to the list',
				description: 'Add a person who wants no more messages',
			},
			{
				name: 'Check',
				value: 'check',
				action: 'Check whether a person opted out',
				description: 'Find out whether a person is in the list',
			},
			{
				name: 'Remove',
				value: 'remove',
				action: 'Remove a person from the list',
				description: 'Remove a person who wants messages again',
			},
		],
		default: 'add',
	},
	{
		displayName: 'Phone Number',
		name: 'phoneNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. +56912345678',
		description:
			'WhatsApp number of the person, such as contact.phone of the trigger. Leave it empty for a person whose LID or user ID is all that you know.',
	},
	{
		...defaultCountryField,
		default: 'none',
		// Less the first, From Credential: this one has no country.
		options: defaultCountryField.options!.slice(1),
	},
	additionalFields(
		{
			displayName: 'LID',
			name: 'lid',
			type: 'string',
			default: '',
			placeholder: 'e.g. 123456789012345@lid',
			description:
				'ID that WhatsApp uses for the person instead of a number, such as contact.lid of the trigger',
		},
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			displayOptions: { show: { '/operation': ['add'] } },
			default: '',
			placeholder: 'e.g. Wrote STOP',
			description:
				'Why the person opted out, or where you know it from. Receipts of skipped messages show it.',
		},
		{
			displayName: 'User ID',
			name: 'userId',
			type: 'string',
			default: '',
			placeholder: 'e.g. US.13491208655302741918',
			description:
				'ID that Meta gives to a person with a user name, such as contact.userId of the trigger',
		},
	),
];
