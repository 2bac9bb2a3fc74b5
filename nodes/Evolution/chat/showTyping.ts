import type { QueryOperation } from '../../shared/contract/operation';
import { at } from '../../shared/lib/jsonAccess';
import { z } from '../../shared/lib/libraries';
import { field, quote } from '../../shared/validation/schema';
import { destination, readDestination } from '../destination';
import { evolution } from '../evolution';
import { instanceLookup, type InstanceKind } from '../instanceKind';
import { onlyOnPhones } from '../message/availability';
import { chatRules } from './rules';

const { instance, chat } = destination;

const MAX_SECONDS = 60;

const seconds = field((value, refuse) => {
	const given = Number(value);
	return given > 0 && given <= MAX_SECONDS
		? given
		: refuse(
				`'Duration' is not a valid number of seconds: ${quote(value)}`,
				`Enter the duration in seconds, up to ${MAX_SECONDS}.`,
			);
});

const typing = z.object({
	instance,
	chat,
	activity: z.enum(['composing', 'paused', 'recording']),
	seconds,
});

/**
 * Shows somebody that an answer is being written or recorded: POST /chat/sendPresence/{instance}, 201. Sources:
 * the servers' schemas and code, and recordings of 1.8.6 and 2.3.7. Phones only. The server answers when
 * the time is over, and then ends the sign; version 1 answers with nothing.
 */
export const showTyping: QueryOperation<z.infer<typeof typing>, InstanceKind> = {
	kind: 'query',
	provider: evolution,
	groups: ['chat'],
	read: (parameters) => ({
		...readDestination(parameters),
		activity: parameters.value('activity'),
		seconds: parameters.value('seconds'),
	}),
	schema: typing,
	channel: (message) => message.instance,
	lookup: (message) => instanceLookup(message.instance),
	refuse: (_message, found) => onlyOnPhones('Showing that somebody types', found),
	request: (message) => {
		const shown = { presence: message.activity, delay: Math.round(message.seconds * 1000) };
		return {
			method: 'POST',
			path: `/chat/sendPresence/${encodeURIComponent(message.instance)}`,
			// Each version overlooks what only the other knows.
			body: { number: message.chat, ...shown, options: shown },
			delayMs: shown.delay,
		};
	},
	data: ({ body, text }, message) =>
		text.trim() === '' || at(body, 'presence') === message.activity
			? {
					success: true,
					chat: message.chat,
					activity: message.activity,
					seconds: message.seconds,
				}
			: null,
	rules: chatRules,
};
