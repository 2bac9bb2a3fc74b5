import { partOf } from '../../providers/providers';
import { located } from '../n8n/located';
import type { Parameters } from '../n8n/parameters';
import { START } from './deliveryWorkflows';

/** What somebody makes a node of the main package do, by the class of the node. */
export interface OperationExample {
	/** As a node is named that does it. */
	name: string;
	className: string;
	parameters: Parameters;
}

const nameOf = (className: string, { resource, operation }: Parameters) =>
	`${className}: ${[resource, operation].filter(Boolean).join('/')}`;

/** A value of the receipt of an earlier node. */
const earlier = (name: string, field: string) => `={{ $('${name}').first().json.${field} }}`;

const contactId = earlier('VambeTicket: open', 'contactId');
/** Of a phone, which can do everything. */
const instance = located('phone');
const recipient = '+56912345678';

/** In their order: what the documents have no examples of, and what has to be there before it. */
const FURTHER: Record<string, Array<[className: string, parameters: Parameters]>> = {
	vambe: [
		['VambeTicket', { operation: 'get', contactId }],
		['VambeTicket', { operation: 'updateAmount', contactId, amount: '1500', currency: 'CLP' }],
		[
			'VambeTicket',
			{
				operation: 'updateMetadata',
				contactId,
				metadata: { fields: [{ key: 'plan', value: 'pro' }] },
			},
		],
		['VambeTicket', { operation: 'close', contactId }],
		[
			'VambeMessage',
			{
				operation: 'cancelScheduled',
				scheduledMessageId: earlier('VambeMessage: scheduleMessage', 'messageId'),
			},
		],
	],
	vobiz: [
		[
			'VobizSend',
			{
				resource: 'message',
				operation: 'get',
				conversationId: earlier('VobizSend: message/send', 'conversationId'),
				messageId: earlier('VobizSend: message/send', 'messageId'),
			},
		],
		[
			'VobizSend',
			{
				resource: 'contact',
				operation: 'create',
				phoneNumber: '+56987654321',
				additionalFields: { name: 'Ana' },
			},
		],
		['VobizSend', { resource: 'contact', operation: 'getAll', search: 'Ana' }],
		[
			'VobizSend',
			{
				resource: 'contact',
				operation: 'update',
				contactId: earlier('VobizSend: contact/create', 'id'),
				updateFields: { name: 'Ana María' },
			},
		],
	],
	evolution: [
		[
			'EvolutionSend',
			{
				resource: 'message',
				operation: 'sendText',
				instance,
				recipient,
				messageText: 'We open at nine.',
			},
		],
		[
			'EvolutionSend',
			{
				resource: 'message',
				operation: 'edit',
				instance,
				messageId: earlier('EvolutionSend: message/sendText', 'messageId'),
				messageText: 'We open at ten.',
			},
		],
		[
			'EvolutionSend',
			{ resource: 'chat', operation: 'checkNumber', instance, phoneNumber: '+56912345678' },
		],
		[
			'EvolutionSend',
			{
				resource: 'chat',
				operation: 'getMedia',
				instance,
				message: earlier(START, 'picture'),
			},
		],
		['EvolutionSend', { resource: 'chat', operation: 'showTyping', instance, seconds: 0.1 }],
		['EvolutionSend', { resource: 'group', operation: 'getAll', instance }],
	],
};

/**
 * Each operation of a provider but Send and Wait, once: as its documents have it, and the others. The
 * workflow starts with the ID of a picture that came in, as `picture`.
 * @param server the sandbox's, of several versions
 */
export function operationExamples(provider: string, server: string): OperationExample[] {
	const { senders } = partOf(provider, 'samples');
	const documented = partOf(provider, 'documents')
		.filter(({ sender }) => senders[sender].server === server)
		.map(({ sender, parameters }) => [senders[sender].className, parameters] as const);
	const further = FURTHER[provider] ?? [];
	const chosen = new Map(
		// The first of each: the later ones have what is special.
		[...documented.toReversed(), ...further].map(([className, parameters]) => [
			nameOf(className, parameters),
			{ className, parameters },
		]),
	);
	const last = further.map(([className, parameters]) => nameOf(className, parameters));
	return [...chosen]
		.map(([name, example]) => ({ name, ...example }))
		.sort((a, b) => last.indexOf(a.name) - last.indexOf(b.name));
}
