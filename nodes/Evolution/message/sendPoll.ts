import type { SendOperation } from '../../shared/contract/operation';
import { firstRepeated } from '../../shared/lib/firstRepeated';
import { z } from '../../shared/lib/libraries';
import { field, isBlank, quote, readText, requiredText } from '../../shared/validation/schema';
import { instanceLookup, type InstanceKind } from '../instanceKind';
import { notAvailable } from './availability';
import { bodyOf } from './body';
import { everyMessage, pathOf, readEveryMessage, sending } from './everyMessage';

const MIN_OPTIONS = 2;

/** Of the options, and of the choices that a person has. */
const MAX_OPTIONS = 10;

/** One to a line, or a list from an expression. */
const pollOptions = field((value, refuse) => {
	const entries = Array.isArray(value) ? value : String(value ?? '').split('\n');
	const options = entries
		.filter((entry) => !isBlank(entry))
		.map((entry) => readText('Poll Options', entry, refuse).trim());
	if (options.length === 0) {
		return refuse("'Poll Options' is empty", 'Enter 2 to 10 options, each on a line of its own.');
	}
	if (options.length < MIN_OPTIONS || options.length > MAX_OPTIONS) {
		return refuse(
			`'Poll Options' has ${options.length}, but a poll has ${MIN_OPTIONS} to ${MAX_OPTIONS}`,
			'Enter each option on a line of its own.',
		);
	}
	const repeated = firstRepeated(options);
	return repeated === undefined
		? options
		: refuse(`Two poll options are the same: ${quote(repeated)}`, 'Make each of them different.');
});

const selectable = field((value, refuse) => {
	const given = isBlank(value) ? NaN : Number(value);
	return Number.isInteger(given) && given >= 0 && given <= MAX_OPTIONS
		? given
		: refuse(
				`'Selectable Options' is not a number from 0 to ${MAX_OPTIONS}: ${quote(value)}`,
				'Enter how many options a person can choose, such as 1. With 0, as many as they like.',
			);
});

const poll = everyMessage.extend({
	question: requiredText('Question', 'Enter the question of the poll.'),
	pollOptions,
	selectableOptions: selectable,
});

const ASK_OTHERWISE = 'Use Send List or Send Buttons, which this channel has.';

/**
 * Sends a poll: POST /message/sendPoll/{instance}, 201. Sources: the server's schemas, and recordings of
 * 1.8.6 and 2.3.7: phones only.
 */
export const sendPoll: SendOperation<z.infer<typeof poll>, InstanceKind> = {
	...sending,
	read: (parameters) => ({
		...readEveryMessage(parameters),
		question: parameters.value('question'),
		pollOptions: parameters.value('pollOptions'),
		selectableOptions: parameters.value('selectableOptions'),
	}),
	schema: poll,
	lookup: ({ instance }) => instanceLookup(instance),
	refuse: (_message, found) =>
		notAvailable('A poll', { business: ASK_OTHERWISE, evolution: 'Use Send Buttons.' }, found),
	request: (message, found) => {
		const { question: name, selectableOptions: selectableCount, pollOptions: values } = message;
		const content = { name, selectableCount, values };
		return {
			method: 'POST',
			path: pathOf('sendPoll', message),
			body: bodyOf(message, { v1: { pollMessage: content }, v2: content }, found),
			delayMs: message.extras.delay,
		};
	},
};
