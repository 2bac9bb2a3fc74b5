import type { IDataObject } from 'n8n-workflow';
import { nodesAt, type NodeUnderTest, type Parameters } from './engine';

const located = (value: string) => ({ __rl: true, mode: 'id', value });

/** One message of each node: `to` and `text` of the item, and what the provider answers to it. */
export interface Sender {
	node(url: string, credential?: IDataObject): NodeUnderTest;
	parameters: Parameters;
	/** An acceptance, as short as it may be. */
	accepted: { status: number; body: IDataObject };
	/** The field of the credential that holds the key. */
	key: string;
}

const common = { recipient: '={{ $json.to }}', additionalFields: {}, options: {} };
const vambe = { channel: located('1'), stage: located('s'), ...common };
const evolution = {
	...common,
	operation: 'send',
	instance: located('phone'),
	contacts: { contact: [{ fullName: '={{ $json.text }}', phoneNumber: '+56912345678' }] },
	apiVersion: 'v2',
};
const evolutionAccepted = {
	status: 201,
	body: { key: { id: 'KEY', remoteJid: '56912345678@s.whatsapp.net' }, status: 'PENDING' },
};

export const senders: Record<string, Sender> = {
	'Vambe Ticket': {
		node: (url, values = {}) => nodesAt('', { baseUrl: url, ...values } as never).vambeTicket,
		parameters: {
			...vambe,
			operation: 'open',
			firstMessage: 'text',
			messageText: '={{ $json.text }}',
			aiGenerated: false,
		},
		accepted: { status: 200, body: { aiContactId: 'contact', status: 'open' } },
		key: 'apiKey',
	},
	'Vambe QR Message': {
		node: (url, values = {}) => nodesAt('', { baseUrl: url, ...values } as never).vambeQrMessage,
		parameters: {
			...vambe,
			operation: 'send',
			contactName: 'M',
			messageText: '={{ $json.text }}',
		},
		accepted: { status: 200, body: { message: 'Message sent successfully.' } },
		key: 'apiKey',
	},
	'Vobiz Send': {
		node: (url, values = {}) => nodesAt('', { baseUrl: url, ...values } as never).vobizSend,
		parameters: {
			...common,
			operation: 'send',
			channel: located('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1'),
			additionalFields: { wabaId: '1' },
			messageType: 'text',
			messageText: '={{ $json.text }}',
		},
		accepted: { status: 201, body: { id: 'v', status: 'queued' } },
		key: 'authToken',
	},
	'AIsoule Send': {
		node: (url, values = {}) => nodesAt('', { baseUrl: url, ...values } as never).aisouleSend,
		parameters: {
			...common,
			operation: 'send',
			messageType: 'text',
			messageText: '={{ $json.text }}',
		},
		accepted: {
			status: 200,
			body: { status: 'success', data: { message_id: 'wamid.X', status: 'sent' } },
		},
		key: 'apiKey',
	},
	'Evolution Send Contact': {
		node: (url, values = {}) => nodesAt('', { serverUrl: url, ...values } as never).evolutionV2,
		parameters: evolution,
		accepted: evolutionAccepted,
		key: 'apiKey',
	},
};
