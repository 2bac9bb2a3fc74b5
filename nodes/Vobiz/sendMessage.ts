import type { IDataObject } from 'n8n-workflow';
import { onOneLine, templateComponents, templateComponentsJson } from '../shared/cloudApi/template';
import type { SendOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import {
	id,
	limitedText,
	optionalId,
	optionalLimitedText,
	optionalText,
	phoneNumber,
	uuid,
	webAddress,
} from '../shared/validation/schema';
import { wabaIdOf } from './channels';
import { templateReference, templateValues } from './templateSchema';
import { variablesFrom } from './templates';
import { vobiz } from './vobiz';

const TEXT_LIMIT = 4096;
const CAPTION_LIMIT = 1024;

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

const caption = { caption: optionalLimitedText('Caption', CAPTION_LIMIT) };

/** The caption and the file name exist only where the document has them. */
const content = z.discriminatedUnion('messageType', [
	z.object({
		messageType: z.literal('text'),
		messageText: limitedText('Message Text', TEXT_LIMIT, 'Enter the text to send.'),
	}),
	z.object({ messageType: z.literal('image'), ...media, ...caption }),
	z.object({ messageType: z.literal('video'), ...media, ...caption }),
	z.object({
		messageType: z.literal('document'),
		...media,
		...caption,
		filename: optionalText('File Name'),
	}),
	z.object({ messageType: z.literal('audio'), ...media }),
	z.object({ messageType: z.literal('sticker'), ...media }),
	z.object({
		messageType: z.literal('template'),
		template: templateReference('Template'),
		category: optionalText('Category'),
		variables: z.discriminatedUnion('variablesAs', [
			z.object({
				variablesAs: z.literal('fields'),
				templateVariables: templateValues('Template Variables'),
			}),
			z.object({
				variablesAs: z.literal('json'),
				componentsJson: templateComponentsJson('Components (JSON)'),
			}),
		]),
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
	status: z.string().nullish().catch(null),
	contact_id: z.string().nullish().catch(null),
	conversation_id: z.string().nullish().catch(null),
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
							variables: readVariables(value, options.variablesOnOneLine),
						}
					: readContent(value),
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

type Value = (name: string) => unknown;

function readVariables(value: Value, oneLine: unknown) {
	if (value('variablesAs') === 'json') {
		return { variablesAs: 'json', componentsJson: value('componentsJson') };
	}
	const mapped = value('templateVariables');
	return {
		variablesAs: 'fields',
		templateVariables:
			oneLine === true && typeof mapped === 'object' && mapped !== null && 'value' in mapped
				? { ...mapped, value: onOneLine(mapped.value) }
				: mapped,
	};
}

/** Reads only what the form shows for this type: the others may hold what was typed before. */
function readContent(value: Value) {
	const messageType = value('messageType');
	if (messageType === 'text') return { messageType, messageText: value('messageText') };
	const mediaFrom = value('mediaFrom');
	const withCaption = ['image', 'video', 'document'].includes(String(messageType));
	return {
		messageType,
		source: {
			mediaFrom,
			...(mediaFrom === 'id' ? { mediaId: value('mediaId') } : { mediaLink: value('mediaLink') }),
		},
		...(withCaption && { caption: value('caption') }),
		...(messageType === 'document' && { filename: value('filename') }),
	};
}

function contentBody(message: Content): IDataObject {
	if (message.messageType === 'text') return { text: { body: message.messageText } };
	if (message.messageType === 'template') return { template: templateBody(message) };
	const { source } = message;
	return {
		media: {
			...(source.mediaFrom === 'link' ? { link: source.mediaLink } : { id: source.mediaId }),
			...('caption' in message && message.caption !== undefined && { caption: message.caption }),
			...('filename' in message &&
				message.filename !== undefined && { filename: message.filename }),
		},
	};
}

function templateBody({
	template,
	category,
	variables,
}: Extract<Content, { messageType: 'template' }>): IDataObject {
	const components =
		variables.variablesAs === 'json'
			? variables.componentsJson
			: templateComponents(variablesFrom(variables.templateVariables));
	return {
		name: template.name,
		language: { code: template.language },
		...(category !== undefined && { category }),
		...(components.length > 0 && { components }),
	};
}
