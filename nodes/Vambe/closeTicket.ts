import { isWebPage } from '../shared/contract/answer';
import type { QueryOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { saysNo } from './answer';
import { contactId, contactVerdicts } from './contact';
import { vambe } from './vambe';

const closing = z.object({ contactId });

/**
 * Closes the active ticket: POST /api/public/ticket/close/contact/{contactId}.
 * Source: "Open a new ticket for web whatsapp" names the path and nothing else, so that any 2xx
 * counts as done unless it is a web page or says no.
 */
export const closeTicket: QueryOperation<z.infer<typeof closing>> = {
	kind: 'query',
	provider: vambe,
	read: ({ value }) => ({ contactId: value('contactId') }),
	schema: closing,
	verdicts: contactVerdicts,
	request: (message) => ({
		method: 'POST',
		path: `/api/public/ticket/close/contact/${encodeURIComponent(message.contactId)}`,
		body: {},
	}),
	data: (answer, message) =>
		isWebPage(answer.text) || saysNo(answer.body)
			? null
			: { closed: true, contactId: message.contactId, response: answer.body ?? answer.text },
};
