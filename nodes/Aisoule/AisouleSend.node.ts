import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { additionalFields, resourceLocator } from '../shared/descriptions/fieldBuilders';
import {
	defaultCountryField,
	deliveryOptions,
	recipientField,
} from '../shared/descriptions/fields';
import { linkOptions } from '../shared/descriptions/fileFields';
import {
	messageTypeField,
	variablesOnOneLine,
	windowNotice,
} from '../shared/descriptions/messageFields';
import { sendAndWaitOperation, sendAndWaitWebhooks } from '../shared/descriptions/sendAndWait';
import { sharedMemoryCredential } from '../shared/descriptions/sharedMemory';
import { lazyMethod } from '../shared/lib/lazyMethod';
import { sharedMemoryTest } from '../shared/sharedMemory/methods';
import { withoutPlusOption } from './descriptions/options';
import { questionFields, questionOptions } from './descriptions/sendAndWait';
import { sendFields } from './descriptions/send';
import { sendInteractiveFields } from './descriptions/sendInteractive';
import { sendTemplateFields } from './descriptions/sendTemplate';

export class AisouleSend implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AIsoule Send',
		name: 'aisouleSend',
		icon: { light: 'file:aisoule.svg', dark: 'file:aisoule.dark.svg' },
		group: ['output'],
		version: [1, 2],
		subtitle:
			'={{ { send: "send " + $parameter["messageType"], sendAndWait: "send and wait", sendInteractive: "send buttons or list", sendTemplate: "send template" }[$parameter["operation"]] }}',
		description: 'Sends WhatsApp texts, media, templates, buttons and lists through AIsoule',
		defaults: { name: 'AIsoule Send' },
		usableAsTool: true,
		sensitiveOutputFields: ['response.api_key'],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		webhooks: sendAndWaitWebhooks,
		credentials: [
			{ name: 'aisouleApi', required: true, testedBy: 'aisouleApiTest' },
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
						action: 'Send a message',
						description: 'Send a text, an image, a video, an audio file or a document',
					},
					{ ...sendAndWaitOperation },
					{
						name: 'Send Buttons or List',
						value: 'sendInteractive',
						action: 'Send buttons or a list',
						description: 'Send a message that the recipient can answer with a tap',
					},
					{
						name: 'Send Template',
						value: 'sendTemplate',
						action: 'Send a template',
						description: 'Send an approved template, even outside the 24-hour window',
					},
				],
				default: 'send',
			},
			recipientField,
			defaultCountryField,
			messageTypeField('Audio', 'Document', 'Image', 'Text', 'Video'),
			windowNotice('Send Template'),
			...sendFields,
			...sendTemplateFields,
			...sendInteractiveFields,
			...questionFields,
			additionalFields(
				{
					displayName: 'WhatsApp Account',
					name: 'whatsappAccount',
					...resourceLocator('accounts', {
						modes: [
							{
								displayName: 'By ID',
								name: 'id',
								type: 'string',
								placeholder: 'e.g. account_id_here',
							},
						],
					}),
					displayOptions: { show: { '@version': [2] } },
					description: 'Account to send from. If empty, the default outgoing account is used.',
				},
				{
					displayName: 'WhatsApp Account',
					name: 'whatsappAccount',
					type: 'string',
					default: '',
					displayOptions: { show: { '@version': [1] } },
					placeholder: 'e.g. account_id_here',
					description:
						'ID of the account to send from. If empty, the default outgoing account is used.',
				},
			),
			{
				...deliveryOptions(variablesOnOneLine, ...linkOptions, withoutPlusOption),
				displayOptions: { hide: { operation: ['sendAndWait'] } },
			},
			questionOptions,
		],
	};

	methods = {
		credentialTest: {
			...sharedMemoryTest,
			aisouleApiTest: lazyMethod(async () => (await import('./credentialTest')).testAisoule),
		},
		listSearch: {
			accounts: lazyMethod(async () => (await import('./listSearch')).listAccounts),
			templates: lazyMethod(async () => (await import('./listSearch')).listTemplates),
		},
	};

	async execute(this: IExecuteFunctions) {
		const { aisouleOperations } = await import('./aisouleOperations');
		return await aisouleOperations[this.getNodeParameter('operation', 0)](this);
	}

	async webhook(this: IWebhookFunctions) {
		const { answerQuestion } = await import('../shared/sendAndWait/webhook');
		return await answerQuestion(this);
	}
}
