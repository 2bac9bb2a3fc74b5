import type { INodeProperties } from 'n8n-workflow';
import { additionalFields } from '../../shared/descriptions/fieldBuilders';
import { apiVersionField } from './destination';
import { delayField, presenceField } from './waiting';

export const contactsField: INodeProperties = {
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
const waiting: INodeProperties = additionalFields(delayField, presenceField);

export const sendFields: INodeProperties[] = [
	contactsField,
	apiVersionField,
	{ ...waiting, displayOptions: { show: { '@version': [1] } } },
	{ ...waiting, displayOptions: { show: { '@version': [2], apiVersion: ['v1'] } } },
];
