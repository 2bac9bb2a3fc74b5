import { randomBytes } from 'node:crypto';
import { listAt, objectAt, textAt, valueAt } from '../lib/jsonAccess';
import { is2xx } from '../webhooks/inbound';
import type { Webhook } from '../webhooks/webhooks';
import { cloudMessage } from './cloud';
import { refusalBody, type Dialect, type Dispatch } from './dialect';
import { foundInFiles } from './findMessages';
import type { ToldMessage } from './messageStore';
import type { SendName } from './outgoing';
import { phoneMessage, quotedIn, undefinedRead, type Writing } from './phone';
import { webhookEvents } from './webhookEvents';

const seconds = () => Math.floor(Date.now() / 1000);

const row = ({ enabled, url, byEvents, base64, events }: Webhook) => ({
	enabled,
	url,
	webhook_by_events: byEvents,
	webhook_base64: base64,
	events,
});

/** Where the message is in a body. */
const FIELD: Record<SendName, string> = {
	sendText: 'textMessage',
	sendContact: 'contactMessage',
	sendMedia: 'mediaMessage',
	sendWhatsAppAudio: 'audioMessage',
	sendSticker: 'stickerMessage',
	sendLocation: 'locationMessage',
	sendReaction: 'reactionMessage',
	sendPoll: 'pollMessage',
	sendButtons: 'buttonMessage',
	sendList: 'listMessage',
	sendTemplate: 'templateMessage',
};

function fieldsIn(operation: SendName, body: unknown): unknown {
	const message = valueAt(body, FIELD[operation]);
	switch (operation) {
		case 'sendContact':
			return { contact: message };
		case 'sendSticker':
			return { sticker: valueAt(message, 'image') };
		case 'sendButtons':
			return {
				...objectAt(message),
				footer: valueAt(message, 'footerText'),
				buttons: listAt(message, 'buttons').map((button) => ({
					type: 'reply',
					displayText: textAt(button, 'buttonText') ?? undefined,
					id: textAt(button, 'buttonId') ?? undefined,
				})),
			};
		default:
			return message;
	}
}

const WRITING: Writing = {
	bytes: (bytes) => bytes.toString('base64'),
	long: String,
	time: String,
	audioType: 'audio/mp4',
	listType: 'PRODUCT_LIST',
	filledIn: false,
};

/** The kinds that Baileys puts no context into, unless they quote. */
const WITHOUT_CONTEXT = ['text', 'audio', 'reaction', 'poll'];

function messageOf({ outgoing, quoted }: Dispatch): object {
	const message =
		outgoing.kind === 'text'
			? { extendedTextMessage: { text: outgoing.text } }
			: phoneMessage(outgoing, WRITING);
	if (!quoted && WITHOUT_CONTEXT.includes(outgoing.kind)) return message;
	return Object.fromEntries(
		Object.entries(message).map(([name, content]) => [
			name,
			{ ...content, contextInfo: quotedIn(quoted) ?? {} },
		]),
	);
}

/** The kinds of which a channel WHATSAPP-BUSINESS tells nothing but the ID. */
const UNTOLD = ['contacts', 'location', 'reaction'];

export const v1: Dialect = {
	version: '1.8.6',
	specification: 'openapi-v1.yaml',
	hasLicence: false,
	instanceKeyMayList: false,
	welcome: (serverUrl) => ({
		status: 200,
		message: 'Welcome to the Evolution API, it is working!',
		version: '1.8.6',
		swagger: `${serverUrl}/docs`,
		manager: `${serverUrl}/manager`,
		documentation: 'https://doc.evolution-api.com',
	}),
	sending: {
		fieldsIn,
		takesForms: false,
		optionsIn(body) {
			const quotedId = textAt(body, 'options', 'quoted', 'key', 'id');
			return {
				quoted:
					quotedId === null
						? null
						: { id: quotedId, message: valueAt(body, 'options', 'quoted', 'message') },
				mentioned: {
					everyone: valueAt(body, 'options', 'mentions', 'everyOne') === true,
					numbers: listAt(body, 'options', 'mentions', 'mentioned').map(String),
				},
				delay: Number(valueAt(body, 'options', 'delay') ?? 0),
			};
		},
		waitsFor: (kind) => kind !== 'reaction',
		audioWords: 'Owned media must be a url or base64',
		takesBackReactions: false,
		cloud: { linksOnly: true, defaultType: 'application/octet-stream', rowsNeedDescription: false },
		phones: {
			sendButtons: false,
			sendStickers: false,
			audioNeedsOptions: true,
			endOnBadAudio: false,
		},
	},
	chat: {
		editsKnownOnly: false,
		presenceShown: () => undefined,
		presenceIn: (body) => ({
			presence: textAt(body, 'options', 'presence') ?? '',
			delay: Number(valueAt(body, 'options', 'delay') ?? 0),
		}),
		readMessagesIn: (body) => listAt(body, 'read_messages'),
		communities: false,
		numbersUnanswered: ({ paired }) => ({
			status: 500,
			body: refusalBody(
				500,
				paired ? 'Connection Closed' : undefinedRead('onWhatsApp'),
				'Internal Server Error',
			),
		}),
		remembersNumbers: false,
		barelyRefused: [],
		fetchesFiles: false,
		storedOf(sent, instance) {
			if (instance.integration === 'WHATSAPP-BUSINESS') return sent;
			const { key, message, messageTimestamp } = sent as ToldMessage;
			const [messageType, content] = Object.entries(message!).at(-1)!;
			return {
				key,
				pushName: '',
				message,
				contextInfo: valueAt(content, 'contextInfo') ?? null,
				messageType,
				// As its library writes long numbers.
				messageTimestamp: { low: Number(messageTimestamp), high: 0, unsigned: true },
				owner: instance.name,
				source: 'web',
			};
		},
		foundMessages: foundInFiles,
		fileShown: ({ length }) => ({ size: { fileLength: String(length) } }),
	},
	listed: ({ name, id, token, integration, state, number, ownerJid, profileName }, serverUrl) => ({
		instance: {
			instanceName: name,
			instanceId: id,
			...(ownerJid && { owner: ownerJid }),
			...(state === 'open' && { profileName: profileName ?? 'not loaded', profileStatus: '' }),
			status: state,
			serverUrl,
			apikey: token,
			integration: {
				integration,
				...(number && { number }),
				token,
				webhook_wa_business: `${serverUrl}/webhook/whatsapp/${name}`,
			},
		},
	}),
	notListed: (instanceName) => ({
		status: 500,
		body: { error: true, message: [`Instance "${instanceName}" not found`] },
	}),
	newMessageId: ({ integration }) =>
		integration === 'WHATSAPP-BUSINESS'
			? `wamid.${randomBytes(18).toString('base64url')}`
			: `BAE5${randomBytes(6).toString('hex').toUpperCase()}`,
	placeOf: ({ name, integration }) => ({
		owner: name,
		...(integration === 'WHATSAPP-BAILEYS' && { source: 'android' }),
	}),
	ofCloud: { timestampIsText: true, contextIsBeside: false, tellsTaps: false },
	keepsTextKind: true,
	votesAreUpdates: true,
	buttonsAreFlow: false,
	updated: ({ instance, messageId, remoteJid, status, at }) => ({
		id: messageId,
		remoteJid,
		// Recorded: false on the Cloud API, although the message is ours.
		fromMe: instance.integration !== 'WHATSAPP-BUSINESS',
		status,
		datetime: at.getTime(),
		owner: instance.name,
	}),
	webhook: {
		wanted: (body) => ({
			url: textAt(body, 'url') ?? '',
			enabled: valueAt(body, 'enabled') === true,
			byEvents: valueAt(body, 'webhook_by_events') as boolean | undefined,
			base64: valueAt(body, 'webhook_base64') as boolean | undefined,
			events: valueAt(body, 'events') as string[] | undefined,
		}),
		set: (webhook, { name }) => ({ webhook: { instanceName: name, webhook: row(webhook) } }),
		found: (webhook) => (webhook ? row(webhook) : {}),
		events: webhookEvents('openapi-v1.yaml'),
		retries: {
			waits: Array<number>(9).fill(30),
			timeoutSeconds: 30,
			final: [],
			takes: is2xx,
		},
	},
	sent(dispatch) {
		const { instance, remoteJid, outgoing, quoted } = dispatch;
		if (instance.integration === 'WHATSAPP-BAILEYS') {
			return {
				key: { remoteJid, fromMe: true, id: v1.newMessageId(instance) },
				message: messageOf(dispatch),
				messageTimestamp: String(seconds()),
				status: 'PENDING',
			};
		}
		const { messageType, message } = cloudMessage(dispatch, v1.sending.cloud.defaultType);
		const isTold = !UNTOLD.includes(outgoing.kind);
		return {
			key: { fromMe: true, id: v1.newMessageId(instance), remoteJid },
			...(isTold && {
				message: { ...message, ...(quoted && { contextInfo: { stanzaId: quoted.id } }) },
			}),
			messageType: isTold ? messageType : 'conversation',
			messageTimestamp: seconds(),
			owner: instance.name,
		};
	},
	rejectedByMeta: ({ message }) => ({
		status: 400,
		body: refusalBody(400, [message], 'Bad Request'),
	}),
	afterSending: {
		'out-type-error': "TypeError: Cannot read properties of undefined (reading 'data')",
		'out-connection-closed': 'Error: Connection Closed',
		'out-timed-out': 'Error: Timed Out',
	},
};
