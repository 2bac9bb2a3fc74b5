import { nodesAt, type NodeUnderTest, type Parameters } from '../test/support/engine';

/** A node that sends what the text of an item says to the recipient of that item. */
interface Sender {
	/** As the sandbox names it. */
	provider: string;
	node: (nodes: ReturnType<typeof nodesAt>) => NodeUnderTest;
	parameters: Parameters;
}

const located = (value: string) => ({ __rl: true, mode: 'id', value });

const TO = '={{ $json.to }}';
const TEXT = '={{ $json.text }}';

/** So that a request without an answer costs a second. */
const options = { timeout: 1 };

const vambe = {
	channel: located('1001'),
	stage: located('stage_initial_001'),
	recipient: TO,
	messageText: TEXT,
	additionalFields: {},
	options,
};

const evolution = {
	instance: located('phone'),
	recipient: TO,
	contacts: { contact: [{ fullName: TEXT, phoneNumber: '+5531999999999' }] },
	additionalFields: {},
	options,
};

/** All nodes that send, by their names. */
export const senders = {
	'Vambe Ticket': {
		provider: 'vambe',
		node: ({ vambeTicket }) => vambeTicket,
		parameters: { operation: 'open', firstMessage: 'text', aiGenerated: false, ...vambe },
	},
	'Vambe QR Message': {
		provider: 'vambe',
		node: ({ vambeQrMessage }) => vambeQrMessage,
		parameters: { operation: 'send', contactName: 'Maria', ...vambe },
	},
	'Vobiz Send': {
		provider: 'vobiz',
		node: ({ vobizSend }) => vobizSend,
		parameters: {
			operation: 'send',
			channel: located('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1'),
			recipient: TO,
			messageType: 'text',
			messageText: TEXT,
			additionalFields: { wabaId: '123456789012345' },
			options,
		},
	},
	'AIsoule Send': {
		provider: 'aisoule',
		node: ({ aisouleSend }) => aisouleSend,
		parameters: {
			operation: 'send',
			recipient: TO,
			messageType: 'text',
			messageText: TEXT,
			additionalFields: {},
			options,
		},
	},
	'Evolution Send Contact, 1.8.6': {
		provider: 'evolution-v1',
		node: ({ evolutionV1 }) => evolutionV1,
		parameters: { ...evolution, apiVersion: 'v1' },
	},
	'Evolution Send Contact, 2.3.7': {
		provider: 'evolution-v2',
		node: ({ evolutionV2 }) => evolutionV2,
		parameters: { ...evolution, apiVersion: 'v2' },
	},
} satisfies Record<string, Sender>;

export type SenderName = keyof typeof senders;
