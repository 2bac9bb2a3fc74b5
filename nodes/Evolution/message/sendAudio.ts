import type { IDataObject } from 'n8n-workflow';
import { mediaLimits } from '../../shared/cloudApi/mediaLimits';
import type { Complaint } from '../../shared/contract/file';
import type { SendOperation } from '../../shared/contract/operation';
import { z } from '../../shared/lib/libraries';
import { instanceLookup, type InstanceKind } from '../instanceKind';
import { inspectAudio } from './audioFile';
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
} from './file';
import { linkRules } from './linkRules';

/** Phones convert it; a WhatsApp Business channel takes fewer types, see `refuseFile`. */
const anyAudio = { what: mediaLimits.audio.what, maxBytes: mediaLimits.audio.maxBytes };

const audioMessage = everyMessage.extend({
	audioType: z.enum(['voice', 'file']),
	source: fileSource(anyAudio),
});

type AudioMessage = z.infer<typeof audioMessage>;

/**
 * Sends an audio: as a voice message by POST /message/sendWhatsAppAudio/{instance}, as a file by
 * /message/sendMedia/{instance}, 201. Sources: the server's schemas and code, and recordings of 1.8.6 and
 * 2.3.7.
 */
export const sendAudio: SendOperation<AudioMessage, InstanceKind> = {
	...sending,
	rules: linkRules,
	read: (parameters) => ({
		...readEveryMessage(parameters),
		audioType: parameters.value('audioType'),
		source: readFileSource(parameters),
	}),
	groups: [...sending.groups, 'source'],
	schema: audioMessage,
	lookup: ({ instance }) => instanceLookup(instance),
	refuse: (message, found) =>
		refuseFile(message, found, mediaLimits.audio) ?? refuseVoice(message, found),
	file: (message, found) => fileUse(message, found, { inspect: inspectAudio }),
	request: (message, found, file) => {
		const isVoice = message.audioType === 'voice';
		const content = isVoice ? voice(message, file) : asMedia(message, file);
		return {
			method: 'POST',
			path: pathOf(isVoice ? 'sendWhatsAppAudio' : 'sendMedia', message),
			...payload(bodyOf(message, content, found), file),
			delayMs: message.extras.delay,
		};
	},
};

/** A WhatsApp Business channel of version 2 answers with every byte of it as a number. */
const MAX_VOICE_BYTES = 4 * 2 ** 20;

function refuseVoice(
	message: AudioMessage,
	found: InstanceKind | undefined,
): Complaint | undefined {
	const { audioType, source, extras } = message;
	if (audioType !== 'voice' || !found?.channel) return undefined;
	if (found.channel === 'evolution' && source.fileFrom === 'link') {
		return {
			field: 'fileFrom',
			code: 'not-supported',
			reason: 'A channel of the type EVOLUTION takes the file of a voice message, and no link',
			whatToDo: "Get the file with an HTTP Request node and set 'Take File From' to n8n.",
		};
	}
	if (found.channel === 'phone' && extras.replyTo !== undefined) {
		return {
			field: 'replyTo',
			code: 'not-supported',
			reason: 'A phone cannot quote a message with a voice message through Evolution',
			whatToDo: "Remove 'Reply To Message ID', or set 'Audio Type' to File.",
		};
	}
	const bytes = source.fileFrom === 'n8n' ? (source.binaryField.bytes ?? 0) : 0;
	return found.channel === 'business' && bytes > MAX_VOICE_BYTES
		? {
				field: 'audioType',
				code: 'file-too-large',
				reason: 'A voice message of more than 4 MB cannot be sent from a WhatsApp Business channel',
				whatToDo: "Set 'Audio Type' to File, or 'Take File From' to Link.",
			}
		: undefined;
}

type File = Parameters<typeof mediaOf>[1];

/** Version 1 fails on phones without `options`, whatever is in them. */
function voice({ source }: AudioMessage, file: File) {
	const audio = mediaOf(source, file);
	return {
		v1: { audioMessage: { audio }, options: {} },
		v2: audio === undefined ? {} : { audio },
	};
}

function asMedia({ source }: AudioMessage, file: File) {
	const media = mediaOf(source, file);
	const common: IDataObject = { mediatype: 'audio', ...(media !== undefined && { media }) };
	if (source.fileFrom === 'link') return { v1: { mediaMessage: common }, v2: common };
	const { mimeType: mimetype } = source.binaryField;
	const fileName = fileNameOf(source.binaryField);
	return {
		v1: { mediaMessage: { ...common, fileName } },
		v2: { ...common, fileName, mimetype },
	};
}
