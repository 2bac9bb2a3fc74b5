import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { sendAndWaitWebhooks } from '../shared/descriptions/sendAndWait';
import { sharedMemoryCredential } from '../shared/descriptions/sharedMemory';
import { lazyMethod } from '../shared/lib/lazyMethod';
import { sharedMemoryTest } from '../shared/sharedMemory/methods';
import { chatResourceFields } from './descriptions/chat/fields';
import { chatOperations } from './descriptions/chat/operations';
import { instanceField } from './descriptions/destination';
import { groupOperations, groupResourceFields } from './descriptions/group/fields';
import { messageFields } from './descriptions/message/fields';
import { messageOperations } from './descriptions/message/operations';

export class EvolutionSend implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Evolution Send',
		name: 'evolutionSend',
		icon: { light: 'file:evolution.svg', dark: 'file:evolution.dark.svg' },
		group: ['output'],
		version: 2,
		subtitle:
			'={{ $parameter["operation"].replace(/[A-Z]/g, (letter) => " " + letter.toLowerCase()) }}',
		description: 'Sends WhatsApp messages of all kinds through your Evolution API server',
		defaults: { name: 'Evolution Send' },
		usableAsTool: true,
		sensitiveOutputFields: ['response.apikey', 'response.token'],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		webhooks: sendAndWaitWebhooks,
		credentials: [
			{ name: 'evolutionServerApi', required: true, testedBy: 'evolutionServerApiTest' },
			{ ...sharedMemoryCredential },
		],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Chat', value: 'chat' },
					{ name: 'Group', value: 'group' },
					{ name: 'Message', value: 'message' },
				],
				default: 'message',
			},
			chatOperations,
			groupOperations,
			messageOperations,
			instanceField,
			...chatResourceFields,
			...groupResourceFields,
			...messageFields,
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
			groups: lazyMethod(async () => (await import('./listSearch')).listGroups),
			instances: lazyMethod(async () => (await import('./listSearch')).listInstances),
		},
	};

	async execute(this: IExecuteFunctions) {
		const { sendOperations } = await import('./sendOperations');
		const chosen = ['resource', 'operation'].map((name) => this.getNodeParameter(name, 0));
		return await sendOperations[chosen.join('/')](this);
	}

	async webhook(this: IWebhookFunctions) {
		const { answerQuestion } = await import('../shared/sendAndWait/webhook');
		return await answerQuestion(this);
	}
}
