import type { SendOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { metadata } from '../shared/validation/metadata';
import { id, optionalText, phoneNumber, requiredText } from '../shared/validation/schema';
import { isDone, isRefusal } from './answer';
import { messageVerdicts, vambe } from './vambe';

const qrMessage = z.object({
	channel: id('Channel', 'Pick a WhatsApp channel from the list, or enter its ID.'),
	stage: id('Pipeline Stage', 'Pick a stage from the list, or enter its ID.'),
	recipient: phoneNumber('Recipient Phone Number'),
	contactName: optionalText('Contact Name'),
	messageText: requiredText('Message Text', 'Enter the text to send.'),
	metadata: metadata('Metadata'),
});

type QrMessage = z.infer<typeof qrMessage>;

/**
 * Sends a text as it is: POST /api/public/web-whatsapp-message/send/{phoneId}/message.
 * Source: "Send QR message". Its body is camelCase, unlike the ticket's. It shows no answer;
 * the reference of the same call has a sentence.
 */
export const sendQrMessage: SendOperation<QrMessage> = {
	kind: 'send',
	provider: vambe,
	verdicts: messageVerdicts,
	read({ value, locatedId, collection, phone }) {
		return {
			channel: locatedId('channel'),
			stage: locatedId('stage'),
			recipient: phone('recipient'),
			contactName: value('contactName'),
			messageText: value('messageText'),
			...collection('additionalFields'),
		};
	},
	schema: qrMessage,
	to: ({ recipient }) => recipient,
	channel: ({ channel }) => channel,
	request: (message) => ({
		method: 'POST',
		path: `/api/public/web-whatsapp-message/send/${encodeURIComponent(message.channel)}/message`,
		body: {
			message: message.messageText,
			stage: message.stage,
			toPhoneNumber: message.recipient,
			// Vambe requires a name ("Required Fields: All manual"), and not every contact has one.
			contactName: message.contactName ?? message.recipient,
			metaData: message.metadata,
		},
	}),
	acceptance(answer) {
		if (isRefusal(answer.body)) return 'refused';
		return isDone(answer) ? { messageId: null, status: null } : null;
	},
};
