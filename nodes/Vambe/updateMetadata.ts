import type { IDataObject } from 'n8n-workflow';
import type { QueryOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { metadata, textMetadata } from '../shared/validation/metadata';
import { id, phoneNumber } from '../shared/validation/schema';
import { contactId, contactPath, contactVerdicts } from './contact';
import { vambe } from './vambe';

const update = z.discriminatedUnion('metadataOf', [
	z.object({
		metadataOf: z.literal('contact'),
		contactId,
		metadata: metadata('Metadata', 'filled'),
	}),
	z.object({
		metadataOf: z.literal('ticket'),
		/** Exactly one way to say which ticket, as the document wants it. */
		ticket: z.discriminatedUnion('ticketBy', [
			z.object({
				ticketBy: z.literal('ticketId'),
				ticketId: id('Ticket ID', 'Enter the ID of the ticket.'),
			}),
			z.object({ ticketBy: z.literal('contactId'), contactId }),
			z.object({ ticketBy: z.literal('phone'), contactPhone: phoneNumber('Contact Phone Number') }),
		]),
		metadata: textMetadata('Metadata'),
		allowClosedTicket: z.boolean(),
	}),
]);

type Update = z.infer<typeof update>;

/**
 * Changes what is stored with a contact or a ticket.
 * Sources: docs.vambe.me, "Update metadata" of a contact (its prose and its example disagree; the
 * example's {"metadata": …} is sent) and "Update ticket metadata" (texts only; merges).
 */
export const updateMetadata: QueryOperation<Update> = {
	kind: 'query',
	provider: vambe,
	read({ value, phone }) {
		const metadataOf = value('metadataOf');
		if (metadataOf === 'contact') {
			return { metadataOf, contactId: value('contactId'), metadata: value('metadata') };
		}
		const ticketBy = value('ticketBy');
		return {
			metadataOf,
			ticket: {
				ticketBy,
				...(ticketBy === 'ticketId' && { ticketId: value('ticketId') }),
				...(ticketBy === 'contactId' && { contactId: value('contactId') }),
				...(ticketBy === 'phone' && { contactPhone: phone('contactPhone') }),
			},
			metadata: value('metadata'),
			allowClosedTicket: value('allowClosedTicket'),
		};
	},
	groups: ['ticket'],
	schema: update,
	verdicts: contactVerdicts,
	request: (message) =>
		message.metadataOf === 'contact'
			? {
					method: 'POST',
					path: `${contactPath(message.contactId)}/update-metadata`,
					body: { metadata: message.metadata },
				}
			: {
					method: 'POST',
					path: '/api/public/ticket/metadata',
					body: {
						...identifier(message.ticket),
						metadata: message.metadata,
						allow_closed_ticket: message.allowClosedTicket,
					},
				},
	data({ body }) {
		if (Array.isArray(body)) return { customFields: body };
		return typeof body === 'object' && body !== null ? (body as IDataObject) : null;
	},
};

function identifier(ticket: Extract<Update, { metadataOf: 'ticket' }>['ticket']): IDataObject {
	if (ticket.ticketBy === 'ticketId') return { ticket_id: ticket.ticketId };
	if (ticket.ticketBy === 'contactId') return { ai_contact_id: ticket.contactId };
	return { contact_number: ticket.contactPhone };
}
