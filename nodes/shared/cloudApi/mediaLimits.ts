import type { FileLimits } from '../validation/file';

const MB = 2 ** 20;

/** What WhatsApp takes as media. Source: Meta's "Media", supported media types of the Cloud API. */
export const mediaLimits = {
	audio: {
		what: 'an audio file',
		maxBytes: 16 * MB,
		types: ['audio/aac', 'audio/amr', 'audio/mp4', 'audio/mpeg', 'audio/ogg'],
	},
	document: { what: 'a document', maxBytes: 100 * MB },
	image: { what: 'an image', maxBytes: 5 * MB, types: ['image/jpeg', 'image/png'] },
	sticker: { what: 'a sticker', maxBytes: 500 * 2 ** 10, types: ['image/webp'] },
	video: { what: 'a video', maxBytes: 16 * MB, types: ['video/3gpp', 'video/mp4'] },
} as const satisfies Record<string, FileLimits>;

export type MediaKind = keyof typeof mediaLimits;
