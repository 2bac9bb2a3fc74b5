import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from '../../../shared/descriptions/fieldBuilders';
import { dataOptions } from '../../../shared/descriptions/fields';
import { apiVersionField, chatFields, countryField } from '../destination';

const shownFor = (operations: string[], fields: INodeProperties[]) =>
	updateDisplayOptions({ show: { operation: operations } }, fields);

const checkNumberFields: INodeProperties[] = [
	{
		displayName: 'Phone Number',
		name: 'phoneNumber',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. +56912345678',
		description:
			'Number to check, with + and country code, or as written in the Default Country. The numbers of up to 50 items are checked by one request.',
	},
];

const markReadFields: INodeProperties[] = [
	{
		displayName: 'Message IDs',
		name: 'messageIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 3A5D0C1B7E9F2A4C6B8D',
		description:
			'IDs of the messages to mark as read, such as the ID of the message from the trigger. Separate several with commas, or use an expression that returns a list.',
	},
];

const showTypingFields: INodeProperties[] = [
	{
		displayName: 'Activity',
		name: 'activity',
		type: 'options',
		options: [
			{ name: 'Recording', value: 'recording', description: 'As before a voice message' },
			{ name: 'Stop', value: 'paused', description: 'End what was shown before' },
			{ name: 'Typing', value: 'composing', description: 'As before a text' },
		],
		default: 'composing',
		description: 'What the other person sees',
	},
	{
		displayName: 'Duration (Seconds)',
		name: 'seconds',
		type: 'number',
		typeOptions: { minValue: 0.1, maxValue: 60, numberPrecision: 1 },
		default: 3,
		description: 'How long it is shown, up to a minute. The node waits until it is over.',
	},
];

const getMediaFields: INodeProperties[] = [
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		default: '={{ $json }}',
		required: true,
		placeholder: 'e.g. 3A5D0C1B7E9F2A4C6B8D',
		description:
			'Event of the trigger, or the ID of the message. WhatsApp Business channels need the whole event.',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'outputField',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the output binary field to put the file in',
	},
];

/** The fields of the operations in chats, in the order of the form. */
export const chatResourceFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['chat'] } },
	[
		...shownFor(['markRead', 'showTyping'], chatFields),
		...shownFor(['checkNumber'], checkNumberFields),
		...shownFor(['checkNumber', 'markRead', 'showTyping'], [countryField]),
		...shownFor(['markRead'], [...markReadFields, apiVersionField]),
		...shownFor(['showTyping'], showTypingFields),
		...shownFor(['getMedia'], getMediaFields),
		dataOptions({
			displayName: 'Keep Input Fields',
			name: 'keepInputFields',
			type: 'string',
			default: 'whatsapp',
			noDataExpression: true,
			displayOptions: { show: { '/operation': ['checkNumber'] } },
			placeholder: 'e.g. whatsapp',
			description:
				'Name of the field to put the result in. The fields and files of the input item are then kept beside it, except a field named error.',
		}),
	],
);
