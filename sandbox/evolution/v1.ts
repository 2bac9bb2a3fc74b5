import { randomBytes } from 'node:crypto';
import { listAt, textAt, valueAt } from '../lib/jsonAccess';
import { is2xx } from '../webhooks/inbound';
import type { Webhook } from '../webhooks/webhooks';
import { refusalBody, type Dialect } from './dialect';
import { contactMessage, contactsArrayMessage, type Contact } from './vcard';
import { webhookEvents } from './webhookEvents';

const seconds = () => Math.floor(Date.now() / 1000);

const row = ({ enabled, url, byEvents, base64, events }: Webhook) => ({
	enabled,
	url,
	webhook_by_events: byEvents,
	webhook_base64: base64,
	events,
});

function messageOf(content: Contact[] | string): object {
	if (typeof content === 'string') return { extendedTextMessage: { text: content } };
	return content.length === 1
		? { contactMessage: { ...contactMessage(content[0]), contextInfo: {} } }
		: { contactsArrayMessage: { ...contactsArrayMessage(content), contextInfo: {} } };
}

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
	contactsIn: (body) => listAt(body, 'contactMessage') as Contact[],
	textIn: (body) => textAt(body, 'textMessage', 'text') ?? '',
	quotedIn: () => null,
	// Of what a Cloud API instance was asked to wait, nothing was seen.
	delayIn: (body, { instance }) =>
		instance.integration === 'WHATSAPP-BUSINESS'
			? 0
			: Number(valueAt(body, 'options', 'delay') ?? 0),
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
	timestampIsText: true,
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
	sent({ instance, remoteJid, content }) {
		if (instance.integration !== 'WHATSAPP-BAILEYS') {
			return {
				key: { fromMe: true, id: v1.newMessageId(instance), remoteJid },
				...(typeof content === 'string' && { message: { conversation: content } }),
				messageType: 'conversation',
				messageTimestamp: seconds(),
				owner: instance.name,
			};
		}
		return {
			key: { remoteJid, fromMe: true, id: v1.newMessageId(instance) },
			message: messageOf(content),
			messageTimestamp: String(seconds()),
			status: 'PENDING',
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
