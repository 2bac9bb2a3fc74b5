import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { uploadsOf } from '../http/forms';
import { textAt, valueAt } from '../lib/jsonAccess';
import { operationOf } from '../provider';
import { isOutsideWindow, requireOfCloud } from './cloud';
import { requireSendable } from './controllers';
import type { Dialect, Dispatch, Quoted, SendOptions } from './dialect';
import { EvolutionError } from './evolutionError';
import { groupOf } from './groups';
import { instanceNamed, type OfInstance } from './instances';
import { addressOn, jidOf } from './jid';
import type { KnownMessages } from './knownMessages';
import type { MessageStore } from './messageStore';
import { metaError, OUTSIDE_WINDOW } from './metaErrors';
import { requireMethod } from './notAvailable';
import { outgoingOf, SENDS, type Outgoing, type SendName } from './outgoing';
import { requireOfPhone, ServerEnded } from './phone';

/** What a request wants to send, and to whom. */
export function readSending(
	dialect: Dialect,
	operation: SendName,
	request: FastifyRequest,
): { outgoing: Outgoing; number: string } {
	const { body } = request;
	const fields = dialect.sending.fieldsIn(operation, body);
	const outgoing = outgoingOf(operation, fields, uploadsOf(request).at(0));
	const number =
		outgoing.kind === 'reaction' ? textAt(outgoing.key, 'remoteJid') : valueAt(body, 'number');
	return { outgoing, number: String(number ?? '') };
}

/** The operations that send a message. */
export function sendOperations(dialect: Dialect, known: KnownMessages, store: MessageStore) {
	async function send(request: OfInstance, reply: FastifyReply) {
		const operation = operationOf(request) as SendName;
		const { body, params } = request;
		const instance = instanceNamed(params.instance)!;
		const { outgoing, number } = readSending(dialect, operation, request);
		const { sending } = dialect;
		requireSendable(outgoing, sending);
		requireMethod(operation, instance, sending.phones);
		const { delay, ...options } = sending.optionsIn(body);
		const remoteJid = addressOn(instance, number);
		const dispatch: Dispatch = {
			instance,
			remoteJid,
			outgoing,
			quoted: options.quoted,
			mentioned: mentionedIn(options, remoteJid),
		};
		switch (instance.integration) {
			case 'WHATSAPP-BUSINESS':
				requireOfCloud(outgoing, dialect);
				if (isOutsideWindow(outgoing, number)) {
					const { status, body: refusal } = dialect.rejectedByMeta(metaError(OUTSIDE_WINDOW));
					return await reply.status(status).send(refusal);
				}
				break;
			case 'EVOLUTION':
				if (outgoing.kind === 'audio' && !outgoing.file.upload) {
					throw new EvolutionError(500, 'File or buffer is undefined.');
				}
				await wait(delay);
				break;
			case 'WHATSAPP-BAILEYS':
				if (operation === 'sendWhatsAppAudio' && sending.phones.audioNeedsOptions) {
					requireOptions(body);
				}
				requirePhone(dispatch, number, request);
				dispatch.quoted = quotedByPhone(options.quoted);
				if (sending.waitsFor(outgoing.kind)) await wait(delay);
		}
		const sent = dialect.sent(dispatch);
		store.add(instance, dialect.chat.storedOf(sent, instance));
		return await reply.status(201).send(sent);
	}

	function requirePhone(dispatch: Dispatch, number: string, { raw }: FastifyRequest) {
		try {
			requireOfPhone(dispatch, number, dialect.sending.phones);
		} catch (error) {
			if (error instanceof ServerEnded) raw.socket.resetAndDestroy();
			throw error;
		}
	}

	/** A phone quotes what it finds in its store, or what the request has of it; else nothing. */
	function quotedByPhone(quoted: Quoted | null): Quoted | null {
		if (!quoted || quoted.message !== undefined) return quoted;
		const message = known.withId(quoted.id);
		return message ? { id: quoted.id, message: { conversation: message.content.text } } : null;
	}

	return Object.fromEntries(SENDS.map((operation) => [operation, send])) as Record<
		SendName,
		typeof send
	>;
}

function requireOptions(body: unknown) {
	if (valueAt(body, 'options') !== undefined) return;
	throw new EvolutionError(500, "Cannot set properties of undefined (setting 'encoding')");
}

/** Nobody is mentioned outside of groups. */
function mentionedIn({ mentioned }: Pick<SendOptions, 'mentioned'>, remoteJid: string): string[] {
	if (!remoteJid.endsWith('@g.us')) return [];
	return mentioned.everyone ? (groupOf(remoteJid)?.members ?? []) : mentioned.numbers.map(jidOf);
}
