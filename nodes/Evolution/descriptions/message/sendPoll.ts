import type { INodeProperties } from 'n8n-workflow';

export const sendPollFields: INodeProperties[] = [
	{
		displayName: 'Question',
		name: 'question',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. When shall we deliver?',
		description: 'Question of the poll',
	},
	{
		displayName: 'Poll Options',
		name: 'pollOptions',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Tomorrow morning',
		description:
			'The 2 to 10 options to choose from, each on a line of its own, or an expression that returns a list',
	},
	{
		displayName: 'Selectable Options',
		name: 'selectableOptions',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 10, numberPrecision: 0 },
		default: 1,
		description: 'Maximum number of options a person can choose. With 0, as many as they like.',
	},
];
