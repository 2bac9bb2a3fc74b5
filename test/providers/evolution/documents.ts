import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parameters } from '../../support/n8n/parameters';
import { located } from '../../support/n8n/located';
import type { DocumentExample } from '../provider';

const ada = {
	fullName: 'Ada Lovelace',
	wuid: '5531999999999',
	phoneNumber: '+55 31 99999-9999',
	organization: 'Analytical Engines',
	email: 'ada@example.com',
	url: 'https://example.com',
};
const { fullName, phoneNumber, organization, email, url } = ada;
const contact = { fullName, phoneNumber, additional: { organization, email, url } };

const example = (
	title: string,
	version: 'v1' | 'v2',
	parameters: Parameters,
	body: object,
): DocumentExample => ({
	title,
	sender: `evolution${version.toUpperCase()}`,
	parameters: {
		operation: 'send',
		instance: located('cap', 'list'),
		recipient: '5531982968010',
		contacts: { contact: [contact] },
		apiVersion: version,
		...parameters,
	},
	request: {
		path: `/evolution-${version}/message/sendContact/cap`,
		headers: { 'content-type': 'application/json', apikey: '[hidden]' },
		body,
	},
});

const folder = join(__dirname, '..', '..', 'fixtures', 'evolution');

const requestOf = (recording: string) => {
	const text = readFileSync(join(folder, `${recording}.json`), 'utf8');
	return (JSON.parse(text) as { request: { method: string; path: string; body: object } }).request;
};

const bodyOf = (recording: string): object => requestOf(recording).body;

/** A body with the fields of both versions, and the server that took it. */
const recorded = (release: string) => bodyOf(`v${release}/sendContact-bothKeys.cloud`);

const list = {
	title: 'Menu',
	description: 'Pick',
	footer: 'foot',
	listButton: 'Open',
	sections: {
		section: [{ title: 'S1', rows: { row: [{ title: 'R1', description: 'd', id: 'r1' }] } }],
	},
};

const buttons = {
	title: 'Hello',
	description: 'desc',
	footer: 'foot',
	buttons: {
		button: [
			{ type: 'reply', text: 'Yes', value: 'y' },
			{ type: 'reply', text: 'No', value: 'n' },
		],
	},
};

/** Of Evolution Send: the operation, what is entered for it, and the recording of the request. */
const messages: Array<[operation: string, recording: string, parameters: Parameters]> = [
	[
		'sendText',
		'v2.3.7-phone-line/sendText',
		{ messageText: 'Hola ☕', additionalFields: { linkPreview: false } },
	],
	[
		'sendContacts',
		'v2.3.7/sendContact.evo',
		{ contacts: { contact: [{ fullName: ada.fullName, phoneNumber: ada.phoneNumber }] } },
	],
	[
		'sendLocation',
		'v2.3.7-phone-line/sendLocation',
		{ latitude: '-33.45', longitude: '-70.66', locationName: 'Plaza', address: 'Santiago' },
	],
	[
		'sendReaction',
		'v2.3.7-phone-line/sendReaction',
		{ messageId: '3A1', fromMe: false, emoji: '👍' },
	],
	[
		'sendPoll',
		'v2.3.7-phone-line/sendPoll',
		{ question: 'Q?', pollOptions: 'a\nb', selectableOptions: 1 },
	],
	['sendButtons', 'v2.3.7-phone-line/sendButtons', buttons],
	['sendList', 'v2.3.7-phone-line/sendList', list],
	[
		'sendMedia',
		'v2.3.7/sendMedia-image-url.evo',
		{
			mediaType: 'image',
			fileFrom: 'link',
			mediaLink: 'http://127.0.0.1:7301/_file/x.png',
			caption: 'c',
		},
	],
	[
		'sendAudio',
		'v2.3.7/sendWhatsAppAudio-url.cloud',
		{ audioType: 'voice', fileFrom: 'link', mediaLink: 'http://127.0.0.1:7301/_file/a.mp3' },
	],
	[
		'sendSticker',
		'v2.3.7/sendSticker-url.phone',
		{ fileFrom: 'link', mediaLink: 'http://127.0.0.1:7301/_file/s.webp' },
	],
	[
		'sendTemplate',
		'v2.3.7/sendTemplate.cloud',
		{
			instance: located('cap', 'list'),
			templateName: 'hello_world',
			language: 'en_US',
			variablesAs: 'fields',
			templateVariables: { body: [{ value: 'Ada', name: '' }] },
		},
	],
];

/** In chats, and on messages that are there: with the channel that plays the recorded server. */
const chats: Array<
	[what: string, recording: string, version: 'v1' | 'v2', parameters: Parameters]
> = [
	[
		'message/edit',
		'v1.8.6/updateMessage-400-connectionClosed.phone',
		'v1',
		{ messageId: '3EB0NOTFOUND', messageText: 'hello' },
	],
	[
		'message/deleteForEveryone',
		'v2.3.7-phone-line/deleteMessage-notFound',
		'v2',
		{ messageId: '3EB0NOTFOUND', fromMe: true, messageAuthor: '' },
	],
	['chat/markRead', 'v2.3.7-phone-line/markMessageAsRead', 'v2', { messageIds: '3A1' }],
	['chat/markRead', 'v1.8.6-phone-line/markMessageAsRead', 'v1', { messageIds: '3A1' }],
];

const ofChat = ([
	what,
	recording,
	version,
	parameters,
]: (typeof chats)[number]): DocumentExample => {
	const [resource, operation] = what.split('/');
	const { method, path, body } = requestOf(recording);
	return {
		title: `${what}, as recorded in ${recording}`,
		sender: `evolutionSend${version.toUpperCase()}`,
		parameters: {
			resource,
			operation,
			instance: located('phone', 'list'),
			sendTo: 'number',
			recipient: '+56912345678',
			apiVersion: version,
			...parameters,
		},
		request: {
			method,
			path: `/evolution-${version}${path}`,
			headers: { 'content-type': 'application/json', apikey: '[hidden]' },
			body,
		},
	};
};

export const documents: DocumentExample[] = [
	...chats.map(ofChat),
	...messages.map(
		([operation, recording, parameters]): DocumentExample => ({
			title: `${operation}, as recorded in ${recording}`,
			sender: 'evolutionSendV2',
			parameters: {
				resource: 'message',
				operation,
				instance: located('phone', 'list'),
				sendTo: 'number',
				recipient: '+56912345678',
				apiVersion: 'v2',
				additionalFields: {},
				...parameters,
			},
			request: {
				path: `/evolution-v2${requestOf(recording).path.replace(/\w+$/, operation === 'sendTemplate' ? 'cap' : 'phone')}`,
				headers: { 'content-type': 'application/json', apikey: '[hidden]' },
				body: bodyOf(recording),
			},
		}),
	),
	example(
		'"Send Contact", the example with every field and both options',
		'v1',
		{ additionalFields: { delay: 123, presence: 'composing' } },
		{
			number: '5531982968010',
			options: { delay: 123, presence: 'composing' },
			contactMessage: [ada],
		},
	),
	example(
		'the request recorded on a server 1.8.6',
		'v1',
		{ additionalFields: { delay: 10 } },
		{ number: '5531982968010', contactMessage: [ada], options: { delay: 10 } },
	),
	example(
		'the request recorded on a server 2.3.6',
		'v2',
		{ additionalFields: { delay: 10 } },
		{ number: '5531982968010', contact: [ada], delay: 10 },
	),
	...(
		[
			['1.8.6', 'v1'],
			['2.3.7', 'v2'],
		] as const
	).map(([release, version]) =>
		example(
			`the body of both versions, as taken by a server ${release}`,
			version,
			{
				recipient: '56912345678',
				contacts: { contact: [{ fullName: 'A', phoneNumber: '+56 9 1234 5678' }] },
				apiVersion: 'auto',
				additionalFields: { delay: 5 },
			},
			recorded(release),
		),
	),
];
