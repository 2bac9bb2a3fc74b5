import type { SendOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { requiredText } from '../shared/validation/schema';
import { qrMessage, readQrMessage, requestOf, sending } from './qrMessage';

const qrText = z.object({
	...qrMessage,
	messageText: requiredText('Message Text', 'Enter the text to send.'),
});

/**
 * Sends a text as it is: POST /api/public/web-whatsapp-message/send/{phoneId}/message.
 * Source: "Send QR message". Its body is camelCase, unlike the ticket's. It shows no answer;
 * the reference of the same call has a sentence.
 */
export const sendQrMessage: SendOperation<z.infer<typeof qrText>> = {
	...sending,
	read: (parameters) => ({
		...readQrMessage(parameters),
		messageText: parameters.value('messageText'),
	}),
	schema: qrText,
	request: (message) => requestOf(message, message.messageText),
};
