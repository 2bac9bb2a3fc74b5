import type { INodeProperties } from 'n8n-workflow';

export const sendReactionFields: INodeProperties[] = [
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 3EB0769064DE617CA0C7E8',
		description: 'ID of the message to react to, such as the ID of the message from the trigger',
	},
	{
		displayName: 'Emoji',
		name: 'emoji',
		type: 'string',
		default: '👍',
		placeholder: 'e.g. 👍',
		description:
			'One emoji. If empty, the reaction is removed, which version 1 of the Evolution API cannot do.',
	},
	{
		displayName: 'From Me',
		name: 'fromMe',
		type: 'boolean',
		default: false,
		description: 'Whether the message to react to was sent from this instance',
	},
	{
		displayName: 'Message Author',
		name: 'messageAuthor',
		type: 'string',
		default: '',
		displayOptions: { show: { fromMe: [false] } },
		placeholder: 'e.g. +56912345678',
		description:
			'Only in groups: who wrote the message to react to, as a phone number or as an ID such as 123456789012345@lid',
	},
];
