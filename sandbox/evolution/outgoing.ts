import type { Upload } from '../http/forms';
import { listAt, objectAt, textAt, valueAt } from '../lib/jsonAccess';
import type { GivenFile } from './givenFile';
import type { Contact } from './vcard';

/** The operations that send a message, by their `operationId`. */
export const SENDS = [
	'sendText',
	'sendContact',
	'sendMedia',
	'sendWhatsAppAudio',
	'sendSticker',
	'sendLocation',
	'sendReaction',
	'sendPoll',
	'sendButtons',
	'sendList',
	'sendTemplate',
] as const;

export type SendName = (typeof SENDS)[number];

export const isSend = (operation: string | undefined): operation is SendName =>
	(SENDS as readonly (string | undefined)[]).includes(operation);

export interface Key {
	id: string;
	remoteJid: string;
	fromMe: boolean;
}

export interface GivenButton {
	type: string;
	displayText?: string;
	id?: string;
	url?: string;
	copyCode?: string;
	phoneNumber?: string;
}

export interface GivenSection {
	title: string;
	rows: Array<{ title: string; rowId: string; description?: string }>;
}

/** What a request wants to send, in the words of version 2. */
export type Outgoing =
	| { kind: 'text'; text: string }
	| { kind: 'contacts'; contacts: Contact[] }
	| {
			kind: 'media';
			mediaType: 'image' | 'document' | 'video' | 'audio';
			file: GivenFile;
			caption?: string;
	  }
	| { kind: 'audio'; file: GivenFile }
	| { kind: 'sticker'; file: GivenFile }
	| { kind: 'location'; latitude: number; longitude: number; name?: string; address?: string }
	| { kind: 'reaction'; key: Key; emoji: string }
	| { kind: 'poll'; name: string; selectable: number; options: string[] }
	| {
			kind: 'buttons';
			title?: string;
			description?: string;
			footer?: string;
			buttons?: GivenButton[];
	  }
	| {
			kind: 'list';
			title: string;
			description?: string;
			footerText?: string;
			buttonText: string;
			sections: GivenSection[];
	  }
	| { kind: 'template'; name: string; language: string; components: unknown[] };

/**
 * Reads what is to be sent, valid or not: what is missing stays out.
 * @param fields of the message, in the words of version 2
 */
export function outgoingOf(operation: SendName, fields: unknown, upload?: Upload): Outgoing {
	const text = (name: string) => textAt(fields, name) ?? undefined;
	const number = (name: string) => Number(valueAt(fields, name));
	const file = (name: string): GivenFile => ({
		source: textAt(fields, name),
		upload: upload ?? null,
		fileName: text('fileName'),
		mimetype: text('mimetype'),
	});
	switch (operation) {
		case 'sendText':
			return { kind: 'text', text: text('text') ?? '' };
		case 'sendContact':
			return { kind: 'contacts', contacts: listAt(fields, 'contact') as Contact[] };
		case 'sendMedia':
			return {
				kind: 'media',
				mediaType: (text('mediatype') ?? 'document') as 'document',
				file: file('media'),
				caption: text('caption'),
			};
		case 'sendWhatsAppAudio':
			return { kind: 'audio', file: file('audio') };
		case 'sendSticker':
			return { kind: 'sticker', file: file('sticker') };
		case 'sendLocation':
			return {
				kind: 'location',
				latitude: number('latitude'),
				longitude: number('longitude'),
				name: text('name'),
				address: text('address'),
			};
		case 'sendReaction':
			return {
				kind: 'reaction',
				key: objectAt(fields, 'key') as unknown as Key,
				emoji: text('reaction') ?? '',
			};
		case 'sendPoll':
			return {
				kind: 'poll',
				name: text('name') ?? '',
				selectable: number('selectableCount'),
				options: listAt(fields, 'values').map(String),
			};
		case 'sendButtons':
			return {
				kind: 'buttons',
				title: text('title'),
				description: text('description'),
				footer: text('footer'),
				buttons: valueAt(fields, 'buttons') as GivenButton[] | undefined,
			};
		case 'sendList':
			return {
				kind: 'list',
				title: text('title') ?? '',
				description: text('description'),
				footerText: text('footerText'),
				buttonText: text('buttonText') ?? '',
				sections: listAt(fields, 'sections') as GivenSection[],
			};
		case 'sendTemplate':
			return {
				kind: 'template',
				name: text('name') ?? '',
				language: text('language') ?? '',
				components: listAt(fields, 'components'),
			};
	}
}
