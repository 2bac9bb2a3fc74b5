import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
} from 'n8n-workflow';
import {
	additionalFields,
	resourceLocator,
	updateDisplayOptions,
} from '../shared/descriptions/fieldBuilders';
import {
	dataOptions,
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
import { sendAndWaitWebhooks } from '../shared/descriptions/sendAndWait';
import { sharedMemoryCredential } from '../shared/descriptions/sharedMemory';
import { lazyMethod } from '../shared/lib/lazyMethod';
import { sharedMemoryTest } from '../shared/sharedMemory/methods';
import { contactFields } from './descriptions/contact';
import { getFields } from './descriptions/get';
import { ifWindowClosedFields, variablesInstead } from './descriptions/ifWindowClosed';
import { operationFields } from './descriptions/operations';
import { questionFields, questionOptions } from './descriptions/sendAndWait';
import { sendFields } from './descriptions/send';
import { sendTemplateFields } from './descriptions/sendTemplate';

/** What only messages that are sent have. */
const sending = { show: { operation: ['send', 'sendAndWait', 'sendTemplate'] } };

export class VobizSend implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vobiz Send',
		name: 'vobizSend',
		icon: { light: 'file:vobiz.svg', dark: 'file:vobiz.dark.svg' },
		group: ['output'],
		version: [1, 2],
		subtitle:
			'={{ { create: "create contact", get: "get message", getAll: "get contacts", send: "send " + $parameter["messageType"], sendAndWait: "send and wait", sendTemplate: "send template", update: "update contact" }[$parameter["operation"]] }}',
		description:
			'Sends WhatsApp texts, media and templates through Vobiz, reads what became of them, and keeps contacts',
		defaults: { name: 'Vobiz Send' },
		usableAsTool: true,
		sensitiveOutputFields: ['response.auth_token'],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		webhooks: sendAndWaitWebhooks,
		credentials: [
			{ name: 'vobizMessagingApi', required: true, testedBy: 'vobizMessagingApiTest' },
			{ ...sharedMemoryCredential },
		],
		properties: [
			...operationFields,
			...updateDisplayOptions(sending, [
				{
					displayName: 'Channel',
					name: 'channel',
					...resourceLocator('channels', {
						modes: [
							{
								displayName: 'By ID',
								name: 'id',
								type: 'string',
								placeholder: 'e.g. 0a8f3feb-9598-47f2-8a6c-df1aeb306ae1',
							},
						],
					}),
					required: true,
					description: 'WhatsApp number to send from',
				},
				recipientField,
				defaultCountryField,
			]),
			messageTypeField('Audio', 'Document', 'Image', 'Sticker', 'Text', 'Video'),
			...updateDisplayOptions({ show: { operation: ['send'] } }, [windowNotice('Send Template')]),
			...sendFields,
			...ifWindowClosedFields({ operation: ['send'] }),
			...sendTemplateFields,
			...getFields,
			...contactFields,
			...questionFields,
			...updateDisplayOptions(sending, [
				additionalFields(
					{
						displayName: 'Category',
						name: 'category',
						type: 'options',
						displayOptions: { show: { '/operation': ['sendTemplate'] } },
						options: [
							{ name: 'Authentication', value: 'AUTHENTICATION' },
							{ name: 'Marketing', value: 'MARKETING' },
							{ name: 'Utility', value: 'UTILITY' },
						],
						default: 'UTILITY',
						description: 'Category of the template. Vobiz accepts it but does not require it.',
					},
					{
						displayName: 'WABA ID',
						name: 'wabaId',
						type: 'string',
						default: '',
						placeholder: 'e.g. 123456789012345',
						description:
							'ID of the WhatsApp Business Account of the channel. If empty, it is looked up once per execution.',
					},
				),
			]),
			...updateDisplayOptions({ show: { operation: ['send', 'sendTemplate'] } }, [
				deliveryOptions(variablesOnOneLine, variablesInstead, ...linkOptions),
			]),
			questionOptions,
			...updateDisplayOptions({ hide: sending.show }, [dataOptions()]),
		],
	};

	methods = {
		credentialTest: {
			...sharedMemoryTest,
			vobizMessagingApiTest: lazyMethod(async () => (await import('./credentialTest')).testVobiz),
		},
		listSearch: {
			channels: lazyMethod(async () => (await import('./listSearch')).listChannels),
			templates: lazyMethod(async () => (await import('./listSearch')).listTemplates),
		},
		resourceMapping: {
			templateVariables: lazyMethod(
				async () => (await import('./listSearch')).listTemplateVariables,
			),
		},
	};

	async execute(this: IExecuteFunctions) {
		const { vobizOperations } = await import('./vobizOperations');
		return await vobizOperations[this.getNodeParameter('operation', 0)](this);
	}

	async webhook(this: IWebhookFunctions) {
		const { answerQuestion } = await import('../shared/sendAndWait/webhook');
		return await answerQuestion(this);
	}
}
