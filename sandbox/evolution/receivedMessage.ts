import { createHash } from 'node:crypto';
import type { MediaType } from '../conversations';
import type { Reply, ReplyFile, Vote } from '../replies/reply';
import type { Instance } from './instances';
import { contactMessage, contactsArrayMessage } from './vcard';

interface ReceivedMessage {
	messageType: string;
	message: Record<string, unknown>;
}

interface Surroundings {
	instance: Instance;
	/** Where the message that it is about was written. */
	chat: string;
	buttonsAreFlow: boolean;
	/** Whether the Cloud API's taps are told from words. */
	tellsTaps: boolean;
}

/** A reply as Evolution reports it: Baileys' words, or for the Cloud API its own out of Meta's. */
export function receivedMessage(
	reply: Reply,
	{ instance, chat, buttonsAreFlow, tellsTaps }: Surroundings,
): ReceivedMessage {
	const cloud = instance.integration === 'WHATSAPP-BUSINESS';
	// Only the title of what was tapped is left.
	const tapOfCloud = (kind: string, title: string) => ({
		messageType: tellsTaps ? kind : 'conversation',
		message: { conversation: title },
	});
	switch (reply.type) {
		case 'text':
			return as('conversation', reply.text);
		case 'location': {
			const { latitude, longitude, name, address } = reply.location;
			return as('locationMessage', {
				degreesLatitude: latitude,
				degreesLongitude: longitude,
				name,
				address,
			});
		}
		case 'contacts': {
			const contacts = reply.contacts.map(({ name, phone }) => ({
				fullName: name,
				phoneNumber: phone,
				wuid: phone.replace(/\D/g, ''),
			}));
			return contacts.length === 1
				? as('contactMessage', contactMessage(contacts[0]))
				: as('contactsArrayMessage', contactsArrayMessage(contacts));
		}
		case 'reaction':
			return as('reactionMessage', {
				key: cloud ? { id: reply.context } : keyOfQuoted(reply, chat),
				text: reply.emoji,
			});
		case 'button': {
			const { title, id, payload = title } = reply.button;
			if (cloud)
				return tapOfCloud(id === undefined ? 'buttonMessage' : 'interactiveMessage', title);
			if (id === undefined) {
				const tapped = { selectedId: payload, selectedDisplayText: title };
				return as('templateButtonReplyMessage', tapped);
			}
			return buttonsAreFlow
				? as('interactiveResponseMessage', flowResponse(id, title))
				: as('buttonsResponseMessage', { selectedButtonId: id, selectedDisplayText: title });
		}
		case 'list': {
			const { id, title, description } = reply.row;
			if (cloud) return tapOfCloud('interactiveMessage', title);
			return as('listResponseMessage', {
				title,
				listType: 'SINGLE_SELECT',
				singleSelectReply: { selectedRowId: id },
				description,
			});
		}
		default: {
			const { type, file, text, voice } = reply;
			const media = cloud ? cloudMedia(file, text) : phoneMedia(file, text);
			const recorded = cloud ? { voice, ptt: voice } : { ptt: voice };
			return as(`${type satisfies MediaType}Message`, {
				...media,
				...(type === 'audio' && recorded),
			});
		}
	}
}

const as = (messageType: string, content: unknown): ReceivedMessage => ({
	messageType,
	message: { [messageType]: content },
});

/** As recorded of a phone line: what was tapped is in a JSON text. */
const flowResponse = (id: string, title: string) => ({
	body: { text: title },
	nativeFlowResponseMessage: {
		name: 'quick_reply',
		paramsJson: JSON.stringify({ id }),
		version: 3,
	},
});

/** Of the message that a phone's reaction or vote is about. */
export const keyOfQuoted = ({ context, quoted }: Reply | Vote, remoteJid: string) => ({
	remoteJid,
	fromMe: quoted?.direction !== 'incoming',
	id: context,
});

/** Meta's object as it came. */
const cloudMedia = ({ id, mimeType, fileName, bytes, link }: ReplyFile, caption?: string) => ({
	...(caption && { caption }),
	filename: fileName,
	mime_type: mimeType,
	sha256: sha256(bytes ?? link),
	id,
});

/** The address of a phone's media is encrypted: of no use without the key. */
const phoneMedia = ({ id, mimeType, fileName, bytes, link }: ReplyFile, caption?: string) => ({
	url: `https://mmg.whatsapp.net/o1/v/${id}.enc`,
	mimetype: mimeType,
	...(caption && { caption }),
	fileName,
	fileSha256: sha256(bytes ?? link),
	...(bytes && { fileLength: String(bytes.length) }),
});

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('base64');
