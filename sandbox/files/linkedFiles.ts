import { setTimeout as wait } from 'node:timers/promises';
import type {
	Content,
	Conversations,
	Fetched,
	Media,
	MediaType,
	MessageContent,
	SandboxMessage,
} from '../conversations';
import type { SandboxProvider } from '../provider';
import type { Deliveries } from '../webhooks/deliveries';
import type { EventContext } from '../webhooks/inbound';
import { download } from './download';
import type { Files, StoredFile } from './files';
import { isLocal } from './localLinks';

/** WhatsApp fetches a file once it has taken the message. */
const FETCHED_AFTER_MS = 200;

const MB = 2 ** 20;

/** What the Cloud API takes, by Meta's page on media; of a document, any type. */
const TAKEN: Record<MediaType, { maxBytes: number; types?: string[] }> = {
	image: { maxBytes: 5 * MB, types: ['image/jpeg', 'image/png'] },
	audio: {
		maxBytes: 16 * MB,
		types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
	},
	video: { maxBytes: 16 * MB, types: ['video/mp4', 'video/3gpp'] },
	document: { maxBytes: 100 * MB },
	sticker: { maxBytes: 500 * 1024, types: ['image/webp'] },
};

/** Meta's code for a file that it cannot have. */
const MEDIA_UPLOAD_ERROR = 131053;

interface Parts {
	conversations: Conversations;
	files: Files;
	deliveries: Deliveries;
}

interface Sent {
	provider: SandboxProvider;
	/** For an event of the moment when it is asked for. */
	eventContext(): EventContext;
}

/** Fetches what messages link to, as WhatsApp would, where the link leads to this machine. */
export class LinkedFiles {
	private ending = new AbortController();

	constructor(private readonly parts: Parts) {}

	/** What the inbox shows of a message until its file is there. */
	expected(content: MessageContent): MessageContent {
		const media = mediaOf(content);
		if (!media?.link || !isLocal(media.link) || this.parts.files.at(media.link)) return content;
		return withMedia(content, { ...media, fetched: { state: 'waiting' } });
	}

	async fetchFor({ id }: SandboxMessage, { provider, eventContext }: Sent): Promise<void> {
		const { conversations, files, deliveries } = this.parts;
		const { signal } = this.ending;
		const message = conversations.message(id)!;
		const media = mediaOf(message.content);
		if (media?.fetched?.state !== 'waiting') return;
		if (!(await wait(FETCHED_AFTER_MS, true, { signal, ref: false }).catch(() => false))) return;
		const show = (fetched: Fetched, known: Partial<Media> = {}) =>
			conversations.change(id, withMedia(message.content, { ...media, ...known, fetched }));
		try {
			const file = await this.fileOf(media, { signal, converted: provider.convertsFiles });
			const link = files.keep(file, eventContext().origin);
			const { mimeType, fileName, bytes } = file;
			show(
				{ state: 'kept', link },
				{ mimeType, size: bytes.length, filename: media.filename ?? fileName },
			);
		} catch (error) {
			if (signal.aborted) return;
			const problem = (error as Error).message;
			show({ state: 'failed', problem });
			if (message.messageId === null || provider.convertsFiles) return;
			const status = {
				value: 'failed' as const,
				error: { code: MEDIA_UPLOAD_ERROR, message: `Media upload error: the file ${problem}` },
			};
			const event = provider.inbound.changed(message, status, eventContext());
			deliveries.deliver(event, { provider, about: id, value: 'failed', quietly: true });
		}
	}

	/** Ends all that is under way. */
	clear(): void {
		this.ending.abort();
		this.ending = new AbortController();
	}

	private async fileOf(
		{ link, kind }: Media,
		{ signal, converted }: { signal: AbortSignal; converted?: boolean },
	): Promise<StoredFile> {
		const { maxBytes, types } = TAKEN[kind];
		const file = await download(link!, { maxBytes, signal });
		const [type] = file.mimeType.split(';');
		if (types && !converted && !types.includes(type)) {
			throw new Error(`is ${type}: WhatsApp takes ${types.join(', ')}`);
		}
		return file;
	}
}

/** The file of a message, or of the header of its card. */
function mediaOf(content: Content): Media | null {
	if ('media' in content) return content.media;
	if (!('card' in content) || typeof content.card.header === 'string') return null;
	return content.card.header;
}

function withMedia<Kind extends Content>(content: Kind, media: Media): Kind {
	if ('media' in content) return { ...content, media };
	if ('card' in content) return { ...content, card: { ...content.card, header: media } };
	return content;
}
