import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { resourceLocator } from '../shared/descriptions/fieldBuilders';
import {
	defaultCountryField,
	deliveryOptions,
	recipientField,
} from '../shared/descriptions/fields';
import { sharedMemoryCredential } from '../shared/descriptions/sharedMemory';
import { lazyMethod } from '../shared/lib/lazyMethod';
import { sharedMemoryTest } from '../shared/sharedMemory/methods';
import { sendFields } from './descriptions/send';

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
				...resourceLocator('instances', {
					modes: [
						{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. sales' },
					],
				}),
				required: true,
				description: 'Instance of the Evolution server to send from',
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
			...sendFields,
			deliveryOptions(),
		],
	};

	methods = {
		credentialTest: {
			...sharedMemoryTest,
			evolutionServerApiTest: lazyMethod(
				async () => (await import('./credentialTest')).testEvolution,
			),
		},
		listSearch: {
			instances: lazyMethod(async () => (await import('./listSearch')).listInstances),
		},
	};

	async execute(this: IExecuteFunctions) {
		const { deliver } = await import('../shared/delivery/deliver');
		const { notToGroups } = await import('./message/notToGroups');
		const { sendContact } = await import('./sendContact');
		return await deliver(this, notToGroups(sendContact));
	}
}
