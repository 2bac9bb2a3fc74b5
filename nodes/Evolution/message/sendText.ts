import type { SendOperation } from '../../shared/contract/operation';
import { z } from '../../shared/lib/libraries';
import { requiredText } from '../../shared/validation/schema';
import { acceptanceIn } from '../answer';
import { destination, readDestination } from '../destination';
import { evolution } from '../evolution';
import { bodyOf } from './body';
import { readSendOptions, sendOptions } from './sendOptions';

const textMessage = z.object({
	...destination,
	messageText: requiredText('Message Text', 'Enter the text to send.'),
	extras: sendOptions,
});

/**
 * Sends a text: POST /message/sendText/{instance}, 201. Sources: the server's schemas, and recordings of
 * 1.8.6 and 2.3.7, which both take one body with the fields of both. Neither limits the text.
 */
export const sendText: SendOperation<z.infer<typeof textMessage>> = {
	kind: 'send',
	provider: evolution,
	read: (parameters) => ({
		...readDestination(parameters),
		messageText: parameters.value('messageText'),
		extras: readSendOptions(parameters),
	}),
	groups: ['chat', 'extras'],
	schema: textMessage,
	to: ({ chat }) => chat,
	channel: ({ instance }) => instance,
	request: ({ instance, apiVersion, chat, messageText: text, extras }) => ({
		method: 'POST',
		path: `/message/sendText/${encodeURIComponent(instance)}`,
		body: bodyOf(apiVersion, chat, { v1: { textMessage: { text } }, v2: { text } }, extras),
		delayMs: extras.delay,
	}),
	acceptance: acceptanceIn,
};
