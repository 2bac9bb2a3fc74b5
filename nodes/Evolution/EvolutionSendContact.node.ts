import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { defaultCountryField, deliveryOptions, recipientField } from '../shared/fields';
import { additionalFields } from './descriptions/additionalFields';
import { contactsField } from './descriptions/contacts';

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
			...additionalFields,
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
		const { deliver } = await import('../shared/delivery');
		const { sendContact } = await import('./sendContact');
		return await deliver(this, sendContact);
	}
}
