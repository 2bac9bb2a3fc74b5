import type { INodeProperties } from 'n8n-workflow';
import {
	additionalFields,
	resourceLocator,
	updateDisplayOptions,
} from '../../shared/descriptions/fieldBuilders';
import { metadataField } from '../../shared/descriptions/fields';
import { messageTextField } from '../../shared/descriptions/messageFields';

/** Its values are the provider's own: what the paths of its API have. */
export const channelTypeField: INodeProperties = {
	displayName: 'Channel Type',
	name: 'channelType',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Official API',
			value: 'whatsapp',
			description: 'A number of the official WhatsApp Business API',
		},
		{
			name: 'QR Code',
			value: 'web-whatsapp',
			description: 'A phone that is connected to Vambe by QR code',
		},
	],
	default: 'web-whatsapp',
	description: 'How the number to send from is connected to Vambe',
};

export const openFields = updateDisplayOptions({ show: { operation: ['open'] } }, [
	{
		displayName: 'First Message',
		name: 'firstMessage',
		type: 'options',
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
		displayName:
			'Through the official API, a text reaches only people who wrote to you within the last 24 hours. For a first message, or after that time, use a template.',
		name: 'windowNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { channelType: ['whatsapp'], firstMessage: ['text'] } },
	},
	{
		...messageTextField,
		displayOptions: { show: { firstMessage: ['text'] } },
		placeholder: 'e.g. Hola María, recibimos tu consulta.',
	},
	{
		displayName: 'Template ID',
		name: 'templateId',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { '@version': [1], firstMessage: ['template'] } },
		placeholder: 'e.g. welcome_template',
		description: 'ID of a smart template in your Vambe account',
	},
	{
		displayName: 'Template',
		name: 'templateId',
		...resourceLocator('templates', {
			modes: [
				{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. welcome_template' },
			],
		}),
		required: true,
		displayOptions: { show: { '@version': [2], firstMessage: ['template'] } },
		description: 'Smart template of your Vambe account',
	},
	{
		displayName: 'Template Variable',
		name: 'templateVariable',
		type: 'string',
		default: '',
		displayOptions: { show: { firstMessage: ['template'] } },
		placeholder: 'e.g. María',
		description: 'Value for the variable of the template, if it has one',
	},
	{
		displayName: 'AI Generated',
		name: 'aiGenerated',
		type: 'boolean',
		default: false,
		displayOptions: { show: { '@version': [1], firstMessage: ['text', 'template'] } },
		description:
			'Whether to mark this message in Vambe as written by AI. This is only a label: the AI writes nothing.',
	},
	additionalFields(
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
	),
]);
