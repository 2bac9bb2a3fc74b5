import { createHmac } from 'node:crypto';
import { located } from '../../support/n8n/located';
import type { ProviderSamples } from '../provider';

export const samples: ProviderSamples = {
	credential: {
		className: 'VobizMessagingApi',
		address: 'baseUrl',
		key: 'authToken',
		path: '/channels/whatsapp',
	},
	senders: {
		vobizSend: {
			title: 'Vobiz Send',
			className: 'VobizSend',
			server: 'vobiz',
			parameters: {
				operation: 'send',
				channel: located('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1'),
				recipient: '={{ $json.to }}',
				messageType: 'text',
				messageText: '={{ $json.text }}',
				additionalFields: { wabaId: '123456789012345' },
				options: {},
			},
			looksUp: { additionalFields: {} },
			asks: {
				resource: 'message',
				operation: 'sendAndWait',
				message: '={{ $json.text }}',
				responseType: 'approval',
				answerBy: 'page',
				ifWindowClosed: 'sendAnyway',
			},
			accepted: { status: 201, body: { id: 'v', status: 'queued' } },
		},
	},
	webhook: {
		message: {
			event_type: 'message.inbound',
			payload: {
				messages: [{ id: '1', from: '56912345678', type: 'text', text: { body: 'Hi' } }],
			},
		},
		sign: (body, secret) => ({
			headers: { 'x-webhook-signature': createHmac('sha256', secret).update(body).digest('hex') },
		}),
		filledWith: (value) => ({
			payload: { messages: [{ type: 'order', order: value, context: value }] },
		}),
		players: [{ server: 'vobiz' }],
	},
	pages: ['Send Message API', 'Vobiz-n8n-nodes'],
	hosts: ['console.vobiz.ai', 'docs.vobiz.ai'],
	searches: {
		vobiz: ['Vobiz Send', 'WhatsApp Gateway Trigger'],
		contact: ['Vobiz Send'],
		contacto: ['Vobiz Send'],
		contato: ['Vobiz Send'],
		sticker: ['Vobiz Send'],
		figurinha: ['Vobiz Send'],
		'24-hour window': ['Vobiz Send'],
	},
};
