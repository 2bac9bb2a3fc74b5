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
	recipientField,
	variablesOnOneLine,
	windowNotice,
} from '../shared/descriptions/fields';

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
			{
				displayName: 'Message Type',
				name: 'messageType',
				type: 'options',
				displayOptions: { show: { operation: ['send'] } },
				options: [
					{ name: 'Audio', value: 'audio' },
					{ name: 'Document', value: 'document' },
					{ name: 'Image', value: 'image' },
					{ name: 'Sticker', value: 'sticker' },
					{ name: 'Text', value: 'text' },
					{ name: 'Video', value: 'video' },
				],
				default: 'text',
				description: 'Type of message to send',
			},
			windowNotice('Send Template'),
			{
				displayName: 'Message Text',
				name: 'messageText',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				required: true,
				displayOptions: { show: { operation: ['send'], messageType: ['text'] } },
				placeholder: 'e.g. Hello Priya, your order is on its way.',
				description: 'Text of the message, up to 4,096 characters',
			},
			{
				displayName: 'Media From',
				name: 'mediaFrom',
				type: 'options',
				displayOptions: { show: { operation: ['send'] }, hide: { messageType: ['text'] } },
				options: [
					{ name: 'Link', value: 'link', description: 'A file at a public URL' },
					{
						name: 'Media ID',
						value: 'id',
						description: 'A file that was already uploaded to Meta',
					},
				],
				default: 'link',
				description: 'Where to get the file from',
			},
			{
				displayName: 'Media Link',
				name: 'mediaLink',
				type: 'string',
				default: '',
				required: true,
				displayOptions: {
					show: { operation: ['send'], mediaFrom: ['link'] },
					hide: { messageType: ['text'] },
				},
				placeholder: 'e.g. https://example.com/invoice.pdf',
				description: 'Public HTTPS URL of the file. WhatsApp downloads it from there.',
			},
			{
				displayName: 'Media ID',
				name: 'mediaId',
				type: 'string',
				default: '',
				required: true,
				displayOptions: {
					show: { operation: ['send'], mediaFrom: ['id'] },
					hide: { messageType: ['text'] },
				},
				placeholder: 'e.g. 1013859600285441',
				description: 'ID that Meta returned for the uploaded file',
			},
			{
				displayName: 'Caption',
				name: 'caption',
				type: 'string',
				default: '',
				displayOptions: {
					show: { operation: ['send'], messageType: ['document', 'image', 'video'] },
				},
				placeholder: 'e.g. Your invoice',
				description: 'Text below the file, up to 1,024 characters',
			},
			{
				displayName: 'File Name',
				name: 'filename',
				type: 'string',
				default: '',
				displayOptions: { show: { operation: ['send'], messageType: ['document'] } },
				placeholder: 'e.g. invoice.pdf',
				description: 'File name shown to the recipient',
			},
			{
				displayName: 'Template',
				name: 'template',
				type: 'resourceLocator',
				default: { mode: 'list', value: '' },
				required: true,
				displayOptions: { show: { operation: ['sendTemplate'] } },
				typeOptions: { loadOptionsDependsOn: ['channel.value'] },
				description: 'Approved template of this channel',
				modes: [
					{
						displayName: 'From List',
						name: 'list',
						type: 'list',
						typeOptions: { searchListMethod: 'templates', searchable: true },
					},
					{
						displayName: 'By Name',
						name: 'name',
						type: 'string',
						placeholder: 'e.g. order_confirmation|en_US',
						hint: 'Name and language, separated by |',
					},
				],
			},
			{
				displayName: 'Variables',
				name: 'variablesAs',
				type: 'options',
				displayOptions: { show: { operation: ['sendTemplate'] } },
				options: [
					{ name: 'Using Fields Below', value: 'fields' },
					{ name: 'Using JSON', value: 'json' },
				],
				default: 'fields',
				description: 'How to fill in the variables of the template',
			},
			{
				displayName: 'Template Variables',
				name: 'templateVariables',
				type: 'resourceMapper',
				default: { mappingMode: 'defineBelow', value: null },
				noDataExpression: true,
				displayOptions: { show: { operation: ['sendTemplate'], variablesAs: ['fields'] } },
				typeOptions: {
					loadOptionsDependsOn: ['channel.value', 'template.value'],
					resourceMapper: {
						resourceMapperMethod: 'templateVariables',
						mode: 'add',
						valuesLabel: 'Template Variables',
						fieldWords: { singular: 'variable', plural: 'variables' },
						addAllFields: true,
						supportAutoMap: false,
						multiKeyMatch: false,
						refreshStaleSchemaOnOpen: true,
					},
				},
				description:
					'Variables of the chosen template, each shown with the words around it. Every variable needs a value.',
			},
			{
				displayName: 'Components (JSON)',
				name: 'componentsJson',
				type: 'json',
				default: '[]',
				displayOptions: { show: { operation: ['sendTemplate'], variablesAs: ['json'] } },
				description:
					'The components of the template message in the form of the WhatsApp Cloud API, such as [{"type": "body", "parameters": [{"type": "text", "text": "ORD-12345"}]}]',
			},
			{
				displayName: 'Additional Fields',
				name: 'additionalFields',
				type: 'collection',
				placeholder: 'Add field',
				default: {},
				options: [
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
				],
			},
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
		const { deliver } = await import('../shared/delivery/deliver');
		const { sendMessage } = await import('./sendMessage');
		return await deliver(this, sendMessage);
	}
}
