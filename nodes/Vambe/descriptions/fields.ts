import type { INodeProperties } from 'n8n-workflow';

/** The fields that both Vambe nodes have. */
export const channelField: INodeProperties = {
	displayName: 'Channel',
	name: 'channel',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'WhatsApp number to send from. It must be connected to Vambe by QR code.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'channels', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 1001' },
	],
};

export const stageField: INodeProperties = {
	displayName: 'Pipeline Stage',
	name: 'stage',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Pipeline stage in which the conversation starts',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'stages', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 550e8400-e29b-41d4-a716-446655440000',
		},
	],
};

export const messageTextField: INodeProperties = {
	displayName: 'Message Text',
	name: 'messageText',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	description: 'Text of the message',
};
