import type { INodeProperties } from 'n8n-workflow';
import { resourceLocator, updateDisplayOptions } from '../../shared/descriptions/fieldBuilders';
import { defaultCountryField, recipientField } from '../../shared/descriptions/fields';
import { variablesOnOneLine } from '../../shared/descriptions/messageFields';

const TEMPLATES = ['scheduleMessage', 'sendTemplate'];

/** What a template is sent with, at once or later. */
export const templateFields = updateDisplayOptions({ show: { operation: TEMPLATES } }, [
	recipientField,
	defaultCountryField,
	{
		displayName: 'Send At',
		name: 'scheduledDate',
		type: 'dateTime',
		default: '',
		required: true,
		displayOptions: { show: { operation: ['scheduleMessage'] } },
		description:
			'Date and time to send the message at. Without a time zone, that of the workflow applies.',
	},
	{
		displayName: 'Template',
		name: 'templateId',
		...resourceLocator('templates', {
			modes: [
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
				},
			],
		}),
		required: true,
		description: 'Approved template of your Vambe account',
	},
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
	{
		displayName: 'Template Variables',
		name: 'templateVariables',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add variable',
		default: {},
		displayOptions: { show: { variablesAs: ['fields'] } },
		description: 'Values of the variables, in the order in which the template has them',
		options: [
			{
				displayName: 'Variable',
				name: 'variable',
				values: [
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. María',
					},
				],
			},
		],
	},
	{
		displayName: 'Variables (JSON)',
		name: 'variablesJson',
		type: 'json',
		default: '[]',
		displayOptions: { show: { variablesAs: ['json'] } },
		description:
			'Values of the variables, in the order in which the template has them, such as ["María", "ORD-12345"]',
	},
]);

/** The shared option, for all operations that have variables. */
export const variablesOnOneLineOption: INodeProperties = {
	...variablesOnOneLine,
	displayOptions: { show: { '/operation': TEMPLATES, '/variablesAs': ['fields'] } },
};
