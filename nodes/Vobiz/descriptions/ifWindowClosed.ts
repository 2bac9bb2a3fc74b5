import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from '../../shared/descriptions/fieldBuilders';
import { variablesOnOneLine } from '../../shared/descriptions/messageFields';
import { templateFields } from './sendTemplate';

/** What to do about a recipient who did not write within the last 24 hours. */
export const ifWindowClosedFields: INodeProperties[] = [
	{
		displayName: 'If the Window Is Closed',
		name: 'ifWindowClosed',
		type: 'options',
		displayOptions: { show: { operation: ['send'] } },
		options: [
			{
				name: 'Send Anyway',
				value: 'sendAnyway',
				description: 'Send without asking Vobiz. WhatsApp may refuse the message later.',
			},
			{
				name: 'Send This Template Instead',
				value: 'sendTemplate',
				description:
					'Send an approved template to recipients who did not write within the last 24 hours',
			},
			{
				name: 'Skip',
				value: 'skip',
				description: 'Send nothing. The receipt says that the message was skipped.',
			},
		],
		default: 'sendAnyway',
		description:
			'What to do if the recipient did not write within the last 24 hours. The node asks Vobiz before sending, except with Send Anyway.',
	},
	...updateDisplayOptions(
		{ show: { operation: ['send'], ifWindowClosed: ['sendTemplate'] } },
		templateFields,
	),
];

/** The option for the variables of that template. */
export const variablesInstead: INodeProperties = {
	...variablesOnOneLine,
	displayOptions: {
		show: {
			'/operation': ['send'],
			'/ifWindowClosed': ['sendTemplate'],
			'/variablesAs': ['fields'],
		},
	},
};
