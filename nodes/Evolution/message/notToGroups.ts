import type { SendOperation } from '../../shared/contract/operation';
import { instanceLookup, type InstanceKind } from '../instanceKind';

const isGroup = ({ chat }: { chat: string }) => chat.endsWith('@g.us');

/**
 * A WhatsApp Business channel knows no groups, and the server would take the digits of their IDs for the
 * number of a person. Source: requests of 1.8.6 and 2.3.7 to Meta. Only before a message to a group is the
 * server asked what the instance is.
 */
export const notToGroups = <Message extends { instance: string; chat: string }>(
	operation: SendOperation<Message, InstanceKind>,
): SendOperation<Message, InstanceKind> => ({
	...operation,
	lookup: (message) =>
		operation.lookup?.(message) ??
		(isGroup(message) ? instanceLookup(message.instance) : undefined),
	refuse: (message, found) =>
		isGroup(message) && found?.channel === 'business'
			? {
					field: 'instance',
					code: 'not-supported',
					reason: 'This instance is a WhatsApp Business channel, which cannot send to groups',
					whatToDo: "Pick an 'Instance' that is a phone.",
				}
			: operation.refuse?.(message, found),
});
