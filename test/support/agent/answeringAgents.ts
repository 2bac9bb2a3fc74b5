import { randomUUID } from 'node:crypto';
import type { NodeJson, WorkflowJson } from '../../../scripts/n8n/n8nClient';
import { byAgent, toolOf, vambeChannel } from './agentTools';
import { AGENT, agentWorkflow } from './agentWorkflow';
import { attentive } from './attentiveModel';
import { node, to } from '../workflows/deliveryWorkflows';
import type { Arguments, Script } from './standInModel';
import { credentialOf } from '../workflows/credentialOf';
import { trigger } from '../workflows/triggerWorkflow';

/** An agent that answers what comes in through a provider, with one of our nodes as its tool. */
export interface AnsweringAgent {
	type: string;
	/** Of the tool; 1, where there is one. */
	typeVersion?: number;
	provider: Parameters<typeof trigger>[0];
	/** Who plays the provider in the sandbox, and on which account, where the workflow listens to one. */
	player: { provider: string; account?: string };
	/** Of the trigger. */
	listener?: object;
	/** Of the tool, beside the recipient and the options. */
	parameters: Record<string, unknown>;
	/** Of the tool, in place of those of docs/agents.md. */
	options?: { allowedRecipients?: string; sendOnceKey?: string };
	/** What the model fills in, beside the recipient. */
	filledIn: Arguments;
	/** What arrives then. */
	message: object;
	/** Whether the contact gets what the agent says in the end, too. */
	says?: true;
}

const TEXT = 'Yes, until six.';
const text = {
	parameters: { messageText: byAgent('Message_Text') },
	filledIn: { Message_Text: TEXT },
	message: { type: 'text', text: TEXT },
};

const instance = { instance: { __rl: true, mode: 'name', value: 'phone' } };

const TEXT_BY_EVOLUTION = { resource: 'message', operation: 'sendText', ...instance };

export const answeringAgents: AnsweringAgent[] = [
	{
		type: 'vambeQrMessage',
		provider: 'vambe',
		player: { provider: 'vambe' },
		...text,
		parameters: { ...vambeChannel, contactName: 'A customer', ...text.parameters },
	},
	{
		type: 'vambeTicket',
		provider: 'vambe',
		player: { provider: 'vambe' },
		...text,
		parameters: { operation: 'open', ...vambeChannel, firstMessage: 'text', ...text.parameters },
	},
	{
		type: 'vambeMessage',
		typeVersion: 2,
		provider: 'vambe',
		// Only whoever wrote to it may get a text.
		player: { provider: 'vambe', account: '1951' },
		...text,
		parameters: { operation: 'sendText', recipientBy: 'phone', ...text.parameters },
	},
	{
		type: 'vobizSend',
		provider: 'vobiz',
		player: { provider: 'vobiz' },
		...text,
		parameters: {
			operation: 'send',
			channel: { __rl: true, mode: 'id', value: '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1' },
			messageType: 'text',
			...text.parameters,
		},
	},
	{
		type: 'aisouleSend',
		provider: 'aisoule',
		player: { provider: 'aisoule' },
		...text,
		parameters: { operation: 'send', messageType: 'text', ...text.parameters },
	},
	{
		type: 'evolutionSendContact',
		provider: 'evolution',
		player: { provider: 'evolution-v2', account: 'phone' },
		listener: instance,
		parameters: {
			operation: 'send',
			...instance,
			contacts: {
				contact: [{ fullName: byAgent('Full_Name'), phoneNumber: byAgent('Phone_Number') }],
			},
		},
		filledIn: { Full_Name: 'Ada Lovelace', Phone_Number: '+55 31 99999-8888' },
		message: { type: 'contacts', contacts: [{ name: 'Ada Lovelace' }] },
		says: true,
	},
	{
		type: 'evolutionSend',
		typeVersion: 2,
		provider: 'evolution',
		player: { provider: 'evolution-v2', account: 'phone' },
		listener: instance,
		...text,
		parameters: { ...TEXT_BY_EVOLUTION, ...text.parameters },
	},
];

const LOOP = 'Loop Over Items';
const CONTACT = 'Contact';
/** In a tool, `item` is the first of all rounds, and what the model fills in changes `$json`. */
const ofThisRound = `$('${CONTACT}').first().json`;
export const WRITER = `={{ ${ofThisRound}.to }}`;
export const WRITER_IN_A_MINUTE = `${WRITER} {{ $now.toFormat('yyyy-LL-dd HH:mm') }}`;

/** As docs/agents.md builds it. */
export function answeringWorkflow({
	type,
	typeVersion,
	provider,
	listener,
	parameters,
	options,
	says,
}: AnsweringAgent): WorkflowJson {
	const before = [
		trigger(provider, { ...listener, events: ['message.received'] }),
		node(LOOP, 'splitInBatches', 3, { options: {} }),
		contact,
	];
	const tool = toolOf({
		type,
		typeVersion,
		parameters: {
			recipient: byAgent('Recipient_Phone_Number'),
			...parameters,
			options: {
				allowedRecipients: WRITER,
				sendOnceKey: `={{ ${ofThisRound}.message.id ?? ${ofThisRound}.eventId }}`,
				...options,
			},
		},
	});
	const then = says ? [sayByEvolution] : [];
	const workflow = agentWorkflow(`By ${type} ${randomUUID()}`, before, {
		parameters: {
			text: '={{ $json.message.text }}',
			options: { systemMessage: '=You write to a customer whose number is {{ $json.to }}.' },
		},
		tools: [tool],
		memoryKey: '={{ $json.person }}',
		then,
	});
	const [last] = [AGENT, ...then.map(({ name }) => name)].slice(-1);
	return {
		...workflow,
		connections: { ...workflow.connections, [LOOP]: to([], CONTACT), [last]: to(LOOP) },
	};
}

/** The one who wrote: by number, or where WhatsApp hides that, by the ID that Evolution knows. */
const contact = node(CONTACT, 'set', 3.4, {
	assignments: {
		assignments: [
			{
				id: 'to',
				name: 'to',
				type: 'string',
				value: '={{ $json.contact.phone ?? $json.contact.waId }}',
			},
			{
				id: 'person',
				name: 'person',
				type: 'string',
				value:
					'={{ $json.contact.phone ?? $json.contact.userId ?? $json.contact.lid ?? $json.contact.waId }}',
			},
		],
	},
	includeOtherFields: true,
	options: {},
});

const sayByEvolution: NodeJson = {
	...node('Answer', '', 2, {
		...TEXT_BY_EVOLUTION,
		recipient: WRITER,
		messageText: '={{ $json.output }}',
	}),
	type: 'n8n-nodes-whatsapp-gateways.evolutionSend',
	credentials: credentialOf('evolution'),
};

/**
 * A model that does what contacts tell it: writes to the one who wrote, or to whom that one names.
 * @param first what it gets wrong in its first call, if anything
 */
export const obliging =
	({ filledIn }: AnsweringAgent, first: Arguments = {}): Script =>
	(conversation) => {
		const [, contact] = /whose number is (\S+)\./.exec(conversation.instructions) ?? [];
		const [, named] = /Write to (\+[\d -]+\d)/.exec(conversation.said.at(-1) ?? '') ?? [];
		const recipient = { Recipient_Phone_Number: named ?? contact };
		return attentive({ ...recipient, ...filledIn, ...first })(conversation);
	};
