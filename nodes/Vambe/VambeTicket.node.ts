import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import {
	dataOptions,
	defaultCountryField,
	deliveryOptions,
	metadataField,
	recipientField,
} from '../shared/descriptions/fields';
import { channelField, stageField, templateField } from './fields';

export class VambeTicket implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vambe Ticket',
		name: 'vambeTicket',
		icon: { light: 'file:vambe.svg', dark: 'file:vambe.dark.svg' },
		group: ['output'],
		version: [1, 2],
		subtitle:
			'={{ { close: "close ticket", get: "get ticket", open: "open ticket", updateMetadata: "update metadata" }[$parameter["operation"]] }}',
		description:
			'Opens WhatsApp tickets in Vambe, with or without a first message, and reads, updates and closes them',
		defaults: { name: 'Vambe Ticket' },
		usableAsTool: true,
		sensitiveOutputFields: ['response.api_key'],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'vambeApi', required: true, testedBy: 'vambeApiTest' }],
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Close',
						value: 'close',
						action: 'Close a ticket',
						description: 'Close the active ticket of a contact',
					},
					{
						name: 'Get',
						value: 'get',
						action: 'Get a ticket',
						description: 'Get the data of a contact and its ticket',
					},
					{
						name: 'Open',
						value: 'open',
						action: 'Open a ticket',
						description: 'Open a ticket for a WhatsApp number, with or without a first message',
					},
					{
						name: 'Update Metadata',
						value: 'updateMetadata',
						action: 'Update the metadata of a ticket',
						description: 'Update the data stored with a contact or a ticket',
					},
				],
				default: 'open',
			},
			{ ...channelField, displayOptions: { show: { operation: ['open'] } } },
			{ ...stageField, displayOptions: { show: { operation: ['open'] } } },
			{ ...recipientField, displayOptions: { show: { operation: ['open'] } } },
			{ ...defaultCountryField, displayOptions: { show: { operation: ['open'] } } },
			{
				displayName: 'Metadata Of',
				name: 'metadataOf',
				type: 'options',
				displayOptions: { show: { operation: ['updateMetadata'] } },
				options: [
					{ name: 'Contact', value: 'contact', description: 'Data that stays with the person' },
					{ name: 'Ticket', value: 'ticket', description: 'Data of one ticket. Text values only.' },
				],
				default: 'contact',
				description: 'Whose metadata to update',
			},
			{
				displayName: 'Find Ticket By',
				name: 'ticketBy',
				type: 'options',
				displayOptions: { show: { operation: ['updateMetadata'], metadataOf: ['ticket'] } },
				options: [
					{ name: 'Contact ID', value: 'contactId' },
					{ name: 'Contact Phone Number', value: 'phone' },
					{ name: 'Ticket ID', value: 'ticketId' },
				],
				default: 'contactId',
				description: 'How to identify the ticket to update',
			},
			{
				displayName: 'Contact ID',
				name: 'contactId',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: { operation: ['close', 'get'] } },
				placeholder: 'e.g. df980fc8-b6db-4820-bf22-2969482d106d',
				description:
					'ID of the contact in Vambe (aiContactId), such as contactId in the receipt of an opened ticket',
			},
			{
				displayName: 'Contact ID',
				name: 'contactId',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: { operation: ['updateMetadata'], metadataOf: ['contact'] } },
				placeholder: 'e.g. df980fc8-b6db-4820-bf22-2969482d106d',
				description:
					'ID of the contact in Vambe (aiContactId), such as contactId in the receipt of an opened ticket',
			},
			{
				displayName: 'Contact ID',
				name: 'contactId',
				type: 'string',
				default: '',
				required: true,
				displayOptions: {
					show: { operation: ['updateMetadata'], metadataOf: ['ticket'], ticketBy: ['contactId'] },
				},
				placeholder: 'e.g. df980fc8-b6db-4820-bf22-2969482d106d',
				description:
					'ID of the contact in Vambe (aiContactId), such as contactId in the receipt of an opened ticket',
			},
			{
				displayName: 'Contact Phone Number',
				name: 'contactPhone',
				type: 'string',
				default: '',
				required: true,
				displayOptions: {
					show: { operation: ['updateMetadata'], metadataOf: ['ticket'], ticketBy: ['phone'] },
				},
				placeholder: 'e.g. +56912345678',
				description:
					'WhatsApp number of the contact, with + and country code, or as written in the Default Country',
			},
			{
				...defaultCountryField,
				displayOptions: {
					show: { operation: ['updateMetadata'], metadataOf: ['ticket'], ticketBy: ['phone'] },
				},
			},
			{
				displayName: 'Ticket ID',
				name: 'ticketId',
				type: 'string',
				default: '',
				required: true,
				displayOptions: {
					show: { operation: ['updateMetadata'], metadataOf: ['ticket'], ticketBy: ['ticketId'] },
				},
				placeholder: 'e.g. 4c1f6de2-6b0a-4d6f-8a4e-5f0f3f0c9d11',
				description: 'ID of the ticket in Vambe',
			},
			metadataField(
				'Metadata',
				'metadata',
				'Data to store. Existing keys are overwritten, others are kept.',
				'priority',
				{ displayOptions: { show: { operation: ['updateMetadata'] } } },
			),
			{
				displayName: 'Allow Closed Ticket',
				name: 'allowClosedTicket',
				type: 'boolean',
				default: false,
				displayOptions: { show: { operation: ['updateMetadata'], metadataOf: ['ticket'] } },
				description: 'Whether to update the ticket even if it is already closed',
			},
			{
				displayName: 'First Message',
				name: 'firstMessage',
				type: 'options',
				displayOptions: { show: { operation: ['open'] } },
				options: [
					{
						name: "None (Vambe's AI Writes First)",
						value: 'none',
						description: 'The AI makes the first contact, as configured in the pipeline',
					},
					{ name: 'Template', value: 'template', description: 'Send a smart template from Vambe' },
					{ name: 'Text', value: 'text', description: 'Send a text that you write' },
				],
				default: 'none',
				description: "First message that the contact receives. With None, Vambe's AI writes it.",
			},
			{
				displayName: 'Message Text',
				name: 'messageText',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				required: true,
				displayOptions: { show: { operation: ['open'], firstMessage: ['text'] } },
				placeholder: 'e.g. Hola María, recibimos tu consulta.',
				description: 'Text of the message',
			},
			{
				displayName: 'Template ID',
				name: 'templateId',
				type: 'string',
				default: '',
				required: true,
				displayOptions: {
					show: { '@version': [1], operation: ['open'], firstMessage: ['template'] },
				},
				placeholder: 'e.g. welcome_template',
				description: 'ID of a smart template in your Vambe account',
			},
			{
				...templateField,
				displayOptions: {
					show: { '@version': [2], operation: ['open'], firstMessage: ['template'] },
				},
			},
			{
				displayName: 'Template Variable',
				name: 'templateVariable',
				type: 'string',
				default: '',
				displayOptions: { show: { operation: ['open'], firstMessage: ['template'] } },
				placeholder: 'e.g. María',
				description: 'Value for the variable of the template, if it has one',
			},
			{
				displayName: 'AI Generated',
				name: 'aiGenerated',
				type: 'boolean',
				default: false,
				displayOptions: {
					show: { '@version': [1], operation: ['open'], firstMessage: ['text', 'template'] },
				},
				description:
					'Whether to mark this message in Vambe as written by AI. This is only a label: the AI writes nothing.',
			},
			{
				displayName: 'Additional Fields',
				name: 'additionalFields',
				type: 'collection',
				placeholder: 'Add field',
				default: {},
				displayOptions: { show: { operation: ['open'] } },
				options: [
					{
						displayName: 'AI Generated',
						name: 'aiGenerated',
						type: 'boolean',
						default: false,
						displayOptions: { show: { '@version': [2], '/firstMessage': ['text', 'template'] } },
						description:
							'Whether to mark this message in Vambe as written by AI. This is only a label: the AI writes nothing.',
					},
					metadataField(
						'Contact Metadata',
						'contactMetadata',
						'Data about the person, such as company, plan or language',
						'company',
					),
					{
						displayName: 'Contact Name',
						name: 'contactName',
						type: 'string',
						default: '',
						placeholder: 'e.g. María Rodríguez',
						description: 'Full name of the contact',
					},
					{
						displayName: 'Email',
						name: 'email',
						type: 'string',
						default: '',
						placeholder: 'e.g. maria@example.com',
						description: 'Email address of the contact',
					},
					metadataField(
						'Integration Data',
						'integrationData',
						'IDs of this ticket in your other systems, such as the order number in your shop',
						'shopify_order_id',
					),
					metadataField(
						'Ticket Metadata',
						'ticketMetadata',
						'Data about this ticket, such as its type, priority or order',
						'priority',
					),
				],
			},
			{ ...deliveryOptions(), displayOptions: { show: { operation: ['open'] } } },
			{ ...dataOptions(), displayOptions: { hide: { operation: ['open'] } } },
		],
	};

	methods = {
		credentialTest: {
			async vambeApiTest(this: ICredentialTestFunctions, credential: ICredentialsDecrypted) {
				const { testVambe } = await import('./connectionTest');
				return await testVambe(this, credential);
			},
		},
		listSearch: {
			async channels(this: ILoadOptionsFunctions, filter?: string) {
				const { listChannels } = await import('./lists');
				return await listChannels(this, filter);
			},
			async stages(this: ILoadOptionsFunctions, filter?: string) {
				const { listStages } = await import('./lists');
				return await listStages(this, filter);
			},
			async templates(this: ILoadOptionsFunctions, filter?: string) {
				const { listTemplates } = await import('./lists');
				return await listTemplates(this, filter);
			},
		},
	};

	async execute(this: IExecuteFunctions) {
		const { ticketOperations } = await import('./ticketOperations');
		return await ticketOperations[this.getNodeParameter('operation', 0)](this);
	}
}
