import type { IDataObject } from 'n8n-workflow';
import type { FileUse } from '../contract/file';
import type { Parameters } from '../contract/parameters';
import { z } from '../lib/libraries';
import { binaryFile } from '../validation/file';
import { MAX_TEXT } from '../validation/textLimits';
import { limitedText, optionalLimitedText, optionalText } from '../validation/schema';
import { mediaLimits, type MediaKind } from './mediaLimits';
import { templateComponents, templateComponentsJson, type TemplateVariable } from './template';

/**
 * The parts of a message whose limits and forms are WhatsApp's own, whichever gateway passes it on:
 * texts, media with their captions, and the variables of a template.
 */
const MAX_CAPTION = 1024;

export const caption = { caption: optionalLimitedText('Caption', MAX_CAPTION) };

const WITH_CAPTION = ['image', 'video', 'document'];

type Value = Parameters['value'];

/**
 * The kinds of message that are not a template. Captions and file names exist only where WhatsApp
 * has them.
 * @param media how the gateway takes a file of a kind
 */
export const freeFormMessages = <Media extends z.ZodRawShape>(media: (kind: MediaKind) => Media) =>
	[
		z.object({
			messageType: z.literal('text'),
			messageText: limitedText('Message Text', MAX_TEXT, 'Enter the text to send.'),
		}),
		z.object({ messageType: z.literal('image'), ...media('image'), ...caption }),
		z.object({ messageType: z.literal('video'), ...media('video'), ...caption }),
		z.object({
			messageType: z.literal('document'),
			...media('document'),
			...caption,
			filename: optionalText('File Name'),
		}),
		z.object({ messageType: z.literal('audio'), ...media('audio') }),
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

/** A file of n8n, within WhatsApp's limits: the gateway gets a link to it. */
export const fileOfN8n = (kind: MediaKind) =>
	z.object({ mediaFrom: z.literal('n8n'), binaryField: binaryFile(mediaLimits[kind]) });

/** Where the file of a message is; a gateway may know more places. */
type Source = z.infer<ReturnType<typeof fileOfN8n>> | { mediaFrom: 'link' | 'id' };

/** The link that is to be made to it, where it is a file of n8n. */
export const linkedFile = (
	source: Source,
	schemes: Extract<FileUse, { as: 'link' }>['schemes'],
): FileUse | undefined =>
	source.mediaFrom === 'n8n' ? { as: 'link', file: source.binaryField, schemes } : undefined;

/** What goes with a file, where the message has it. A document of n8n has a name already. */
export function captionAndFileName(message: WithFile, source: Source): IDataObject {
	const { caption: given, messageType } = message;
	const ofFile =
		messageType === 'document' && source.mediaFrom === 'n8n'
			? source.binaryField.fileName
			: undefined;
	const filename = message.filename ?? ofFile;
	return {
		...(given !== undefined && { caption: given }),
		...(filename !== undefined && { filename }),
	};
}

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
