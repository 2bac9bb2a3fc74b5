import type { INodeProperties } from 'n8n-workflow';
import { sharedMemoryOption } from './sharedMemory';

/** Which events start the workflow, whatever the provider. */
export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Channels or Instances',
			name: 'accounts',
			type: 'string',
			default: '',
			placeholder: 'e.g. sales, support',
			description:
				'Comma-separated channels, numbers, accounts or instances to listen to, as shown in "account" in the output',
		},
		{
			displayName: 'Include Groups',
			name: 'includeGroups',
			type: 'boolean',
			default: false,
			description: 'Whether messages in groups also start the workflow',
		},
		{
			displayName: 'Include Status Broadcasts',
			name: 'includeBroadcasts',
			type: 'boolean',
			default: false,
			description:
				'Whether status updates of contacts, broadcast lists and newsletters also start the workflow',
		},
		{
			displayName: 'Message Types',
			name: 'messageTypes',
			type: 'multiOptions',
			default: [],
			options: [
				{ name: 'Audio', value: 'audio' },
				{ name: 'Button', value: 'button', description: 'A tap on a button' },
				{ name: 'Contacts', value: 'contacts' },
				{ name: 'Document', value: 'document' },
				{ name: 'Flow', value: 'flow', description: 'A WhatsApp form that was filled in' },
				{ name: 'Image', value: 'image' },
				{ name: 'List', value: 'list', description: 'A choice from a list' },
				{ name: 'Location', value: 'location' },
				{ name: 'Order', value: 'order', description: 'An order from the catalog' },
				{ name: 'Other', value: 'other' },
				{ name: 'Poll', value: 'poll', description: 'A poll, or a vote in one' },
				{ name: 'Reaction', value: 'reaction' },
				{ name: 'Sticker', value: 'sticker' },
				{ name: 'Text', value: 'text' },
				{ name: 'Video', value: 'video' },
			],
			description:
				'Types of messages that start the workflow. Events other than messages are not filtered.',
		},
	],
};

/** How a trigger treats what comes in, whatever the provider. */
export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Accept Unsigned Requests',
			name: 'acceptUnsigned',
			type: 'boolean',
			default: false,
			description:
				'Whether to accept requests without a valid signature or secret. Anyone who knows the URL can then impersonate your contacts.',
		},
		{
			displayName: 'Download Media',
			name: 'downloadMedia',
			type: 'boolean',
			default: false,
			description:
				'Whether to download images, audio, video and documents into the binary field "data", if the provider gives their content or a public URL',
		},
		{
			displayName: 'Maximum File Size (MB)',
			name: 'maxFileSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 16,
			description:
				'Maximum size of a file to download. An event with a larger file comes without it and says why.',
		},
		sharedMemoryOption,
	],
};
