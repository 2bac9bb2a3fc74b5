import type { IDataObject } from 'n8n-workflow';
import { mediaLimits } from '../../shared/cloudApi/mediaLimits';
import { caption } from '../../shared/cloudApi/messageFields';
import type { SendOperation } from '../../shared/contract/operation';
import { z } from '../../shared/lib/libraries';
import { addRefusal, optionalText } from '../../shared/validation/schema';
import { instanceLookup, type InstanceKind } from '../instanceKind';
import { bodyOf } from './body';
import { everyMessage, pathOf, readEveryMessage, sending } from './everyMessage';
import {
	fileNameOf,
	fileSource,
	fileUse,
	mediaOf,
	payload,
	readFileSource,
	refuseFile,
	type FileSource,
} from './file';
import { fileNameIn, withExtension } from './fileLink';
import { linkRules } from './linkRules';

/** A WhatsApp Business channel takes less, see `refuseFile`. A phone sends what it gets as an image, even a PDF. */
const anyImage = {
	what: 'an image',
	maxBytes: 16 * 2 ** 20,
	types: ['image/gif', 'image/jpeg', 'image/png', 'image/webp'],
};

const content = z
	.discriminatedUnion('mediaType', [
		z.object({ mediaType: z.literal('image'), source: fileSource(anyImage), ...caption }),
		z.object({ mediaType: z.literal('video'), source: fileSource(mediaLimits.video), ...caption }),
		z.object({
			mediaType: z.literal('document'),
			source: fileSource(mediaLimits.document),
			...caption,
			filename: optionalText('File Name'),
		}),
	])
	.superRefine((given, context) => {
		if (given.mediaType !== 'document' || given.source?.fileFrom !== 'link') return;
		const { filename, source } = given;
		if (filename !== undefined || fileNameIn(source.mediaLink) !== undefined) return;
		addRefusal(
			context,
			"'File Name' is empty, and the link has no name of a file",
			'Enter the name that the recipient sees, with its extension, such as invoice.pdf.',
			['filename'],
		);
	});

const mediaMessage = everyMessage.extend({ content });

type Content = z.infer<typeof content>;

/**
 * Sends an image, a video or a document: POST /message/sendMedia/{instance}, 201. Sources: the server's
 * schemas and code, and recordings of 1.8.6 and 2.3.7.
 */
export const sendMedia: SendOperation<z.infer<typeof mediaMessage>, InstanceKind> = {
	...sending,
	rules: linkRules,
	read(parameters) {
		const mediaType = parameters.value('mediaType');
		return {
			...readEveryMessage(parameters),
			content: {
				mediaType,
				source: readFileSource(parameters),
				caption: parameters.value('caption'),
				...(mediaType === 'document' && { filename: parameters.value('filename') }),
			},
		};
	},
	groups: [...sending.groups, 'content', 'source'],
	schema: mediaMessage,
	lookup: ({ instance }) => instanceLookup(instance),
	refuse: (message, found) =>
		refuseFile(withSource(message), found, mediaLimits[message.content.mediaType]),
	file: (message, found) => fileUse(withSource(message), found),
	request: (message, found, file) => {
		const { source, mediaType: mediatype, caption: text } = message.content;
		const media = mediaOf(source, file);
		const fileName = nameOf(message.content);
		const common: IDataObject = {
			mediatype,
			...(media !== undefined && { media }),
			...(fileName !== undefined && { fileName }),
			...(text !== undefined && { caption: text }),
		};
		// Version 1 sends no file at all on a WhatsApp Business channel where it gets its type.
		const mimetype = source.fileFrom === 'n8n' ? { mimetype: source.binaryField.mimeType } : {};
		return {
			method: 'POST',
			path: pathOf('sendMedia', message),
			...payload(
				bodyOf(message, { v1: { mediaMessage: common }, v2: { ...common, ...mimetype } }, found),
				file,
			),
			delayMs: message.extras.delay,
		};
	},
};

const withSource = <Message extends { content: { source: FileSource } }>(message: Message) => ({
	...message,
	source: message.content.source,
});

/** The server tells the type of a document by its name, and knows none without it. */
function nameOf(given: Content): string | undefined {
	const { source } = given;
	if (source.fileFrom === 'n8n') {
		const own = fileNameOf(source.binaryField);
		return given.mediaType === 'document' && given.filename !== undefined
			? withExtension(given.filename, own)
			: own;
	}
	if (given.mediaType !== 'document') return undefined;
	const own = fileNameIn(source.mediaLink) ?? '';
	return given.filename === undefined ? own : withExtension(given.filename, own);
}
