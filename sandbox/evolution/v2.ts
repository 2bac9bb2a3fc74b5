import { randomBytes } from 'node:crypto';
import { listAt, valueAt } from '../reading';
import type { Dialect } from './dialect';
import { refusalBody } from './dialect';
import { contactMessage, contactsArrayMessage, type Contact } from './vcard';

const CREATED = '2026-11-20T03:33:37.064Z';

export const v2: Dialect = {
	version: '2.3.6',
	specification: 'openapi-v2.yaml',
	instanceKeyMayList: true,
	welcome: () => ({
		status: 200,
		message: 'Welcome to the Evolution API, it is working!',
		version: '2.3.6',
		clientName: 'sandbox',
		documentation: 'https://doc.evolution-api.com',
		whatsappWebVersion: '2.3000.1027934701',
	}),
	contactsIn: (body) => listAt(body, 'contact') as Contact[],
	// Phone-linked instances ignore it.
	delayIn: (body, { integration }) =>
		integration === 'WHATSAPP-BUSINESS' ? Number(valueAt(body, 'delay') ?? 0) : 0,
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
			id: `cm${id.replace(/\W/g, '').slice(0, 23)}`,
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
	sent({ instance, remoteJid, contacts }) {
		const one = contacts.length === 1;
		const cloud = instance.integration === 'WHATSAPP-BUSINESS';
		const name = one ? (cloud ? 'contact' : 'contactMessage') : 'contactsArrayMessage';
		const id = cloud
			? `wamid.${randomBytes(18).toString('base64url')}`
			: `3EB0${randomBytes(9).toString('hex').toUpperCase()}`;
		return {
			key: { fromMe: true, id, remoteJid },
			...(!cloud && { pushName: '' }),
			message: { [name]: one ? contactMessage(contacts[0]) : contactsArrayMessage(contacts) },
			messageType: cloud ? 'conversation' : name,
			messageTimestamp: Math.floor(Date.now() / 1000),
			instanceId: instance.id,
			status: 'PENDING',
			source: 'unknown',
		};
	},
	// Recorded: HTTP 201, and no `key`.
	rejectedByMeta: ({ code, message, details }) => ({
		status: 201,
		body: {
			message,
			type: 'OAuthException',
			code,
			error_data: { messaging_product: 'whatsapp', details },
			fbtrace_id: randomBytes(17).toString('base64url'),
		},
	}),
};
