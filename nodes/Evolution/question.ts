import type { IDataObject } from 'n8n-workflow';
import type { ReadEvent, ReadMessage } from '../shared/contract/event';
import type { ProviderRequest } from '../shared/contract/operation';
import type { AskedQuestion } from '../shared/contract/question';
import { parseJson } from '../shared/lib/json';
import { at, firstText, listOf, textOf, type Given } from '../shared/lib/jsonAccess';
import { opened, quotedIn, textIn } from './messageContent';

/** The chat with one person. */
const PERSON = /^\d+$|@(s\.whatsapp\.net|(hosted\.)?lid)$/;

/** The number of an answer, and nothing else. */
const NUMBER = /^[^\p{L}\p{N}]*\d[^\p{L}\p{N}]*$/u;

/**
 * The question of ours that words may answer. A phone sends along what it quotes, and a WhatsApp Business
 * channel the ID alone, of what was quoted or what has the button; a number without either answers the last
 * message of ours in the chat. Those the server knows: it stores what it sent.
 * @param data of the event
 */
export function questionOf(
	said: ReadMessage,
	data: Given,
	instance: string | null,
): Pick<ReadEvent, 'quoted' | 'questionRequest'> {
	const quoted = quotedIn(data);
	if (quoted !== undefined) return { quoted: questionInMessage(quoted) };
	const key = at(data, 'key');
	if (instance === null) return {};
	if (said.messageId) return { questionRequest: findMessages(instance, { id: said.messageId }) };
	if (isOfVersion1(data)) return {};
	const chat = firstText(
		...['remoteJid', 'remoteJidAlt', 'senderPn']
			.map((name) => at(key, name))
			.filter((id) => textOf(id)?.endsWith('@s.whatsapp.net')),
		at(key, 'remoteJid'),
	);
	return chat !== null && PERSON.test(chat) && NUMBER.test(said.text ?? '')
		? { questionRequest: findMessages(instance, { remoteJid: chat, fromMe: true }) }
		: {};
}

/**
 * It stores in files unless it was given a database, and then knows a message by its ID alone: asked for the
 * last one of a chat, it answers with any, and a number would answer another question.
 */
const isOfVersion1 = (data: Given): boolean => at(data, 'owner') !== undefined;

/** POST /chat/findMessages/{instance}, the newest first. Source: recordings of 1.8.6 and 2.3.7. */
const findMessages = (instance: string, key: IDataObject): ProviderRequest => ({
	method: 'POST',
	path: `/chat/findMessages/${encodeURIComponent(instance)}`,
	body: { where: { key }, page: 1, offset: 1 },
});

/** Reads the answer: a list in version 1, a page of one in version 2. */
export function questionIn(body: Given): AskedQuestion | null {
	const [record] = listOf(at(body, 'messages', 'records') ?? body);
	return at(record, 'key', 'fromMe') === true ? questionInMessage(at(record, 'message')) : null;
}

function questionInMessage(message: Given): AskedQuestion {
	const { content } = opened(message);
	const flow = listOf(at(content, 'interactiveMessage', 'nativeFlowMessage', 'buttons'));
	return {
		text: textIn(content) ?? '',
		buttons: flow.flatMap((button) => {
			const given = parseJson(textOf(at(button, 'buttonParamsJson')) ?? '');
			const [id, title] = [textOf(at(given, 'id')), textOf(at(given, 'display_text'))];
			return id !== null && title !== null ? [{ id, title }] : [];
		}),
	};
}
