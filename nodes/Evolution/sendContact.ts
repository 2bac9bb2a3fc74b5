import type { IDataObject } from 'n8n-workflow';
import type { SendOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { id, milliseconds, phoneField } from '../shared/validation/schema';
import { acceptanceIn } from './answer';
import { contacts } from './contact';
import { evolution } from './evolution';

/** Groups and chats are known by these instead of a number; the server passes them through. */
const CHAT_ID = /^[\w-]+@(g\.us|s\.whatsapp\.net|lid)$/;

/** Digits, as the server wants a number, or the ID of a chat. */
const recipient = phoneField('Recipient Phone Number', (written, readNumber) => {
	const chatId = typeof written === 'string' ? written.trim() : '';
	return CHAT_ID.test(chatId) ? chatId : readNumber().slice(1);
});

const contactMessage = z.object({
	instance: id('Instance', 'Pick an instance from the list, or enter its name.'),
	apiVersion: z.enum(['auto', 'v1', 'v2']),
	recipient,
	contacts,
	delay: milliseconds('Delay'),
	presence: z.enum(['available', 'composing', 'paused', 'recording', 'unavailable']).optional(),
});

type ContactMessage = z.infer<typeof contactMessage>;

/**
 * Sends one or many contact cards in one message: POST /message/sendContact/{instance}, 201.
 * Sources: "Send Contact" (version 1), the server's schema (version 2, where the list is called
 * `contact`). Each version overlooks what only the other knows, so that one body suits both. Only
 * version 1 waits, on phones; version 2 takes `delay` and does nothing with it.
 */
export const sendContact: SendOperation<ContactMessage> = {
	kind: 'send',
	provider: evolution,
	read({ value, locatedId, collection, phone, phoneOf }) {
		const given = collection('contacts').contact;
		return {
			instance: locatedId('instance'),
			apiVersion: value('apiVersion'),
			recipient: phone('recipient'),
			contacts: (Array.isArray(given) ? given : []).map((entry: IDataObject | null | undefined) => {
				const { phoneNumber, additional, ...contact } = entry ?? {};
				return {
					...contact,
					...(additional as IDataObject | undefined),
					phoneNumber: phoneOf(phoneNumber),
				};
			}),
			...collection('additionalFields'),
		};
	},
	schema: contactMessage,
	to: (message) => message.recipient,
	channel: ({ instance }) => instance,
	request: (message) => ({
		method: 'POST',
		path: `/message/sendContact/${encodeURIComponent(message.instance)}`,
		body: body(message),
		delayMs: message.delay,
	}),
	acceptance: acceptanceIn,
};

function body({
	recipient: number,
	contacts: list,
	delay,
	presence,
	apiVersion,
}: ContactMessage): IDataObject {
	const options = {
		...(delay !== undefined && { delay }),
		...(presence !== undefined && { presence }),
	};
	return {
		number,
		...(apiVersion !== 'v1' && { contact: list, ...(delay !== undefined && { delay }) }),
		...(apiVersion !== 'v2' && {
			contactMessage: list,
			...(Object.keys(options).length > 0 && { options }),
		}),
	};
}
