import type { SendOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { limitedText } from '../shared/validation/schema';
import { MAX_TEXT } from '../shared/validation/textLimits';
import { readSessionMessage, requestOf, sending, sessionMessage } from './sessionMessage';

const text = z.object({
	...sessionMessage,
	messageText: limitedText('Message Text', MAX_TEXT, 'Enter the text to send.'),
});

/**
 * Sends a free text within 24 hours of the contact's last message: POST
 * /api/public/whatsapp/message/session, 201.
 * Source: docs.vambe.me, "Send a free-form WhatsApp session message". It shows no body of an answer.
 */
export const sendText: SendOperation<z.infer<typeof text>> = {
	...sending,
	read: (parameters) => ({
		...readSessionMessage(parameters),
		messageText: parameters.value('messageText'),
	}),
	groups: ['person'],
	schema: text,
	request: (message) => requestOf(message, message.messageText),
};
