import type { IDataObject } from 'n8n-workflow';
import type { Answer } from '../shared/contract/answer';
import type { Acceptance, ProviderRequest } from '../shared/contract/operation';
import type { Parameters } from '../shared/contract/parameters';
import { metadata } from '../shared/validation/metadata';
import { id, optionalText, phoneNumber } from '../shared/validation/schema';
import { isDone, isRefusal } from './answer';
import { messageVerdicts, vambe } from './vambe';

/** What a text through a QR channel is sent with. */
export const qrMessage = {
	channel: id('Channel', 'Pick a WhatsApp channel from the list, or enter its ID.'),
	stage: id('Pipeline Stage', 'Pick a stage from the list, or enter its ID.'),
	recipient: phoneNumber('Recipient Phone Number'),
	contactName: optionalText('Contact Name'),
	metadata: metadata('Metadata'),
};

interface QrMessage {
	channel: string;
	stage: string;
	recipient: string;
	contactName?: string;
	metadata: IDataObject;
}

export const readQrMessage = ({ value, locatedId, collection, phone }: Parameters) => ({
	channel: locatedId('channel'),
	stage: locatedId('stage'),
	recipient: phone('recipient'),
	contactName: value('contactName'),
	...collection('additionalFields'),
});

/** What the operations that send one have in common. */
export const sending = {
	kind: 'send' as const,
	provider: vambe,
	verdicts: messageVerdicts,
	to: ({ recipient }: QrMessage) => recipient,
	redirect: <Message extends QrMessage>(message: Message, recipient: string): Message => ({
		...message,
		recipient,
	}),
	channel: ({ channel }: QrMessage) => channel,
	acceptance(answer: Answer): Acceptance | 'refused' | null {
		if (isRefusal(answer.body)) return 'refused';
		return isDone(answer) ? { messageId: null, status: null } : null;
	},
};

export const requestOf = (message: QrMessage, text: string): ProviderRequest => ({
	method: 'POST',
	path: `/api/public/web-whatsapp-message/send/${encodeURIComponent(message.channel)}/message`,
	body: {
		message: text,
		stage: message.stage,
		toPhoneNumber: message.recipient,
		// Vambe requires a name ("Required Fields: All manual"), and not every contact has one.
		contactName: message.contactName ?? message.recipient,
		metaData: message.metadata,
	},
});
