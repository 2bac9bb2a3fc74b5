import type { INodeProperties } from 'n8n-workflow';
import { messageTextField } from '../../../shared/descriptions/messageFields';

export const editFields: INodeProperties[] = [
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 3EB0769064DE617CA0C7E8',
		description:
			'ID of the message to edit, such as messageId in its receipt. WhatsApp allows edits for 15 minutes.',
	},
	{
		...messageTextField,
		placeholder: 'e.g. Your order is on its way.',
		description: 'New text of the message, or new caption of an image or a video',
	},
];
