import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import {
	defaultCountryField,
	deliveryOptions,
	messageTypeField,
	recipientField,
	variablesOnOneLine,
	windowNotice,
} from '../shared/fields';
import { additionalFields } from './descriptions/additionalFields';
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
				type: 'resourceLocator',
				default: { mode: 'list', value: '' },
				required: true,
				description: 'WhatsApp number to send from',
				modes: [
					{
						displayName: 'From List',
						name: 'list',
						type: 'list',
						typeOptions: { searchListMethod: 'channels', searchable: true },
					},
					{
						displayName: 'By ID',
						name: 'id',
						type: 'string',
						placeholder: 'e.g. 0a8f3feb-9598-47f2-8a6c-df1aeb306ae1',
					},
				],
			},
			recipientField,
			defaultCountryField,
			messageTypeField('Audio', 'Document', 'Image', 'Sticker', 'Text', 'Video'),
			windowNotice('Send Template'),
			...sendFields,
			...sendTemplateFields,
			additionalFields,
			deliveryOptions(variablesOnOneLine),
		],
	};

	methods = {
		credentialTest: {
			async vobizMessagingApiTest(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			) {
				const { testVobiz } = await import('./connectionTest');
				return await testVobiz(this, credential);
			},
		},
		listSearch: {
			async channels(this: ILoadOptionsFunctions, filter?: string) {
				const { listChannels } = await import('./lists');
				return await listChannels(this, filter);
			},
			async templates(this: ILoadOptionsFunctions, filter?: string) {
				const { listTemplates } = await import('./lists');
				return await listTemplates(this, filter);
			},
		},
		resourceMapping: {
			async templateVariables(this: ILoadOptionsFunctions) {
				const { listTemplateVariables } = await import('./lists');
				return await listTemplateVariables(this);
			},
		},
	};

	async execute(this: IExecuteFunctions) {
		const { deliver } = await import('../shared/delivery');
		const { sendMessage } = await import('./sendMessage');
		return await deliver(this, sendMessage);
	}
}
