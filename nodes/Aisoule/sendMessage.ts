import type { IDataObject } from 'n8n-workflow';
import {
	interactiveJson,
	interactiveObject,
	interactiveParts,
	readSections,
} from '../shared/cloudApi/interactive';
import type { MediaKind } from '../shared/cloudApi/mediaLimits';
import {
	captionAndFileName,
	fileOfN8n,
	freeFormMessages,
	linkedFile,
	readFreeFormMessage,
	readVariables,
	variablesPart,
} from '../shared/cloudApi/messageFields';
import { languageCode, onOneLine } from '../shared/cloudApi/template';
import type { ReadyFile } from '../shared/contract/file';
import type { SendOperation } from '../shared/contract/operation';
import type { Parameters } from '../shared/contract/parameters';
import { z } from '../shared/lib/libraries';
import { id, webAddress } from '../shared/validation/schema';
import { templateVariables } from '../shared/cloudApi/templateVariables';
import { everyMessage, readEveryMessage, requestOf, sending } from './everyMessage';

const SCHEMES = ['https', 'http'] as const;

const media = (kind: MediaKind) => ({
	source: z.discriminatedUnion('mediaFrom', [
		z.object({ mediaFrom: z.literal('link'), mediaLink: webAddress('Media Link', SCHEMES) }),
		fileOfN8n(kind),
	]),
});

const content = z.discriminatedUnion('messageType', [
	...freeFormMessages(media),
	z.object({
		messageType: z.literal('template'),
		templateName: id('Template Name', 'Enter the name of an approved template.'),
		language: languageCode('Language'),
		variables: variablesPart(templateVariables),
	}),
	z.object({
		messageType: z.literal('interactive'),
		interactive: z.discriminatedUnion('interactiveAs', [
			z.object({
				interactiveAs: z.literal('json'),
				interactiveJson: interactiveJson('Interactive (JSON)'),
			}),
			z.object({ interactiveAs: z.literal('fields'), parts: interactiveParts }),
		]),
	}),
]);

const aisouleMessage = z.object({ ...everyMessage, content });

type AisouleMessage = z.infer<typeof aisouleMessage>;
type Content = AisouleMessage['content'];

/**
 * Sends any kind of message: POST /api/messages/send, 200 with `data.message_id`.
 * Source: "Sending messages via API". Only `image` is shown of the media; the others are sent alike,
 * an audio without caption, a document with an optional file name. Lists are Meta's.
 */
export const sendMessage: SendOperation<AisouleMessage> = {
	...sending,
	read: (parameters) => ({ ...readEveryMessage(parameters), content: readContent(parameters) }),
	groups: ['content', 'source', 'variables', 'interactive', 'parts', 'header'],
	schema: aisouleMessage,
	file: ({ content: sent }) => ('source' in sent ? linkedFile(sent.source, SCHEMES) : undefined),
	request: (message, _found, file) =>
		requestOf(message, {
			type: message.content.messageType,
			...contentBody(message.content, file),
		}),
};

/** Reads only what the form shows for this operation and type. */
function readContent(parameters: Parameters) {
	const { value, collection } = parameters;
	const operation = value('operation');
	if (operation === 'sendTemplate') return readTemplate(parameters);
	if (operation === 'sendInteractive') {
		return { messageType: 'interactive', interactive: readInteractive({ value, collection }) };
	}
	return readFreeFormMessage(value, () => ({ source: readSource(parameters) }));
}

function readSource({ value, file }: Parameters) {
	// Workflows that were saved before the field came have none.
	const mediaFrom = value('mediaFrom') || 'link';
	return mediaFrom === 'n8n'
		? { mediaFrom, binaryField: file('binaryField') }
		: { mediaFrom, mediaLink: value('mediaLink') };
}

function readTemplate({ value, locatedId, collection, options }: Parameters) {
	const chosen = locatedId('templateName');
	// One picked from the list has its language with it.
	const [, name, language] =
		typeof chosen === 'string' ? (/^([^|]+)\|([^|]+)$/.exec(chosen) ?? []) : [];
	return {
		messageType: 'template',
		templateName: name ?? chosen,
		language: language ?? value('language'),
		variables: readVariables(value, () => {
			const variables = collection('templateVariables');
			return options.variablesOnOneLine === true ? onOneLine(variables) : variables;
		}),
	};
}

function readInteractive({ value, collection }: Pick<Parameters, 'value' | 'collection'>) {
	const interactiveType = value('interactiveType');
	if (interactiveType === 'json') {
		return { interactiveAs: 'json', interactiveJson: value('interactiveJson') };
	}
	const { headerType, headerText, headerLink, footer } = collection('interactiveFields');
	// A header text says by itself what it is; a link does not.
	const kind = headerType || (headerText && !headerLink ? 'text' : undefined);
	const header =
		kind || headerText || headerLink ? { headerType: kind, headerText, headerLink } : undefined;
	const common = {
		interactiveType,
		header,
		bodyText: value('bodyText'),
		footer,
	};
	const parts =
		interactiveType === 'button'
			? { ...common, buttons: collection('buttons').button ?? [] }
			: {
					...common,
					listButton: value('listButton'),
					sections: readSections(collection('sections').section),
				};
	return { interactiveAs: 'fields', parts };
}

function contentBody(message: Content, file: ReadyFile | undefined): IDataObject {
	switch (message.messageType) {
		case 'text':
			return { text: message.messageText };
		case 'template':
			// The language is a text here, unlike at Meta and at Vobiz.
			return {
				template: {
					name: message.templateName,
					language: message.language,
					...message.variables,
				},
			};
		case 'interactive':
			return {
				interactive:
					message.interactive.interactiveAs === 'json'
						? message.interactive.interactiveJson
						: interactiveObject(message.interactive.parts),
			};
		default:
			return {
				[message.messageType]: {
					...(message.source.mediaFrom === 'link'
						? { url: message.source.mediaLink }
						: file?.as === 'link' && { url: file.url }),
					...captionAndFileName(message, message.source),
				},
			};
	}
}
