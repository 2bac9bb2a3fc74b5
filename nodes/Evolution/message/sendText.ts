import type { SendOperation } from '../../shared/contract/operation';
import { z } from '../../shared/lib/libraries';
import { requiredText } from '../../shared/validation/schema';
import { bodyOf } from './body';
import { everyMessage, pathOf, readEveryMessage, sending } from './everyMessage';

const textMessage = everyMessage.extend({
	messageText: requiredText('Message Text', 'Enter the text to send.'),
});

/**
 * Sends a text: POST /message/sendText/{instance}, 201. Sources: the server's schemas, and recordings of
 * 1.8.6 and 2.3.7, which both take one body with the fields of both. Neither limits the text.
 */
export const sendText: SendOperation<z.infer<typeof textMessage>> = {
	...sending,
	read: (parameters) => ({
		...readEveryMessage(parameters),
		messageText: parameters.value('messageText'),
	}),
	schema: textMessage,
	request: (message) => {
		const text = message.messageText;
		return {
			method: 'POST',
			path: pathOf('sendText', message),
			body: bodyOf(message, { v1: { textMessage: { text } }, v2: { text } }),
			delayMs: message.extras.delay,
		};
	},
};
