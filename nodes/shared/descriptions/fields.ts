import type {
	IDisplayOptions,
	INodeProperties,
	INodePropertyMode,
	INodePropertyOptions,
} from 'n8n-workflow';
import { countries } from '../lib/countries';

/** Whom the message goes to. */
export const recipientField: INodeProperties = {
	displayName: 'Recipient Phone Number',
	name: 'recipient',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. +56912345678',
	description:
		'WhatsApp number of the recipient, with + and country code, or as written in the Default Country. Spaces, dashes and 00 instead of + are fine.',
};

/** How numbers without a country code are read; beside each field for a number. */
export const defaultCountryField: INodeProperties = {
	displayName: 'Default Country',
	name: 'defaultCountry',
	type: 'options',
	default: 'fromCredential',
	options: [
		{
			name: 'From Credential',
			value: 'fromCredential',
			description: 'The Default Country of the credential',
		},
		{ name: 'None (Numbers Have Their Country Code)', value: 'none' },
		...countries,
	],
	description:
		'Country of phone numbers written without + and country code. A number that could also be a mobile abroad is refused, never guessed.',
};

/** The same in a credential, for all nodes that use it. */
export const credentialCountryField: INodeProperties = {
	displayName: 'Default Country',
	name: 'defaultCountry',
	type: 'options',
	default: '',
	options: [{ name: 'None (Numbers Have Their Country Code)', value: '' }, ...countries],
	description:
		'Country of phone numbers written without + and country code, for all nodes that use this credential. A node can set another one.',
};

/** Adds a condition to fields, as the function of this name in n8n's own nodes does. */
export const updateDisplayOptions = (
	{ show, hide }: IDisplayOptions,
	fields: INodeProperties[],
): INodeProperties[] =>
	fields.map(({ displayOptions: own, ...field }) => ({
		...field,
		displayOptions: {
			...((show ?? own?.show) && { show: { ...show, ...own?.show } }),
			...((hide ?? own?.hide) && { hide: { ...hide, ...own?.hide } }),
		},
	}));

/** Options whose value is their name in small letters: Quick Reply is stored as quick_reply. */
export const choices = (...names: string[]): INodePropertyOptions[] =>
	names.map((name) => ({ name, value: name.toLowerCase().replace(/\W/g, '_') }));

/**
 * What is picked from a list of the provider, or typed.
 * @param typed the ways to type it
 */
export const resourceLocator = (
	searchListMethod: string,
	typed: { modes: INodePropertyMode[] },
): Pick<INodeProperties, 'type' | 'default' | 'modes'> => ({
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod, searchable: true },
		},
		...typed.modes,
	],
});

export const messageTextField: INodeProperties = {
	displayName: 'Message Text',
	name: 'messageText',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	description: 'Text of the message',
};

/** What can be sent besides templates. */
export const messageTypeField = (...types: string[]): INodeProperties => ({
	displayName: 'Message Type',
	name: 'messageType',
	type: 'options',
	displayOptions: { show: { operation: ['send'] } },
	options: choices(...types),
	default: 'text',
	description: 'Type of message to send',
});

/**
 * The fields of these messages.
 * @param media where the file comes from, as this provider takes it
 */
export const freeFormFields = ({
	textExample,
	captionExample,
	fileNameDescription = 'File name shown to the recipient',
	media,
}: {
	textExample: string;
	captionExample: string;
	fileNameDescription?: string;
	media: INodeProperties[];
}): INodeProperties[] =>
	updateDisplayOptions({ show: { operation: ['send'] } }, [
		{
			...messageTextField,
			displayOptions: { show: { messageType: ['text'] } },
			placeholder: `e.g. ${textExample}`,
			description: 'Text of the message, up to 4,096 characters',
		},
		...updateDisplayOptions({ hide: { messageType: ['text'] } }, media),
		{
			displayName: 'Caption',
			name: 'caption',
			type: 'string',
			default: '',
			displayOptions: { show: { messageType: ['document', 'image', 'video'] } },
			placeholder: `e.g. ${captionExample}`,
			description: 'Text below the file, up to 1,024 characters',
		},
		{
			displayName: 'File Name',
			name: 'filename',
			type: 'string',
			default: '',
			displayOptions: { show: { messageType: ['document'] } },
			placeholder: 'e.g. invoice.pdf',
			description: fileNameDescription,
		},
	]);

/**
 * The variables of a template: by the fields of this provider, or as JSON.
 * @param example the text of a variable in JSON
 */
export const variablesFields = (
	templateVariables: INodeProperties,
	example: string,
): INodeProperties[] => [
	{
		displayName: 'Variables',
		name: 'variablesAs',
		type: 'options',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'fields',
		description: 'How to fill in the variables of the template',
	},
	...updateDisplayOptions({ show: { variablesAs: ['fields'] } }, [templateVariables]),
	{
		displayName: 'Components (JSON)',
		name: 'componentsJson',
		type: 'json',
		default: '[]',
		displayOptions: { show: { variablesAs: ['json'] } },
		description: `The components of the template message in the form of the WhatsApp Cloud API, such as [{"type": "body", "parameters": [{"type": "text", "text": "${example}"}]}]`,
	},
];

/**
 * The rule that most failed messages fail by.
 * @param template the operation that sends templates
 */
export const windowNotice = (template: string): INodeProperties => ({
	displayName: `This reaches only people who wrote to you within the last 24 hours. For a first message, or after that time, use "${template}".`,
	name: 'windowNotice',
	type: 'notice',
	default: '',
	displayOptions: { hide: { operation: ['sendTemplate'] } },
});

/** For nodes that send templates. */
export const variablesOnOneLine: INodeProperties = {
	displayName: 'Put Variables on One Line',
	name: 'variablesOnOneLine',
	type: 'boolean',
	default: false,
	displayOptions: { show: { '/operation': ['sendTemplate'], '/variablesAs': ['fields'] } },
	description:
		'Whether to replace line breaks, tabs and more than four spaces in a row with one space in template variables. WhatsApp refuses them.',
};

/** Guards whom a node may write to. */
const allowedRecipients: INodeProperties = {
	displayName: 'Allowed Recipients',
	name: 'allowedRecipients',
	type: 'string',
	default: '',
	placeholder: 'e.g. +56912345678, +5511987654321',
	description:
		'Comma-separated phone numbers this node is allowed to send to, or an expression that returns a list. Use it when an AI agent fills in the recipient. If empty, no message is sent.',
};

/** How messages are sent, whatever the provider. */
const sending: INodeProperties[] = [
	{
		displayName: 'Delay Between Messages (Seconds)',
		name: 'delay',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3600, numberPrecision: 1 },
		default: 0,
		noDataExpression: true,
		description:
			'How long to wait between two messages of the account, randomly varied by up to half. Recommended for numbers connected by QR code.',
	},
	{
		displayName: 'Forget Send Once Key',
		name: 'forgetSendOnceKey',
		type: 'boolean',
		default: false,
		noDataExpression: true,
		description:
			'Whether to clear the Send Once keys instead of sending. The next execution sends these messages again. Works in manual executions too.',
	},
	{
		displayName: 'Messages at Once',
		name: 'messagesAtOnce',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
		default: 5,
		noDataExpression: true,
		description:
			'Maximum number of recipients to send to at the same time. Messages to the same recipient keep their order. Without this option, 1 or 5, depending on the provider.',
	},
	{
		displayName: 'Messages per Minute',
		name: 'messagesPerMinute',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 6000, numberPrecision: 0 },
		default: 60,
		noDataExpression: true,
		description:
			"Maximum number of messages to send per minute, counted per account in this n8n instance. The provider's own limits always apply.",
	},
	{
		displayName: 'Preview',
		name: 'preview',
		type: 'boolean',
		default: false,
		noDataExpression: true,
		description: 'Whether to return the requests, without the key, instead of sending them',
	},
	{
		displayName: 'Retry When Unsure (May Send Twice)',
		name: 'retryWhenUnsure',
		type: 'boolean',
		default: false,
		noDataExpression: true,
		description:
			'Whether to retry when it is unknown if the provider accepted the message. Otherwise, only messages that were certainly not sent are retried.',
	},
	{
		displayName: 'Send Once Key',
		name: 'sendOnceKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.orderId }}-shipped',
		description:
			'Unique key for the message, such as the order number. If this node already sent a message with this key, it is skipped, in later executions too. In queue mode, two workers running at the same moment can still send twice. The last 10,000 keys are remembered; manual executions do not count.',
	},
];

/** How it was chosen before it had a field of its own. */
const earlierCountry: INodeProperties = {
	...credentialCountryField,
	description:
		'Kept for earlier workflows: use the field Default Country beside the recipient instead. This option applies only while that field is set to From Credential.',
};

/** How a node reads numbers and waits for answers, whatever the provider. */
const options: INodeProperties[] = [
	{ ...earlierCountry, displayOptions: { show: { '@version': [1] } } },
	// Nodes that were added since do not offer it, and still read what a workflow brings.
	{ ...earlierCountry, type: 'hidden', displayOptions: { show: { '@version': [2] } } },
	{
		displayName: 'Mobile Digit',
		name: 'mobileDigit',
		type: 'options',
		default: 'keep',
		options: [
			{ name: 'Add', value: 'add', description: 'Add the digit to mobile numbers that lack it' },
			{ name: 'Keep as Written', value: 'keep', description: 'Send the number as it is' },
			{ name: 'Remove', value: 'remove', description: 'Remove the digit from mobile numbers' },
		],
		description:
			'What to do with the extra digit of mobile numbers: 9 in Argentina and Brazil, 1 in Mexico. WhatsApp knows some of these numbers with it and some without.',
	},
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 300 },
		default: 30,
		noDataExpression: true,
		description:
			"How long to wait for the provider's response. Without one, it is unknown whether the message was sent, and the error says so.",
	},
];

const optionsField = (entries: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	// Not by localeCompare: to load its collations takes longer than all our files.
	options: [...entries].sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
});

/** The options of a node that sends: its own and the shared ones, in the order of their names. */
export const deliveryOptions = (...own: INodeProperties[]) =>
	optionsField([allowedRecipients, ...options, ...sending, ...own]);

/** The options of an operation that reaches nobody. */
export const dataOptions = () => optionsField(options);

/** What only some need, added one by one. */
export const additionalFields = (...fields: INodeProperties[]): INodeProperties => ({
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: fields,
});

/** A free set of key-value pairs, added one by one or as a JSON object. */
export function metadataField(
	displayName: string,
	name: string,
	description: string,
	exampleKey: string,
	more: Partial<INodeProperties> = {},
): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add data',
		default: {},
		description,
		options: [
			{
				displayName: 'Field',
				name: 'fields',
				values: [
					{
						displayName: 'Key',
						name: 'key',
						type: 'string',
						default: '',
						placeholder: `e.g. ${exampleKey}`,
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
					},
				],
			},
			{
				displayName: 'JSON',
				name: 'json',
				values: [
					{
						displayName: 'JSON Object',
						name: 'object',
						type: 'json',
						default: '{}',
						description: 'A whole JSON object. A field with the same key takes precedence.',
					},
				],
			},
		],
		...more,
	};
}
