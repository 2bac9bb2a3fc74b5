import { located } from '../../support/n8n/located';
import type { ProviderSamples, Sender } from '../provider';

/** The same node and its two shapes: the servers of version 1 and 2 are two in the sandbox too. */
const sender = (apiVersion: 'v1' | 'v2', release: string, faults: Sender['faults']): Sender => ({
	title: `Evolution Send Contact, ${release}`,
	className: 'EvolutionSendContact',
	server: `evolution-${apiVersion}`,
	parameters: {
		operation: 'send',
		instance: located('phone'),
		recipient: '={{ $json.to }}',
		contacts: { contact: [{ fullName: '={{ $json.text }}', phoneNumber: '+5531999999999' }] },
		apiVersion,
		additionalFields: {},
		options: {},
	},
	accepted: {
		status: 201,
		body: { key: { id: 'KEY', remoteJid: '56912345678@s.whatsapp.net' }, status: 'PENDING' },
	},
	faults,
});

/** The other node, which sends texts the same way on both. */
const messageSender = (
	apiVersion: 'v1' | 'v2',
	release: string,
	own: Sender['faults'],
): Sender => ({
	title: `Evolution Send, ${release}`,
	className: 'EvolutionSend',
	server: `evolution-${apiVersion}`,
	parameters: {
		resource: 'message',
		operation: 'sendText',
		instance: located('phone'),
		sendTo: 'number',
		recipient: '={{ $json.to }}',
		messageText: '={{ $json.text }}',
		apiVersion,
		additionalFields: {},
		options: {},
	},
	accepted: {
		status: 201,
		body: { key: { id: 'KEY', remoteJid: '56912345678@s.whatsapp.net' }, status: 'PENDING' },
	},
	faults: own,
});

/** What both say in words of their own. */
const faults: Sender['faults'] = {
	'meta-refusal': { outcome: 'notSent' },
	'out-type-error': { outcome: 'unknown' },
	'out-connection-closed': { outcome: 'unknown' },
	'out-timed-out': { outcome: 'unknown' },
	'out-meta-error': { outcome: 'unknown' },
};

const faultsOfV2: Sender['faults'] = {
	...faults,
	'refusal-2xx': { outcome: 'notSent' },
	'out-not-stored': { outcome: 'unknown' },
};

export const samples: ProviderSamples = {
	credential: {
		className: 'EvolutionServerApi',
		address: 'serverUrl',
		key: 'apiKey',
		path: '/instance/fetchInstances',
	},
	senders: {
		evolutionV1: sender('v1', '1.8.6', faults),
		evolutionV2: sender('v2', '2.3.7', faultsOfV2),
		evolutionSendV1: messageSender('v1', '1.8.6', faults),
		evolutionSendV2: messageSender('v2', '2.3.7', faultsOfV2),
	},
	webhook: {
		message: {
			event: 'messages.upsert',
			instance: 'phone',
			data: {
				key: { remoteJid: '56912345678@s.whatsapp.net', fromMe: false, id: '1' },
				message: { conversation: 'Hi' },
			},
		},
		sign: (_body, secret) => ({ query: { secret } }),
		filledWith: (value) => ({ event: 'messages.upsert', data: { key: value, message: value } }),
		players: ['evolution-v2', 'evolution-v1'].map((server) => ({
			server,
			account: 'phone',
			listener: { instance: located('phone', 'name') },
		})),
	},
	pages: ['Evolution API, source code'],
	hosts: ['doc.evolution-api.com'],
	serverVariables: ['AUTHENTICATION_API_KEY'],
	searches: {
		'contact card': ['Evolution Send Contact', 'Evolution Send'],
		vcard: ['Evolution Send Contact', 'Evolution Send'],
		'tarjeta de contacto': ['Evolution Send Contact', 'Evolution Send'],
		'cartão de contato': ['Evolution Send Contact', 'Evolution Send'],
		contact: ['Evolution Send Contact', 'Evolution Send'],
		contacto: ['Evolution Send Contact', 'Evolution Send'],
		contato: ['Evolution Send Contact', 'Evolution Send'],
		evolution: ['Evolution Send', 'Evolution Send Contact', 'WhatsApp Gateway Trigger'],
		'evolution text': ['Evolution Send'],
		'evolution api': ['Evolution Send', 'Evolution Send Contact'],
		'voice message': ['Evolution Send'],
		'nota de voz': ['Evolution Send'],
		'mensagem de voz': ['Evolution Send'],
		poll: ['Evolution Send'],
		sondeo: ['Evolution Send'],
		enquete: ['Evolution Send'],
		group: ['Evolution Send'],
		grupo: ['Evolution Send'],
		ubicación: ['Evolution Send'],
		localização: ['Evolution Send'],
		sticker: ['Evolution Send'],
		figurinha: ['Evolution Send'],
		botones: ['Evolution Send'],
		botões: ['Evolution Send'],
	},
};
