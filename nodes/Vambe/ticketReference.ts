import type { IDataObject } from 'n8n-workflow';
import type { Parameters } from '../shared/contract/parameters';
import { z } from '../shared/lib/libraries';
import { id, phoneNumber } from '../shared/validation/schema';
import { contactId } from './contact';

/** Exactly one way to say which ticket, as the documents want it. */
export const ticketReference = z.discriminatedUnion('ticketBy', [
	z.object({
		ticketBy: z.literal('ticketId'),
		ticketId: id('Ticket ID', 'Enter the ID of the ticket.'),
	}),
	z.object({ ticketBy: z.literal('contactId'), contactId }),
	z.object({ ticketBy: z.literal('phone'), contactPhone: phoneNumber('Contact Phone Number') }),
]);

export function readTicketReference({ value, phone }: Parameters) {
	const ticketBy = value('ticketBy');
	return {
		ticketBy,
		...(ticketBy === 'ticketId' && { ticketId: value('ticketId') }),
		...(ticketBy === 'contactId' && { contactId: value('contactId') }),
		...(ticketBy === 'phone' && { contactPhone: phone('contactPhone') }),
	};
}

/** As "Update ticket metadata" and "Update the amount of a ticket" have it. */
export function identifier(ticket: z.infer<typeof ticketReference>): IDataObject {
	if (ticket.ticketBy === 'ticketId') return { ticket_id: ticket.ticketId };
	if (ticket.ticketBy === 'contactId') return { ai_contact_id: ticket.contactId };
	return { contact_number: ticket.contactPhone };
}
