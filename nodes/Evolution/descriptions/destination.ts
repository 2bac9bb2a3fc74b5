import type { INodeProperties } from 'n8n-workflow';
import { resourceLocator } from '../../shared/descriptions/fieldBuilders';
import { defaultCountryField, recipientField } from '../../shared/descriptions/fields';

/** Which instance does it. */
export const instanceField: INodeProperties = {
	displayName: 'Instance',
	name: 'instance',
	...resourceLocator('instances', {
		modes: [{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. sales' }],
	}),
	required: true,
	description: 'Instance of the Evolution server to send from',
};

/** Beside every field for a number. */
export const countryField: INodeProperties = {
	...defaultCountryField,
	description:
		'Country of phone numbers written without + and country code, in all fields. A number that could also be a mobile abroad is refused, never guessed.',
};

/** The chat: a person, or a group of this instance. */
export const chatFields: INodeProperties[] = [
	{
		displayName: 'Send To',
		name: 'sendTo',
		type: 'options',
		options: [
			{ name: 'Group', value: 'group' },
			{ name: 'Phone Number', value: 'number' },
		],
		default: 'number',
		description: 'Whether to send to a person or to a group',
	},
	{
		...recipientField,
		displayOptions: { show: { sendTo: ['number'] } },
		description:
			'WhatsApp number of the recipient, with + and country code, or as written in the Default Country. Or the ID of a chat, such as 123456789012345@lid or 120363021234567890@g.us. Spaces, dashes and 00 instead of + are fine.',
	},
	{
		displayName: 'Group',
		name: 'group',
		...resourceLocator('groups', {
			modes: [
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 120363021234567890@g.us',
				},
			],
		}),
		required: true,
		displayOptions: { show: { sendTo: ['group'] } },
		description: 'Group that the phone of this instance is a member of',
	},
];

/** Somebody who can be asked. */
export const personField: INodeProperties = {
	...recipientField,
	description:
		'WhatsApp number of the person to ask, with + and country code, or as written in the Default Country. Or the ID of the chat with that person, such as 123456789012345@lid. Spaces, dashes and 00 instead of + are fine.',
};

/** For operations whose requests differ by the version. */
export const apiVersionField: INodeProperties = {
	displayName: 'API Version',
	name: 'apiVersion',
	type: 'options',
	options: [
		{
			name: 'Detect',
			value: 'auto',
			description: 'Send a message that both versions understand',
		},
		{ name: 'Version 1', value: 'v1' },
		{ name: 'Version 2', value: 'v2' },
	],
	default: 'auto',
	description: 'Version of the Evolution API on the server',
};
