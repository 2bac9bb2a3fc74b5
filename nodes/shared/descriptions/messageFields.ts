import type { INodeProperties } from 'n8n-workflow';
import { choices, updateDisplayOptions } from './fieldBuilders';

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
