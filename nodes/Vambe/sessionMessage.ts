import type { Answer } from '../shared/contract/answer';
import type { ProviderRequest } from '../shared/contract/operation';
import type { Parameters } from '../shared/contract/parameters';
import { z } from '../shared/lib/libraries';
import { optionalId, phoneNumber, uuid } from '../shared/validation/schema';
import {
	acceptanceIn,
	MESSAGE_ID,
	officialVambe,
	senderNumber,
	textRules,
	textVerdicts,
} from './officialApi';

/** What a free text is sent with. */
export const sessionMessage = {
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
	pauseAssistant: z.boolean(),
	replyTo: optionalId('Reply To Message ID'),
};

interface SessionMessage {
	channel?: string;
	person:
		| { recipientBy: 'phone'; recipient: string }
		| { recipientBy: 'contactId'; contactId: string };
	pauseAssistant: boolean;
	replyTo?: string;
}

export function readSessionMessage({ value, locatedId, phone, options }: Parameters) {
	const recipientBy = value('recipientBy');
	return {
		channel: locatedId('channel'),
		person: {
			recipientBy,
			...(recipientBy === 'contactId'
				? { contactId: value('contactId') }
				: { recipient: phone('recipient') }),
		},
		pauseAssistant: value('pauseAssistant'),
		replyTo: options.replyTo,
	};
}

/** What the operations that send one have in common. */
export const sending = {
	kind: 'send' as const,
	provider: officialVambe,
	verdicts: textVerdicts,
	rules: textRules,
	to: ({ person }: SessionMessage) =>
		person.recipientBy === 'phone' ? person.recipient : person.contactId,
	redirect: <Message extends SessionMessage>(message: Message, recipient: string): Message => ({
		...message,
		person: { recipientBy: 'phone', recipient },
	}),
	channel: ({ channel }: SessionMessage) => channel ?? 'default',
	acceptance: (answer: Answer) => acceptanceIn(answer, MESSAGE_ID),
};

/** Left out, `pause_assistant` would be true, so that it is always said. */
export const requestOf = (message: SessionMessage, text: string): ProviderRequest => ({
	method: 'POST',
	path: '/api/public/whatsapp/message/session',
	body: {
		message: text,
		...(message.person.recipientBy === 'phone'
			? { phone: message.person.recipient }
			: { contact_id: message.person.contactId }),
		...(message.channel !== undefined && { from_phone_number: message.channel }),
		...(message.replyTo !== undefined && { reply_message_id: message.replyTo }),
		type: 'text',
		pause_assistant: message.pauseAssistant,
	},
});
