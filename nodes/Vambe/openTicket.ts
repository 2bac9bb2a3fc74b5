import type { IDataObject } from 'n8n-workflow';
import type { SendOperation } from '../shared/contract/operation';
import { lenientText } from '../shared/lib/lenientText';
import { z } from '../shared/lib/libraries';
import { metadata } from '../shared/validation/metadata';
import {
	id,
	optionalEmail,
	optionalText,
	phoneNumber,
	requiredText,
} from '../shared/validation/schema';
import { saysNo } from './answer';
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

const ticket = z.object({
	channel: id('Channel', 'Pick a WhatsApp channel from the list, or enter its ID.'),
	stage: id('Pipeline Stage', 'Pick a stage from the list, or enter its ID.'),
	recipient: phoneNumber('Recipient Phone Number'),
	message,
	contactName: optionalText('Contact Name'),
	email: optionalEmail('Email'),
	contactMetadata: metadata('Contact Metadata'),
	ticketMetadata: metadata('Ticket Metadata'),
	integrationData: metadata('Integration Data'),
});

export type Ticket = z.infer<typeof ticket>;

const acceptance = z.object({
	aiContactId: z.string().min(1),
	status: lenientText,
});

/**
 * Opens a ticket: POST /api/public/ticket/open/web-whatsapp/{phoneId}, 200 with `aiContactId`.
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
	channel: ({ channel }) => channel,
	request: (given) => ({
		method: 'POST',
		path: `/api/public/ticket/open/web-whatsapp/${encodeURIComponent(given.channel)}`,
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
	}),
	acceptance({ body }) {
		const parsed = acceptance.safeParse(body);
		if (!parsed.success || saysNo(body)) return null;
		const { aiContactId, status } = parsed.data;
		return { messageId: null, contactId: aiContactId, status: status ?? null };
	},
};

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
