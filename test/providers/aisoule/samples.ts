import { createHmac } from 'node:crypto';
import { WEBHOOK_SECRET } from '../../../sandbox/aisoule/account';
import type { ProviderSamples } from '../provider';

export const samples: ProviderSamples = {
	credential: {
		className: 'AisouleApi',
		address: 'baseUrl',
		key: 'apiKey',
		path: '/api/templates',
	},
	senders: {
		aisouleSend: {
			title: 'AIsoule Send',
			className: 'AisouleSend',
			server: 'aisoule',
			parameters: {
				operation: 'send',
				recipient: '={{ $json.to }}',
				messageType: 'text',
				messageText: '={{ $json.text }}',
				additionalFields: {},
				options: {},
			},
			asks: {
				operation: 'sendAndWait',
				message: '={{ $json.text }}',
				responseType: 'approval',
				answerBy: 'buttons',
			},
			accepted: {
				status: 200,
				body: { status: 'success', data: { message_id: 'wamid.X', status: 'sent' } },
			},
			faults: { 'refusal-2xx': { outcome: 'notSent' } },
		},
	},
	webhook: {
		message: {
			event: 'message.incoming',
			data: { message_id: '1', from: '+56912345678', type: 'text', text: 'Hi' },
		},
		sign: (body, secret) => ({
			headers: { 'x-webhook-signature': createHmac('sha256', secret).update(body).digest('hex') },
		}),
		filledWith: (value) => ({
			event: 'message.incoming',
			data: { type: 'interactive', interactive: value, ...(value as object) },
		}),
		enteredByHand: (url) => ({ url, secret: WEBHOOK_SECRET }),
		players: [{ server: 'aisoule' }],
	},
	pages: [
		'Sending messages via API',
		'Error codes reference',
		'API rate limits and best practices',
	],
	hosts: ['aisoule.com', 'app.aisoule.com'],
	searches: {
		aisoule: ['AIsoule Send', 'WhatsApp Gateway Trigger'],
		botones: ['AIsoule Send'],
		botões: ['AIsoule Send'],
	},
};
