import fc from 'fast-check';
import { checkNumbers } from '../../../nodes/Evolution/chat/checkNumbers';
import { markRead } from '../../../nodes/Evolution/chat/markRead';
import { showTyping } from '../../../nodes/Evolution/chat/showTyping';
import { deleteForEveryone } from '../../../nodes/Evolution/message/deleteForEveryone';
import { edit } from '../../../nodes/Evolution/message/edit';
import { sendAudio } from '../../../nodes/Evolution/message/sendAudio';
import { sendButtons } from '../../../nodes/Evolution/message/sendButtons';
import { sendList } from '../../../nodes/Evolution/message/sendList';
import { sendLocation } from '../../../nodes/Evolution/message/sendLocation';
import { sendMedia } from '../../../nodes/Evolution/message/sendMedia';
import { sendPoll } from '../../../nodes/Evolution/message/sendPoll';
import { sendReaction } from '../../../nodes/Evolution/message/sendReaction';
import { sendSticker } from '../../../nodes/Evolution/message/sendSticker';
import { sendTemplate } from '../../../nodes/Evolution/message/sendTemplate';
import { sendText } from '../../../nodes/Evolution/message/sendText';
import { sendContact } from '../../../nodes/Evolution/sendContact';
import { components, link, list, options, phone, pick, some, text } from '../arbitraries';
import { anyOperation, type Property } from '../provider';

const common = {
	instance: text,
	sendTo: fc.constant('number'),
	recipient: fc.oneof(phone, pick('120363021234567890@g.us', '123456789012345@lid')),
	apiVersion: fc.constant('auto'),
	additionalFields: some({
		delay: pick(0, 1200),
		presence: pick('composing', 'paused'),
		linkPreview: pick(true, false),
		mentionEveryone: pick(true, false),
		mentions: pick('+56912345678, +5511987654321', ''),
	}),
	options,
};

const file = { fileFrom: fc.constant('link'), mediaLink: link };

const kinds: Array<[title: string, operation: unknown, path: string, Property['parameters']]> = [
	['text', sendText, 'sendText', { messageText: text }],
	[
		'location',
		sendLocation,
		'sendLocation',
		{
			latitude: pick<unknown>('-33.45', 1.5, '91'),
			longitude: pick<unknown>('-70.66', 180, '-181'),
			locationName: text,
			address: text,
		},
	],
	[
		'reaction',
		sendReaction,
		'sendReaction',
		{
			messageId: text,
			fromMe: pick(true, false),
			emoji: pick('👍', '👨‍👩‍👧', '🇨🇱', '1️⃣', '❤️', 'ok', '👍👍'),
			messageAuthor: fc.oneof(phone, pick('')),
		},
	],
	[
		'poll',
		sendPoll,
		'sendPoll',
		{
			question: text,
			pollOptions: pick<unknown>('a\nb', ['a', 'b', 'c'], 'a', 'a\na'),
			selectableOptions: pick<unknown>(0, 1, 10, 11, 'x'),
		},
	],
	[
		'buttons',
		sendButtons,
		'sendButtons',
		{
			title: text,
			description: text,
			footer: text,
			buttons: some({
				button: list(
					fc.record({
						type: pick('reply', 'url', 'copy', 'call'),
						text,
						value: fc.oneof(link, phone),
					}),
					3,
				),
			}),
		},
	],
	[
		'list',
		sendList,
		'sendList',
		{
			title: text,
			description: text,
			footer: text,
			listButton: text,
			sections: some({
				section: list(
					fc.record({
						title: text,
						rows: some({
							row: list(fc.record({ title: text, id: text, description: text }), 2),
						}),
					}),
					2,
				),
			}),
		},
	],
	[
		'media',
		sendMedia,
		'sendMedia',
		{
			...file,
			mediaType: pick('image', 'video', 'document', 'audio'),
			caption: text,
			filename: pick('a.pdf', ''),
		},
	],
	['audio', sendAudio, 'sendWhatsAppAudio', { ...file, audioType: fc.constant('voice') }],
	['sticker', sendSticker, 'sendSticker', file],
	[
		'template',
		sendTemplate,
		'sendTemplate',
		{
			templateName: text,
			language: pick('en_US', 'es', 'xx!'),
			variablesAs: pick('json', 'fields'),
			templateVariables: some({ body: list(fc.record({ value: text, name: text }), 2) }),
			componentsJson: components,
		},
	],
];

const contacts: Property[] = (['v1', 'v2'] as const).map(
	(version): Property => ({
		title: `contact, ${version}`,
		operation: anyOperation(sendContact),
		parameters: {
			instance: text,
			recipient: fc.oneof(phone, pick('120363021234567890@g.us')),
			contacts: some({
				contact: list(
					fc.record({
						fullName: text,
						phoneNumber: phone,
						additional: some({ email: text, organization: text, url: text, wuid: phone }),
					}),
					3,
				),
			}),
			apiVersion: fc.constant('auto'),
			additionalFields: some({
				delay: pick(0, 1200),
				presence: pick('composing', 'paused'),
			}),
			options,
		},
		found: version,
		document: { file: `openapi-${version}.yaml`, path: '/message/sendContact/{instance}' },
	}),
);

/** Each body is for both versions, and each document allows it. */
/** What the versions have of it: a method of their own, or the same. */
const chats: Array<
	[
		title: string,
		operation: unknown,
		path: string,
		method: Record<'v1' | 'v2', Property['document']['method']>,
		parameters: Property['parameters'],
	]
> = [
	[
		'edit',
		edit,
		'updateMessage',
		{ v1: 'put', v2: 'post' },
		{ messageId: text, messageText: text },
	],
	[
		'deletion',
		deleteForEveryone,
		'deleteMessageForEveryone',
		{ v1: 'delete', v2: 'delete' },
		{ messageId: text, fromMe: pick(true, false), messageAuthor: fc.oneof(phone, pick('')) },
	],
	[
		'read mark',
		markRead,
		'markMessageAsRead',
		{ v1: 'put', v2: 'post' },
		{ messageIds: fc.oneof(text, pick<unknown>('3A1, 3A2', ['3A1', '3A1'], [])) },
	],
	[
		'typing',
		showTyping,
		'sendPresence',
		{ v1: 'post', v2: 'post' },
		{
			activity: pick('composing', 'recording', 'paused', 'dancing'),
			seconds: pick<unknown>(0, 0.5, 3, '60', 61, 'x'),
		},
	],
	[
		'number',
		checkNumbers,
		'whatsappNumbers',
		{ v1: 'post', v2: 'post' },
		{ phoneNumber: fc.oneof(phone, pick('120363021234567890@g.us')) },
	],
];

export const properties: Property[] = [
	...contacts,
	...chats.flatMap(([title, operation, path, method, parameters]) =>
		(['v1', 'v2'] as const).map(
			(version): Property => ({
				title: `${title}, ${version}`,
				operation: anyOperation(operation),
				parameters: { ...common, ...parameters, apiVersion: fc.constant(version) },
				document: {
					file: `openapi-${version}.yaml`,
					path: `/chat/${path}/{instance}`,
					method: method[version],
				},
			}),
		),
	),
	...kinds.flatMap(([title, operation, path, parameters]) =>
		(['v1', 'v2'] as const).map(
			(version): Property => ({
				title: `${title}, ${version}`,
				operation: anyOperation(operation),
				parameters: { ...common, ...parameters },
				document: { file: `openapi-${version}.yaml`, path: `/message/${path}/{instance}` },
			}),
		),
	),
];
