import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { z } from '../shared/libraries';
import type { Operation } from '../shared/operation';
import {
	id,
	metadata,
	optionalEmail,
	optionalText,
	phoneNumber,
	requiredText,
} from '../shared/schema';

/** What Vambe sends first. Without one, its AI makes the first contact as the pipeline is set up. */
const firstMessage = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('none') }),
	z.object({
		kind: z.literal('text'),
		messageText: requiredText(
			'Message Text',
			"Enter the text to send, or set 'First Message' to None so that Vambe's AI starts.",
		),
		aiGenerated: z.boolean(),
	}),
	z.object({
		kind: z.literal('template'),
		templateId: id('Template ID', 'Enter the ID of a smart template of your Vambe account.'),
		templateVariable: optionalText('Template Variable'),
		aiGenerated: z.boolean(),
	}),
]);

const ticket = z.object({
	channel: id('Channel', 'Pick a WhatsApp channel from the list, or enter its ID.'),
	stage: id('Pipeline Stage', 'Pick a stage from the list, or enter its ID.'),
	recipient: phoneNumber('Recipient Phone Number'),
	firstMessage,
	contactName: optionalText('Contact Name'),
	email: optionalEmail('Email'),
	contactMetadata: metadata('Contact Metadata'),
	ticketMetadata: metadata('Ticket Metadata'),
	integrationData: metadata('Integration Data'),
});

export type Ticket = z.infer<typeof ticket>;

const acceptance = z.object({ aiContactId: z.string().min(1), status: z.string().nullish() });

/**
 * Opens a ticket: POST /api/public/ticket/open/web-whatsapp/{phoneId}, 200 with `aiContactId`.
 * Source: "Open a new ticket for web whatsapp". It gives no message id.
 */
export const openTicket: Operation<Ticket> = {
	read(node, itemIndex) {
		const parameter = (name: string) => node.getNodeParameter(name, itemIndex);
		const kind = parameter('firstMessage');
		return {
			channel: locatedId(node, 'channel', itemIndex),
			stage: locatedId(node, 'stage', itemIndex),
			recipient: parameter('recipient'),
			firstMessage: {
				kind,
				...(kind === 'text' && { messageText: parameter('messageText') }),
				...(kind === 'template' && {
					templateId: parameter('templateId'),
					templateVariable: parameter('templateVariable'),
				}),
				...(kind !== 'none' && { aiGenerated: parameter('aiGenerated') }),
			},
			...(parameter('additionalFields') as IDataObject),
		};
	},
	schema: ticket,
	to: ({ recipient }) => recipient,
	channel: ({ channel }) => channel,
	request: (message) => ({
		method: 'POST',
		path: `/api/public/ticket/open/web-whatsapp/${encodeURIComponent(message.channel)}`,
		body: {
			to_phone_number: message.recipient,
			stage_id: message.stage,
			...(message.contactName !== undefined && { contact_name: message.contactName }),
			...(message.email !== undefined && { email: message.email }),
			// The document's table calls these optional, its OpenAPI part required: {} suits both.
			contact_metadata: message.contactMetadata,
			ticket_metadata: message.ticketMetadata,
			integration_data: message.integrationData,
			// An empty message could keep the AI from starting, so there is none at all.
			...(message.firstMessage.kind !== 'none' && { message: messageBody(message.firstMessage) }),
		},
	}),
	acceptance(body) {
		const parsed = acceptance.safeParse(body);
		if (!parsed.success) return null;
		const { aiContactId, status } = parsed.data;
		return { messageId: null, contactId: aiContactId, status: status ?? null };
	},
};

/** `ai_generated` is required in the document's table, so it is always there. */
function messageBody(message: Exclude<Ticket['firstMessage'], { kind: 'none' }>): IDataObject {
	const ai_generated = message.aiGenerated;
	if (message.kind === 'text') return { content: message.messageText, ai_generated };
	return {
		templateId: message.templateId,
		...(message.templateVariable !== undefined && { content: message.templateVariable }),
		ai_generated,
	};
}

/** The ID in a parameter that is picked from a list or typed. */
function locatedId(node: IExecuteFunctions, name: string, itemIndex: number): unknown {
	return node.getNodeParameter(name, itemIndex, undefined, { extractValue: true });
}
