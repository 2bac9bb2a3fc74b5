import type { SendOperation } from '../../shared/contract/operation';
import { z } from '../../shared/lib/libraries';
import { id } from '../../shared/validation/schema';
import { destination, readDestination } from '../destination';
import { instanceLookup, type InstanceKind } from '../instanceKind';
import { jidOf } from '../jid';
import { author } from './author';
import { onlyOnPhones } from './availability';
import { connectionRules } from './connection';
import { sending } from './everyMessage';

const { instance, chat } = destination;

const deletion = z.object({
	instance,
	chat,
	messageId: id('Message ID', 'Enter the ID of the message to delete.'),
	fromMe: z.boolean(),
	messageAuthor: author,
});

/**
 * Takes a message back, for everyone in the chat: DELETE /chat/deleteMessageForEveryone/{instance}, 201.
 * Sources: the servers' schemas and code, and recordings of 1.8.6 and 2.3.7. Phones only. No server
 * checks whether there is such a message, nor how old it is: WhatsApp takes it for about two days. The
 * chat goes out as given, so that it is written as WhatsApp writes it.
 */
export const deleteForEveryone: SendOperation<z.infer<typeof deletion>, InstanceKind> = {
	...sending,
	redirect: undefined,
	groups: ['chat'],
	read: (parameters) => ({
		...readDestination(parameters),
		messageId: parameters.value('messageId'),
		fromMe: parameters.value('fromMe'),
		messageAuthor: parameters.phone('messageAuthor'),
	}),
	schema: deletion,
	lookup: (message) => instanceLookup(message.instance),
	refuse: (_message, found) =>
		onlyOnPhones('Deleting messages for everyone', found, 'Send a correction instead.'),
	request: (message) => ({
		method: 'DELETE',
		path: `/chat/deleteMessageForEveryone/${encodeURIComponent(message.instance)}`,
		body: {
			id: message.messageId,
			remoteJid: jidOf(message.chat),
			fromMe: message.fromMe,
			...(message.messageAuthor !== undefined && { participant: jidOf(message.messageAuthor) }),
		},
	}),
	rules: connectionRules('Check in the chat whether the message is gone.'),
};
