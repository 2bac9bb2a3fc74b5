import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { deliveryOptions, metadataField } from '../shared/fields';

export class VambeTicket implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vambe Ticket',
		name: 'vambeTicket',
		icon: { light: 'file:vambe.svg', dark: 'file:vambe.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + " ticket" }}',
		description: 'Opens WhatsApp tickets in Vambe, with or without a first message',
		defaults: { name: 'Vambe Ticket' },
		usableAsTool: true,
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
						name: 'Open',
						value: 'open',
						action: 'Open a ticket',
						description:
							'Open a ticket for a WhatsApp number, and send the first message if you like',
					},
				],
				default: 'open',
			},
			{
				displayName: 'Channel',
				name: 'channel',
				type: 'resourceLocator',
				default: { mode: 'list', value: '' },
				required: true,
				description:
					'The WhatsApp number to write from. It has to be connected to Vambe by QR code.',
				modes: [
					{
						displayName: 'From List',
						name: 'list',
						type: 'list',
						typeOptions: { searchListMethod: 'channels', searchable: true },
					},
					{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 1001' },
				],
			},
			{
				displayName: 'Pipeline Stage',
				name: 'stage',
				type: 'resourceLocator',
				default: { mode: 'list', value: '' },
				required: true,
				description: 'The stage of a pipeline in which the ticket starts',
				modes: [
					{
						displayName: 'From List',
						name: 'list',
						type: 'list',
						typeOptions: { searchListMethod: 'stages', searchable: true },
					},
					{
						displayName: 'By ID',
						name: 'id',
						type: 'string',
						placeholder: 'e.g. 550e8400-e29b-41d4-a716-446655440000',
					},
				],
			},
			{
				displayName: 'Recipient Phone Number',
				name: 'recipient',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. +56912345678',
				description:
					'WhatsApp number of the contact, with country code. Spaces and dashes may stay. If Vambe knows the number, the ticket goes to that contact.',
			},
			{
				displayName: 'First Message',
				name: 'firstMessage',
				type: 'options',
				options: [
					{
						name: 'None (AI Starts)',
						value: 'none',
						description: "Vambe's AI makes the first contact, as the pipeline is set up",
					},
					{ name: 'Template', value: 'template', description: 'Send a smart template of Vambe' },
					{ name: 'Text', value: 'text', description: 'Send a text that you write' },
				],
				default: 'none',
				description: 'What the contact receives when the ticket opens',
			},
			{
				displayName: 'Message Text',
				name: 'messageText',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				required: true,
				displayOptions: { show: { firstMessage: ['text'] } },
				placeholder: 'e.g. Hola María, recibimos tu consulta.',
				description: 'The text that the contact receives',
			},
			{
				displayName: 'Template ID',
				name: 'templateId',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: { firstMessage: ['template'] } },
				placeholder: 'e.g. welcome_template',
				description: 'ID of a smart template in your Vambe account',
			},
			{
				displayName: 'Template Variable',
				name: 'templateVariable',
				type: 'string',
				default: '',
				displayOptions: { show: { firstMessage: ['template'] } },
				placeholder: 'e.g. María',
				description: 'The value that Vambe puts into the template, if the template has a variable',
			},
			{
				displayName: 'AI Generated',
				name: 'aiGenerated',
				type: 'boolean',
				default: false,
				displayOptions: { show: { firstMessage: ['text', 'template'] } },
				description: 'Whether Vambe should label this message as written by AI',
			},
			{
				displayName: 'Additional Fields',
				name: 'additionalFields',
				type: 'collection',
				placeholder: 'Add field',
				default: {},
				options: [
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
			deliveryOptions,
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
		},
	};

	async execute(this: IExecuteFunctions) {
		const { deliver } = await import('../shared/delivery');
		const { openTicket } = await import('./openTicket');
		const { vambe } = await import('./vambe');
		return await deliver(this, vambe, openTicket);
	}
}
