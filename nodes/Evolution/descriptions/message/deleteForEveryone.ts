import type { INodeProperties } from 'n8n-workflow';

export const deleteForEveryoneFields: INodeProperties[] = [
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 3EB0769064DE617CA0C7E8',
		description:
			'ID of the message to delete, such as messageId in its receipt. WhatsApp allows it for about two days.',
	},
	{
		displayName: 'From Me',
		name: 'fromMe',
		type: 'boolean',
		default: true,
		description:
			'Whether the message was sent from this instance. Messages of others can be deleted by admins of a group only.',
	},
	{
		displayName: 'Message Author',
		name: 'messageAuthor',
		type: 'string',
		default: '',
		displayOptions: { show: { fromMe: [false] } },
		placeholder: 'e.g. +56912345678',
		description:
			'Who wrote the message in the group, as a phone number or as an ID such as 123456789012345@lid',
	},
];
