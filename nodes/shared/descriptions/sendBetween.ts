import type { INodeProperties } from 'n8n-workflow';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** In the order in which people think of them. Their defaults are those of validation/runOptions.ts. */
const fields: INodeProperties[] = [
	{
		displayName: 'From',
		name: 'from',
		type: 'string',
		default: '09:00',
		noDataExpression: true,
		placeholder: 'e.g. 09:00',
		description: 'Time of day from which messages may leave',
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		default: '18:00',
		noDataExpression: true,
		placeholder: 'e.g. 18:00',
		description:
			'Time of day at which sending stops. If it is not later than From, it is on the following day.',
	},
	{
		displayName: 'Days',
		name: 'days',
		type: 'multiOptions',
		options: WEEKDAYS.map((name, place) => ({ name, value: place + 1 })),
		default: [1, 2, 3, 4, 5, 6, 7],
		noDataExpression: true,
		description: 'Days of the week on which these hours begin',
	},
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'options',
		options: [
			{ name: 'Custom', value: 'custom', description: 'A time zone that you enter below' },
			{
				name: "Recipient's Country",
				value: 'recipientCountry',
				description:
					'The time zone of the country of the phone number. Where a country has several, messages leave only when it is within the hours in all of them.',
			},
			{
				name: 'Workflow',
				value: 'workflow',
				description: 'The time zone in the settings of the workflow',
			},
		],
		default: 'workflow',
		noDataExpression: true,
		description: 'Time zone of these hours',
	},
	{
		displayName: 'Time Zone Name',
		name: 'timeZoneName',
		type: 'string',
		displayOptions: { show: { timeZone: ['custom'] } },
		default: '',
		noDataExpression: true,
		placeholder: 'e.g. America/Santiago',
		description: 'Name of the time zone in the IANA list',
	},
	{
		displayName: 'Outside These Hours',
		name: 'outside',
		type: 'options',
		options: [
			{
				name: 'Hold',
				value: 'hold',
				description: 'Wait until the hours begin. The execution stays open.',
			},
			{
				name: 'Stop',
				value: 'stop',
				description: 'Send nothing. The errors say from when the messages may be sent.',
			},
		],
		default: 'hold',
		noDataExpression: true,
		description: 'What to do with messages outside these hours',
	},
];

/** When messages may leave. */
export const sendBetween: INodeProperties = {
	displayName: 'Send Between',
	name: 'sendBetween',
	type: 'fixedCollection',
	default: { hours: {} },
	description: 'Send only at these hours of the day',
	options: [
		{
			displayName: 'Hours',
			name: 'hours',
			values: fields,
		},
	],
};
