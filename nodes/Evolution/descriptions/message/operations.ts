import type { INodeProperties } from 'n8n-workflow';
import { sendAndWaitOperation } from '../../../shared/descriptions/sendAndWait';

/** What can be done with messages. */
export const messageOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['message'] } },
	options: [
		{
			name: 'Delete for Everyone',
			value: 'deleteForEveryone',
			action: 'Delete a message for everyone',
			description: 'Take a message back, for everyone in the chat. Phones only.',
		},
		{
			name: 'Edit',
			value: 'edit',
			action: 'Edit a message',
			description: 'Change the text of a message that was sent. Phones only.',
		},
		{ ...sendAndWaitOperation },
		{
			name: 'Send Audio',
			value: 'sendAudio',
			action: 'Send an audio',
			description: 'Send a voice message or an audio file',
		},
		{
			name: 'Send Buttons',
			value: 'sendButtons',
			action: 'Send buttons',
			description: 'Send a message with buttons to tap',
		},
		{
			name: 'Send Contact Cards',
			value: 'sendContacts',
			action: 'Send contact cards',
			description: 'Send one or several contacts in one message',
		},
		{
			name: 'Send List',
			value: 'sendList',
			action: 'Send a list',
			description: 'Send a message with a list to choose from',
		},
		{
			name: 'Send Location',
			value: 'sendLocation',
			action: 'Send a location',
			description: 'Send a place on the map',
		},
		{
			name: 'Send Media',
			value: 'sendMedia',
			action: 'Send an image video or document',
			description: 'Send an image, a video or a document, by link or from n8n',
		},
		{
			name: 'Send Poll',
			value: 'sendPoll',
			action: 'Send a poll',
			description: 'Send a question with options to vote for. Phones only.',
		},
		{
			name: 'Send Reaction',
			value: 'sendReaction',
			action: 'React to a message',
			description: 'React to a message with an emoji, or remove the reaction',
		},
		{
			name: 'Send Sticker',
			value: 'sendSticker',
			action: 'Send a sticker',
			description: 'Send an image as a sticker. Phones only.',
		},
		{
			name: 'Send Template',
			value: 'sendTemplate',
			action: 'Send a template',
			description:
				'Send an approved template, even outside the 24-hour window. WhatsApp Business channels only.',
		},
		{
			name: 'Send Text',
			value: 'sendText',
			action: 'Send a text',
			description: 'Send a text, to a person or to a group',
		},
	],
	default: 'sendText',
};
