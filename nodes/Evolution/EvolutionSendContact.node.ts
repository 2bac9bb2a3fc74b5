import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import {
	defaultCountryField,
	deliveryOptions,
	recipientField,
} from '../shared/descriptions/fields';

/** Version 2 of the Evolution API waits for no contact, so that version 2 of the node offers it for version 1 only. */
const waiting: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
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
			options: [
				{ name: 'Available', value: 'available' },
				{ name: 'Composing', value: 'composing' },
				{ name: 'Paused', value: 'paused' },
				{ name: 'Recording', value: 'recording' },
				{ name: 'Unavailable', value: 'unavailable' },
			],
			default: 'composing',
			description: 'What the recipient sees during the delay. Works only where the delay works.',
		},
	],
};

export class EvolutionSendContact implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Evolution Send Contact',
		name: 'evolutionSendContact',
		icon: { light: 'file:evolution.svg', dark: 'file:evolution.dark.svg' },
		group: ['output'],
		version: [1, 2],
		subtitle: 'send contact',
		description: 'Sends contact cards to WhatsApp through your Evolution API server',
		defaults: { name: 'Evolution Send Contact' },
		usableAsTool: true,
		sensitiveOutputFields: ['response.apikey', 'response.token'],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'evolutionServerApi', required: true, testedBy: 'evolutionServerApiTest' },
		],
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Send',
						value: 'send',
						action: 'Send contacts',
						description: 'Send one or several contacts in one message',
					},
				],
				default: 'send',
			},
			{
				displayName: 'Instance',
				name: 'instance',
				type: 'resourceLocator',
				default: { mode: 'list', value: '' },
				required: true,
				description: 'Instance of the Evolution server to send from',
				modes: [
					{
						displayName: 'From List',
						name: 'list',
						type: 'list',
						typeOptions: { searchListMethod: 'instances', searchable: true },
					},
					{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. sales' },
				],
			},
			{
				...recipientField,
				description:
					'WhatsApp number of the recipient, with + and country code, or as written in the Default Country. Or the ID of a group, such as 120363021234567890@g.us. Spaces, dashes and 00 instead of + are fine.',
			},
			{
				...defaultCountryField,
				description:
					'Country of phone numbers written without + and country code, in the contacts too. A number that could also be a mobile abroad is refused, never guessed.',
			},
			{
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
			},
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
			deliveryOptions(),
		],
	};

	methods = {
		credentialTest: {
			async evolutionServerApiTest(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			) {
				const { testEvolution } = await import('./connectionTest');
				return await testEvolution(this, credential);
			},
		},
		listSearch: {
			async instances(this: ILoadOptionsFunctions, filter?: string) {
				const { listInstances } = await import('./lists');
				return await listInstances(this, filter);
			},
		},
	};

	async execute(this: IExecuteFunctions) {
		const { deliver } = await import('../shared/delivery/deliver');
		const { sendContact } = await import('./sendContact');
		return await deliver(this, sendContact);
	}
}
