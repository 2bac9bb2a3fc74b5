import { randomBytes, randomUUID } from 'node:crypto';
import { listAt, objectAt, textAt, valueAt } from '../lib/jsonAccess';
import { uuidOf } from '../lib/uuid';
import { is2xx } from '../webhooks/inbound';
import type { Webhook } from '../webhooks/webhooks';
import { cloudMessage, type CloudMessage } from './cloud';
import { refusalBody, type Dialect, type Dispatch } from './dialect';
import { foundInPages } from './findMessages';
import { isUrl } from './givenFile';
import type { Instance } from './instances';
import type { StoredMessage } from './messageStore';
import { phoneMessage, quotedIn, type Writing } from './phone';
import { webhookEvents } from './webhookEvents';

const CREATED = '2026-11-20T03:33:37.064Z';

/** Such as Evolution's database gives to its rows. */
const rowId = (uuid: string) => `cm${uuid.replace(/\W/g, '').slice(0, 23)}`;

const row = (webhook: Webhook, instance: Instance) => ({
	id: rowId(webhook.id),
	url: webhook.url,
	headers: webhook.headers,
	enabled: webhook.enabled,
	events: webhook.events,
	webhookByEvents: webhook.byEvents,
	webhookBase64: webhook.base64,
	createdAt: webhook.createdAt,
	updatedAt: webhook.updatedAt,
	instanceId: instance.id,
});

function headersIn(body: unknown): Record<string, string> | undefined {
	if (valueAt(body, 'webhook', 'headers') === undefined) return undefined;
	const headers = Object.entries(objectAt(body, 'webhook', 'headers'));
	return Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
}

/** What the number look-up of a phone that lost its connection answers. */
const CONNECTION_CLOSED = {
	data: null,
	isBoom: true,
	isServer: false,
	output: {
		statusCode: 428,
		payload: { statusCode: 428, error: 'Precondition Required', message: 'Connection Closed' },
		headers: {},
	},
};

const VERSION = '2.3.7';

/** The name of a phone's own messages, in the language of the servers. */
const OWN_NAME = 'Você';

export const welcomeOfV2 = (version: string) => ({
	status: 200,
	message: 'Welcome to the Evolution API, it is working!',
	version,
	clientName: 'sandbox',
	documentation: 'https://doc.evolution-api.com',
	whatsappWebVersion: '2.3000.1027934701',
});

const WRITING: Writing = {
	bytes: (bytes) => ({ ...bytes }),
	long: (low) => ({ low, high: 0, unsigned: true }),
	time: (low) => ({ low, high: 0, unsigned: false }),
	audioType: 'audio/ogg; codecs=opus',
	listType: 2,
	filledIn: true,
};

/** What comes with a message of a phone; in a group, whom it mentions and quotes alone. */
function contextOf({ remoteJid, outgoing, quoted, mentioned }: Dispatch): object | null {
	const quote = quotedIn(quoted);
	if (remoteJid.endsWith('@g.us')) {
		const mentions = mentioned.length > 0 ? { mentionedJid: mentioned } : null;
		return mentions || quote ? { ...mentions, ...quote } : null;
	}
	return {
		mentionedJid: [],
		groupMentions: [],
		...(['audio', 'sticker'].includes(outgoing.kind) && { statusAttributions: [] }),
		ephemeralSettingTimestamp: { low: 1795443161, high: 0, unsigned: false },
		disappearingMode: { initiator: 0 },
		...quote,
	};
}

/** The kinds that come without a context of their own. */
const WITHOUT_CONTEXT = ['reaction', 'buttons'];

/** `message` and `contextInfo` of what a phone sent. */
function ofPhone(dispatch: Dispatch): { message: Record<string, object>; contextInfo?: object } {
	const { outgoing } = dispatch;
	if (outgoing.kind === 'text') {
		const contextInfo = contextOf(dispatch);
		const message = { conversation: outgoing.text } as unknown as Record<string, object>;
		return { message, ...(contextInfo && { contextInfo }) };
	}
	const message = phoneMessage(outgoing, WRITING);
	const contextInfo = WITHOUT_CONTEXT.includes(outgoing.kind) ? null : contextOf(dispatch);
	if (!contextInfo) return { message };
	const [carrier] = Object.keys(message);
	const withContext = { ...message, [carrier]: { ...message[carrier], contextInfo } };
	return outgoing.kind === 'poll'
		? { message: withContext }
		: { message: withContext, contextInfo };
}

/** [EV2] the channel that is not WhatsApp keeps a file by its address, or in its own storage. */
function ofChannel({ outgoing, quoted }: Dispatch): CloudMessage {
	const quote = quoted && { quoted: { id: quoted.id } };
	switch (outgoing.kind) {
		case 'text':
			return { messageType: 'conversation', message: { conversation: outgoing.text, ...quote } };
		case 'buttons': {
			const { kind, ...message } = outgoing;
			return { messageType: `${kind.slice(0, -1)}Message`, message: { ...message, ...quote } };
		}
		case 'media':
		case 'audio': {
			const { source, upload } = outgoing.file;
			const mediaUrl = !upload && isUrl(source) ? source : null;
			const type = outgoing.kind === 'audio' ? 'audio' : outgoing.mediaType;
			return { messageType: `${type}Message`, message: { mediaUrl, ...quote } };
		}
		default:
			throw new Error(`The channel sends no ${outgoing.kind}`);
	}
}

/** A message as the database has it. */
function recordOf({ told, statuses }: StoredMessage, { integration }: Instance) {
	const { key, pushName, messageType, message, messageTimestamp, source, contextInfo } = told;
	const isPhones = integration === 'WHATSAPP-BAILEYS' && key.fromMe;
	return {
		id: rowId(uuidOf(key.id)),
		key,
		pushName: pushName ?? (isPhones ? OWN_NAME : null),
		messageType,
		message,
		messageTimestamp,
		instanceId: told.instanceId,
		source,
		contextInfo: contextInfo ?? null,
		MessageUpdate: statuses.map((status) => ({ status })),
	};
}

export const v2: Dialect = {
	version: VERSION,
	specification: 'openapi-v2.yaml',
	hasLicence: true,
	instanceKeyMayList: true,
	welcome: () => welcomeOfV2(VERSION),
	sending: {
		fieldsIn: (_operation, body) => body,
		takesForms: true,
		optionsIn(body) {
			const id = textAt(body, 'quoted', 'key', 'id');
			return {
				quoted: id === null ? null : { id, message: valueAt(body, 'quoted', 'message') },
				mentioned: {
					// A form has texts alone, and any counts as a yes.
					everyone: Boolean(valueAt(body, 'mentionsEveryOne')),
					numbers: listAt(body, 'mentioned').map(String),
				},
				delay: Number(valueAt(body, 'delay') ?? 0),
			};
		},
		// Measured of contacts; a reaction has no options.
		waitsFor: (kind) => kind !== 'contacts' && kind !== 'reaction',
		audioWords: 'Owned media must be a url, base64, or valid file with buffer',
		takesBackReactions: true,
		cloud: { linksOnly: false, rowsNeedDescription: true },
		phones: {
			sendButtons: true,
			sendStickers: true,
			audioNeedsOptions: false,
			endOnBadAudio: true,
		},
	},
	chat: {
		editsKnownOnly: true,
		presenceShown: (presence) => ({ presence }),
		presenceIn: (body) => ({
			presence: textAt(body, 'presence') ?? '',
			delay: Number(valueAt(body, 'delay') ?? 0),
		}),
		readMessagesIn: (body) => listAt(body, 'readMessages'),
		communities: true,
		numbersUnanswered: ({ paired }) => ({ status: 400, body: paired ? CONNECTION_CLOSED : {} }),
		remembersNumbers: true,
		barelyRefused: ['whatsappNumbers'],
		fetchesFiles: true,
		storedOf: (sent) => sent,
		foundMessages: (newestFirst, query, instance) =>
			foundInPages(newestFirst, query, (stored) => recordOf(stored, instance)),
		fileShown: ({ length }) => ({
			size: { fileLength: { low: length, high: 0, unsigned: true } },
			buffer: null,
		}),
	},
	listed: ({ id, name, token, integration, state, number, businessId, ownerJid, profileName }) => ({
		id,
		name,
		connectionStatus: state,
		ownerJid,
		profileName,
		profilePicUrl: null,
		integration,
		number,
		businessId,
		token,
		clientName: 'sandbox',
		disconnectionReasonCode: null,
		disconnectionObject: null,
		disconnectionAt: null,
		createdAt: CREATED,
		updatedAt: CREATED,
		Chatwoot: null,
		Proxy: null,
		Rabbitmq: null,
		Nats: null,
		Sqs: null,
		Websocket: null,
		Setting: {
			id: rowId(id),
			rejectCall: false,
			msgCall: '',
			groupsIgnore: false,
			alwaysOnline: false,
			readMessages: false,
			readStatus: false,
			syncFullHistory: false,
			wavoipToken: '',
			createdAt: CREATED,
			updatedAt: CREATED,
			instanceId: id,
		},
		_count: { Message: 0, Contact: 0, Chat: 0 },
	}),
	notListed: (instanceName) => ({
		status: 404,
		body: refusalBody(404, [`Instance "${instanceName}" not found`], 'Not Found'),
	}),
	newMessageId({ integration }) {
		if (integration === 'WHATSAPP-BUSINESS') {
			return `wamid.${randomBytes(18).toString('base64url')}`;
		}
		if (integration === 'EVOLUTION') return randomUUID();
		return `3EB0${randomBytes(9).toString('hex').toUpperCase()}`;
	},
	placeOf: ({ id, integration }) => ({
		source: integration === 'WHATSAPP-BAILEYS' ? 'android' : 'unknown',
		instanceId: id,
	}),
	ofCloud: { timestampIsText: false, contextIsBeside: true, tellsTaps: true },
	keepsTextKind: false,
	votesAreUpdates: false,
	buttonsAreFlow: true,
	updated: ({ instance, messageId, remoteJid, status }) => ({
		// Of its own table; `keyId` is WhatsApp's.
		messageId: rowId(uuidOf(messageId)),
		keyId: messageId,
		remoteJid,
		// Recorded: false on the Cloud API, although the message is ours.
		fromMe: instance.integration !== 'WHATSAPP-BUSINESS',
		participant: remoteJid,
		status,
		instanceId: instance.id,
	}),
	webhook: {
		wanted: (body) => ({
			url: textAt(body, 'webhook', 'url') ?? '',
			enabled: valueAt(body, 'webhook', 'enabled') === true,
			headers: headersIn(body),
			byEvents: valueAt(body, 'webhook', 'byEvents') as boolean | undefined,
			base64: valueAt(body, 'webhook', 'base64') as boolean | undefined,
			events: valueAt(body, 'webhook', 'events') as string[] | undefined,
		}),
		set: row,
		found: (webhook, instance) => (webhook ? row(webhook, instance) : null),
		events: webhookEvents('openapi-v2.yaml'),
		retries: {
			waits: [5, 10, 20, 40, 80, 160, 300, 300, 300],
			timeoutSeconds: 30,
			final: [400, 401, 403, 404, 422],
			takes: is2xx,
		},
	},
	sent(dispatch) {
		const { instance, remoteJid, outgoing, quoted } = dispatch;
		const key = { fromMe: true, id: v2.newMessageId(instance), remoteJid };
		const messageTimestamp = Math.floor(Date.now() / 1000);
		const place = { messageTimestamp, instanceId: instance.id };
		if (instance.integration === 'WHATSAPP-BAILEYS') {
			const { message, contextInfo } = ofPhone(dispatch);
			return {
				key: outgoing.kind === 'buttons' ? { ...key, participant: remoteJid } : key,
				pushName: OWN_NAME,
				status: 'PENDING',
				message,
				...(contextInfo && { contextInfo }),
				messageType: Object.keys(message).at(-1),
				...place,
				source: 'web',
			};
		}
		if (instance.integration === 'EVOLUTION') {
			return { key, ...ofChannel(dispatch), ...place, source: 'unknown' };
		}
		const { messageType, message } = cloudMessage(dispatch);
		return {
			key,
			message: { ...message, ...(quoted && { contextInfo: { stanzaId: quoted.id } }) },
			messageType,
			...place,
			status: 'PENDING',
			source: 'unknown',
		};
	},
	// Recorded: HTTP 201, and no `key`.
	rejectedByMeta: ({ code, message, details, transient }) => ({
		status: 201,
		body: {
			message,
			type: 'OAuthException',
			code,
			...(details !== undefined && {
				error_data: { messaging_product: 'whatsapp', details },
			}),
			fbtrace_id: randomBytes(17).toString('base64url'),
			...(transient && { is_transient: true }),
		},
	}),
	afterSending: {
		'out-type-error': "TypeError: Cannot read properties of undefined (reading 'message')",
		'out-not-stored':
			'PrismaClientKnownRequestError: \nInvalid `this.prismaRepository.message.create()` invocation in\n/evolution/src/api/integrations/channel/meta/whatsapp.business.service.ts:1166:43\n\nThe table `public.Message` does not exist in the current database.',
		'out-connection-closed': 'Error: Connection Closed',
		'out-timed-out': 'Error: Timed Out',
	},
};
