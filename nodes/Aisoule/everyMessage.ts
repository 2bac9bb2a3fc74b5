import type { IDataObject, JsonValue } from 'n8n-workflow';
import type { Answer } from '../shared/contract/answer';
import type { Acceptance, ProviderRequest } from '../shared/contract/operation';
import type { Parameters } from '../shared/contract/parameters';
import { lenientText } from '../shared/lib/lenientText';
import { z } from '../shared/lib/libraries';
import { optionalId, phoneNumber } from '../shared/validation/schema';
import { aisoule } from './aisoule';

/** The fields of every message. */
export const everyMessage = {
	recipient: phoneNumber('Recipient Phone Number'),
	withoutPlus: z.boolean(),
	whatsappAccount: optionalId('WhatsApp Account'),
};

interface EveryMessage {
	recipient: string;
	withoutPlus: boolean;
	whatsappAccount?: string;
}

export const readEveryMessage = ({ phone, options, locatedId }: Parameters) => ({
	recipient: phone('recipient'),
	withoutPlus: options.withoutPlus ?? false,
	whatsappAccount: locatedId('additionalFields.whatsappAccount'),
});

const to = ({ recipient, withoutPlus }: EveryMessage) =>
	withoutPlus ? recipient.slice(1) : recipient;

/** What the operations that send have in common. */
export const sending = {
	kind: 'send' as const,
	provider: aisoule,
	to,
	redirect: <Message extends EveryMessage>(message: Message, recipient: string): Message => ({
		...message,
		recipient,
	}),
	channel: ({ whatsappAccount }: EveryMessage) => whatsappAccount ?? 'default',
	acceptance: ({ body }: Answer) => readAnswer(body),
};

/** @param content with its type */
export const requestOf = (message: EveryMessage, content: IDataObject): ProviderRequest => ({
	method: 'POST',
	path: '/api/messages/send',
	body: {
		to: to(message),
		...content,
		...(message.whatsappAccount !== undefined && { whatsapp_account: message.whatsappAccount }),
	},
});

const accepted = z.object({
	data: z.object({ message_id: z.string().min(1), status: lenientText }),
});

/** `status: "error"` is a refusal whatever the HTTP status says, but not beside the ID of a message. */
function readAnswer(body: JsonValue | undefined): Acceptance | 'refused' | null {
	const saysError = z.object({ status: z.literal('error') }).safeParse(body).success;
	const parsed = accepted.safeParse(body);
	if (!parsed.success) return saysError ? 'refused' : null;
	if (saysError) return null;
	const { message_id, status } = parsed.data.data;
	if (status === 'failed') return 'refused';
	return { messageId: message_id, status: status ?? null };
}
