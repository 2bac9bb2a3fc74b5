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
} from '../shared/fields';
import { channelField, stageField, templateField } from './fields';

export class VambeTicket implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vambe Ticket',
		name: 'vambeTicket',
		icon: { light: 'file:vambe.svg', dark: 'file:vambe.dark.svg' },
		group: ['output'],
		version: [1, 2, 3],
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
						description: 'Get what Vambe knows about a contact and its ticket',
					},
					{
						name: 'Open',
						value: 'open',
						action: 'Open a ticket',
						description:
							'Open a ticket for a WhatsApp number, and send the first message if you like',
					},
					{
						name: 'Update Metadata',
						value: 'updateMetadata',
						action: 'Update the metadata of a ticket',
						description: 'Change the data that is stored with a contact or a ticket',
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
					{ name: 'Contact', value: 'contact', description: 'Stays with the person' },
					{ name: 'Ticket', value: 'ticket', description: 'Belongs to one ticket. Texts only.' },
				],
				default: 'contact',
				description: 'Whose data to change',
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
				description: 'How to say which ticket is meant',
			},
			{
				displayName: 'Contact ID',
				name: 'contactId',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: { operation: ['close', 'get'] } },
				placeholder: 'e.g. df980fc8-b6db-4820-bf22-2969482d106d',
				description: 'The contactId of a receipt, which is the aiContactId of Vambe',
			},
			{
				displayName: 'Contact ID',
				name: 'contactId',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: { operation: ['updateMetadata'], metadataOf: ['contact'] } },
				placeholder: 'e.g. df980fc8-b6db-4820-bf22-2969482d106d',
				description: 'The contactId of a receipt, which is the aiContactId of Vambe',
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
				description: 'The contactId of a receipt, which is the aiContactId of Vambe',
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
				'What to store. Keys that are there already are overwritten, the others stay.',
				'priority',
				{ displayOptions: { show: { operation: ['updateMetadata'] } } },
			),
			{
				displayName: 'Allow Closed Ticket',
				name: 'allowClosedTicket',
				type: 'boolean',
				default: false,
				displayOptions: { show: { operation: ['updateMetadata'], metadataOf: ['ticket'] } },
				description: 'Whether the ticket may be closed already',
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
						description: 'The AI makes the first contact, as the pipeline is set up',
					},
					{ name: 'Template', value: 'template', description: 'Send a smart template of Vambe' },
					{ name: 'Text', value: 'text', description: 'Send a text that you write' },
				],
				default: 'none',
				description:
					"What the contact receives when the ticket opens. Without a message of yours, Vambe's AI writes it.",
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
				description: 'The text that the contact receives',
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
					show: { '@version': [2, 3], operation: ['open'], firstMessage: ['template'] },
				},
			},
			{
				displayName: 'Template Variable',
				name: 'templateVariable',
				type: 'string',
				default: '',
				displayOptions: { show: { operation: ['open'], firstMessage: ['template'] } },
				placeholder: 'e.g. María',
				description: 'The value that Vambe puts into the template, if the template has a variable',
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
					'Whether Vambe marks this message as written by AI. It does not make the AI write.',
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
						displayOptions: { show: { '@version': [2, 3], '/firstMessage': ['text', 'template'] } },
						description:
							'Whether Vambe marks this message as written by AI. It does not make the AI write.',
					},
					metadataField(
						'Contact Metadata',
						'contactMetadata',
						'What you know about the person, such as company, plan or language',
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
						'IDs of this case in your other systems, such as an order number of your shop',
						'shopify_order_id',
					),
					metadataField(
						'Ticket Metadata',
						'ticketMetadata',
						'What this ticket is about, such as its type, priority or order',
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
