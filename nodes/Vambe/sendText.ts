import type { SendOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { limitedText, optionalId, phoneNumber, uuid } from '../shared/validation/schema';
import {
	acceptanceIn,
	MESSAGE_ID,
	officialVambe,
	senderNumber,
	textRules,
	textVerdicts,
} from './officialApi';

/** WhatsApp's own limit: only numbers of its official API send these. */
const MAX_TEXT = 4096;

const text = z.object({
	channel: senderNumber,
	person: z.discriminatedUnion('recipientBy', [
		z.object({ recipientBy: z.literal('phone'), recipient: phoneNumber('Recipient Phone Number') }),
		z.object({
			recipientBy: z.literal('contactId'),
			contactId: uuid(
				'Contact ID',
				"Use the contactId of a receipt, the aiContactId of an event, or the contact's ID in Vambe.",
			),
		}),
	]),
	messageText: limitedText('Message Text', MAX_TEXT, 'Enter the text to send.'),
	pauseAssistant: z.boolean(),
	replyTo: optionalId('Reply To Message ID'),
});

type Text = z.infer<typeof text>;

/**
 * Sends a free text within 24 hours of the contact's last message: POST
 * /api/public/whatsapp/message/session, 201.
 * Source: docs.vambe.me, "Send a free-form WhatsApp session message". It shows no body of an answer.
 * Left out, `pause_assistant` would be true, so that it is always said.
 */
export const sendText: SendOperation<Text> = {
	kind: 'send',
	provider: officialVambe,
	verdicts: textVerdicts,
	rules: textRules,
	read({ value, locatedId, phone, options }) {
		const recipientBy = value('recipientBy');
		return {
			channel: locatedId('channel'),
			person: {
				recipientBy,
				...(recipientBy === 'contactId'
					? { contactId: value('contactId') }
					: { recipient: phone('recipient') }),
			},
			messageText: value('messageText'),
			pauseAssistant: value('pauseAssistant'),
			replyTo: options.replyTo,
		};
	},
	groups: ['person'],
	schema: text,
	to: ({ person }) => (person.recipientBy === 'phone' ? person.recipient : person.contactId),
	channel: ({ channel }) => channel ?? 'default',
	request: (message) => ({
		method: 'POST',
		path: '/api/public/whatsapp/message/session',
		body: {
			message: message.messageText,
			...(message.person.recipientBy === 'phone'
				? { phone: message.person.recipient }
				: { contact_id: message.person.contactId }),
			...(message.channel !== undefined && { from_phone_number: message.channel }),
			...(message.replyTo !== undefined && { reply_message_id: message.replyTo }),
			type: 'text',
			pause_assistant: message.pauseAssistant,
		},
	}),
	acceptance: (answer) => acceptanceIn(answer, MESSAGE_ID),
};
