import type { INodeProperties } from 'n8n-workflow';
import { choices } from './fieldBuilders';

/** How long an answer is waited for, by the names that n8n has for it. */
export const limitWaitTime: INodeProperties = {
	displayName: 'Limit Wait Time',
	name: 'limitWaitTime',
	type: 'fixedCollection',
	default: { values: { limitType: 'afterTimeInterval', resumeAmount: 24, resumeUnit: 'hours' } },
	description:
		'How long to wait for the response. After that, the workflow goes on without it: answer is null, and timedOut is true.',
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Limit Type',
					name: 'limitType',
					type: 'options',
					options: [
						{ name: 'After Time Interval', value: 'afterTimeInterval' },
						{ name: 'At Specified Time', value: 'atSpecifiedTime' },
					],
					default: 'afterTimeInterval',
					description: 'When to stop waiting',
				},
				{
					displayName: 'Amount',
					name: 'resumeAmount',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 2 },
					default: 24,
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
					description: 'The time to wait',
				},
				{
					displayName: 'Unit',
					name: 'resumeUnit',
					type: 'options',
					options: choices('Days', 'Hours', 'Minutes'),
					default: 'hours',
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
					description: 'Unit of the time to wait',
				},
				{
					displayName: 'Max Date and Time',
					name: 'maxDateAndTime',
					type: 'dateTime',
					default: '',
					displayOptions: { show: { limitType: ['atSpecifiedTime'] } },
					description: 'When to stop waiting, in the time zone of the workflow',
				},
			],
		},
	],
};
