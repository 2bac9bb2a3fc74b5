import type { IDataObject } from 'n8n-workflow';
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
import { onOneLine } from '../shared/cloudApi/template';
import type { ReadyFile } from '../shared/contract/file';
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
import { windowOf, type WindowSearch } from './conversationWindow';
import { variablesFrom } from './templates';
import { templateReference, templateValues } from './templateSchema';
import { vobiz } from './vobiz';

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

const template = z.object({
	messageType: z.literal('template'),
	template: templateReference('Template'),
	category: optionalText('Category'),
	variables: variablesPart(templateValues('Template Variables').transform(variablesFrom)),
});

const content = z.discriminatedUnion('messageType', [
	...freeFormMessages(media),
	z.object({ messageType: z.literal('sticker'), ...media('sticker') }),
	template,
]);

/** What to do about a recipient who did not write within the last 24 hours. */
const whenClosed = z.discriminatedUnion('ifWindowClosed', [
	z.object({ ifWindowClosed: z.enum(['sendAnyway', 'skip']) }),
	z.object({ ifWindowClosed: z.literal('sendTemplate'), instead: template }),
]);

const vobizMessage = z.object({
	channel: uuid('Channel', 'Pick a channel from the list, or enter its ID.'),
	wabaId: optionalId('WABA ID'),
	recipient: phoneNumber('Recipient Phone Number'),
	content,
	whenClosed,
});

type VobizMessage = z.infer<typeof vobizMessage>;
type Content = VobizMessage['content'];

/** What has to be looked up beforehand. */
type Known = WindowSearch & { wabaId?: string };

const WINDOW_CLOSED =
	'The 24-hour window is closed: the recipient did not write within the last 24 hours';

const SENT_TEMPLATE = 'The 24-hour window is closed: the template goes instead';

const WINDOW_UNKNOWN = 'Vobiz did not say whether the 24-hour window is open: it goes as asked';

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
export const sendMessage: SendOperation<VobizMessage, Known> = {
	kind: 'send',
	provider: vobiz,
	read(parameters) {
		const { value, locatedId, collection, phone } = parameters;
		const isTemplate = value('operation') === 'sendTemplate';
		return {
			channel: locatedId('channel'),
			wabaId: collection('additionalFields').wabaId,
			recipient: phone('recipient'),
			content: isTemplate
				? readTemplate(parameters)
				: readFreeFormMessage(value, () => ({ source: readSource(parameters) })),
			whenClosed: isTemplate ? { ifWindowClosed: 'sendAnyway' } : readWhenClosed(parameters),
		};
	},
	groups: ['content', 'source', 'variables', 'whenClosed', 'instead'],
	schema: vobizMessage,
	to: ({ recipient }) => recipient,
	channel: ({ channel }) => channel,
	lookup({ channel, wabaId, recipient, whenClosed: { ifWindowClosed } }) {
		const next = (known: Known) =>
			ifWindowClosed === 'sendAnyway' ? undefined : windowOf(channel, recipient, known);
		return wabaId === undefined ? { ...wabaIdOf(channel), next } : next({ wabaId });
	},
	skip: ({ whenClosed: { ifWindowClosed } }, known) =>
		ifWindowClosed === 'skip' && known?.window === 'closed' ? WINDOW_CLOSED : undefined,
	remark({ whenClosed: { ifWindowClosed } }, known) {
		if (ifWindowClosed === 'sendTemplate' && known?.window === 'closed') return SENT_TEMPLATE;
		return known?.window === 'unknown' ? WINDOW_UNKNOWN : undefined;
	},
	file(message, known) {
		const sent = contentToSend(message, known);
		return 'source' in sent ? linkedFile(sent.source, SCHEMES) : undefined;
	},
	request(message, known, file) {
		const sent = contentToSend(message, known);
		return {
			method: 'POST',
			path: '/messages',
			body: {
				channel_id: message.channel,
				waba_id: message.wabaId ?? known?.wabaId,
				to: message.recipient,
				type: sent.messageType,
				...contentBody(sent, file),
			},
		};
	},
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

const contentToSend = (
	{ content: asked, whenClosed: when }: VobizMessage,
	known?: Known,
): Content =>
	when.ifWindowClosed === 'sendTemplate' && known?.window === 'closed' ? when.instead : asked;

const readTemplate = ({ value, locatedId, collection, options }: Parameters) => ({
	messageType: 'template',
	template: locatedId('template'),
	category: collection('additionalFields').category,
	variables: readVariables(value, () =>
		readMapped(value('templateVariables'), options.variablesOnOneLine),
	),
});

function readWhenClosed(parameters: Parameters) {
	const ifWindowClosed = parameters.value('ifWindowClosed') || 'sendAnyway';
	return ifWindowClosed === 'sendTemplate'
		? { ifWindowClosed, instead: readTemplate(parameters) }
		: { ifWindowClosed };
}

/** The values that n8n maps to the variables, which it keeps beside what it knows of the fields. */
const readMapped = (mapped: unknown, oneLine: unknown) =>
	oneLine === true && typeof mapped === 'object' && mapped !== null && 'value' in mapped
		? { ...mapped, value: onOneLine(mapped.value) }
		: mapped;

function readSource({ value, file }: Parameters) {
	const mediaFrom = value('mediaFrom');
	if (mediaFrom === 'n8n') return { mediaFrom, binaryField: file('binaryField') };
	return {
		mediaFrom,
		...(mediaFrom === 'id' ? { mediaId: value('mediaId') } : { mediaLink: value('mediaLink') }),
	};
}

function contentBody(message: Content, file: ReadyFile | undefined): IDataObject {
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
	return { media: { ...mediaReference(source, file), ...captionAndFileName(message, source) } };
}

type Source = Extract<Content, { messageType: 'sticker' }>['source'];

function mediaReference(source: Source, file: ReadyFile | undefined): IDataObject {
	if (source.mediaFrom === 'id') return { id: source.mediaId };
	if (source.mediaFrom === 'link') return { link: source.mediaLink };
	return file?.as === 'link' ? { link: file.url } : {};
}
