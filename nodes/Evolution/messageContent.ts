import type { JsonObject } from 'n8n-workflow';
import type { MessageType, ReadMessage } from '../shared/contract/event';
import {
	at,
	fieldsOf,
	firstText,
	listOf,
	objectOf,
	textOf,
	type Given,
} from '../shared/lib/jsonAccess';
import { fileOf, locationOf, replyMessage, typeOfFile } from '../shared/webhook/messageParts';

/**
 * What a message of WhatsApp's own protocol says, as Baileys has it and the server passes it on, and
 * what the server makes of one of a WhatsApp Business channel.
 */

/** What comes beside the content and does not belong to it. */
const BESIDE = new Set(['contextInfo', 'messageContextInfo', 'quoted', 'base64', 'mediaUrl']);

const partsOf = (content: Given): Array<[string, Given]> =>
	Object.entries(fieldsOf(content)).filter(([name]) => !BESIDE.has(name));

export interface Opened {
	content: Given;
	/** It replaces an earlier message. */
	isEdit: boolean;
}

/**
 * A message without what WhatsApp wraps around it (it vanishes, is seen once, belongs to an album …):
 * whatever the wrapper is called, it has a whole message in `message`.
 */
export function opened(message: Given): Opened {
	let content = message;
	let isEdit = false;
	for (;;) {
		if (textIn(content) !== null) return { content, isEdit };
		const wrapper = partsOf(content).find(
			([, part]) => Object.keys(fieldsOf(at(part, 'message'))).length > 0,
		);
		if (wrapper === undefined) return { content, isEdit };
		isEdit ||= wrapper[0] === 'editedMessage';
		content = at(wrapper[1], 'message');
	}
}

/** The first text of many values. */
const firstIn = (values: Given[]) => textOf(values.find((value) => textOf(value) !== null));

/** What a person wrote, in whatever form; the buttons below it are left out. */
const TEXTS = [
	['conversation'],
	['extendedTextMessage', 'text'],
	['buttonsMessage', 'contentText'],
	['interactiveMessage', 'body', 'text'],
	['listMessage', 'description'],
	['templateMessage', 'hydratedTemplate', 'hydratedContentText'],
	['templateMessage', 'hydratedFourRowTemplate', 'hydratedContentText'],
	['templateMessage', 'interactiveMessageTemplate', 'body', 'text'],
	['highlyStructuredMessage', 'hydratedHsm', 'hydratedTemplate', 'hydratedContentText'],
];

export const textIn = (content: Given) => firstText(...TEXTS.map((path) => at(content, ...path)));

/** What the readers below look at. */
interface Source {
	content: Given;
	/** Before it was opened: the server puts the file beside the wrapper. */
	message: Given;
	/** Of the whole event. */
	data: Given;
}

type Reader = (source: Source) => ReadMessage | undefined;

/** In this order: the first that finds its kind. */
const READERS: Reader[] = [
	tappedInCloud,
	text,
	file,
	location,
	cards,
	reaction,
	tapped,
	poll,
	order,
	unknown,
];

/**
 * @param data of the event
 * @returns `undefined` where nothing in it was written by a person: keys, notices, what is encrypted
 */
export function contentOf(message: Given, data?: Given): ReadMessage | undefined {
	const source = { content: opened(message).content, message, data };
	for (const read of READERS) {
		const found = read(source);
		if (found !== undefined) return { ...contextOf(source), ...found };
	}
	return undefined;
}

const contextsOf = ({ content, message, data }: Source): Given[] =>
	[data, message, content, ...Object.values(fieldsOf(content))].map((part) =>
		at(part, 'contextInfo'),
	);

/** The message that it quotes, where that came along: phones send it. */
export const quotedIn = (data: Given): Given => {
	const message = at(data, 'message');
	return contextsOf({ content: opened(message).content, message, data })
		.map((context) => at(context, 'quotedMessage'))
		.find((quoted) => quoted !== undefined && quoted !== null);
};

/** What it answers, and the ad that it came from. */
function contextOf(source: Source): ReadMessage {
	const { message } = source;
	const contexts = contextsOf(source);
	const stanzas = contexts.map((context) => at(context, 'stanzaId'));
	return {
		messageId: firstIn([
			...stanzas,
			at(message, 'quoted', 'key', 'id'),
			at(message, 'quoted', 'id'),
			at(message, 'commentMessage', 'targetMessageKey', 'id'),
		]),
		referral: contexts.map(referralOf).find((referral) => referral !== null) ?? null,
	};
}

/** An ad, by the names that Meta gives to the same in `referral`. */
function referralOf(context: Given): JsonObject | null {
	const ad = at(context, 'externalAdReply');
	if (at(ad, 'sourceType') !== 'ad' && textOf(at(ad, 'ctwaClid')) === null) return null;
	const named: Record<string, string | null> = {
		source_url: textOf(at(ad, 'sourceUrl')),
		source_id: textOf(at(ad, 'sourceId')),
		source_type: textOf(at(ad, 'sourceType')),
		headline: textOf(at(ad, 'title')),
		body: textOf(at(ad, 'body')),
		ctwa_clid: textOf(at(ad, 'ctwaClid')),
	};
	return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null));
}

/**
 * A channel of WhatsApp Business gives the label of what was tapped and no more: not its ID, not
 * whether it was a button or a row, and of a form that was filled in nothing at all.
 */
function tappedInCloud({ content, data }: Source): ReadMessage | undefined {
	const type = textOf(at(data, 'messageType'));
	if (at(data, 'key', 'fromMe') === true) return undefined;
	if (type !== 'buttonMessage' && type !== 'interactiveMessage') return undefined;
	const label = textOf(at(content, 'conversation'));
	if (label !== null) return replyMessage('button', null, label);
	return partsOf(content).length === 0 ? replyMessage('flow', null, null) : undefined;
}

function text({ content }: Source): ReadMessage | undefined {
	const found = textIn(content);
	return found === null ? undefined : { type: 'text', text: found };
}

const FILES: Record<string, MessageType> = {
	imageMessage: 'image',
	audioMessage: 'audio',
	videoMessage: 'video',
	ptvMessage: 'video',
	documentMessage: 'document',
	stickerMessage: 'sticker',
};

function typeOfPart(name: string, part: Given): MessageType | undefined {
	if (Object.hasOwn(FILES, name)) return FILES[name];
	const { mimeType } = fileOf(part);
	return mimeType !== null && name.endsWith('Message') ? typeOfFile(mimeType) : undefined;
}

/** An instance of the EVOLUTION channel names the kind beside the message, which is the file itself. */
function flatFile({ message, data }: Source): Array<[string, Given]> {
	const kind = textOf(at(data, 'messageType')) ?? '';
	const isFile = Object.hasOwn(FILES, kind) && at(message, 'mediaUrl') !== undefined;
	return isFile ? [[kind, message]] : [];
}

/**
 * Only `mediaUrl` can be fetched: the `url` of WhatsApp itself leads to an encrypted file. Of what was
 * sent by a link, a channel of WhatsApp Business has the link as the ID.
 */
function file(source: Source): ReadMessage | undefined {
	const { content, message } = source;
	for (const [name, part] of [...partsOf(content), ...flatFile(source)]) {
		const type = typeOfPart(name, part);
		if (type === undefined) continue;
		const { id, mimeType, fileName } = fileOf(part);
		const link = id?.startsWith('http') ? id : null;
		const base64 = firstText(at(message, 'base64'), at(content, 'base64'));
		return {
			type,
			text: textOf(at(part, 'caption')),
			media: {
				id: link === null ? id : null,
				url: firstText(at(message, 'mediaUrl'), at(content, 'mediaUrl'), link),
				mimeType,
				fileName: fileName ?? textOf(at(part, 'title')),
				...(base64 !== null && { base64 }),
			},
		};
	}
	return undefined;
}

function location({ content }: Source): ReadMessage | undefined {
	const given = at(content, 'locationMessage') ?? at(content, 'liveLocationMessage');
	if (given === undefined) return undefined;
	const { degreesLatitude, degreesLongitude, ...words } = fieldsOf(given);
	const place = { ...words, latitude: degreesLatitude, longitude: degreesLongitude };
	const text = firstText(at(given, 'caption'), at(given, 'comment'));
	return { type: 'location', text, location: locationOf(place) };
}

function cards({ content }: Source): ReadMessage | undefined {
	const given = [
		at(content, 'contactMessage'),
		...listOf(at(content, 'contactsArrayMessage', 'contacts')),
		// So it is called in what a channel of WhatsApp Business sent.
		at(content, 'contact'),
	].filter((card) => card !== undefined);
	return given.length === 0 ? undefined : { type: 'contacts', contacts: given.map(cardOf) };
}

const cardOf = (card: Given) => ({
	name: textOf(at(card, 'displayName')),
	phones: [
		...(textOf(at(card, 'vcard')) ?? '').matchAll(/^(?:item\d+\.)?TEL[^:\r\n]*:(.+)$/gm),
	].map(([, phone]) => phone.trim()),
});

function reaction({ content }: Source): ReadMessage | undefined {
	const given = at(content, 'reactionMessage');
	if (given === undefined) return undefined;
	const messageId = textOf(at(given, 'key', 'id'));
	return { type: 'reaction', text: textOf(at(given, 'text')), messageId };
}

/** A tap on a button or a row, in the forms that the phone's protocol has had. */
function tapped({ content }: Source): ReadMessage | undefined {
	const row = at(content, 'listResponseMessage');
	if (row !== undefined) {
		return replyMessage(
			'list',
			textOf(at(row, 'singleSelectReply', 'selectedRowId')),
			textOf(at(row, 'title')),
		);
	}
	const button = at(content, 'buttonsResponseMessage') ?? at(content, 'templateButtonReplyMessage');
	if (button !== undefined) {
		const id = firstText(at(button, 'selectedButtonId'), at(button, 'selectedId'));
		return replyMessage('button', id, textOf(at(button, 'selectedDisplayText')));
	}
	const response = at(content, 'interactiveResponseMessage');
	return response === undefined ? undefined : tappedInFlow(response);
}

/** The native flows that are lists. */
const LISTS = new Set(['single_select', 'menu_options']);

/** The answer to buttons and forms of today's kind: what was chosen is in a JSON text. */
function tappedInFlow(response: Given): ReadMessage {
	const flow = at(response, 'nativeFlowResponseMessage');
	const name = textOf(at(flow, 'name')) ?? '';
	const values = objectOf(at(flow, 'paramsJson')) ?? {};
	const id = textOf(at(values, 'id'));
	const title = firstText(
		at(response, 'body', 'text'),
		at(values, 'display_text'),
		at(values, 'title'),
	);
	if (LISTS.has(name)) return replyMessage('list', id, title);
	const isForm = id === null && name !== 'quick_reply' && Object.keys(values).length > 0;
	return isForm
		? replyMessage('flow', textOf(at(values, 'flow_token')), title, values)
		: replyMessage('button', id, title);
}

/** A vote is encrypted: the server reads those on polls that it knows. */
function poll({ content, data }: Source): ReadMessage | undefined {
	const created = partsOf(content).find(([name]) => name.startsWith('pollCreationMessage'));
	if (created !== undefined) return { type: 'poll', text: textOf(at(created[1], 'name')) };
	const vote = at(content, 'pollUpdateMessage');
	if (vote === undefined) return undefined;
	const options = chosenIn(at(vote, 'vote', 'selectedOptions')) ?? chosenIn(votersIn(data));
	return {
		...replyMessage('poll', null, options?.join(', ') || null, options && { options }),
		messageId: textOf(at(vote, 'pollCreationMessageKey', 'id')),
	};
}

/** The names of options; `undefined` where they are not there, or only as hashes. */
function chosenIn(options: Given): string[] | undefined {
	if (!Array.isArray(options)) return undefined;
	const names = options.flatMap((option) => textOf(option) ?? []);
	return names.length === options.length ? names : undefined;
}

/** Beside the vote, all options with who chose them: of one vote, that is its voter. */
function votersIn(data: Given): Given {
	const options = at(data, 'pollUpdates');
	if (!Array.isArray(options)) return undefined;
	return options
		.filter((option) => listOf(at(option, 'voters')).length > 0)
		.flatMap((option) => textOf(at(option, 'name')) ?? []);
}

/** An order from the catalogue; its picture is left out. */
function order({ content }: Source): ReadMessage | undefined {
	const given = at(content, 'orderMessage');
	if (given === undefined) return undefined;
	const values = Object.entries(fieldsOf(given)).filter(
		([name, value]) => typeof value !== 'object' && name !== 'thumbnail',
	);
	const title = textOf(at(given, 'orderTitle'));
	return {
		...replyMessage('order', textOf(at(given, 'orderId')), title, Object.fromEntries(values)),
		text: firstText(at(given, 'message'), title),
	};
}

/** Where the words of a person are in all that has no reader here: products, events, invitations … */
const WORDS = [
	['text'],
	['body'],
	['body', 'text'],
	['caption'],
	['title'],
	['name'],
	['note'],
	['description'],
	['groupName'],
	['product', 'title'],
	['noteMessage', 'extendedTextMessage', 'text'],
	['noteMessage', 'conversation'],
	['header', 'title'],
];

function unknown({ content }: Source): ReadMessage | undefined {
	const places = [content, ...partsOf(content).map(([, part]) => part)];
	const words = places.flatMap((place) => WORDS.map((path) => at(place, ...path)));
	const found = firstIn(words);
	return found === null ? undefined : { type: 'other', text: found };
}
