import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaType } from '../conversations';
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

const sample = {
	bytes: readFileSync(join(__dirname, 'sample.png')),
	mimeType: 'image/png',
	fileName: 'sample.png',
};

interface Kept {
	bytes: Buffer;
	mimeType: string;
	fileName: string;
}

/** The files of contacts, in memory, each under an address of the sandbox. */
export class Files {
	private readonly kept = new Map<string, Kept>();

	/** @throws Refusal where there is no file */
	fileOf(media: GivenMedia, { type, origin }: { type: MediaType; origin: string }): ReplyFile {
		if (media && 'link' in media) {
			const { link, mimeType = USUAL_TYPES[type], fileName } = media;
			const lastOfPath = decodeURIComponent(new URL(link).pathname.split('/').pop() ?? '');
			const own = this.kept.get(link.split('/inbox/files/')[1]?.split('/')[0] ?? '');
			return {
				link,
				id: mediaId(),
				mimeType,
				fileName: fileName ?? (lastOfPath || type),
				bytes: own?.bytes ?? null,
			};
		}
		if (!media && type !== 'image') {
			throw new Refusal(400, `media: the sandbox has a picture of its own, and no ${type}`);
		}
		const file = media ? { ...media, bytes: Buffer.from(media.base64, 'base64') } : sample;
		const { bytes, mimeType, fileName } = file;
		const name = randomUUID();
		this.kept.set(name, { bytes, mimeType, fileName });
		const link = `${origin}/inbox/files/${name}/${encodeURIComponent(fileName)}`;
		return { link, id: mediaId(), mimeType, fileName, bytes };
	}

	named(name: string): Kept | undefined {
		return this.kept.get(name);
	}

	clear(): void {
		this.kept.clear();
	}
}

/** Such as Meta gives. */
const mediaId = () => digitsOf(randomUUID()).padEnd(15, '7').slice(0, 15);
