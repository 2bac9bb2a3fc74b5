import type { IDataObject } from 'n8n-workflow';
import type { MediaKind } from '../shared/cloudApi/mediaLimits';
import {
	captionAndFileName,
	fileOfN8n,
	freeFormMessages,
	linkedFile,
	readFreeFormMessage,
} from '../shared/cloudApi/messageFields';
import type { ReadyFile } from '../shared/contract/file';
import type { SendOperation } from '../shared/contract/operation';
import type { Parameters } from '../shared/contract/parameters';
import { z } from '../shared/lib/libraries';
import { id, webAddress } from '../shared/validation/schema';
import type { WindowSearch } from './conversationWindow';
import {
	everyMessage,
	readEveryMessage,
	requestOf,
	sending,
	textContent,
	wabaIdFor,
} from './everyMessage';
import { inTurn } from './inTurn';
import { readTemplate, templateContent, templateMessage } from './templateMessage';
import {
	NEVER_MIND,
	readWhenClosed,
	templateInstead,
	whenClosed,
	windowFor,
	windowRemarks,
} from './whenClosed';

/** The document wants an HTTPS address. */
const SCHEMES = ['https'] as const;

/** Exactly one of the two, as the document wants it; of a file of n8n, a link to it. */
const media = (kind: MediaKind) => ({
	source: z.discriminatedUnion('mediaFrom', [
		z.object({ mediaFrom: z.literal('link'), mediaLink: webAddress('Media Link', SCHEMES) }),
		z.object({
			mediaFrom: z.literal('id'),
			mediaId: id('Media ID', 'Enter the ID that Meta gave to the uploaded file.'),
		}),
		fileOfN8n(kind),
	]),
});

const content = z.discriminatedUnion('messageType', [
	...freeFormMessages(media),
	z.object({ messageType: z.literal('sticker'), ...media('sticker') }),
	z.object({ messageType: z.literal('template'), ...templateMessage }),
]);

const vobizMessage = z.object({ ...everyMessage, content, whenClosed });

type VobizMessage = z.infer<typeof vobizMessage>;
type Content = VobizMessage['content'];

/** What has to be looked up beforehand. */
type Known = WindowSearch & { wabaId?: string };

/**
 * Sends any kind of message: POST /messages, 201 with the created message.
 * Source: "Send Message API". Its `id` is Vobiz' own; statuses are reported later under WhatsApp's id,
 * which this answer does not have yet.
 */
export const sendMessage: SendOperation<VobizMessage, Known> = {
	...sending,
	...windowRemarks,
	read(parameters) {
		const isTemplate = parameters.value('operation') === 'sendTemplate';
		return {
			...readEveryMessage(parameters),
			content: isTemplate
				? { messageType: 'template', ...readTemplate(parameters) }
				: readFreeFormMessage(parameters.value, () => ({ source: readSource(parameters) })),
			whenClosed: isTemplate ? NEVER_MIND : readWhenClosed(parameters),
		};
	},
	groups: ['content', 'source', 'variables', 'whenClosed', 'instead'],
	schema: vobizMessage,
	lookup: (message) =>
		inTurn<Known>(
			{},
			() => wabaIdFor(message),
			(known) => windowFor(message, known),
		),
	file(message, known) {
		const sent = contentToSend(message, known);
		return 'source' in sent ? linkedFile(sent.source, SCHEMES) : undefined;
	},
	request: (message, known, file) =>
		requestOf(message, known, contentOf(contentToSend(message, known), file)),
};

function contentToSend(message: VobizMessage, known?: Known): Content {
	const instead = templateInstead(message, known);
	return instead ? { messageType: 'template', ...instead } : message.content;
}

function readSource({ value, file }: Parameters) {
	const mediaFrom = value('mediaFrom');
	if (mediaFrom === 'n8n') return { mediaFrom, binaryField: file('binaryField') };
	return {
		mediaFrom,
		...(mediaFrom === 'id' ? { mediaId: value('mediaId') } : { mediaLink: value('mediaLink') }),
	};
}

function contentOf(message: Content, file: ReadyFile | undefined): IDataObject {
	if (message.messageType === 'text') return textContent(message.messageText);
	if (message.messageType === 'template') return templateContent(message);
	const { messageType, source } = message;
	const media = { ...mediaReference(source, file), ...captionAndFileName(message, source) };
	return { type: messageType, media };
}

type Source = Extract<Content, { messageType: 'sticker' }>['source'];

function mediaReference(source: Source, file: ReadyFile | undefined): IDataObject {
	if (source.mediaFrom === 'id') return { id: source.mediaId };
	if (source.mediaFrom === 'link') return { link: source.mediaLink };
	return file?.as === 'link' ? { link: file.url } : {};
}
