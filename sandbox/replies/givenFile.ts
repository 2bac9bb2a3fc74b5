import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaType } from '../conversations';
import type { Files, StoredFile } from '../files/files';
import { Refusal } from '../http/refusal';
import { digitsOf } from '../lib/recipient';
import type { GivenReply, ReplyFile } from './reply';

type GivenMedia = Extract<GivenReply, { type: MediaType }>['media'];

/** Where the mime type is not given: the usual one of WhatsApp. */
const USUAL_TYPES: Record<MediaType, string> = {
	image: 'image/jpeg',
	audio: 'audio/ogg; codecs=opus',
	video: 'video/mp4',
	document: 'application/pdf',
	sticker: 'image/webp',
};

const bytesOf = (name: string) => readFileSync(join(__dirname, name));

const SAMPLES: Partial<Record<MediaType, StoredFile>> = {
	image: { bytes: bytesOf('sample.png'), mimeType: 'image/png', fileName: 'sample.png' },
	audio: {
		bytes: bytesOf('sample.ogg'),
		mimeType: 'audio/ogg; codecs=opus',
		fileName: 'sample.ogg',
	},
};

interface Place {
	files: Files;
	type: MediaType;
	origin: string;
}

/**
 * The file that a contact sends.
 * @throws Refusal where there is no file
 */
export function givenFile(media: GivenMedia, { files, type, origin }: Place): ReplyFile {
	if (media && 'link' in media) {
		const { link, mimeType = USUAL_TYPES[type], fileName } = media;
		const lastOfPath = decodeURIComponent(new URL(link).pathname.split('/').pop() ?? '');
		return {
			link,
			id: mediaId(),
			mimeType,
			fileName: fileName ?? (lastOfPath || type),
			bytes: files.at(link)?.bytes ?? null,
		};
	}
	const file = media
		? {
				bytes: Buffer.from(media.base64, 'base64'),
				mimeType: media.mimeType,
				fileName: media.fileName,
			}
		: SAMPLES[type];
	if (!file) {
		throw new Refusal(
			400,
			`media: the sandbox has a picture and a voice message of its own, and no ${type}`,
		);
	}
	return { link: files.keep(file, origin), id: mediaId(), ...file };
}

/** Such as Meta gives. */
const mediaId = () => digitsOf(randomUUID()).padEnd(15, '7').slice(0, 15);
