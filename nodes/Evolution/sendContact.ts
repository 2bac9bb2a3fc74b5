import type { IDataObject } from 'n8n-workflow';
import type { SendOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { contacts } from './contact';
import { bodyOf } from './message/body';
import { everyMessage, pathOf, readEveryMessage, sending } from './message/everyMessage';

const contactMessage = everyMessage.extend({ contacts });

/**
 * Sends one or many contact cards in one message: POST /message/sendContact/{instance}, 201.
 * Sources: "Send Contact" (version 1), the server's schema (version 2, where the list is called
 * `contact`). Each version overlooks what only the other knows, so that one body suits both. Only
 * version 1 waits, on phones; version 2 takes `delay` and does nothing with it.
 */
export const sendContact: SendOperation<z.infer<typeof contactMessage>> = {
	...sending,
	read(parameters) {
		const given = parameters.collection('contacts').contact;
		return {
			...readEveryMessage(parameters),
			contacts: (Array.isArray(given) ? given : []).map((entry: IDataObject | null | undefined) => {
				const { phoneNumber, additional, ...contact } = entry ?? {};
				return {
					...contact,
					...(additional as IDataObject | undefined),
					phoneNumber: parameters.phoneOf(phoneNumber),
				};
			}),
		};
	},
	schema: contactMessage,
	request: (message) => ({
		method: 'POST',
		path: pathOf('sendContact', message),
		body: bodyOf(message, {
			v1: { contactMessage: message.contacts },
			v2: { contact: message.contacts },
		}),
		delayMs: message.extras.delay,
	}),
};
