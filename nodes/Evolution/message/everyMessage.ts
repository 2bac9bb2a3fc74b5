import { z } from '../../shared/lib/libraries';
import { acceptanceIn } from '../answer';
import { destination, readDestination } from '../destination';
import { evolution } from '../evolution';
import type { Parameters } from '../../shared/contract/parameters';
import { readSendOptions, sendOptions } from './sendOptions';

/** The fields of every message. */
export const everyMessage = z.object({ ...destination, extras: sendOptions });

type EveryMessage = z.infer<typeof everyMessage>;

export const readEveryMessage = (parameters: Parameters) => ({
	...readDestination(parameters),
	extras: readSendOptions(parameters),
});

/** What the operations that send have in common. */
export const sending = {
	kind: 'send' as const,
	provider: evolution,
	groups: ['chat', 'extras'],
	to: ({ chat }: Pick<EveryMessage, 'chat'>) => chat,
	redirect: <Message extends Pick<EveryMessage, 'chat'>>(
		message: Message,
		number: string,
	): Message => ({
		...message,
		chat: number.slice(1),
	}),
	channel: ({ instance }: Pick<EveryMessage, 'instance'>) => instance,
	acceptance: acceptanceIn,
};

export const pathOf = (method: string, { instance }: EveryMessage) =>
	`/message/${method}/${encodeURIComponent(instance)}`;
