import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { digitsOf } from '../lib/recipient';
import { locationMessage } from './cloud';
import type { Dispatch, Quoted, SendingDialect } from './dialect';
import { EvolutionError } from './evolutionError';
import { bytesOf, isSound, isUrl, typeByName, type GivenFile } from './givenFile';
import { NUMBER_LOOKED_UP, NUMBER_NOT_ON_WHATSAPP, type Instance } from './instances';
import { isMember } from './groups';
import type { GivenButton, Outgoing } from './outgoing';
import { contactMessage, contactsArrayMessage } from './vcard';

export const undefinedRead = (name: string) =>
	`Cannot read properties of undefined (reading '${name}')`;

/** What a phone that is not connected says where it is asked for something. */
export const connectionWords = ({ paired }: Instance, reads: string) =>
	paired ? 'Error: Connection Closed' : `TypeError: ${undefinedRead(reads)}`;

/** ffmpeg cannot read the file, which ends the whole server. */
export class ServerEnded extends Error {}

type PhoneTraits = SendingDialect['phones'];

/**
 * What keeps a phone from sending, in the order in which the server comes to it.
 * @throws EvolutionError; ServerEnded
 */
export function requireOfPhone(dispatch: Dispatch, number: string, traits: PhoneTraits): void {
	const { outgoing, instance } = dispatch;
	requireContent(outgoing, instance, traits);
	if (instance.state !== 'open') throw notConnected(dispatch, number);
	if (digitsOf(number) === NUMBER_NOT_ON_WHATSAPP) {
		throw new EvolutionError(400, [{ jid: dispatch.remoteJid, exists: false, number }]);
	}
	if (!isMember(dispatch.remoteJid)) throw new EvolutionError(400, ['[object Object]']);
	if (outgoing.kind === 'sticker' && !traits.sendStickers) {
		throw new EvolutionError(400, [`TypeError: ${undefinedRead('contextInfo')}`]);
	}
}

function requireContent(outgoing: Outgoing, instance: Instance, { endOnBadAudio }: PhoneTraits) {
	switch (outgoing.kind) {
		case 'text':
			if (outgoing.text.trim() === '') throw new EvolutionError(400, ['Text is required']);
			return;
		case 'media':
			// A file is uploaded before anything else.
			if (instance.state !== 'open') {
				throw new EvolutionError(500, [connectionWords(instance, 'waUploadToServer')]);
			}
			nameOf(outgoing);
			return;
		case 'audio':
			if (endOnBadAudio && !isSound(outgoing.file)) throw new ServerEnded();
			return;
		case 'sticker':
			// A form's sticker is looked for in the body all the same.
			if (outgoing.file.upload) throw new EvolutionError(500, 'Invalid URL');
			return;
		case 'buttons':
			requireButtons(outgoing.buttons);
	}
}

function requireButtons(buttons: GivenButton[] | undefined) {
	const words = buttonsWords(buttons);
	if (words) throw new EvolutionError(400, [words]);
}

function buttonsWords(buttons: GivenButton[] | undefined): string | undefined {
	if (!buttons) throw new EvolutionError(500, undefinedRead('length'));
	if (buttons.length === 0) return 'At least one button is required';
	const has = (...types: string[]) => buttons.some(({ type }) => types.includes(type));
	const hasOthers = has('copy', 'url', 'call');
	if (has('reply') && buttons.length > 3) return 'Maximum of 3 reply buttons allowed';
	if (has('reply') && hasOthers) return 'Reply buttons cannot be mixed with other button types';
	if (has('pix') && buttons.length > 1) return 'Only one PIX button is allowed';
	return undefined;
}

/** As recorded: one state of the phone, three forms. */
function notConnected({ instance, remoteJid }: Dispatch, number: string): EvolutionError {
	if (remoteJid.endsWith('@g.us')) return new EvolutionError(400, ['[object Object]']);
	if (digitsOf(number) === NUMBER_LOOKED_UP) {
		return new EvolutionError(400, [connectionWords(instance, 'id')]);
	}
	return new EvolutionError(
		500,
		instance.paired ? 'Connection Closed' : undefinedRead('onWhatsApp'),
	);
}

/** How a version writes what Baileys keeps in bytes and in long numbers. */
export interface Writing {
	bytes(bytes: Buffer): unknown;
	long(value: number): unknown;
	/** The same as `long`, of a time. */
	time(seconds: number): unknown;
	audioType: string;
	/** Baileys' word for the only kind of list. */
	listType: unknown;
	/** Whether Baileys fills in what a file has no value for. */
	filledIn: boolean;
}

const nameOf = ({ mediaType, file }: Extract<Outgoing, { kind: 'media' }>) => {
	if (file.fileName !== undefined || mediaType !== 'document') return file.fileName;
	const [, name] = /.*\/(.+?)\./.exec(file.source ?? '') ?? [];
	if (name !== undefined) return name;
	throw new EvolutionError(500, ["TypeError: Cannot read properties of null (reading '1')"]);
};

const hashOf = (value: Buffer | string) => createHash('sha256').update(value).digest();

/** A file on WhatsApp's servers, which is encrypted: its address is of no use without the key. */
function encrypted(file: GivenFile, { bytes, long, time }: Writing) {
	const content = bytesOf(file) ?? file.source ?? '';
	const directPath = `/o1/v/${hashOf(content).toString('hex').slice(0, 24)}.enc`;
	return {
		url: `https://mmg.whatsapp.net${directPath}`,
		fileSha256: bytes(hashOf(content)),
		fileLength: long(content.length),
		mediaKey: bytes(randomBytes(32)),
		fileEncSha256: bytes(randomBytes(32)),
		directPath,
		mediaKeyTimestamp: time(Math.floor(Date.now() / 1000)),
	};
}

const TYPES: Record<string, string | undefined> = { image: 'image/jpeg', video: 'video/mp4' };

function mediaMessage(outgoing: Extract<Outgoing, { kind: 'media' }>, writing: Writing) {
	const { mediaType, file, caption } = outgoing;
	const fileName = nameOf(outgoing);
	const byAddress = isUrl(file.source) ? typeByName(file.source.split('?')[0]) : false;
	const mimetype =
		typeByName(fileName) || (file.mimetype ?? (byAddress || TYPES[mediaType] || 'false'));
	const isImage = mediaType === 'image';
	return {
		...encrypted(file, writing),
		mimetype,
		...(caption !== undefined && { caption }),
		...(mediaType === 'document' && { fileName }),
		...(isImage &&
			writing.filledIn && {
				interactiveAnnotations: [],
				scanLengths: [],
				annotations: [],
			}),
		...(mediaType === 'video' && { gifPlayback: false }),
	};
}

const FLOWS: Record<string, string> = {
	reply: 'quick_reply',
	copy: 'cta_copy',
	url: 'cta_url',
	call: 'cta_call',
	pix: 'payment_info',
};

function flowParameters({ type, displayText, id, url, copyCode, phoneNumber }: GivenButton) {
	switch (type) {
		case 'copy':
			return { display_text: displayText, copy_code: copyCode };
		case 'url':
			return { display_text: displayText, url, merchant_url: url };
		case 'call':
			return { display_text: displayText, phone_number: phoneNumber };
		default:
			return { display_text: displayText, id };
	}
}

/** Version 2 sends buttons as a native flow, in a message of another kind. */
function viewOnceMessage({
	title,
	description,
	footer,
	buttons,
}: Extract<Outgoing, { kind: 'buttons' }>) {
	const interactiveMessage = {
		body: { text: `*${title}*${description ? `\n\n${description}\n` : ''}` },
		footer: { text: footer },
		nativeFlowMessage: {
			buttons: buttons!.map((button) => ({
				name: FLOWS[button.type],
				buttonParamsJson: JSON.stringify(flowParameters(button)),
			})),
			messageParamsJson: JSON.stringify({ from: 'api', templateId: randomUUID() }),
		},
	};
	return { viewOnceMessage: { message: { interactiveMessage } } };
}

/** A message in Baileys' words, by its kind; the context of kinds that have one is added by the version. */
export function phoneMessage(
	outgoing: Outgoing,
	writing: Writing,
): Record<string, Record<string, unknown>> {
	switch (outgoing.kind) {
		case 'contacts':
			return outgoing.contacts.length === 1
				? { contactMessage: { ...contactMessage(outgoing.contacts[0]) } }
				: { contactsArrayMessage: contactsArrayMessage(outgoing.contacts) };
		case 'media':
			return { [`${outgoing.mediaType}Message`]: mediaMessage(outgoing, writing) };
		case 'audio':
			return {
				audioMessage: {
					...encrypted(outgoing.file, writing),
					mimetype: writing.audioType,
					seconds: 1,
					ptt: true,
				},
			};
		case 'sticker':
			return { stickerMessage: { ...encrypted(outgoing.file, writing), mimetype: 'image/webp' } };
		case 'location':
			return { locationMessage: locationMessage(outgoing) };
		case 'reaction': {
			const now = Date.now();
			const { key, emoji } = outgoing;
			const senderTimestampMs = writing.filledIn ? now : String(now);
			return { reactionMessage: { key, text: emoji, senderTimestampMs } };
		}
		case 'poll': {
			const { name, options, selectable } = outgoing;
			return {
				messageContextInfo: { messageSecret: writing.bytes(randomBytes(32)) },
				pollCreationMessageV3: {
					name,
					options: options.map((optionName) => ({ optionName })),
					selectableOptionsCount: selectable,
				},
			};
		}
		case 'buttons':
			return viewOnceMessage(outgoing);
		case 'list': {
			const { kind, ...list } = outgoing;
			return { [`${kind}Message`]: { ...list, listType: writing.listType } };
		}
		default:
			throw new Error(`A phone sends no ${outgoing.kind} of its own`);
	}
}

/** What is quoted, as a phone tells it. */
export const quotedIn = (quoted: Quoted | null) =>
	quoted && { participant: '', stanzaId: quoted.id, quotedMessage: quoted.message };
