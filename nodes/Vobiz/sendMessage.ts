import type { IDataObject } from 'n8n-workflow';
import {
	captionAndFileName,
	freeFormMessages,
	readFreeFormMessage,
	readVariables,
	variablesPart,
} from '../shared/cloudApi/messageFields';
import { onOneLine } from '../shared/cloudApi/template';
import type { SendOperation } from '../shared/contract/operation';
import type { Parameters } from '../shared/contract/parameters';
import { lenientText } from '../shared/lib/lenientText';
import { z } from '../shared/lib/libraries';
import {
	id,
	optionalId,
	optionalText,
	phoneNumber,
	uuid,
	webAddress,
} from '../shared/validation/schema';
import { wabaIdOf } from './channels';
import { variablesFrom } from './templates';
import { templateReference, templateValues } from './templateSchema';
import { vobiz } from './vobiz';

/** Exactly one of the two, as the document wants it. */
const media = {
	source: z.discriminatedUnion('mediaFrom', [
		z.object({ mediaFrom: z.literal('link'), mediaLink: webAddress('Media Link', ['https']) }),
		z.object({
			mediaFrom: z.literal('id'),
			mediaId: id('Media ID', 'Enter the ID that Meta gave to the uploaded file.'),
		}),
	]),
};

const content = z.discriminatedUnion('messageType', [
	...freeFormMessages(media),
	z.object({ messageType: z.literal('sticker'), ...media }),
	z.object({
		messageType: z.literal('template'),
		template: templateReference('Template'),
		category: optionalText('Category'),
		variables: variablesPart(templateValues('Template Variables').transform(variablesFrom)),
	}),
]);

const vobizMessage = z.object({
	channel: uuid('Channel', 'Pick a channel from the list, or enter its ID.'),
	wabaId: optionalId('WABA ID'),
	recipient: phoneNumber('Recipient Phone Number'),
	content,
});

type VobizMessage = z.infer<typeof vobizMessage>;
type Content = VobizMessage['content'];

const accepted = z.object({
	id: z.string().min(1),
	status: lenientText,
	contact_id: lenientText,
	conversation_id: lenientText,
});

/**
 * Sends any kind of message: POST /messages, 201 with the created message.
 * Source: "Send Message API". Its `id` is Vobiz' own; statuses are reported later under WhatsApp's id,
 * which this answer does not have yet.
 */
export const sendMessage: SendOperation<VobizMessage, string> = {
	kind: 'send',
	provider: vobiz,
	read({ value, locatedId, collection, phone, options }) {
		const { wabaId, category } = collection('additionalFields');
		return {
			channel: locatedId('channel'),
			wabaId,
			recipient: phone('recipient'),
			content:
				value('operation') === 'sendTemplate'
					? {
							messageType: 'template',
							template: locatedId('template'),
							category,
							variables: readVariables(value, () =>
								readMapped(value('templateVariables'), options.variablesOnOneLine),
							),
						}
					: readFreeFormMessage(value, () => ({ source: readSource(value) })),
		};
	},
	groups: ['content', 'source', 'variables'],
	schema: vobizMessage,
	to: ({ recipient }) => recipient,
	channel: ({ channel }) => channel,
	lookup: ({ channel, wabaId }) => (wabaId === undefined ? wabaIdOf(channel) : undefined),
	request: (message, wabaId) => ({
		method: 'POST',
		path: '/messages',
		body: {
			channel_id: message.channel,
			waba_id: message.wabaId ?? wabaId,
			to: message.recipient,
			type: message.content.messageType,
			...contentBody(message.content),
		},
	}),
	acceptance({ body }) {
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
	},
};

/** The values that n8n maps to the variables, which it keeps beside what it knows of the fields. */
const readMapped = (mapped: unknown, oneLine: unknown) =>
	oneLine === true && typeof mapped === 'object' && mapped !== null && 'value' in mapped
		? { ...mapped, value: onOneLine(mapped.value) }
		: mapped;

function readSource(value: Parameters['value']) {
	const mediaFrom = value('mediaFrom');
	return {
		mediaFrom,
		...(mediaFrom === 'id' ? { mediaId: value('mediaId') } : { mediaLink: value('mediaLink') }),
	};
}

function contentBody(message: Content): IDataObject {
	if (message.messageType === 'text') return { text: { body: message.messageText } };
	if (message.messageType === 'template') {
		const { template, category, variables } = message;
		return {
			template: {
				name: template.name,
				language: { code: template.language },
				...(category !== undefined && { category }),
				...variables,
			},
		};
	}
	const { source } = message;
	return {
		media: {
			...(source.mediaFrom === 'link' ? { link: source.mediaLink } : { id: source.mediaId }),
			...captionAndFileName(message),
		},
	};
}
