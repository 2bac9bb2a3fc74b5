import type { INodeProperties, INodePropertyOptions, IWebhookDescription } from 'n8n-workflow';
import { updateDisplayOptions } from './fieldBuilders';
import { askingOptions } from './fields';
import { formFields } from './formFields';
import { limitWaitTime } from './limitWaitTime';

/**
 * n8n knows the operation by its value: it makes a node for human review of every node that has it, and
 * replaces some of its parameters by their names.
 */
const SEND_AND_WAIT = 'sendAndWait';

export const sendAndWaitOperation: INodePropertyOptions = {
	name: 'Send and Wait for Response',
	value: SEND_AND_WAIT,
	action: 'Send a message and wait for a response',
	description: 'Ask a question, and go on with the answer',
};

const webhook = {
	name: 'default',
	responseMode: 'onReceived',
	responseData: '',
	path: '={{ $nodeId }}',
	restartWebhook: true,
	isFullPath: true,
} as const;

/** Of the page that the link opens, and of the answer. */
export const sendAndWaitWebhooks: IWebhookDescription[] = [
	{ ...webhook, httpMethod: 'GET' },
	{ ...webhook, httpMethod: 'POST' },
];

const approvalOptions: INodeProperties = {
	displayName: 'Approval Options',
	name: 'approvalOptions',
	type: 'fixedCollection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show: { responseType: ['approval'] } },
	description: 'Answers to choose from, and their labels',
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Type of Approval',
					name: 'approvalType',
					type: 'options',
					options: [
						{ name: 'Approve and Disapprove', value: 'double' },
						{ name: 'Approve Only', value: 'single' },
					],
					default: 'double',
					description: 'Whether there are two answers or one',
				},
				{
					displayName: 'Approve Button Label',
					name: 'approveLabel',
					type: 'string',
					default: 'Approve',
					description: 'Label of the button that approves, up to 20 characters',
				},
				{
					displayName: 'Disapprove Button Label',
					name: 'disapproveLabel',
					type: 'string',
					default: 'Decline',
					displayOptions: { show: { approvalType: ['double'] } },
					description: 'Label of the button that disapproves, up to 20 characters',
				},
			],
		},
	],
};

/** What the message and the page say beside the question, by n8n's names where n8n has them. */
const texts: INodeProperties[] = [
	{
		displayName: 'Link Label',
		name: 'messageButtonLabel',
		type: 'string',
		default: '',
		placeholder: 'e.g. Responde aquí:',
		description: 'Text before the link in the message. If empty, "Answer here:" is used.',
	},
	{
		displayName: 'Page Button Label',
		name: 'responseFormButtonLabel',
		type: 'string',
		default: '',
		placeholder: 'e.g. Enviar',
		description: 'Label of the button that sends what was filled in. If empty, "Submit" is used.',
	},
	{
		displayName: 'Page Description',
		name: 'responseFormDescription',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		description: 'Text on the page behind the link. If empty, the message is used.',
	},
	{
		displayName: 'Page Title',
		name: 'responseFormTitle',
		type: 'string',
		default: '',
		description: 'Title of the page behind the link',
	},
	{
		displayName: 'Thank-You Text',
		name: 'thanksText',
		type: 'string',
		default: '',
		placeholder: 'e.g. ¡Gracias! Ya puedes cerrar esta página.',
		description:
			'Text that the page shows after the response. If empty, "Thank you. You can close this page now." is used.',
	},
];

/** Where the message asks for a reply in the chat. */
export const replyHintOption: INodeProperties = {
	displayName: 'Reply Hint',
	name: 'replyHint',
	type: 'string',
	default: '',
	placeholder: 'e.g. Responde con el número.',
	description:
		'Text in the message that says how to reply in the chat. If empty, a text such as "Reply with the number, or use the page." is used.',
};

/** What the ways to answer in the chat need. @param ways the values of Answer By that it is shown for */
export const triggerNotice = (...ways: string[]): INodeProperties => ({
	displayName:
		'Answers from the chat come in through the trigger: a published workflow needs one for this account. Its filters do not matter. An answer does not start that workflow: it resumes this one.',
	name: 'triggerNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { answerBy: ways, responseType: ['approval', 'freeText'] } },
});

export const answerByPage: INodePropertyOptions = {
	name: 'Link to a Page',
	value: 'page',
	description: 'The message has a link to a page of this n8n, where the person answers',
};

/** @param ways how the person can answer, as far as the provider lets one choose */
export const answerByField = (
	ways: INodePropertyOptions[],
	byDefault: string,
): INodeProperties => ({
	displayName: 'Answer By',
	name: 'answerBy',
	type: 'options',
	noDataExpression: true,
	options: ways,
	default: byDefault,
	displayOptions: { show: { responseType: ['approval', 'freeText'] } },
	description: 'How the person answers',
});

/** For providers whose chat takes an approval alone: a text and a form are written on the page. */
export const forApproval = (...answerBy: INodeProperties[]): INodeProperties[] =>
	answerBy.map((field) => ({
		...field,
		displayOptions: { show: { ...field.displayOptions?.show, responseType: ['approval'] } },
	}));

/**
 * The form of a question, whatever the provider; its options come behind what else the node has.
 * @param answerBy the provider's own fields on how to answer
 */
export const sendAndWaitFields = (answerBy: INodeProperties[]): INodeProperties[] =>
	updateDisplayOptions({ show: { operation: [SEND_AND_WAIT] } }, [
		{
			displayName: 'Message',
			name: 'message',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. Do you approve order 1001?',
			description: 'The question to ask. One question per execution.',
		},
		{
			displayName: 'Response Type',
			name: 'responseType',
			type: 'options',
			options: [
				{
					name: 'Approval',
					value: 'approval',
					description: 'The person chooses between two answers, or confirms',
				},
				{
					name: 'Custom Form',
					value: 'customForm',
					description: 'The person fills in a form on a page',
				},
				{
					name: 'Free Text',
					value: 'freeText',
					description: 'The person writes a text',
				},
			],
			default: 'approval',
			description: 'Kind of response to wait for',
		},
		approvalOptions,
		formFields,
		...answerBy,
	]);

/** The last of it. @param own options beside the shared ones */
export const sendAndWaitOptions = (...own: INodeProperties[]): INodeProperties => ({
	...askingOptions(limitWaitTime, ...texts, ...own),
	displayOptions: { show: { operation: [SEND_AND_WAIT] } },
});
