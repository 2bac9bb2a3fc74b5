import type { INodeProperties } from 'n8n-workflow';
import { choices } from '../../shared/descriptions/fieldBuilders';

/** How long a server waits before it sends a contact, and what is seen of it meanwhile. */
export const delayField: INodeProperties = {
	displayName: 'Delay (Milliseconds)',
	name: 'delay',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60000 },
	default: 1000,
	description:
		'How long the server waits before it sends, up to a minute. Works only with version 1 of the Evolution API, on phones connected by QR code.',
};

export const presenceField: INodeProperties = {
	displayName: 'Presence',
	name: 'presence',
	type: 'options',
	options: choices('Available', 'Composing', 'Paused', 'Recording', 'Unavailable'),
	default: 'composing',
	description: 'What the recipient sees during the delay. Works only where the delay works.',
};
