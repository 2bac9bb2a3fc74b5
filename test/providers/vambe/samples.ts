import { WEBHOOK_SECRET } from '../../../sandbox/vambe/account';
import { located } from '../../support/n8n/located';
import type { ProviderSamples, Sender } from '../provider';

const message = {
	channel: located('1001'),
	stage: located('stage_initial_001'),
	recipient: '={{ $json.to }}',
	messageText: '={{ $json.text }}',
	additionalFields: {},
	options: {},
};

/** A quota of the day, and a phone that is offline: no wait helps. */
const phone: Sender['faults'] = {
	'status-429': { fault: {}, outcome: 'notSent' },
	'status-503': { outcome: 'notSent' },
};

export const samples: ProviderSamples = {
	credential: {
		className: 'VambeApi',
		address: 'baseUrl',
		key: 'apiKey',
		path: '/api/public/pipeline',
	},
	senders: {
		vambeTicket: {
			title: 'Vambe Ticket',
			className: 'VambeTicket',
			server: 'vambe',
			parameters: { ...message, operation: 'open', firstMessage: 'text', aiGenerated: false },
			accepted: { status: 200, body: { aiContactId: 'contact', status: 'open' } },
			faults: phone,
		},
		vambeQrMessage: {
			title: 'Vambe QR Message',
			className: 'VambeQrMessage',
			server: 'vambe',
			parameters: { ...message, operation: 'send', contactName: 'Maria' },
			accepted: { status: 200, body: { message: 'Message sent successfully.' } },
			// Its document shows no answer, so that an empty one is a yes.
			faults: { ...phone, empty: { outcome: 'accepted' } },
		},
	},
	webhook: {
		message: {
			type: 'message.received',
			data: { fromNumber: '56912345678', message: 'Hi', messageId: '1', messageType: 'text' },
		},
		sign: (_body, secret) => ({ query: { secret } }),
		filledWith: (value) => ({ type: 'message.received', data: value }),
		enteredByHand: (url) => ({ url: `${url}?secret=${WEBHOOK_SECRET}` }),
		players: [{ server: 'vambe' }],
	},
	pages: ['Open a new ticket for web whatsapp', 'Send QR message'],
	hosts: ['app.vambeai.com', 'docs.vambe.me'],
	searches: { lead: ['Vambe Ticket'], ticket: ['Vambe Ticket', 'WhatsApp Gateway Trigger'] },
};
