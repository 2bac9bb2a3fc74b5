import type { IDataObject } from 'n8n-workflow';
import type { Parameters } from '../contract/parameters';
import { z } from '../lib/libraries';
import { limitedText, optionalLimitedText, optionalText } from '../validation/schema';
import { templateComponents, templateComponentsJson, type TemplateVariable } from './template';

/**
 * The parts of a message whose limits and forms are WhatsApp's own, whichever gateway passes it on:
 * texts, media with their captions, and the variables of a template.
 */
const MAX_TEXT = 4096;

const MAX_CAPTION = 1024;

const caption = { caption: optionalLimitedText('Caption', MAX_CAPTION) };

const WITH_CAPTION = ['image', 'video', 'document'];

type Value = Parameters['value'];

/**
 * The kinds of message that are not a template. Captions and file names exist only where WhatsApp
 * has them.
 * @param media how the gateway takes a file
 */
export const freeFormMessages = <Media extends z.ZodRawShape>(media: Media) =>
	[
		z.object({
			messageType: z.literal('text'),
			messageText: limitedText('Message Text', MAX_TEXT, 'Enter the text to send.'),
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
	] as const;

/** Reads only what the form shows for this type: the others may hold what was typed before. */
export function readFreeFormMessage(value: Value, readMedia: () => object) {
	const messageType = value('messageType');
	if (messageType === 'text') return { messageType, messageText: value('messageText') };
	return {
		messageType,
		...readMedia(),
		...(WITH_CAPTION.includes(String(messageType)) && { caption: value('caption') }),
		...(messageType === 'document' && { filename: value('filename') }),
	};
}

interface WithFile {
	messageType: string;
	caption?: string;
	filename?: string;
}

/** What goes with a file, where the message has it. */
export const captionAndFileName = (message: WithFile): IDataObject => ({
	...(message.caption !== undefined && { caption: message.caption }),
	...(message.filename !== undefined && { filename: message.filename }),
});

/**
 * The variables of a template, from fields or from JSON, as the part of a template message that they
 * become. A template without variables has no components.
 * @param templateVariables judges the fields
 */
export const variablesPart = <Given>(
	templateVariables: z.ZodType<TemplateVariable[], z.ZodTypeDef, Given>,
) =>
	z
		.discriminatedUnion('variablesAs', [
			z.object({ variablesAs: z.literal('fields'), templateVariables }),
			z.object({
				variablesAs: z.literal('json'),
				componentsJson: templateComponentsJson('Components (JSON)'),
			}),
		])
		.transform((given): IDataObject => {
			const components =
				given.variablesAs === 'json'
					? given.componentsJson
					: templateComponents(given.templateVariables);
			return components.length > 0 ? { components } : {};
		});

export const readVariables = (value: Value, readFields: () => unknown) =>
	value('variablesAs') === 'json'
		? { variablesAs: 'json', componentsJson: value('componentsJson') }
		: { variablesAs: 'fields', templateVariables: readFields() };
