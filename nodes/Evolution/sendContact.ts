import type { IDataObject } from 'n8n-workflow';
import type { SendOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { acceptanceIn } from './answer';
import { contacts } from './contact';
import { destination, readDestination } from './destination';
import { evolution } from './evolution';
import { bodyOf } from './message/body';
import { readSendOptions, sendOptions } from './message/sendOptions';

const contactMessage = z.object({ ...destination, contacts, extras: sendOptions });

/**
 * Sends one or many contact cards in one message: POST /message/sendContact/{instance}, 201.
 * Sources: "Send Contact" (version 1), the server's schema (version 2, where the list is called
 * `contact`). Each version overlooks what only the other knows, so that one body suits both. Only
 * version 1 waits, on phones; version 2 takes `delay` and does nothing with it.
 */
export const sendContact: SendOperation<z.infer<typeof contactMessage>> = {
	kind: 'send',
	provider: evolution,
	read(parameters) {
		const given = parameters.collection('contacts').contact;
		return {
			...readDestination(parameters),
			contacts: (Array.isArray(given) ? given : []).map((entry: IDataObject | null | undefined) => {
				const { phoneNumber, additional, ...contact } = entry ?? {};
				return {
					...contact,
					...(additional as IDataObject | undefined),
					phoneNumber: parameters.phoneOf(phoneNumber),
				};
			}),
			extras: readSendOptions(parameters),
		};
	},
	groups: ['chat', 'extras'],
	schema: contactMessage,
	to: ({ chat }) => chat,
	channel: ({ instance }) => instance,
	request: ({ instance, apiVersion, chat, contacts: list, extras }) => ({
		method: 'POST',
		path: `/message/sendContact/${encodeURIComponent(instance)}`,
		body: bodyOf(
			apiVersion,
			chat,
			{ v1: { contactMessage: list }, v2: { contact: list } },
			extras,
		),
		delayMs: extras.delay,
	}),
	acceptance: acceptanceIn,
};
