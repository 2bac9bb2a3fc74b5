import type { INodeProperties } from 'n8n-workflow';
import { countries } from '../lib/countries';
import { sharedMemoryOption } from './sharedMemory';
import { sendBetween } from './sendBetween';

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
		displayName: 'Keep Input Fields',
		name: 'keepInputFields',
		type: 'string',
		default: 'receipt',
		noDataExpression: true,
		placeholder: 'e.g. receipt',
		description:
			'Name of the field to put the receipt in. The fields and files of the input item are then kept beside it, except a field named error.',
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
			"Maximum number of messages to send per minute, counted per account. Without Shared Memory, each worker of queue mode counts for itself. The provider's own limits always apply.",
	},
	{
		displayName: 'Once per Recipient in a Run',
		name: 'oncePerRecipient',
		type: 'boolean',
		default: false,
		noDataExpression: true,
		description:
			'Whether to send only the first of several items that go to the same person. The others are skipped, and their receipts say so.',
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
		displayName: 'Priority',
		name: 'priority',
		type: 'options',
		default: 'normal',
		noDataExpression: true,
		options: [
			{
				name: 'Normal',
				value: 'normal',
				description: 'Messages leave in the order in which they come',
			},
			{
				name: 'Urgent',
				value: 'urgent',
				description: 'Messages pass waiting ones of the same account that are not urgent',
			},
		],
		description:
			"Which messages leave first when the account's rate limit makes them wait. Use Urgent for messages that cannot wait behind a campaign, such as one-time passwords.",
	},
	{
		displayName: 'Respect Opt-Outs',
		name: 'respectOptOuts',
		type: 'boolean',
		default: true,
		noDataExpression: true,
		description:
			'Whether to skip people who are in the WhatsApp Opt-Out List. The list is asked just before each message leaves. Turn on Shared Memory too.',
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
	sendBetween,
	{
		displayName: 'Send Once Key',
		name: 'sendOnceKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.orderId }}-shipped',
		description:
			'Unique key for the message, such as the order number. If this node already sent a message with this key, it is skipped, in later executions too. Manual executions do not count. Without Shared Memory, the last 10,000 keys are remembered, and in queue mode two workers running at the same moment can still send twice.',
	},
	sharedMemoryOption,
	{
		displayName: 'Spread Evenly',
		name: 'spreadEvenly',
		type: 'boolean',
		default: false,
		noDataExpression: true,
		description:
			'Whether to send at an even pace instead of in bursts: a limit of 100 messages per minute then lets one message leave every 0.6 seconds. Without a limit, nothing changes.',
	},
	{
		displayName: 'Test Recipient',
		name: 'testRecipient',
		type: 'string',
		default: '',
		noDataExpression: true,
		placeholder: 'e.g. +56912345678',
		description:
			'Phone number that gets all messages of this run instead of their recipients. The receipts say who would have got them.',
	},
];

/** Of operations whose provider documents quotes. */
export const replyToOption: INodeProperties = {
	displayName: 'Reply To Message ID',
	name: 'replyTo',
	type: 'string',
	default: '',
	placeholder: 'e.g. 3EB0538DA65A59F6D8A251',
	description:
		'ID of the message to quote above this one, such as the ID of the message from the trigger. If empty, nothing is quoted.',
};

/** How it was chosen before it had a field of its own. */
const earlierCountry: INodeProperties = {
	...credentialCountryField,
	description:
		'Kept for earlier workflows: use the field Default Country beside the recipient instead. This option applies only while that field is set to From Credential.',
};

/** How a node reads numbers and waits for answers, whatever the provider. */
const reading: INodeProperties[] = [
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

const options: INodeProperties[] = [
	{ ...earlierCountry, displayOptions: { show: { '@version': [1] } } },
	// Nodes that were added since do not offer it, and still read what a workflow brings.
	{ ...earlierCountry, type: 'hidden', displayOptions: { show: { '@version': [2] } } },
	...reading,
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

/** What is said of many messages of one run, and of those that nobody waits for. */
const OF_MANY = ['keepInputFields', 'messagesAtOnce', 'oncePerRecipient'];

/** The options of an operation that sends one message and waits: its own and the shared ones. */
export const askingOptions = (...own: INodeProperties[]) =>
	optionsField([
		allowedRecipients,
		...reading,
		...sending.filter(({ name }) => !OF_MANY.includes(name)),
		...own,
	]);

/** The options of an operation that reaches nobody. */
export const dataOptions = (...own: INodeProperties[]) => optionsField([...options, ...own]);

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
