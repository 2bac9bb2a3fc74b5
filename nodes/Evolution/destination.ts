import type { Parameters } from '../shared/contract/parameters';
import { z } from '../shared/lib/libraries';
import { field, id, isBlank, quote, readText } from '../shared/validation/schema';
import { recipient } from './recipient';

const GROUP_ID = /^[\d-]+@g\.us$/;

const group = field((value, refuse) => {
	const whatToDo = 'Pick a group from the list, or enter its ID, such as 120363021234567890@g.us.';
	if (isBlank(value)) return refuse("'Group' is empty", whatToDo);
	const given = readText('Group', value, refuse).trim();
	return GROUP_ID.test(given)
		? given
		: refuse(`'Group' is not the ID of a group: ${quote(value)}`, whatToDo);
});

/** The instance, in the field of every operation. */
export const instance = id('Instance', 'Pick an instance from the list, or enter its name.');

/** The version of the API, in the field of every operation whose requests differ by it. */
export const apiVersion = z.enum(['auto', 'v1', 'v2']);

/** The chat that something goes to: digits of a number, or the ID of a chat. */
export const chat = z
	.discriminatedUnion('sendTo', [
		z.object({ sendTo: z.literal('number'), recipient: recipient('Recipient Phone Number') }),
		z.object({ sendTo: z.literal('group'), group }),
	])
	.transform((given) => (given.sendTo === 'group' ? given.group : given.recipient));

/** Which instance sends, in the words of which version of its API, to which chat. */
export const destination = { instance, apiVersion, chat };

/** Of the node without groups, whose parameters have no `sendTo`, too. */
export const readChat = ({ value, locatedId, phone }: Parameters) =>
	value('sendTo') === 'group'
		? { sendTo: 'group', group: locatedId('group') }
		: { sendTo: 'number', recipient: phone('recipient') };

export const readDestination = (parameters: Parameters) => ({
	instance: parameters.locatedId('instance'),
	apiVersion: parameters.value('apiVersion'),
	chat: readChat(parameters),
});
