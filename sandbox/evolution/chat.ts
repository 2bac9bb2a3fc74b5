import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxMessage } from '../conversations';
import type { Files } from '../files/files';
import { conversationWith, digitsOf } from '../lib/recipient';
import { listAt, textAt, valueAt } from '../lib/jsonAccess';
import { operationOf } from '../provider';
import type { Dialect } from './dialect';
import { EvolutionError } from './evolutionError';
import { groupOf, GROUPS, listedGroup } from './groups';
import {
	instanceNamed,
	NUMBER_LOOKED_UP,
	NUMBER_NOT_ON_WHATSAPP,
	type Instance,
	type OfInstance,
} from './instances';
import { addressOn, jidOf } from './jid';
import type { KnownMessages } from './knownMessages';
import type { MessageStore } from './messageStore';
import { requireMethod } from './notAvailable';
import type { Key } from './outgoing';
import { connectionWords, undefinedRead } from './phone';

type Handler = (request: OfInstance, reply: FastifyReply, instance: Instance) => Promise<unknown>;

/** The kinds of messages whose words can be changed. */
const EDITABLE = ['text', 'image', 'video'];

interface Kept {
	known: KnownMessages;
	store: MessageStore;
	files: Files;
}

/** What is asked and done in chats beside sending messages. */
export function chatOperations(dialect: Dialect, { known, store, files }: Kept) {
	const { chat, sending } = dialect;

	/** An operation that the channel of the instance may not have. */
	const available = (handler: Handler) => async (request: OfInstance, reply: FastifyReply) => {
		const instance = instanceNamed(request.params.instance)!;
		requireMethod(operationOf(request)!, instance, sending.phones);
		return await handler(request, reply, instance);
	};

	const updateMessage: Handler = async ({ body }, _reply, instance) => {
		const key = valueAt(body, 'key') as Key;
		const remoteJid = jidOf(String(valueAt(body, 'number')));
		if (chat.editsKnownOnly) {
			const message = known.withId(key?.id);
			if (!message || !EDITABLE.includes(message.content.type)) {
				throw new EvolutionError(400, ['Message not compatible']);
			}
			if (addressOn(instance, message.content.to!) !== remoteJid) {
				throw new EvolutionError(400, ['RemoteJid does not match']);
			}
		}
		if (instance.state !== 'open') {
			throw chat.editsKnownOnly
				? new EvolutionError(
						500,
						instance.paired ? 'Connection Closed' : undefinedRead('sendMessage'),
					)
				: new EvolutionError(400, [connectionWords(instance, 'sendMessage')]);
		}
		store.edit(instance, key.id, textAt(body, 'text') ?? '');
		return protocolMessage(instance, remoteJid, {
			key,
			type: 'MESSAGE_EDIT',
			editedMessage: { extendedTextMessage: { text: textAt(body, 'text') } },
			timestampMs: String(Date.now()),
		});
	};

	const deleteMessage: Handler = async ({ body }, reply, instance) => {
		const { id, remoteJid, fromMe } = body as unknown as Key;
		if (instance.state !== 'open') {
			throw new EvolutionError(500, [
				'Error while deleting message for everyone',
				connectionWords(instance, 'sendMessage'),
			]);
		}
		const deleted = { key: { remoteJid, fromMe, id }, type: 'REVOKE' };
		return await reply.status(201).send(protocolMessage(instance, remoteJid, deleted));
	};

	function protocolMessage(instance: Instance, remoteJid: string, content: object) {
		return {
			key: { remoteJid, fromMe: true, id: dialect.newMessageId(instance) },
			message: { protocolMessage: content },
			messageTimestamp: String(Math.floor(Date.now() / 1000)),
			status: 'PENDING',
		};
	}

	/** [EV2] what is known by a LID is left out, and the answer is the same. */
	const markMessageAsRead: Handler = async (_request, reply, instance) => {
		if (instance.state !== 'open') {
			throw new EvolutionError(500, [
				'Read messages fail',
				connectionWords(instance, 'readMessages'),
			]);
		}
		return await reply.status(201).send({ message: 'Read messages', read: 'success' });
	};

	const sendPresence: Handler = async ({ body }, reply, instance) => {
		if (instance.state !== 'open') {
			throw new EvolutionError(400, [connectionWords(instance, 'onWhatsApp')]);
		}
		if (digitsOf(valueAt(body, 'number')) === NUMBER_NOT_ON_WHATSAPP) {
			throw new EvolutionError(400, ['[object Object]']);
		}
		const { presence, delay } = chat.presenceIn(body);
		await wait(delay);
		return await reply.status(201).send(chat.presenceShown(presence));
	};

	const whatsappNumbers: Handler = async ({ body }, reply, instance) => {
		const numbers = listAt(body, 'numbers').map(String);
		const isRemembered =
			chat.remembersNumbers && numbers.every((number) => digitsOf(number) === NUMBER_LOOKED_UP);
		if (instance.state !== 'open' && !isRemembered) {
			const { status, body: refusal } = chat.numbersUnanswered(instance);
			return await reply.status(status).send(refusal);
		}
		const isGroup = (number: string) => jidOf(number).endsWith('@g.us');
		// Groups first.
		const ordered = [...numbers.filter(isGroup), ...numbers.filter((number) => !isGroup(number))];
		return ordered.map((number) => ({ ...lookedUp(number), number }));
	};

	function lookedUp(number: string) {
		const jid = jidOf(number);
		if (jid.endsWith('@g.us')) {
			const group = groupOf(jid);
			return { jid, exists: group !== undefined, name: group?.subject };
		}
		// [EV2] version 2 believes every LID, and says the word instead of it.
		if (jid.endsWith('@lid')) {
			return chat.remembersNumbers ? { jid, exists: true, lid: 'lid' } : { jid, exists: false };
		}
		const exists = digitsOf(number) !== NUMBER_NOT_ON_WHATSAPP;
		return { jid, exists, name: known.nameOf(conversationWith(number)) };
	}

	const getBase64: Handler = async ({ body }, reply, instance) => {
		const message = valueAt(body, 'message');
		const answer =
			instance.integration === 'WHATSAPP-BUSINESS' ? fileOfCloud(message) : fileOfPhone(message);
		return await reply.status(201).send(answer);
	};

	function fileOfPhone(asked: unknown) {
		const message = known.withId(textAt(asked, 'key', 'id') ?? '');
		if (!message) throw new EvolutionError(400, ['Message not found']);
		const file = fileOf(message);
		if (!file) throw new EvolutionError(400, ['The message is not of the media type']);
		const { bytes, fileName, mimeType } = file;
		return {
			mediaType: `${message.content.type}Message`,
			fileName,
			caption: message.content.text ?? undefined,
			mimetype: mimeType,
			base64: bytes.toString('base64'),
			...chat.fileShown(bytes),
		};
	}

	/** Of what the request itself has of the message: of Meta's ID, the file. */
	function fileOfCloud(asked: unknown) {
		const messageType = textAt(asked, 'messageType');
		if (messageType === null) {
			throw new EvolutionError(400, [`TypeError: ${undefinedRead('includes')}`]);
		}
		const media = valueAt(asked, 'message', messageType);
		const text = (name: string) => textAt(media, name) ?? undefined;
		return {
			mediaType: messageType,
			fileName: text('fileName') ?? text('filename'),
			caption: text('caption'),
			size: {},
			mimetype: text('mime_type'),
			base64:
				textAt(asked, 'message', 'base64') ??
				(chat.fetchesFiles ? fetched(text('id') ?? '') : undefined),
		};
	}

	function fetched(mediaId: string): string {
		const message = known.withMedia(mediaId);
		const file = message && fileOf(message);
		if (file) return file.bytes.toString('base64');
		throw new EvolutionError(400, ['AxiosError: Request failed with status code 404']);
	}

	function fileOf({ content }: SandboxMessage) {
		if (!('media' in content)) return undefined;
		const { link, fetched: own } = content.media;
		return files.at(own?.state === 'kept' ? own.link : (link ?? ''));
	}

	const findMessages: Handler = async ({ body }, _reply, instance) =>
		chat.foundMessages(store.of(instance), body, instance);

	const fetchAllGroups: Handler = async (request, _reply, instance) => {
		const { getParticipants } = (request as FastifyRequest).query as { getParticipants?: string };
		if (!getParticipants) {
			throw new EvolutionError(400, ['The getParticipants needs to be informed in the query']);
		}
		if (instance.state !== 'open') {
			const words = instance.paired
				? 'Connection Closed'
				: 'Cannot convert undefined or null to object';
			throw new EvolutionError(500, words);
		}
		const participants = getParticipants === 'true';
		const { communities } = chat;
		return GROUPS.map((group) => listedGroup(group, { communities, participants }));
	};

	const operations = {
		updateMessage,
		deleteMessage,
		markMessageAsRead,
		sendPresence,
		whatsappNumbers,
		getBase64,
		findMessages,
		fetchAllGroups,
	};
	return Object.fromEntries(
		Object.entries(operations).map(([name, handler]) => [name, available(handler)]),
	);
}
