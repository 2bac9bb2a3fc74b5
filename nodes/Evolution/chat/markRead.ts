import type { Complaint } from '../../shared/contract/file';
import type { QueryOperation } from '../../shared/contract/operation';
import { at } from '../../shared/lib/jsonAccess';
import { z } from '../../shared/lib/libraries';
import { field, isBlank, readText } from '../../shared/validation/schema';
import { destination, readDestination } from '../destination';
import { evolution } from '../evolution';
import { versionOf, type InstanceKind } from '../instanceKind';
import { jidOf } from '../jid';
import { onlyOnPhones } from '../message/availability';
import { methodOf, otherVersion, versionLookup } from '../version';
import { chatRules } from './rules';

const IDS = 'Enter the ID of a message, such as {{ $json.message.id }} of the trigger.';

/** One ID, several with commas, or a list. */
const messageIds = field((value, refuse) => {
	const given = Array.isArray(value) ? (value as unknown[]) : [value];
	const ids = given
		.filter((entry) => !isBlank(entry))
		.flatMap((entry) => readText('Message IDs', entry, refuse).split(/[\s,;]+/))
		.filter((entry) => entry !== '');
	return ids.length > 0 ? [...new Set(ids)] : refuse("'Message IDs' is empty", IDS);
});

const marking = z.object({ ...destination, messageIds });

const NO_LID: Complaint = {
	field: 'recipient',
	code: 'wrong-recipient',
	reason:
		'The Evolution server marks nothing as read in a chat that is known by an ID with @lid, and says that it did',
	whatToDo: 'Enter the phone number instead, such as {{ $json.contact.phone }} of the trigger.',
};

/**
 * Shows somebody that messages were read: POST /chat/markMessageAsRead/{instance}, PUT in version 1, 201.
 * Sources: the servers' schemas and code, and recordings of 1.8.6 and 2.3.7. Phones only.
 */
export const markRead: QueryOperation<z.infer<typeof marking>, InstanceKind> = {
	kind: 'query',
	provider: evolution,
	groups: ['chat'],
	read: (parameters) => ({
		...readDestination(parameters),
		messageIds: parameters.value('messageIds'),
	}),
	schema: marking,
	channel: ({ instance }) => instance,
	lookup: ({ instance }) => versionLookup(instance),
	refuse: ({ chat }, found) =>
		chat.endsWith('@lid') ? NO_LID : onlyOnPhones('Marking messages as read', found),
	request: (message, found) => {
		const remoteJid = jidOf(message.chat);
		const read = message.messageIds.map((id) => ({ id, remoteJid, fromMe: false }));
		return {
			method: methodOf(message, found),
			path: `/chat/markMessageAsRead/${encodeURIComponent(message.instance)}`,
			body: versionOf(message, found) === 'v1' ? { read_messages: read } : { readMessages: read },
		};
	},
	data: ({ body }, message) =>
		at(body, 'read') === 'success'
			? { success: true, chat: jidOf(message.chat), messageIds: message.messageIds }
			: null,
	rules: [otherVersion, ...chatRules],
};
