import type { INodeProperties } from 'n8n-workflow';

/** What can be done in chats without sending anything. */
export const chatOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['chat'] } },
	options: [
		{
			name: 'Check Number',
			value: 'checkNumber',
			action: 'Check a number',
			description: 'Check whether a number is on WhatsApp, and under which ID. Phones only.',
		},
		{
			name: 'Get Media',
			value: 'getMedia',
			action: 'Get the media of a message',
			description: 'Get the image, audio, video, document or sticker of a message as a file',
		},
		{
			name: 'Mark as Read',
			value: 'markRead',
			action: 'Mark messages as read',
			description: 'Show the sender that messages were read. Phones only.',
		},
		{
			name: 'Show Typing',
			value: 'showTyping',
			action: 'Show typing',
			description: 'Show the other person that somebody is typing or recording. Phones only.',
		},
	],
	default: 'markRead',
};
