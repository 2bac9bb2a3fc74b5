import { randomBytes, randomUUID } from 'node:crypto';
import { listAt, objectAt, textAt, valueAt } from '../lib/jsonAccess';
import { uuidOf } from '../lib/uuid';
import { is2xx } from '../webhooks/inbound';
import type { Webhook } from '../webhooks/webhooks';
import { refusalBody, type Dialect, type Quoted } from './dialect';
import type { Instance } from './instances';
import { contactMessage, contactsArrayMessage, type Contact } from './vcard';
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

const VERSION = '2.3.7';

export const welcomeOfV2 = (version: string) => ({
	status: 200,
	message: 'Welcome to the Evolution API, it is working!',
	version,
	clientName: 'sandbox',
	documentation: 'https://doc.evolution-api.com',
	whatsappWebVersion: '2.3000.1027934701',
});

/** What comes beside a message of a phone. */
const contextOf = (quoted: Quoted | null) => ({
	mentionedJid: [],
	groupMentions: [],
	ephemeralSettingTimestamp: { low: 1795443161, high: 0, unsigned: false },
	disappearingMode: { initiator: 0 },
	...(quoted && { participant: '', stanzaId: quoted.id, quotedMessage: quoted.message }),
});

function messageOf(content: Contact[] | string, cloud: boolean): object {
	if (typeof content === 'string') return { conversation: content };
	if (content.length > 1) return { contactsArrayMessage: contactsArrayMessage(content) };
	return { [cloud ? 'contact' : 'contactMessage']: contactMessage(content[0]) };
}

export const v2: Dialect = {
	version: VERSION,
	specification: 'openapi-v2.yaml',
	hasLicence: true,
	instanceKeyMayList: true,
	welcome: () => welcomeOfV2(VERSION),
	contactsIn: (body) => listAt(body, 'contact') as Contact[],
	textIn: (body) => textAt(body, 'text') ?? '',
	quotedIn(body) {
		const id = textAt(body, 'quoted', 'key', 'id');
		return id === null ? null : { id, message: valueAt(body, 'quoted', 'message') };
	},
	// Measured: not on the Cloud API, and not for contacts.
	delayIn: (body, { instance, content }) =>
		instance.integration === 'WHATSAPP-BUSINESS' || typeof content !== 'string'
			? 0
			: Number(valueAt(body, 'delay') ?? 0),
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
	timestampIsText: false,
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
	sent({ instance, remoteJid, content, quoted }) {
		const key = { fromMe: true, id: v2.newMessageId(instance), remoteJid };
		const messageTimestamp = Math.floor(Date.now() / 1000);
		const place = { messageTimestamp, instanceId: instance.id };
		if (instance.integration === 'WHATSAPP-BAILEYS') {
			const message = messageOf(content, false);
			return {
				key,
				// Of a server's own messages, in its own language.
				pushName: 'Você',
				status: 'PENDING',
				message,
				contextInfo: contextOf(quoted),
				messageType: Object.keys(message)[0],
				...place,
				source: 'web',
			};
		}
		const cloud = instance.integration === 'WHATSAPP-BUSINESS';
		return {
			key,
			message: {
				...messageOf(content, cloud),
				...(quoted &&
					(cloud ? { contextInfo: { stanzaId: quoted.id } } : { quoted: { id: quoted.id } })),
			},
			messageType: 'conversation',
			...place,
			...(cloud && { status: 'PENDING' }),
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
