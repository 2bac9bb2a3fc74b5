import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { additionalFields, resourceLocator } from '../shared/descriptions/fieldBuilders';
import {
	defaultCountryField,
	deliveryOptions,
	recipientField,
} from '../shared/descriptions/fields';
import {
	messageTypeField,
	variablesOnOneLine,
	windowNotice,
} from '../shared/descriptions/messageFields';
import { lazyMethod } from '../shared/lib/lazyMethod';
import { sendFields } from './descriptions/send';
import { sendTemplateFields } from './descriptions/sendTemplate';

export class VobizSend implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vobiz Send',
		name: 'vobizSend',
		icon: { light: 'file:vobiz.svg', dark: 'file:vobiz.dark.svg' },
		group: ['output'],
		version: [1, 2],
		subtitle:
			'={{ $parameter["operation"] === "sendTemplate" ? "send template" : "send " + $parameter["messageType"] }}',
		description: 'Sends WhatsApp texts, media and templates through Vobiz',
		defaults: { name: 'Vobiz Send' },
		usableAsTool: true,
		sensitiveOutputFields: ['response.auth_token'],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'vobizMessagingApi', required: true, testedBy: 'vobizMessagingApiTest' }],
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
						description: 'Send a text, an image, a video, an audio file, a document or a sticker',
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
			messageTypeField('Audio', 'Document', 'Image', 'Sticker', 'Text', 'Video'),
			windowNotice('Send Template'),
			...sendFields,
			...sendTemplateFields,
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
			deliveryOptions(variablesOnOneLine),
		],
	};

	methods = {
		credentialTest: {
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
		const { deliver } = await import('../shared/delivery/deliver');
		const { sendMessage } = await import('./sendMessage');
		return await deliver(this, sendMessage);
	}
}
