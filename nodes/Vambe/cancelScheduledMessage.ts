import { isWebPage } from '../shared/contract/answer';
import type { QueryOperation } from '../shared/contract/operation';
import type { VerdictTable } from '../shared/contract/verdict';
import { z } from '../shared/lib/libraries';
import { id } from '../shared/validation/schema';
import { saysNo } from './answer';
import { officialVambe } from './officialApi';

const cancelling = z.object({
	scheduledMessageId: id(
		'Scheduled Message ID',
		'Use the messageId in the receipt of the scheduled message.',
	),
});

const verdicts: VerdictTable = {
	404: {
		outcome: 'notSent',
		evidence: { unsent: 'this cancels a message and sends none' },
		code: 'not-found',
		reason: 'Vambe does not know this scheduled message, or it was sent already',
		whatToDo:
			'Check the ID, and cancel the message in Vambe if it is still there. If every item ends like this, the address of this call has changed: please report it.',
		failure: { cause: 'configuration-invalid' },
	},
};

/**
 * Cancels a scheduled message: POST /v1/whatsapp/message/schedule/cancel.
 * Low confidence: one example in Vambe's Academy ("Enviar y Programar Mensajes desde Otro Sistema") is
 * all that is known; the page of the reference that it links to could not be read, and an older page
 * has DELETE /public/whatsapp/message/scheduled/{id}. Any 2xx counts as done, unless it is a web page
 * or says no.
 */
export const cancelScheduledMessage: QueryOperation<z.infer<typeof cancelling>> = {
	kind: 'query',
	provider: officialVambe,
	read: ({ value }) => ({ scheduledMessageId: value('scheduledMessageId') }),
	schema: cancelling,
	verdicts,
	request: (message) => ({
		method: 'POST',
		path: '/v1/whatsapp/message/schedule/cancel',
		body: { scheduled_message_id: message.scheduledMessageId },
	}),
	data: ({ body, text }, message) =>
		isWebPage(text) || saysNo(body)
			? null
			: {
					cancelled: true,
					scheduledMessageId: message.scheduledMessageId,
					response: body ?? text,
				},
};
