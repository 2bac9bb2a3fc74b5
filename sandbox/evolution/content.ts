import type { FastifyRequest } from 'fastify';
import type { Button, ContactCard, Content, Media, MessageContent } from '../conversations';
import type { Files } from '../files/files';
import { textAt, valueAt } from '../lib/jsonAccess';
import { conversationWith } from '../lib/recipient';
import { operationOf } from '../provider';
import type { Dialect } from './dialect';
import { bytesOf, typeByName, type GivenFile } from './givenFile';
import { instanceNamed, type Instance } from './instances';
import { jidOf } from './jid';
import { isSend, type GivenButton, type Outgoing } from './outgoing';
import { readSending } from './send';

type Shown = Content & { text: string | null };

/** What a request does to a conversation; `null` where it only asks. */
export function contentOf(
	dialect: Dialect,
	request: FastifyRequest,
	files: Files,
): MessageContent | null {
	const operation = operationOf(request);
	const { body } = request;
	const { instance: sender } = request.params as { instance: string };
	const envelope = (number: unknown) => ({
		to: conversationOf(number),
		contactName: null,
		contactId: null,
		sender,
	});
	if (isSend(operation)) {
		const { outgoing, number } = readSending(dialect, operation, request);
		const { quoted } = dialect.sending.optionsIn(body);
		const keep = (file: GivenFile, kind: Media['kind']) =>
			mediaOf(file, kind, (kept) => files.keep(kept, `http://${request.host}`));
		return {
			...envelope(number),
			...(quoted && { quoted: quoted.id }),
			...shown(outgoing, keep, instanceNamed(sender)),
		};
	}
	switch (operation) {
		case 'updateMessage':
			return {
				...envelope(valueAt(body, 'number')),
				type: 'edit',
				about: textAt(body, 'key', 'id') ?? '',
				text: textAt(body, 'text'),
			};
		case 'deleteMessage':
			return {
				...envelope(valueAt(body, 'remoteJid')),
				type: 'delete',
				about: textAt(body, 'id') ?? '',
				text: null,
			};
		case 'markMessageAsRead': {
			const read = dialect.chat.readMessagesIn(body);
			return {
				...envelope(textAt(read[0], 'remoteJid')),
				type: 'read',
				about: read.flatMap((key) => textAt(key, 'id') ?? []),
				text: null,
			};
		}
		case 'sendPresence': {
			const { presence, delay } = dialect.chat.presenceIn(body);
			return {
				...envelope(valueAt(body, 'number')),
				type: 'typing',
				presence,
				seconds: delay / 1000,
				text: null,
			};
		}
		default:
			return null;
	}
}

/** A person by number, however it is written; a group by its JID. */
function conversationOf(number: unknown): string | null {
	const [user, server] = jidOf(String(number ?? '')).split('@');
	if (server !== 's.whatsapp.net') return `${user}@${server}`;
	return conversationWith(String(number ?? '').split('@')[0]);
}

function shown(
	outgoing: Outgoing,
	keep: (file: GivenFile, kind: Media['kind']) => Media,
	instance: Instance | undefined,
): Shown {
	switch (outgoing.kind) {
		case 'text':
			return { type: 'text', text: outgoing.text };
		case 'contacts':
			return { type: 'contacts', contacts: outgoing.contacts.map(cardOf), text: null };
		case 'media': {
			const { mediaType, file, caption } = outgoing;
			return { type: mediaType, media: keep(file, mediaType), text: caption ?? null };
		}
		case 'audio':
			return {
				type: 'audio',
				media: { ...keep(outgoing.file, 'audio'), voice: true },
				text: null,
			};
		case 'sticker':
			return { type: 'sticker', media: keep(outgoing.file, 'sticker'), text: null };
		case 'location': {
			const { kind, ...location } = outgoing;
			return { type: kind, location, text: null };
		}
		case 'reaction':
			return { type: 'reaction', about: textAt(outgoing.key, 'id'), text: outgoing.emoji };
		case 'poll': {
			const { name, options, selectable } = outgoing;
			return { type: 'poll', poll: { name, options, selectable }, text: null };
		}
		case 'buttons': {
			const { title, description, footer, buttons } = outgoing;
			// As recorded, Meta gets the title alone.
			const isCloud = instance?.integration === 'WHATSAPP-BUSINESS';
			const text = isCloud ? title : [title, description].filter(Boolean).join('\n\n');
			return {
				type: 'interactive',
				text: text ?? null,
				card: {
					header: null,
					footer: (!isCloud && footer) || null,
					buttons: Array.isArray(buttons) ? buttons.map(buttonOf) : [],
					list: null,
				},
			};
		}
		case 'list':
			return { type: 'interactive', text: outgoing.description ?? null, card: listCard(outgoing) };
		case 'template': {
			const { name, language } = outgoing;
			return {
				type: 'template',
				templateId: name,
				language,
				// The sandbox has no template of that name: what fills it in is all that it knows.
				text: parametersOf(outgoing.components).join(', ') || name,
				card: { header: null, footer: null, buttons: [], list: null },
			};
		}
	}
}

const cardOf = (contact: unknown): ContactCard => ({
	name: textAt(contact, 'fullName') ?? '',
	phoneNumber: textAt(contact, 'phoneNumber') ?? '',
	organization: textAt(contact, 'organization'),
	email: textAt(contact, 'email'),
	url: textAt(contact, 'url'),
});

function buttonOf(button: GivenButton | null): Button {
	const text = (name: string) => textAt(button, name);
	const detail = text('url') ?? text('copyCode') ?? text('phoneNumber');
	const id = text('id');
	return {
		label: text('displayText') ?? '',
		detail,
		tap: id !== null && detail === null ? { id } : null,
	};
}

function listCard({
	title,
	footerText,
	buttonText,
	sections,
}: Extract<Outgoing, { kind: 'list' }>) {
	return {
		header: title || null,
		footer: footerText || null,
		buttons: [],
		list: {
			button: buttonText,
			sections: sections.map((section) => ({
				title: textAt(section, 'title'),
				rows: (section?.rows ?? []).map((row) => ({
					id: textAt(row, 'rowId') ?? '',
					title: textAt(row, 'title') ?? '',
					description: textAt(row, 'description'),
				})),
			})),
		},
	};
}

/** The texts that fill in a template, in their order. */
function parametersOf(components: unknown): string[] {
	if (Array.isArray(components)) return components.flatMap(parametersOf);
	const text = textAt(components, 'text');
	return text === null ? parametersIn(components) : [text];
}

const parametersIn = (component: unknown) => {
	const parameters = valueAt(component, 'parameters');
	return Array.isArray(parameters) ? parameters.flatMap(parametersOf) : [];
};

const USUAL: Record<Media['kind'], { mimeType: string; fileName: string }> = {
	image: { mimeType: 'image/jpeg', fileName: 'image.jpg' },
	audio: { mimeType: 'audio/ogg', fileName: 'audio.ogg' },
	video: { mimeType: 'video/mp4', fileName: 'video.mp4' },
	document: { mimeType: 'application/octet-stream', fileName: 'document' },
	sticker: { mimeType: 'image/webp', fileName: 'sticker.webp' },
};

function mediaOf(
	file: GivenFile,
	kind: Media['kind'],
	keep: (kept: { bytes: Buffer; mimeType: string; fileName: string }) => string,
): Media {
	const { source, upload } = file;
	const fileName = file.fileName ?? upload?.fileName;
	const mimeType = file.mimetype ?? upload?.mimeType ?? (typeByName(fileName) || undefined);
	const bytes = bytesOf(file);
	const known = { kind, id: null, filename: fileName ?? null };
	if (!bytes?.length) return { ...known, link: source || null, mimeType: mimeType ?? null };
	const kept = {
		bytes,
		...USUAL[kind],
		...(mimeType && { mimeType }),
		...(fileName && { fileName }),
	};
	return { ...known, link: keep(kept), mimeType: kept.mimeType, size: bytes.length };
}
