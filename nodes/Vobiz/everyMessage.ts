import type { IDataObject } from 'n8n-workflow';
import type { Answer } from '../shared/contract/answer';
import type { Acceptance, ProviderRequest } from '../shared/contract/operation';
import type { Parameters } from '../shared/contract/parameters';
import { lenientText } from '../shared/lib/lenientText';
import { z } from '../shared/lib/libraries';
import { optionalId, phoneNumber, uuid } from '../shared/validation/schema';
import { wabaIdOf } from './channels';
import { vobiz } from './vobiz';

/** The fields of every message. */
export const everyMessage = {
	channel: uuid('Channel', 'Pick a channel from the list, or enter its ID.'),
	wabaId: optionalId('WABA ID'),
	recipient: phoneNumber('Recipient Phone Number'),
};

export interface EveryMessage {
	channel: string;
	wabaId?: string;
	recipient: string;
}

export const readEveryMessage = ({ locatedId, collection, phone }: Parameters) => ({
	channel: locatedId('channel'),
	wabaId: collection('additionalFields').wabaId,
	recipient: phone('recipient'),
});

/** What the operations that send have in common. */
export const sending = {
	kind: 'send' as const,
	provider: vobiz,
	to: ({ recipient }: EveryMessage) => recipient,
	redirect: <Message extends EveryMessage>(message: Message, recipient: string): Message => ({
		...message,
		recipient,
	}),
	channel: ({ channel }: EveryMessage) => channel,
	acceptance: ({ body }: Answer) => readAnswer(body),
};

/** Asks for the account of the channel, which every message has to name. */
export const wabaIdFor = ({ channel, wabaId }: EveryMessage) =>
	wabaId === undefined ? wabaIdOf(channel) : undefined;

export const textContent = (text: string): IDataObject => ({ type: 'text', text: { body: text } });

/**
 * @param known the account of the channel, where it had to be looked up
 * @param content with its type
 */
export const requestOf = (
	{ channel, wabaId, recipient }: EveryMessage,
	known: { wabaId?: string } | undefined,
	content: IDataObject,
): ProviderRequest => ({
	method: 'POST',
	path: '/messages',
	body: { channel_id: channel, waba_id: wabaId ?? known?.wabaId, to: recipient, ...content },
});

const accepted = z.object({
	id: z.string().min(1),
	status: lenientText,
	contact_id: lenientText,
	conversation_id: lenientText,
});

function readAnswer(body: Answer['body']): Acceptance | 'refused' | null {
	const parsed = accepted.safeParse(body);
	if (!parsed.success) return null;
	if (parsed.data.status === 'failed') return 'refused';
	const { id: messageId, status, contact_id, conversation_id } = parsed.data;
	return {
		messageId,
		...(contact_id && { contactId: contact_id }),
		...(conversation_id && { conversationId: conversation_id }),
		status: status ?? null,
	};
}
