import type { SendOperation } from '../../shared/contract/operation';
import { z } from '../../shared/lib/libraries';
import { instanceLookup, type InstanceKind } from '../instanceKind';
import { notAvailable } from './availability';
import { bodyOf } from './body';
import { everyMessage, pathOf, readEveryMessage, sending } from './everyMessage';
import { fileSource, fileUse, mediaOf, payload, readFileSource } from './file';
import { linkRules } from './linkRules';

/** The server makes a sticker of any image. */
const anyImage = { what: 'a sticker', maxBytes: 16 * 2 ** 20 };

const stickerMessage = everyMessage.extend({ source: fileSource(anyImage) });

const AS_IMAGE = 'Use Send Media with an image.';

/**
 * Sends an image as a sticker: POST /message/sendSticker/{instance}, 201. Sources: the server's schemas
 * and code, and recordings of 1.8.6 and 2.3.7: phones only. A file goes as base64: the server fails on a
 * form (500 "Invalid URL", seen on 2.3.7).
 */
export const sendSticker: SendOperation<z.infer<typeof stickerMessage>, InstanceKind> = {
	...sending,
	rules: linkRules,
	read: (parameters) => ({
		...readEveryMessage(parameters),
		source: readFileSource(parameters),
	}),
	groups: [...sending.groups, 'source'],
	schema: stickerMessage,
	lookup: ({ instance }) => instanceLookup(instance),
	refuse: (_message, found) =>
		notAvailable('A sticker', { business: AS_IMAGE, evolution: AS_IMAGE }, found),
	file: (message, found) => fileUse(message, found, { onlyBase64: true }),
	request: (message, found, file) => {
		const sticker = mediaOf(message.source, file);
		return {
			method: 'POST',
			path: pathOf('sendSticker', message),
			...payload(
				bodyOf(message, { v1: { stickerMessage: { image: sticker } }, v2: { sticker } }, found),
				file,
			),
			delayMs: message.extras.delay,
		};
	},
};
