import type { INodeProperties } from 'n8n-workflow';
import { additionalFields, choices } from '../../shared/descriptions/fieldBuilders';

const contactsField: INodeProperties = {
	displayName: 'Contacts',
	name: 'contacts',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add contact',
	default: { contact: [{ fullName: '', phoneNumber: '' }] },
	description: 'Contacts to send. They arrive together in one message.',
	options: [
		{
			displayName: 'Contact',
			name: 'contact',
			values: [
				{
					displayName: 'Full Name',
					name: 'fullName',
					type: 'string',
					default: '',
					placeholder: 'e.g. Ada Lovelace',
					description: 'Name on the contact card',
				},
				{
					displayName: 'Phone Number',
					name: 'phoneNumber',
					type: 'string',
					default: '',
					placeholder: 'e.g. +55 31 99999-9999',
					description:
						'Number on the contact card, with + and country code, or as written in the Default Country',
				},
				{
					displayName: 'More',
					name: 'additional',
					type: 'collection',
					placeholder: 'Add field',
					default: {},
					options: [
						{
							displayName: 'Email',
							name: 'email',
							type: 'string',
							default: '',
							placeholder: 'e.g. ada@example.com',
							description: 'Email address on the contact card',
						},
						{
							displayName: 'Organization',
							name: 'organization',
							type: 'string',
							default: '',
							placeholder: 'e.g. Analytical Engines',
							description: 'Company on the contact card',
						},
						{
							displayName: 'URL',
							name: 'url',
							type: 'string',
							default: '',
							placeholder: 'e.g. https://example.com',
							description: 'Website on the contact card',
						},
						{
							displayName: 'WhatsApp ID',
							name: 'wuid',
							type: 'string',
							default: '',
							placeholder: 'e.g. 553198296801',
							description:
								'Digits of the WhatsApp account of the contact (wuid), if they differ from the phone number',
						},
					],
				},
			],
		},
	],
};

/** Version 2 of the Evolution API waits for no contact, so that version 2 of the node offers it for version 1 only. */
const waiting: INodeProperties = additionalFields(
	{
		displayName: 'Delay (Milliseconds)',
		name: 'delay',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 60000 },
		default: 1000,
		description:
			'How long the server waits before it sends, up to a minute. Works only with version 1 of the Evolution API, on phones connected by QR code.',
	},
	{
		displayName: 'Presence',
		name: 'presence',
		type: 'options',
		options: choices('Available', 'Composing', 'Paused', 'Recording', 'Unavailable'),
		default: 'composing',
		description: 'What the recipient sees during the delay. Works only where the delay works.',
	},
);

export const sendFields: INodeProperties[] = [
	contactsField,
	{
		displayName: 'API Version',
		name: 'apiVersion',
		type: 'options',
		options: [
			{
				name: 'Detect',
				value: 'auto',
				description: 'Send a message that both versions understand',
			},
			{ name: 'Version 1', value: 'v1' },
			{ name: 'Version 2', value: 'v2' },
		],
		default: 'auto',
		description: 'Version of the Evolution API on the server',
	},
	{ ...waiting, displayOptions: { show: { '@version': [1] } } },
	{ ...waiting, displayOptions: { show: { '@version': [2], apiVersion: ['v1'] } } },
];
