import type { INodeProperties } from 'n8n-workflow';

/** Version 2 of the Evolution API waits for no contact, so that version 2 of the node offers it for version 1 only. */
const waiting: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
		{
			displayName: 'Delay (Milliseconds)',
			name: 'delay',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 60000 },
			default: 1000,
			description:
				'How long the server waits before it sends, up to a minute. Works only with version 1 of the Evolution API, on phones connected by QR code.',
		},
		{
			displayName: 'Presence',
			name: 'presence',
			type: 'options',
			options: [
				{ name: 'Available', value: 'available' },
				{ name: 'Composing', value: 'composing' },
				{ name: 'Paused', value: 'paused' },
				{ name: 'Recording', value: 'recording' },
				{ name: 'Unavailable', value: 'unavailable' },
			],
			default: 'composing',
			description: 'What the recipient sees during the delay. Works only where the delay works.',
		},
	],
};

export const additionalFields: INodeProperties[] = [
	{ ...waiting, displayOptions: { show: { '@version': [1] } } },
	{ ...waiting, displayOptions: { show: { '@version': [2], apiVersion: ['v1'] } } },
];
