import type { IDataObject } from 'n8n-workflow';
import type { QueryOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { contactId, contactPath, contactVerdicts } from './contact';
import { vambe } from './vambe';

const question = z.object({ contactId });

/**
 * Contact and ticket information: GET /api/public/contact/{aiContactId}/info.
 * Source: docs.vambe.me, "Get info of an AI contact". The answer is returned as it is.
 */
export const getTicket: QueryOperation<z.infer<typeof question>> = {
	kind: 'query',
	provider: vambe,
	read: ({ value }) => ({ contactId: value('contactId') }),
	schema: question,
	verdicts: contactVerdicts,
	request: (message) => ({ method: 'GET', path: `${contactPath(message.contactId)}/info` }),
	data: ({ body }) =>
		typeof body === 'object' && body !== null && !Array.isArray(body)
			? (body as IDataObject)
			: null,
};
