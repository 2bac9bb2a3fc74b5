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

const template = {
	channel: located('56211111111'),
	recipient: '={{ $json.to }}',
	templateId: located('3c90c3cc-0d44-4b50-8888-8dd25736052a'),
	variablesAs: 'fields',
	templateVariables: { variable: [{ value: '={{ $json.text }}' }, { value: 'martes' }] },
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
			asks: {
				operation: 'sendAndWait',
				message: '={{ $json.text }}',
				responseType: 'approval',
			},
			accepted: { status: 200, body: { message: 'Message sent successfully.' } },
			// Its document shows no answer, so that an empty one is a yes.
			faults: { ...phone, empty: { outcome: 'accepted' } },
		},
		vambeMessage: {
			title: 'Vambe Message',
			className: 'VambeMessage',
			server: 'vambe',
			// A text reaches only those who wrote before.
			parameters: { ...template, operation: 'sendTemplate' },
			accepted: { status: 201, body: { message: 'Message sent successfully.' } },
			faults: { empty: { outcome: 'accepted' } },
		},
		vambeScheduledMessage: {
			title: 'Vambe Message (scheduled)',
			className: 'VambeMessage',
			server: 'vambe',
			parameters: {
				...template,
				operation: 'scheduleMessage',
				scheduledDate: '2099-12-24T09:00:00Z',
			},
			accepted: { status: 201, body: { scheduled_message_id: '1' } },
			faults: { empty: { outcome: 'accepted' } },
		},
		vambeOfficialTicket: {
			title: 'Vambe Ticket (official API)',
			className: 'VambeTicket',
			server: 'vambe',
			parameters: {
				operation: 'open',
				channelType: 'whatsapp',
				channel: located('1951'),
				stage: located('stage_initial_001'),
				recipient: '={{ $json.to }}',
				firstMessage: 'template',
				templateId: 'template_42',
				templateVariable: '={{ $json.text }}',
				additionalFields: {},
				options: {},
			},
			accepted: { status: 200, body: { aiContactId: 'contact', status: 'open' } },
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
	pages: [
		'Open a new ticket for web whatsapp',
		'Open a new ticket for whatsapp',
		'Send QR message',
		'Send a free-form WhatsApp session message',
		'Send a template message',
	],
	hosts: ['app.vambeai.com', 'docs.vambe.me'],
	searches: {
		vambe: ['Vambe Ticket', 'Vambe Message', 'Vambe QR Message', 'WhatsApp Gateway Trigger'],
		'vambe template': ['Vambe Message'],
		schedule: ['Vambe Message'],
		'agendar mensagem': ['Vambe Message'],
		'programar mensaje': ['Vambe Message'],
		qr: ['Vambe QR Message'],
		lead: ['Vambe Ticket'],
		'cliente potencial': ['Vambe Ticket'],
		ticket: ['Vambe Ticket', 'WhatsApp Gateway Trigger'],
		chamado: ['Vambe Ticket'],
	},
};
