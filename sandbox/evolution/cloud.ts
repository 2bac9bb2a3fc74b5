import { randomInt } from 'node:crypto';
import { digitsOf } from '../lib/recipient';
import type { Dialect, Dispatch, SendingDialect } from './dialect';
import { EvolutionError } from './evolutionError';
import { isUrl, typeByName, type GivenFile } from './givenFile';
import { NUMBER_OUTSIDE_WINDOW } from './instances';
import type { GivenButton, GivenSection, Outgoing } from './outgoing';
import { contactMessage, contactsArrayMessage } from './vcard';

/**
 * What keeps an instance of WhatsApp Business from sending.
 * @throws EvolutionError
 */
export function requireOfCloud(
	outgoing: Outgoing,
	{ sending: { cloud }, afterSending }: Dialect,
): void {
	switch (outgoing.kind) {
		// Meta refuses it, and the server does not understand how.
		case 'text':
			if (outgoing.text !== '') return;
			throw new EvolutionError(400, [afterSending['out-type-error']]);
		case 'media':
			requireFile(mediaOf(outgoing.mediaType, outgoing.file), cloud);
			return;
		case 'audio':
			requireFile(audioOf(outgoing.file, ''), cloud, true);
			return;
		case 'buttons':
			requireButtons(outgoing.buttons);
			return;
		case 'list':
			requireSections(outgoing.sections, cloud);
	}
}

/** Outside of 24 hours Meta takes templates alone. */
export const isOutsideWindow = (outgoing: Outgoing, number: string) =>
	outgoing.kind !== 'template' && digitsOf(number) === NUMBER_OUTSIDE_WINDOW;

type CloudTraits = SendingDialect['cloud'];

function requireFile(media: CloudMedia, { linksOnly, defaultType }: CloudTraits, audio = false) {
	if (linksOnly && media.type === 'id') {
		const words = `ENOENT: no such file or directory, open '${media.media}'`;
		throw new EvolutionError(500, audio ? words : [`Error: ${words}`]);
	}
	if (!media.mimetype && !defaultType) {
		throw new EvolutionError(400, ['TypeError: message.mimetype?.startsWith is not a function']);
	}
}

function requireButtons(buttons: GivenButton[] | undefined) {
	if (!buttons) {
		throw new EvolutionError(500, "Cannot read properties of undefined (reading 'map')");
	}
	const isUnique = (values: unknown[]) => new Set(values).size === values.length;
	if (
		isUnique(buttons.map(({ displayText }) => displayText)) &&
		isUnique(buttons.map(({ id }) => id))
	) {
		return;
	}
	throw new EvolutionError(400, [
		'Button texts cannot be repeated',
		'Button IDs cannot be repeated.',
	]);
}

function requireSections(sections: GivenSection[], { rowsNeedDescription }: CloudTraits) {
	if (new Set(sections.map(({ title }) => title)).size < sections.length) {
		throw new EvolutionError(400, ['Section tiles cannot be repeated']);
	}
	const rows = sections.flatMap((section) => section.rows);
	if (!rowsNeedDescription || rows.every(({ description }) => description !== undefined)) return;
	throw new EvolutionError(500, "Cannot read properties of undefined (reading 'substring')");
}

interface CloudMedia {
	fileName?: string;
	mediaType: string;
	media: string;
	/** The link, or the ID that Meta gave to the file. */
	id: string;
	type: 'link' | 'id';
	mimetype: string | false;
}

const USUAL_NAMES: Record<string, string | undefined> = { image: 'image.png', video: 'video.mp4' };

function mediaOf(mediaType: string, file: GivenFile): CloudMedia {
	const fileName = file.fileName ?? USUAL_NAMES[mediaType] ?? nameIn(mediaType, file.source);
	return {
		fileName,
		mediaType,
		media: file.upload?.bytes.toString('base64') ?? file.source ?? '',
		...placeOf(file),
		mimetype: typeByName(isUrl(file.source) ? file.source : fileName),
	};
}

const placeOf = ({ source, upload }: GivenFile): Pick<CloudMedia, 'id' | 'type'> =>
	!upload && isUrl(source)
		? { id: source, type: 'link' }
		: { id: String(randomInt(1e14, 3e14)), type: 'id' };

/** A document is named by its address, from the last slash to the first dot behind it. */
function nameIn(mediaType: string, source: string | null): string | undefined {
	if (mediaType !== 'document') return undefined;
	const [, name] = /.*\/(.+?)\./.exec(source ?? '') ?? [];
	if (name !== undefined) return name;
	throw new EvolutionError(500, ["TypeError: Cannot read properties of null (reading '1')"]);
}

function audioOf(file: GivenFile, remoteJid: string): CloudMedia {
	return {
		fileName: `${digitsOf(remoteJid)}-${Date.now()}.mp3`,
		mediaType: 'audio',
		media: file.upload?.bytes.toString('base64') ?? file.source ?? '',
		...placeOf(file),
		mimetype: file.upload?.mimeType ?? typeByName(isUrl(file.source) ? file.source : 'a.mp3'),
	};
}

/** `message` and its type, as the server tells them of what it gave to Meta. */
export interface CloudMessage {
	messageType: string;
	message: Record<string, unknown>;
}

const conversation = (text: string): CloudMessage => ({
	messageType: 'conversation',
	message: { conversation: text },
});

const tapped = (title: string | undefined, labels: Array<string | undefined>) =>
	conversation([title, ...labels, ''].join('\n'));

export function cloudMessage(
	{ outgoing, remoteJid }: Dispatch,
	defaultType?: string,
): CloudMessage {
	const typed = (media: CloudMedia) => ({ ...media, mimetype: media.mimetype || defaultType });
	switch (outgoing.kind) {
		case 'contacts': {
			const { contacts } = outgoing;
			const message =
				contacts.length > 1
					? { contactsArrayMessage: contactsArrayMessage(contacts) }
					: { contact: contactMessage(contacts[0]) };
			return { messageType: 'conversation', message };
		}
		case 'media': {
			const { mediaType, file, caption } = outgoing;
			const media = { caption, ...typed(mediaOf(mediaType, file)), gifPlayback: false };
			const messageType = `${mediaType}Message`;
			return { messageType, message: { [messageType]: media } };
		}
		case 'audio': {
			const audioMessage = typed(audioOf(outgoing.file, remoteJid));
			return { messageType: 'audioMessage', message: { audioMessage } };
		}
		case 'location':
			return {
				messageType: 'locationMessage',
				message: { locationMessage: locationMessage(outgoing) },
			};
		case 'reaction': {
			const { key, emoji } = outgoing;
			return {
				messageType: 'conversation',
				message: { reactionMessage: { key, text: emoji } },
			};
		}
		case 'buttons':
			return tapped(
				outgoing.title || 'Select',
				outgoing.buttons!.map(({ displayText }) => `▶️ ${displayText}`),
			);
		case 'list':
			return tapped(
				outgoing.title,
				outgoing.sections.flatMap(({ title, rows }) => [title, ...rows.map((row) => row.title)]),
			);
		case 'template':
			return conversation(`▶️${outgoing.name}◀️`);
		case 'text':
			return conversation(outgoing.text);
		default:
			throw new Error(`An instance of WhatsApp Business sends no ${outgoing.kind}`);
	}
}

export const locationMessage = ({
	latitude,
	longitude,
	name,
	address,
}: Extract<Outgoing, { kind: 'location' }>) => ({
	degreesLatitude: latitude,
	degreesLongitude: longitude,
	name,
	address,
});
