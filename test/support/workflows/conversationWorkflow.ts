import { join } from 'node:path';
import type { NodeJson, WorkflowJson } from '../../../scripts/n8n/n8nClient';
import { located } from '../n8n/located';
import { credentialOf } from './credentialOf';
import { node, to, workflowOf } from './deliveryWorkflows';
import { makePdf } from './pdf';
import { TRIGGER, trigger } from './triggerWorkflow';

type Json = Record<string, unknown>;

/** How a conversation goes through a provider: what its documents have, in the fields of its node. */
export interface Gateway {
	provider: string;
	/** Who plays it in the sandbox. */
	server: string;
	/** Of the trigger. */
	listener?: object;
	/** The channel, account or instance, as the inbox page names it. */
	account: string;
	type: string;
	/** Of every message. */
	parameters: Json;
	text: (words: string) => Json;
	/** Whether a text can quote a message. */
	quotes: boolean;
	/** A document from the binary field `data`, where it has files. */
	document?: Json;
	/** Where it has reactions. */
	reaction?: (messageId: string) => Json;
}

const ofTrigger = (field: string) => `$('${TRIGGER}').item.json.${field}`;

export const gateways: Gateway[] = [
	{
		provider: 'evolution',
		server: 'evolution-v2',
		listener: { instance: located('phone', 'name') },
		account: 'phone',
		type: 'evolutionSend',
		parameters: { resource: 'message', instance: located('phone', 'name') },
		text: (messageText) => ({ operation: 'sendText', messageText }),
		quotes: true,
		document: { operation: 'sendMedia', mediaType: 'document', fileFrom: 'n8n' },
		reaction: (messageId) => ({ operation: 'sendReaction', messageId, emoji: '👍' }),
	},
	{
		provider: 'vobiz',
		server: 'vobiz',
		account: 'Shop',
		type: 'vobizSend',
		parameters: { operation: 'send', channel: located('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1') },
		text: (messageText) => ({ messageType: 'text', messageText }),
		quotes: false,
		document: { messageType: 'document', mediaFrom: 'n8n' },
	},
	{
		provider: 'aisoule',
		server: 'aisoule',
		account: 'Sales',
		type: 'aisouleSend',
		parameters: { operation: 'send' },
		text: (messageText) => ({ messageType: 'text', messageText }),
		quotes: false,
		document: { messageType: 'document', mediaFrom: 'n8n' },
	},
	{
		provider: 'vambe',
		server: 'vambe',
		account: 'Store (official API)',
		type: 'vambeMessage',
		parameters: { operation: 'sendText', channel: located('56211111111', 'phoneNumber') },
		text: (messageText) => ({ messageText }),
		quotes: true,
	},
];

/** A node of ours that sends. */
export function gatewayNode(
	name: string,
	{ provider, type, parameters }: Gateway,
	more: Json,
	differences: Partial<NodeJson> = {},
): NodeJson {
	return {
		...node(name, '', 2, { ...parameters, ...more }),
		type: `n8n-nodes-whatsapp-gateways.${type}`,
		credentials: credentialOf(provider),
		...differences,
	};
}

const written = (name: string, fileName: string) =>
	node(name, 'readWriteFile', 1.1, { operation: 'write', fileName, options: {} });

/**
 * Who writes a text gets an answer, with a quote, and a PDF; who sends a picture has it stored, and gets a
 * reaction.
 * @param folder where n8n stores files, by the ID of the message that they came with or answer
 * @param options of the document
 */
export function conversationWorkflow(
	gateway: Gateway,
	folder: string,
	options: Json = {},
): { workflow: WorkflowJson; listener: NodeJson } {
	const recipient = `={{ ${ofTrigger('contact.phone')} }}`;
	const messageId = ofTrigger('message.id');
	const listener = trigger(gateway.provider, {
		...gateway.listener,
		events: ['message.received'],
		options: { downloadMedia: true },
	});
	const send = (name: string, more: Json, own: Json = {}) =>
		gatewayNode(name, gateway, { recipient, ...more, options: own });

	const answer = send(
		'Answer',
		gateway.text(`=You asked: {{ ${ofTrigger('message.text')} }}`),
		gateway.quotes ? { replyTo: `={{ ${messageId} }}` } : {},
	);
	const keep = (name: string) =>
		written(name, `=${join(folder, gateway.provider)} {{ ${messageId}.replace(/\\W/g, '') }}`);
	const withPdf = gateway.document
		? [
				...makePdf(`'Invoice for ' + ${ofTrigger('contact.name')}`),
				keep('Keep the PDF'),
				send('Send the PDF', { ...gateway.document, binaryField: 'data' }, options),
			]
		: [];
	const store = keep('Store the picture');
	const thank = gateway.reaction
		? send('React', gateway.reaction(`={{ ${messageId} }}`))
		: send('Thank', gateway.text('Thank you for the picture.'));

	const isPicture = node('Is it a picture?', 'if', 2.2, {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
			combinator: 'and',
			conditions: [
				{
					id: 'type',
					leftValue: '={{ $json.message.type }}',
					rightValue: 'image',
					operator: { type: 'string', operation: 'equals' },
				},
			],
		},
		options: {},
	});
	const afterText = workflowOf('', [answer, ...withPdf]);
	const workflow = workflowOf(`A conversation by ${gateway.provider}`, [
		listener,
		isPicture,
		store,
		thank,
		...afterText.nodes,
	]);
	return {
		listener,
		workflow: {
			...workflow,
			connections: {
				[TRIGGER]: to(isPicture.name),
				[isPicture.name]: to(store.name, answer.name),
				[store.name]: to(thank.name),
				...afterText.connections,
			},
		},
	};
}
