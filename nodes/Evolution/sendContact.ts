import type { IDataObject } from 'n8n-workflow';
import type { Complaint } from '../shared/contract/file';
import type { SendOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { contacts } from './contact';
import { instanceLookup, versionOf, type InstanceKind } from './instanceKind';
import { bodyOf } from './message/body';
import { everyMessage, pathOf, readEveryMessage, sending } from './message/everyMessage';

const contactMessage = everyMessage.extend({ contacts });

type ContactMessage = z.infer<typeof contactMessage>;

/**
 * Sends one or many contact cards in one message: POST /message/sendContact/{instance}, 201.
 * Sources: "Send Contact" (version 1), the server's schema (version 2, where the list is called
 * `contact`). Each version overlooks what only the other knows, so that one body suits both. Only
 * version 1 waits, on phones; version 2 takes `delay` and does nothing with it.
 */
export const sendContact: SendOperation<ContactMessage, InstanceKind> = {
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
	lookup: ({ instance, extras }) =>
		extras.replyTo === undefined ? undefined : instanceLookup(instance),
	refuse: refuseQuote,
	request: (message, found) => ({
		method: 'POST',
		path: pathOf('sendContact', message),
		body: bodyOf(
			message,
			{ v1: { contactMessage: message.contacts }, v2: { contact: message.contacts } },
			found,
		),
		delayMs: message.extras.delay,
	}),
};

/** There the server sends the cards and forgets the quote, seen on 2.3.7. */
function refuseQuote(
	message: ContactMessage,
	found: InstanceKind | undefined,
): Complaint | undefined {
	const forgets = found?.channel === 'phone' && versionOf(message, found) === 'v2';
	if (!forgets || message.extras.replyTo === undefined) return undefined;
	return {
		field: 'replyTo',
		code: 'not-supported',
		reason:
			'A phone cannot quote a message with contact cards through version 2 of the Evolution API',
		whatToDo: "Remove 'Reply To Message ID', or quote the message with a text before the cards.",
	};
}
