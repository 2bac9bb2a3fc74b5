import { randomBytes } from 'node:crypto';
import { listAt, valueAt } from '../reading';
import { refusalBody, type Dialect } from './dialect';
import { contactMessage, contactsArrayMessage, type Contact } from './vcard';

const seconds = () => Math.floor(Date.now() / 1000);

export const v1: Dialect = {
	version: '1.8.6',
	specification: 'openapi-v1.yaml',
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
	delayIn: (body) => Number(valueAt(body, 'options', 'delay') ?? 0),
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
	sent({ instance, remoteJid, contacts }) {
		if (instance.integration === 'WHATSAPP-BUSINESS') {
			return {
				key: { fromMe: true, id: `wamid.${randomBytes(18).toString('base64url')}`, remoteJid },
				messageType: 'conversation',
				messageTimestamp: seconds(),
				owner: instance.name,
			};
		}
		return {
			key: { remoteJid, fromMe: true, id: `BAE5${randomBytes(6).toString('hex').toUpperCase()}` },
			message:
				contacts.length === 1
					? { contactMessage: { ...contactMessage(contacts[0]), contextInfo: {} } }
					: { contactsArrayMessage: { ...contactsArrayMessage(contacts), contextInfo: {} } },
			messageTimestamp: String(seconds()),
			status: 'PENDING',
		};
	},
	rejectedByMeta: ({ message }) => ({
		status: 400,
		body: refusalBody(400, [message], 'Bad Request'),
	}),
};
