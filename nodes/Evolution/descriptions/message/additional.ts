import type { INodeProperties } from 'n8n-workflow';
import { additionalFields } from '../../../shared/descriptions/fieldBuilders';
import { delayField, presenceField } from '../waiting';

const of = (...operations: string[]) => ({ show: { '/operation': operations } });

/** Contact cards wait on version 1 only. */
const WAITING = [
	'sendAudio',
	'sendButtons',
	'sendList',
	'sendLocation',
	'sendMedia',
	'sendPoll',
	'sendSticker',
	'sendText',
];

const MENTIONING = ['sendList', 'sendLocation', 'sendMedia', 'sendText'];

/** What may go with a message, as far as it does something there. */
export const messageAdditionalFields: INodeProperties = additionalFields(
	{
		...delayField,
		displayOptions: of(...WAITING),
		description:
			'How long the server waits before it sends, up to a minute, while the recipient sees that somebody types. Phones connected by QR code only: WhatsApp Business channels never wait.',
	},
	{
		...delayField,
		displayOptions: { show: { '/operation': ['sendContacts'], '/apiVersion': ['v1'] } },
	},
	{
		displayName: 'Link Preview',
		name: 'linkPreview',
		type: 'boolean',
		default: true,
		displayOptions: of('sendText'),
		description:
			'Whether to show a preview of the first link in the text. Without this field, phones show one and WhatsApp Business channels of version 2 none.',
	},
	{
		displayName: 'Mention Everyone',
		name: 'mentionEveryone',
		type: 'boolean',
		default: true,
		displayOptions: of(...MENTIONING),
		description:
			'Whether to notify all members of the group. Phones connected by QR code only, and only in groups.',
	},
	{
		displayName: 'Mentions',
		name: 'mentions',
		type: 'string',
		default: '',
		displayOptions: of(...MENTIONING),
		placeholder: 'e.g. +56912345678, +5511987654321',
		description:
			'Comma-separated phone numbers of the members to notify, or an expression that returns a list. Write @ and the digits of the number into the text where the name is to be shown. Phones connected by QR code only, and only in groups.',
	},
	{
		...presenceField,
		displayOptions: { show: { '/operation': WAITING, '/apiVersion': ['auto', 'v1'] } },
		description:
			'What the recipient sees during the delay. Version 1 of the Evolution API only: version 2 always shows that somebody types, or records a voice message.',
	},
	{
		...presenceField,
		displayOptions: { show: { '/operation': ['sendContacts'], '/apiVersion': ['v1'] } },
	},
);
