import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeProperties,
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

/** What a map in the header of a template shows beside its place. */
const locationFields: INodeProperties[] = [
	{
		displayName: 'Location Name',
		name: 'locationName',
		type: 'string',
		default: '',
		displayOptions: { show: { kind: ['location'] } },
		placeholder: 'e.g. Providencia store',
		description: 'Name of the place on the map',
	},
	{
		displayName: 'Address',
		name: 'address',
		type: 'string',
		default: '',
		displayOptions: { show: { kind: ['location'] } },
		placeholder: 'e.g. Av. Providencia 1234, Santiago',
		description: 'Address of the place on the map',
	},
];

export class AisouleSend implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AIsoule Send',
		name: 'aisouleSend',
		icon: { light: 'file:aisoule.svg', dark: 'file:aisoule.dark.svg' },
		group: ['output'],
		version: [1, 2],
		subtitle:
			'={{ { send: "send " + $parameter["messageType"], sendInteractive: "send buttons or list", sendTemplate: "send template" }[$parameter["operation"]] }}',
		description: 'Sends WhatsApp texts, media, templates, buttons and lists through AIsoule',
		defaults: { name: 'AIsoule Send' },
		usableAsTool: true,
		sensitiveOutputFields: ['response.api_key'],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'aisouleApi', required: true, testedBy: 'aisouleApiTest' }],
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
			{
				displayName: 'Message Type',
				name: 'messageType',
				type: 'options',
				displayOptions: { show: { operation: ['send'] } },
				options: [
					{ name: 'Audio', value: 'audio' },
					{ name: 'Document', value: 'document' },
					{ name: 'Image', value: 'image' },
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
				placeholder: 'e.g. Hello! Your order has been shipped.',
				description: 'Text of the message, up to 4,096 characters',
			},
			{
				displayName: 'Media Link',
				name: 'mediaLink',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: { operation: ['send'] }, hide: { messageType: ['text'] } },
				placeholder: 'e.g. https://example.com/product.jpg',
				description: 'Public URL of the file. WhatsApp downloads it from there.',
			},
			{
				displayName: 'Caption',
				name: 'caption',
				type: 'string',
				default: '',
				displayOptions: {
					show: { operation: ['send'], messageType: ['document', 'image', 'video'] },
				},
				placeholder: 'e.g. Check out our new product!',
				description: 'Text below the file, up to 1,024 characters',
			},
			{
				displayName: 'File Name',
				name: 'filename',
				type: 'string',
				default: '',
				displayOptions: { show: { operation: ['send'], messageType: ['document'] } },
				placeholder: 'e.g. invoice.pdf',
				description: 'File name shown to the recipient. AIsoule does not document it for this API.',
			},
			{
				displayName: 'Template Name',
				name: 'templateName',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: { '@version': [1], operation: ['sendTemplate'] } },
				placeholder: 'e.g. order_confirmation',
				description: 'Name of an approved template, exactly as in AIsoule',
			},
			{
				displayName: 'Template',
				name: 'templateName',
				type: 'resourceLocator',
				default: { mode: 'list', value: '' },
				required: true,
				displayOptions: { show: { '@version': [2], operation: ['sendTemplate'] } },
				description: 'Approved template of your AIsoule account',
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
						placeholder: 'e.g. order_confirmation',
					},
				],
			},
			{
				displayName: 'Language',
				name: 'language',
				type: 'string',
				default: 'en',
				required: true,
				displayOptions: { show: { '@version': [1], operation: ['sendTemplate'] } },
				placeholder: 'e.g. en',
				description: 'Language code of the template, such as en, es or pt_BR',
			},
			{
				displayName: 'Language',
				name: 'language',
				type: 'string',
				default: 'en',
				required: true,
				displayOptions: {
					show: { '@version': [2], operation: ['sendTemplate'] },
					// One picked from the list brings its language; an expression may contain a | itself.
					hide: { templateName: [{ _cnd: { regex: '^[^=].*\\|' } }] },
				},
				placeholder: 'e.g. en',
				description: 'Language code of the template, such as en, es or pt_BR',
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
				type: 'fixedCollection',
				typeOptions: { multipleValues: true, sortable: true },
				placeholder: 'Add variable',
				default: {},
				displayOptions: { show: { operation: ['sendTemplate'], variablesAs: ['fields'] } },
				description:
					'Values for the variables of the template. Add those of the body in the order of their numbers.',
				options: [
					{
						displayName: 'Body',
						name: 'body',
						values: [
							{
								displayName: 'Value',
								name: 'value',
								type: 'string',
								default: '',
								placeholder: 'e.g. ORD-789',
								description:
									'Value of the next variable in the body. The first entry is for variable 1.',
							},
							{
								displayName: 'Variable Name',
								name: 'name',
								type: 'string',
								default: '',
								placeholder: 'e.g. customer_name',
								description: 'Only for templates whose variables have names instead of numbers',
							},
						],
					},
					{
						displayName: 'Button',
						name: 'button',
						values: [
							{
								displayName: 'Button Number',
								name: 'number',
								type: 'number',
								typeOptions: { minValue: 1, maxValue: 10 },
								default: 1,
								description: 'Position of the button in the template, starting at 1',
							},
							{
								displayName: 'Kind',
								name: 'kind',
								type: 'options',
								options: [
									{ name: 'Copy Code', value: 'copy_code' },
									{ name: 'One-Time Code', value: 'one_time_code' },
									{ name: 'Quick Reply', value: 'quick_reply' },
									{ name: 'URL', value: 'url' },
								],
								default: 'url',
								description: 'What the button does',
							},
							{
								displayName: 'Value',
								name: 'value',
								type: 'string',
								default: '',
								placeholder: 'e.g. ORD-789',
								description: 'End of the URL, code to copy, or payload of the quick reply',
							},
						],
					},
					{
						displayName: 'Header',
						name: 'header',
						values: [
							{
								displayName: 'Kind',
								name: 'kind',
								type: 'options',
								options: [
									{ name: 'Document', value: 'document' },
									{ name: 'Image', value: 'image' },
									{ name: 'Location', value: 'location' },
									{ name: 'Text', value: 'text' },
									{ name: 'Video', value: 'video' },
								],
								default: 'text',
								description: 'Type of header the template has',
							},
							{
								displayName: 'Value',
								name: 'value',
								type: 'string',
								default: '',
								placeholder: 'e.g. https://example.com/banner.jpg',
								description:
									'Text of the header, public URL of the file, or latitude and longitude such as -33.4489, -70.6693',
							},
							{
								displayName: 'File Name',
								name: 'filename',
								type: 'string',
								default: '',
								displayOptions: { show: { kind: ['document'] } },
								placeholder: 'e.g. invoice.pdf',
								description: 'File name shown to the recipient',
							},
							...locationFields,
						],
					},
				],
			},
			{
				displayName: 'Components (JSON)',
				name: 'componentsJson',
				type: 'json',
				default: '[]',
				displayOptions: { show: { operation: ['sendTemplate'], variablesAs: ['json'] } },
				description:
					'The components of the template message in the form of the WhatsApp Cloud API, such as [{"type": "body", "parameters": [{"type": "text", "text": "John"}]}]',
			},
			{
				displayName: 'Kind',
				name: 'interactiveType',
				type: 'options',
				displayOptions: { show: { operation: ['sendInteractive'] } },
				options: [
					{ name: 'Buttons', value: 'button', description: 'One to three buttons' },
					{ name: 'List', value: 'list', description: 'One to ten rows, opened by a button' },
					{ name: 'Using JSON', value: 'json', description: 'The whole message as a JSON object' },
				],
				default: 'button',
				description: 'What the recipient can tap',
			},
			{
				displayName: 'Body',
				name: 'bodyText',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				required: true,
				displayOptions: {
					show: { operation: ['sendInteractive'], interactiveType: ['button', 'list'] },
				},
				placeholder: 'e.g. How can we help?',
				description: 'Text of the message, up to 1,024 characters with buttons, 4,096 with a list',
			},
			{
				displayName: 'Buttons',
				name: 'buttons',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true, sortable: true },
				placeholder: 'Add button',
				default: {},
				displayOptions: { show: { operation: ['sendInteractive'], interactiveType: ['button'] } },
				description: 'One to three buttons',
				options: [
					{
						displayName: 'Button',
						name: 'button',
						values: [
							{
								displayName: 'Title',
								name: 'title',
								type: 'string',
								default: '',
								placeholder: 'e.g. Sales',
								description: 'Label of the button, up to 20 characters',
							},
							{
								displayName: 'ID',
								name: 'id',
								type: 'string',
								default: '',
								placeholder: 'e.g. sales',
								description: 'ID that your workflow receives when the button is tapped',
							},
						],
					},
				],
			},
			{
				displayName: 'List Button',
				name: 'listButton',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: { operation: ['sendInteractive'], interactiveType: ['list'] } },
				placeholder: 'e.g. Choose',
				description: 'Label of the button that opens the list, up to 20 characters',
			},
			{
				displayName: 'Sections',
				name: 'sections',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true, sortable: true },
				placeholder: 'Add section',
				default: {},
				displayOptions: { show: { operation: ['sendInteractive'], interactiveType: ['list'] } },
				description: 'Rows of the list, in one or more sections. Maximum ten rows in total.',
				options: [
					{
						displayName: 'Section',
						name: 'section',
						values: [
							{
								displayName: 'Title',
								name: 'title',
								type: 'string',
								default: '',
								placeholder: 'e.g. Delivery',
								description:
									'Heading of the section, up to 24 characters. Required with more than one section.',
							},
							{
								displayName: 'Rows',
								name: 'rows',
								type: 'fixedCollection',
								typeOptions: { multipleValues: true, sortable: true },
								placeholder: 'Add row',
								default: {},
								options: [
									{
										displayName: 'Row',
										name: 'row',
										values: [
											{
												displayName: 'Title',
												name: 'title',
												type: 'string',
												default: '',
												placeholder: 'e.g. Tomorrow morning',
												description: 'Label of the row, up to 24 characters',
											},
											{
												displayName: 'ID',
												name: 'id',
												type: 'string',
												default: '',
												placeholder: 'e.g. morning',
												description: 'ID that your workflow receives when the row is tapped',
											},
											{
												displayName: 'Description',
												name: 'description',
												type: 'string',
												default: '',
												placeholder: 'e.g. Between 9 and 12',
												description: 'Second line of the row, up to 72 characters',
											},
										],
									},
								],
							},
						],
					},
				],
			},
			{
				displayName: 'Header and Footer',
				name: 'interactiveFields',
				type: 'collection',
				placeholder: 'Add field',
				default: {},
				displayOptions: {
					show: { operation: ['sendInteractive'], interactiveType: ['button', 'list'] },
				},
				options: [
					{
						displayName: 'Footer',
						name: 'footer',
						type: 'string',
						default: '',
						description: 'Small text below the message, up to 60 characters',
					},
					{
						displayName: 'Header Link',
						name: 'headerLink',
						type: 'string',
						default: '',
						placeholder: 'e.g. https://example.com/banner.jpg',
						description:
							'Public URL of the image, video or document in the header. Ignored if Header Type is Text.',
					},
					{
						displayName: 'Header Text',
						name: 'headerText',
						type: 'string',
						default: '',
						description: 'Header text, up to 60 characters. Ignored if Header Type is not Text.',
					},
					{
						displayName: 'Header Type',
						name: 'headerType',
						type: 'options',
						options: [
							{ name: 'Document', value: 'document' },
							{ name: 'Image', value: 'image' },
							{ name: 'Text', value: 'text' },
							{ name: 'Video', value: 'video' },
						],
						default: 'text',
						description: 'Type of header above the message. A list only supports Text.',
					},
				],
			},
			{
				displayName: 'Interactive (JSON)',
				name: 'interactiveJson',
				type: 'json',
				default:
					'{\n  "type": "button",\n  "body": { "text": "How can we help?" },\n  "action": {\n    "buttons": [{ "type": "reply", "reply": { "id": "sales", "title": "Sales" } }]\n  }\n}',
				displayOptions: { show: { operation: ['sendInteractive'], interactiveType: ['json'] } },
				description: 'The interactive object in the form of the WhatsApp Cloud API',
			},
			{
				displayName: 'Additional Fields',
				name: 'additionalFields',
				type: 'collection',
				placeholder: 'Add field',
				default: {},
				options: [
					{
						displayName: 'WhatsApp Account',
						name: 'whatsappAccount',
						type: 'resourceLocator',
						default: { mode: 'list', value: '' },
						displayOptions: { show: { '@version': [2] } },
						description: 'Account to send from. If empty, the default outgoing account is used.',
						modes: [
							{
								displayName: 'From List',
								name: 'list',
								type: 'list',
								typeOptions: { searchListMethod: 'accounts', searchable: true },
							},
							{
								displayName: 'By ID',
								name: 'id',
								type: 'string',
								placeholder: 'e.g. account_id_here',
							},
						],
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
				],
			},
			deliveryOptions(variablesOnOneLine, {
				displayName: 'Number Without +',
				name: 'withoutPlus',
				type: 'boolean',
				default: false,
				description:
					"Whether to send the number as digits only. AIsoule's examples have a +, one of its tips says digits only.",
			}),
		],
	};

	methods = {
		credentialTest: {
			async aisouleApiTest(this: ICredentialTestFunctions, credential: ICredentialsDecrypted) {
				const { testAisoule } = await import('./connectionTest');
				return await testAisoule(this, credential);
			},
		},
		listSearch: {
			async accounts(this: ILoadOptionsFunctions, filter?: string) {
				const { listAccounts } = await import('./lists');
				return await listAccounts(this, filter);
			},
			async templates(this: ILoadOptionsFunctions, filter?: string) {
				const { listTemplates } = await import('./lists');
				return await listTemplates(this, filter);
			},
		},
	};

	async execute(this: IExecuteFunctions) {
		const { deliver } = await import('../shared/delivery/deliver');
		const { sendMessage } = await import('./sendMessage');
		return await deliver(this, sendMessage);
	}
}
