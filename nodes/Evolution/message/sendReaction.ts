import type { SendOperation } from '../../shared/contract/operation';
import { z } from '../../shared/lib/libraries';
import { field, id, isBlank, quote, readText } from '../../shared/validation/schema';
import { instanceLookup, versionOf, type InstanceKind } from '../instanceKind';
import { destination, readDestination } from '../destination';
import { jidOf } from '../jid';
import { author } from './author';
import { pathOf, sending } from './everyMessage';
import { sendOptions } from './sendOptions';

/** One emoji as people see it, however many code points it has. */
const EMOJI =
	/^(?:\p{RI}{2}|[\d#*]\uFE0F?\u20E3|\p{ExtPict}[\uFE0F\p{EMod}]*(?:\u200D\p{ExtPict}[\uFE0F\p{EMod}]*)*[\u{E0020}-\u{E007F}]*)$/u;

const emoji = field((value, refuse) => {
	if (isBlank(value)) return '';
	const given = readText('Emoji', value, refuse).trim();
	return EMOJI.test(given)
		? given
		: refuse(
				`'Emoji' is not one emoji: ${quote(value)}`,
				'Enter a single emoji, such as 👍, or leave it empty to remove the reaction.',
			);
});

const reaction = z.object({
	...destination,
	extras: sendOptions,
	messageId: id(
		'Message ID',
		'Enter the ID of the message to react to, such as {{ $json.message.id }} of the trigger.',
	),
	fromMe: z.boolean(),
	messageAuthor: author,
	emoji,
});

/**
 * Reacts to a message: POST /message/sendReaction/{instance}, 201. Sources: the server's schemas and its
 * code (`participant`, which WhatsApp wants in groups), and recordings of 1.8.6 and 2.3.7. An empty
 * reaction takes one back, which version 1 refuses.
 */
export const sendReaction: SendOperation<z.infer<typeof reaction>, InstanceKind> = {
	...sending,
	redirect: undefined,
	read: (parameters) => ({
		...readDestination(parameters),
		extras: {},
		messageId: parameters.value('messageId'),
		fromMe: parameters.value('fromMe'),
		messageAuthor: parameters.phone('messageAuthor'),
		emoji: parameters.value('emoji'),
	}),
	schema: reaction,
	lookup: ({ instance, emoji: given }) => (given === '' ? instanceLookup(instance) : undefined),
	refuse: (message, found) =>
		message.emoji === '' && versionOf(message, found) === 'v1'
			? {
					field: 'emoji',
					code: 'not-supported',
					reason: 'Version 1 of the Evolution API cannot remove a reaction',
					whatToDo: 'Enter another emoji, which replaces the first one.',
				}
			: undefined,
	request: (message, found) => {
		const version = versionOf(message, found);
		const content = {
			key: {
				id: message.messageId,
				remoteJid: jidOf(message.chat),
				fromMe: message.fromMe,
				...(message.messageAuthor !== undefined && { participant: jidOf(message.messageAuthor) }),
			},
			reaction: message.emoji,
		};
		return {
			method: 'POST',
			path: pathOf('sendReaction', message),
			body: {
				...(version !== 'v1' && content),
				...(version !== 'v2' && { reactionMessage: content }),
			},
		};
	},
};
