import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { additionalFields } from '../shared/descriptions/fieldBuilders';
import {
	defaultCountryField,
	deliveryOptions,
	metadataField,
	recipientField,
} from '../shared/descriptions/fields';
import { messageTextField } from '../shared/descriptions/messageFields';
import { sendAndWaitOperation, sendAndWaitWebhooks } from '../shared/descriptions/sendAndWait';
import { sharedMemoryCredential } from '../shared/descriptions/sharedMemory';
import { lazyMethod } from '../shared/lib/lazyMethod';
import { sharedMemoryTest } from '../shared/sharedMemory/methods';
import { channelField, stageField } from './descriptions/fields';
import { qrQuestionOptions, questionFields } from './descriptions/sendAndWait';

export class VambeQrMessage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vambe QR Message',
		name: 'vambeQrMessage',
		icon: { light: 'file:vambe.svg', dark: 'file:vambe.dark.svg' },
		group: ['output'],
		version: [1, 2],
		subtitle:
			'={{ { send: "send message", sendAndWait: "send and wait" }[$parameter["operation"]] }}',
		description:
			'Sends a WhatsApp text that you write through a number connected to Vambe by QR code',
		defaults: { name: 'Vambe QR Message' },
		usableAsTool: true,
		sensitiveOutputFields: ['response.api_key'],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		webhooks: sendAndWaitWebhooks,
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
						name: 'Send',
						value: 'send',
						action: 'Send a QR message',
						description: 'Send a text exactly as you write it',
					},
					{ ...sendAndWaitOperation },
				],
				default: 'send',
			},
			channelField,
			stageField,
			recipientField,
			defaultCountryField,
			{
				displayName: 'Contact Name',
				name: 'contactName',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: { '@version': [1] } },
				placeholder: 'e.g. María Rodríguez',
				description:
					'Full name of the contact. If an expression returns nothing, the phone number is used.',
			},
			{
				displayName: 'Contact Name',
				name: 'contactName',
				type: 'string',
				default: '',
				displayOptions: { show: { '@version': [2] } },
				placeholder: 'e.g. María Rodríguez',
				description: 'Full name of the contact. If empty, the phone number is used.',
			},
			{
				...messageTextField,
				displayOptions: { hide: { operation: ['sendAndWait'] } },
				placeholder: 'e.g. Hola María, tu pedido va en camino.',
			},
			...questionFields,
			additionalFields(
				metadataField(
					'Metadata',
					'metadata',
					'Data about the person or the case, such as a source or an order',
					'source',
				),
			),
			{ ...deliveryOptions(), displayOptions: { hide: { operation: ['sendAndWait'] } } },
			qrQuestionOptions,
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
		},
	};

	async execute(this: IExecuteFunctions) {
		const { qrMessageOperations } = await import('./qrMessageOperations');
		return await qrMessageOperations[this.getNodeParameter('operation', 0)](this);
	}

	async webhook(this: IWebhookFunctions) {
		const { answerQuestion } = await import('../shared/sendAndWait/webhook');
		return await answerQuestion(this);
	}
}
