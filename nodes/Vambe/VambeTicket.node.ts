import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { updateDisplayOptions } from '../shared/descriptions/fieldBuilders';
import {
	dataOptions,
	defaultCountryField,
	deliveryOptions,
	recipientField,
} from '../shared/descriptions/fields';
import { sharedMemoryCredential } from '../shared/descriptions/sharedMemory';
import { lazyMethod } from '../shared/lib/lazyMethod';
import { sharedMemoryTest } from '../shared/sharedMemory/methods';
import { existingTicketFields } from './descriptions/existingTicket';
import { channelField, stageField } from './descriptions/fields';
import { channelTypeField, openFields } from './descriptions/open';

export class VambeTicket implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vambe Ticket',
		name: 'vambeTicket',
		icon: { light: 'file:vambe.svg', dark: 'file:vambe.dark.svg' },
		group: ['output'],
		version: [1, 2],
		subtitle:
			'={{ { close: "close ticket", get: "get ticket", open: "open ticket", updateAmount: "update amount", updateMetadata: "update metadata" }[$parameter["operation"]] }}',
		description:
			'Opens WhatsApp tickets in Vambe, with or without a first message, and reads, updates and closes them',
		defaults: { name: 'Vambe Ticket' },
		usableAsTool: true,
		sensitiveOutputFields: ['response.api_key'],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'vambeApi', required: true, testedBy: 'vambeApiTest' },
			{ ...sharedMemoryCredential },
		],
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
						name: 'Update Amount',
						value: 'updateAmount',
						action: 'Update the amount of a ticket',
						description: 'Update the monetary value of a ticket, such as the value of a deal',
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
			...updateDisplayOptions({ show: { operation: ['open'] } }, [
				channelTypeField,
				{
					...channelField,
					typeOptions: { loadOptionsDependsOn: ['channelType'] },
					description: 'WhatsApp number to send from. It must be of the chosen Channel Type.',
				},
				stageField,
				recipientField,
				defaultCountryField,
			]),
			...existingTicketFields,
			...openFields,
			{ ...deliveryOptions(), displayOptions: { show: { operation: ['open'] } } },
			{ ...dataOptions(), displayOptions: { hide: { operation: ['open'] } } },
		],
	};

	methods = {
		credentialTest: {
			...sharedMemoryTest,
			vambeApiTest: lazyMethod(async () => (await import('./credentialTest')).testVambe),
		},
		listSearch: {
			channels: lazyMethod(async () => (await import('./listSearch')).listChannels),
			stages: lazyMethod(async () => (await import('./listSearch')).listStages),
			templates: lazyMethod(async () => (await import('./listSearch')).listTemplates),
		},
	};

	async execute(this: IExecuteFunctions) {
		const { ticketOperations } = await import('./ticketOperations');
		return await ticketOperations[this.getNodeParameter('operation', 0)](this);
	}
}
