import type { IDataObject } from 'n8n-workflow';
import type { QueryOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { metadata, textMetadata } from '../shared/validation/metadata';
import { contactId, contactPath, contactVerdicts } from './contact';
import { identifier, readTicketReference, ticketReference } from './ticketReference';
import { vambe } from './vambe';

const update = z.discriminatedUnion('metadataOf', [
	z.object({
		metadataOf: z.literal('contact'),
		contactId,
		metadata: metadata('Metadata', 'filled'),
	}),
	z.object({
		metadataOf: z.literal('ticket'),
		ticket: ticketReference,
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
	read(parameters) {
		const { value } = parameters;
		const metadataOf = value('metadataOf');
		if (metadataOf === 'contact') {
			return { metadataOf, contactId: value('contactId'), metadata: value('metadata') };
		}
		return {
			metadataOf,
			ticket: readTicketReference(parameters),
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
