import type { IDataObject } from 'n8n-workflow';
import type { ProviderRequest, SendOperation } from '../shared/contract/operation';
import { lenientText } from '../shared/lib/lenientText';
import { z } from '../shared/lib/libraries';
import { metadata } from '../shared/validation/metadata';
import {
	field,
	id,
	isBlank,
	optionalEmail,
	optionalText,
	phoneNumber,
	quote,
	readText,
	requiredText,
} from '../shared/validation/schema';
import { saysNo } from './answer';
import { officialVambe, textRules, ticketVerdicts } from './officialApi';
import { messageVerdicts, vambe } from './vambe';

/** What Vambe sends first. Without one, its AI makes the first contact as the pipeline is set up. */
const message = z.discriminatedUnion('firstMessage', [
	z.object({ firstMessage: z.literal('none') }),
	z.object({
		firstMessage: z.literal('text'),
		messageText: requiredText(
			'Message Text',
			"Enter the text to send, or set 'First Message' to None so that Vambe's AI writes first.",
		),
		aiGenerated: z.boolean(),
	}),
	z.object({
		firstMessage: z.literal('template'),
		templateId: id('Template ID', 'Enter the ID of a smart template of your Vambe account.'),
		templateVariable: optionalText('Template Variable'),
		aiGenerated: z.boolean(),
	}),
]);

const ticketFields = {
	stage: id('Pipeline Stage', 'Pick a stage from the list, or enter its ID.'),
	recipient: phoneNumber('Recipient Phone Number'),
	message,
	contactName: optionalText('Contact Name'),
	email: optionalEmail('Email'),
	contactMetadata: metadata('Contact Metadata'),
	ticketMetadata: metadata('Ticket Metadata'),
	integrationData: metadata('Integration Data'),
};

const ticket = z.object({
	channel: id('Channel', 'Pick a WhatsApp channel from the list, or enter its ID.'),
	...ticketFields,
});

type Ticket = z.infer<typeof ticket>;

/** "The phoneId must be a numeric ID": only those of the official API are. */
const officialTicket = z.object({
	channel: field((value, refuse) => {
		const written = isBlank(value) ? '' : readText('Channel', value, refuse).trim();
		const whatToDo = 'Pick a channel from the list, or enter its ID, a number such as 1951.';
		if (written === '') return refuse("'Channel' is empty", whatToDo);
		return /^\d+$/.test(written)
			? written
			: refuse(`'Channel' is not a numeric ID: ${quote(value)}`, whatToDo);
	}),
	...ticketFields,
});

const acceptance = z.object({
	aiContactId: z.string().min(1),
	status: lenientText,
});

/**
 * Opens a ticket through a phone connected by QR code: POST
 * /api/public/ticket/open/web-whatsapp/{phoneId}, 200 with `aiContactId`.
 * Source: "Open a new ticket for web whatsapp". It gives no message id.
 */
export const openTicket: SendOperation<Ticket> = {
	kind: 'send',
	provider: vambe,
	verdicts: messageVerdicts,
	read({ value, locatedId, collection, phone }) {
		const firstMessage = value('firstMessage');
		// Version 1 of the node has it beside the message, and version 2 among the additional fields.
		const { aiGenerated = value('aiGenerated') || false, ...additional } =
			collection('additionalFields');
		return {
			channel: locatedId('channel'),
			stage: locatedId('stage'),
			recipient: phone('recipient'),
			message: {
				firstMessage,
				...(firstMessage === 'text' && { messageText: value('messageText') }),
				...(firstMessage === 'template' && {
					templateId: locatedId('templateId'),
					templateVariable: value('templateVariable'),
				}),
				...(firstMessage !== 'none' && { aiGenerated }),
			},
			...additional,
		};
	},
	groups: ['message'],
	schema: ticket,
	to: ({ recipient }) => recipient,
	redirect: (message, recipient) => ({ ...message, recipient }),
	channel: ({ channel }) => channel,
	request: (given) => requestTo('web-whatsapp', given),
	acceptance({ body }) {
		const parsed = acceptance.safeParse(body);
		if (!parsed.success || saysNo(body)) return null;
		const { aiContactId, status } = parsed.data;
		return { messageId: null, contactId: aiContactId, status: status ?? null };
	},
};

/**
 * Opens a ticket through a channel of the official API: POST
 * /api/public/ticket/open/whatsapp/{phoneId}, with the same body and the same answer.
 * Source: docs.vambe.me, "Open a new ticket for whatsapp".
 */
export const openOfficialTicket: SendOperation<Ticket> = {
	...openTicket,
	provider: officialVambe,
	verdicts: ticketVerdicts,
	rules: textRules,
	schema: officialTicket,
	request: (given) => requestTo('whatsapp', given),
};

const requestTo = (channelType: 'whatsapp' | 'web-whatsapp', given: Ticket): ProviderRequest => ({
	method: 'POST',
	path: `/api/public/ticket/open/${channelType}/${encodeURIComponent(given.channel)}`,
	body: {
		to_phone_number: given.recipient,
		stage_id: given.stage,
		...(given.contactName !== undefined && { contact_name: given.contactName }),
		...(given.email !== undefined && { email: given.email }),
		// The document's table calls these optional, its OpenAPI part required: {} suits both.
		contact_metadata: given.contactMetadata,
		ticket_metadata: given.ticketMetadata,
		integration_data: given.integrationData,
		// An empty message could keep the AI from starting, so none is sent at all.
		...(given.message.firstMessage !== 'none' && { message: messageBody(given.message) }),
	},
});

/** `ai_generated` is required in the document's table, so it is always there. */
function messageBody(message: Exclude<Ticket['message'], { firstMessage: 'none' }>): IDataObject {
	const ai_generated = message.aiGenerated;
	if (message.firstMessage === 'text') return { content: message.messageText, ai_generated };
	return {
		templateId: message.templateId,
		...(message.templateVariable !== undefined && { content: message.templateVariable }),
		ai_generated,
	};
}
