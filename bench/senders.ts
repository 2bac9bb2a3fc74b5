import { allSenders, senders } from '../test/providers/providers';
import type { Parameters } from '../test/support/n8n/engine';
import { located } from '../test/support/n8n/located';

/** One kind of message of a node, to a server of the sandbox. */
export interface MessageKind {
	/** Of the node, with the release where there are two. */
	node: string;
	/** As people name it. */
	message: string;
	/** By its name in the samples. */
	sender: string;
	/** In place of those of the sample; each message carries the text of its item somewhere. */
	parameters?: Parameters;
	/** What the binary field of each item has; the name of the file is the text of the item. */
	file?: { mimeType: string; extension: string; begins: string };
	/** Where the recipients have to write first: to which account, as the sandbox names it. */
	answers?: { provider: string; account: string };
}

const TEXT = '={{ $json.text }}';

/** As an ID has it. */
const TEXT_AS_ID = '={{ $json.text.replace(/\\W/g, "") }}';

const pdf = { mimeType: 'application/pdf', extension: 'pdf', begins: '%PDF-1.7' };
const ogg = { mimeType: 'audio/ogg', extension: 'ogg', begins: 'OggS' };

const nodeOf = (sender: string) => senders[sender].title.replace(/ \(.*\)$/, '');

const kindOf = (
	sender: string,
	message: string,
	changed?: Parameters,
	more?: Partial<MessageKind>,
): MessageKind => ({
	node: nodeOf(sender),
	message,
	sender,
	...(changed && { parameters: { ...senders[sender].parameters, ...changed } }),
	...more,
});

const fromN8n = { fileFrom: 'n8n', binaryField: 'data' };
const document = { operation: 'sendMedia', mediaType: 'document', filename: '', caption: TEXT };

/** What both versions of the Evolution API send from a phone. */
const evolution = ['evolutionSendV1', 'evolutionSendV2'].flatMap((sender) => [
	kindOf(sender, 'contact cards', {
		operation: 'sendContacts',
		contacts: { contact: [{ fullName: TEXT, phoneNumber: '+5531999999999' }] },
	}),
	kindOf(sender, 'deletion', {
		operation: 'deleteForEveryone',
		messageId: TEXT_AS_ID,
		fromMe: true,
		messageAuthor: '',
	}),
	kindOf(
		sender,
		'document of n8n, as base64',
		// Version 2 takes a form, unless it is to wait.
		{ ...document, ...fromN8n, additionalFields: { delay: 0 } },
		{ file: pdf },
	),
	kindOf(sender, 'image by link', {
		operation: 'sendMedia',
		mediaType: 'image',
		fileFrom: 'link',
		mediaLink: 'https://example.com/photo.jpg',
		caption: TEXT,
	}),
	kindOf(sender, 'list', {
		operation: 'sendList',
		title: 'Delivery',
		description: TEXT,
		footer: '',
		listButton: 'Choose',
		sections: {
			section: [
				{ title: 'Tomorrow', rows: { row: [{ title: 'Morning', description: '9 to 12' }] } },
			],
		},
	}),
	kindOf(sender, 'location', {
		operation: 'sendLocation',
		latitude: '-33.4489',
		longitude: '-70.6693',
		locationName: TEXT,
		address: '',
	}),
	kindOf(sender, 'poll', {
		operation: 'sendPoll',
		question: TEXT,
		pollOptions: 'Morning\nAfternoon',
		selectableOptions: 1,
	}),
	kindOf(sender, 'reaction', {
		operation: 'sendReaction',
		messageId: TEXT_AS_ID,
		emoji: '👍',
		fromMe: false,
		messageAuthor: '',
	}),
	kindOf(sender, 'template', {
		operation: 'sendTemplate',
		instance: located('cap'),
		templateName: 'order_confirmation',
		language: 'en_US',
		variablesAs: 'fields',
		templateVariables: { body: [{ value: TEXT }] },
	}),
	kindOf(sender, 'text that quotes', { options: { replyTo: TEXT_AS_ID } }),
]);

const documentByLink = {
	messageType: 'document',
	mediaFrom: 'n8n',
	binaryField: 'data',
	caption: TEXT,
};

/** Every node with its usual message, and every further way in which a message may go. */
export const messageKinds: MessageKind[] = [
	...allSenders.map(({ name, title }) =>
		kindOf(name, /\((.*)\)$/.exec(title)?.[1] ?? 'the usual message'),
	),
	...evolution,
	kindOf('evolutionSendV2', 'buttons', {
		operation: 'sendButtons',
		title: TEXT,
		description: '',
		footer: '',
		buttons: { button: [{ type: 'reply', text: 'Yes', value: '' }] },
	}),
	kindOf(
		'evolutionSendV2',
		'document of n8n, as a form',
		{ ...document, ...fromN8n },
		{ file: pdf },
	),
	kindOf(
		'evolutionSendV2',
		'voice message of n8n, as a form',
		{ operation: 'sendAudio', audioType: 'voice', ...fromN8n },
		{ file: ogg },
	),
	kindOf(
		'vambeMessage',
		'text',
		{
			operation: 'sendText',
			recipientBy: 'phone',
			messageText: TEXT,
			pauseAssistant: false,
		},
		{ answers: { provider: 'vambe', account: '1951' } },
	),
	kindOf('vobizSend', 'document of n8n, by link', documentByLink, { file: pdf }),
	kindOf('aisouleSend', 'document of n8n, by link', documentByLink, { file: pdf }),
];
