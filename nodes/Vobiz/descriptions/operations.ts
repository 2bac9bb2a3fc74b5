import type { INodeProperties } from 'n8n-workflow';
import { sendAndWaitOperation } from '../../shared/descriptions/sendAndWait';

/** The two resources, and what can be done with each. */
export const operationFields: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Contact', value: 'contact' },
			{ name: 'Message', value: 'message' },
		],
		default: 'message',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['message'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get a message',
				description: 'Get the status of a message that was sent, and its ID at WhatsApp',
			},
			{
				name: 'Send',
				value: 'send',
				action: 'Send a message',
				description: 'Send a text, an image, a video, an audio file, a document or a sticker',
			},
			{ ...sendAndWaitOperation },
			{
				name: 'Send Template',
				value: 'sendTemplate',
				action: 'Send a template',
				description: 'Send an approved template, even outside the 24-hour window',
			},
		],
		default: 'send',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['contact'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create a contact',
				description: 'Create a contact for a phone number',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many contacts',
				description: 'Find contacts by name, phone number or tag',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update a contact',
				description: 'Update the name, the tags or the attributes of a contact',
			},
		],
		default: 'getAll',
	},
];
