import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { sendAudio } from '../../../nodes/Evolution/message/sendAudio';
import { sendButtons } from '../../../nodes/Evolution/message/sendButtons';
import { sendList } from '../../../nodes/Evolution/message/sendList';
import { sendLocation } from '../../../nodes/Evolution/message/sendLocation';
import { sendMedia } from '../../../nodes/Evolution/message/sendMedia';
import { sendPoll } from '../../../nodes/Evolution/message/sendPoll';
import { sendReaction } from '../../../nodes/Evolution/message/sendReaction';
import { sendSticker } from '../../../nodes/Evolution/message/sendSticker';
import { sendTemplate } from '../../../nodes/Evolution/message/sendTemplate';
import { sendText } from '../../../nodes/Evolution/message/sendText';
import { sendContact } from '../../../nodes/Evolution/sendContact';
import type { ReadyFile } from '../../../nodes/shared/contract/file';
import { isProblem } from '../../../nodes/shared/outcome/problem';
import { validateItem } from '../../../nodes/shared/validation/validateItem';
import { located } from '../../support/n8n/located';
import { anyOperation } from '../provider';

/**
 * Every message that was sent to a real server, and the same message from the fields of the node. A file
 * that is added to the folder is taken up by itself.
 */
const folder = join(__dirname, '..', '..', 'fixtures', 'evolution');

interface Recording {
	request: {
		path: string;
		body: IDataObject;
		/** Beside the fields of a form, which are the body then. */
		file?: { fileName: string; mimeType: string; base64: string };
	};
}

/** What no field of the node can say, and why. */
const NOT_EXPRESSED: Record<string, string[]> = {
	'a number is always written in digits': ['sendText-number(Plus|Type)'],
	'a message has what its kind needs': [
		'sendText-(empty|noText)',
		'sendButtons-(none|empty)',
		'sendContact-(emptyName|oneAsObject)',
		'sendMedia-(badType|dataURI|url-localhost)',
		'sendMedia-(document-noFileName|multipart-noFileName)',
		'sendReaction-notEmoji',
		'sendPoll-bad',
		'sendWhatsAppAudio-(none|noOptions|base64\\.(evo|phone))',
	],
	'buttons are of one kind, up to three replies, and different': [
		'sendButtons-(mixed|four|repeated)',
	],
	'no text has half a character': ['sendContact-halfEmoji'],
	'a delay is a number, and never in a form': ['sendText-delayString', 'sendMedia-multipart-delay'],
	'the body is JSON': ['sendText-badjson'],
	'a message has the fields of its version': ['otherversion|v[12]body'],
	'what is quoted is known by its ID alone': [
		'v2.3.7-phone-line/sendText-quoted',
		'v1.8.6-phone-line/sendText-quoted',
		'v1.8.6/sendText\\.phone',
		'sendMedia-multipart-quoted',
	],
	'a contact always has its WhatsApp ID': ['v2.4.0-rc2-not-activated/sendContact-503'],
	'a sticker goes as base64': ['sendSticker-multipart'],
};

interface Entered {
	operation: Parameters<typeof anyOperation>[0];
	parameters: IDataObject;
	binary?: IBinaryData;
}

const list = (value: unknown) => (value ?? []) as IDataObject[];

const extension = (name: string) => name.split('.').at(-1)!;

const MIME_TYPES: Record<string, string> = {
	mp3: 'audio/mpeg',
	pdf: 'application/pdf',
	png: 'image/png',
	wav: 'audio/wav',
};

const fileOf = (base64: string, fileName: string, mimeType?: unknown): IBinaryData => ({
	data: base64,
	fileName,
	fileExtension: extension(fileName),
	mimeType: String(mimeType ?? MIME_TYPES[extension(fileName)]),
});

/** A link, or a file of n8n. */
const source = (
	media: unknown,
	fileName: string,
	mimeType?: unknown,
): Pick<Entered, 'parameters' | 'binary'> =>
	/^https?:/.test(String(media))
		? { parameters: { fileFrom: 'link', mediaLink: String(media) } }
		: {
				parameters: { fileFrom: 'n8n', binaryField: 'data' },
				binary: fileOf(String(media), fileName, mimeType),
			};

/** What a person enters, by the method of the server, from the fields of a version. */
const ENTERED: Record<string, (given: IDataObject, body: IDataObject) => Entered> = {
	sendText: ({ text }) => ({ operation: sendText, parameters: { messageText: text } }),
	sendContact: (contacts) => ({
		operation: sendContact,
		parameters: {
			contacts: {
				contact: list(contacts).map(({ fullName, phoneNumber, ...additional }) => ({
					fullName,
					phoneNumber,
					additional,
				})),
			},
		},
	}),
	sendLocation: ({ latitude, longitude, name, address }) => ({
		operation: sendLocation,
		parameters: { latitude, longitude, locationName: name, address },
	}),
	sendReaction: ({ key, reaction }) => {
		const { id, fromMe } = key as IDataObject;
		return {
			operation: sendReaction,
			parameters: { messageId: id, fromMe, emoji: reaction, messageAuthor: '' },
		};
	},
	sendPoll: ({ name, selectableCount, values }) => ({
		operation: sendPoll,
		parameters: {
			question: name,
			selectableOptions: selectableCount,
			pollOptions: (values as string[]).join('\n'),
		},
	}),
	sendButtons: ({ title, description, footer, footerText, buttons }) => ({
		operation: sendButtons,
		parameters: {
			title,
			description,
			footer: footer ?? footerText,
			buttons: {
				button: list(buttons).map((each) => ({
					type: each.type ?? 'reply',
					text: each.displayText ?? each.buttonText,
					value: each.id ?? each.buttonId ?? each.url ?? each.copyCode ?? each.phoneNumber,
				})),
			},
		},
	}),
	sendList: ({ title, description, footerText, buttonText, sections }) => ({
		operation: sendList,
		parameters: {
			title,
			description,
			footer: footerText,
			listButton: buttonText,
			sections: {
				section: list(sections).map((section) => ({
					title: section.title,
					rows: {
						row: list(section.rows).map(({ rowId, ...row }) => ({ ...row, id: rowId })),
					},
				})),
			},
		},
	}),
	sendTemplate: ({ name, language, components }) => ({
		operation: sendTemplate,
		parameters: {
			templateName: name,
			language,
			variablesAs: 'json',
			componentsJson: JSON.stringify(components ?? []),
		},
	}),
	sendSticker: ({ sticker, image }) => ({
		operation: sendSticker,
		...source(sticker ?? image, 'sticker.png'),
	}),
	sendWhatsAppAudio: ({ audio }) => {
		const { parameters, ...file } = source(audio, 'audio.wav');
		return { operation: sendAudio, parameters: { audioType: 'voice', ...parameters }, ...file };
	},
	sendMedia: ({ mediatype, media, fileName, caption, mimetype }) => {
		const names: IDataObject = { image: 'a.png', document: 'a.pdf', audio: 'a.mp3' };
		const { parameters, ...file } = source(
			media,
			String(fileName ?? names[String(mediatype)]),
			mimetype,
		);
		return mediatype === 'audio'
			? { operation: sendAudio, parameters: { audioType: 'file', ...parameters }, ...file }
			: {
					operation: sendMedia,
					parameters: {
						mediaType: mediatype,
						caption,
						...(mediatype === 'document' && { filename: fileName }),
						...parameters,
					},
					...file,
				};
	},
};

/** Where version 1 has the fields of a method. */
const KEYS_OF_V1: Record<string, string> = {
	sendText: 'textMessage',
	sendContact: 'contactMessage',
	sendLocation: 'locationMessage',
	sendReaction: 'reactionMessage',
	sendPoll: 'pollMessage',
	sendButtons: 'buttonMessage',
	sendList: 'listMessage',
	sendTemplate: 'templateMessage',
	sendSticker: 'stickerMessage',
	sendWhatsAppAudio: 'audioMessage',
	sendMedia: 'mediaMessage',
};

/** What goes with a message: in `options`, or in version 2 beside the fields. */
function extrasIn(body: IDataObject) {
	const { delay, presence, quoted, linkPreview, mentionsEveryOne, mentioned } = {
		...body,
		...(body.options as IDataObject),
	};
	const { id } = ((quoted as IDataObject)?.key ?? {}) as IDataObject;
	const written = {
		delay,
		presence,
		linkPreview,
		mentionEveryone: mentionsEveryOne,
		mentions: mentioned,
	};
	return {
		additionalFields: Object.fromEntries(
			Object.entries(written).filter(([, value]) => value !== undefined),
		),
		options: { ...((id ?? body['quoted[key][id]']) && { replyTo: id ?? body['quoted[key][id]'] }) },
	};
}

/**
 * What the node adds, as its page says: by the path in the body, with the value of it where that is always
 * the same.
 */
const DEFAULTS: Array<[path: string, value?: unknown]> = [
	// The name and the type of a file of n8n.
	['fileName'],
	['mimetype'],
	['mediaMessage.fileName'],
	// Version 1 needs them on phones.
	['options', {}],
	// Version 2 wants them, and takes empty ones.
	['name', ''],
	['address', ''],
	['components', []],
	['templateMessage.components', []],
];

function withoutDefaults(produced: IDataObject, recorded: IDataObject): IDataObject {
	const kept = structuredClone(produced);
	for (const [path, ...values] of DEFAULTS) {
		const keys = path.split('.');
		const last = keys.pop()!;
		const owner = (body: IDataObject) =>
			keys.reduce<IDataObject>((inner, key) => (inner?.[key] ?? {}) as IDataObject, body);
		const isDefault =
			values.length === 0 || JSON.stringify(owner(kept)[last]) === JSON.stringify(values[0]);
		if (isDefault && !(last in owner(recorded))) delete owner(kept)[last];
	}
	return kept;
}

const nodeWith = (parameters: IDataObject, binary: IBinaryData | undefined) =>
	({
		getNodeParameter: (name: string, _item: number, fallback: unknown, options = {}) => {
			const value = parameters[name] ?? fallback;
			return 'extractValue' in options ? ((value as IDataObject).value ?? value) : value;
		},
		getInputData: () => [{ json: {}, binary: binary && { data: binary } }],
		helpers: { assertBinaryData: () => binary },
		getMode: () => 'trigger',
		getNode: () => ({ type: 'node', parameters }),
	}) as unknown as IExecuteFunctions;

function readyFile(recording: Recording, binary: IBinaryData | undefined): ReadyFile | undefined {
	const { file } = recording.request;
	if (file) {
		const { fileName, mimeType } = file;
		const open = async () => await Promise.reject(new Error('not read here'));
		return { as: 'upload', upload: { fileName, mimeType, bytes: 0, open } };
	}
	return binary && { as: 'base64', base64: binary.data };
}

const recordings = (readdirSync(folder, { recursive: true }) as string[])
	.filter((file) => file.endsWith('.json'))
	.map((file) => {
		const recording = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording;
		const server = dirname(file).split(sep).join('/');
		return { name: `${server}/${basename(file, '.json')}`, server, ...recording };
	})
	.filter(({ request }) => request?.path?.startsWith('/message/'));

const isOneOf = (patterns: string[], name: string) =>
	patterns.some((pattern) => new RegExp(pattern).test(name));

const whyNot = (name: string) =>
	Object.entries(NOT_EXPRESSED).find(([, patterns]) => isOneOf(patterns, name))?.[0];

const expressed = recordings.filter(({ name }) => whyNot(name) === undefined);

test('there are recordings of every method', () => {
	expect(expressed.length).toBeGreaterThan(150);
	const methods = new Set(expressed.map(({ request }) => request.path.split('/')[2]));
	expect([...methods].sort()).toEqual(Object.keys(ENTERED).sort());
});

test.each(Object.entries(NOT_EXPRESSED))('not expressed, since %s', (_why, patterns) => {
	for (const pattern of patterns) {
		expect([pattern, recordings.some(({ name }) => isOneOf([pattern], name))]).toEqual([
			pattern,
			true,
		]);
	}
});

test.each(expressed)('$name', (recording) => {
	const { request, server, name } = recording;
	const { body } = request;
	const [, , method, instance] = request.path.split('/');
	const isV1 = server.startsWith('v1');
	const own = KEYS_OF_V1[method];
	const given = (isV1 ? body[own] : method === 'sendContact' ? body.contact : body) as IDataObject;
	const key = (method === 'sendReaction' ? given.key : undefined) as IDataObject | undefined;
	const withMedia = request.file
		? {
				...given,
				[method === 'sendMedia' ? 'media' : 'audio']: request.file.base64,
				fileName: given.fileName ?? request.file.fileName,
				mimetype: request.file.mimeType,
			}
		: given;
	const entered = ENTERED[method](withMedia, body);
	const parameters = {
		instance: located(instance) as unknown as IDataObject,
		sendTo: 'number',
		recipient: String(body.number ?? key?.remoteJid)
			.replace('@s.whatsapp.net', '')
			.replace(/^\d+$/, '+$&'),
		apiVersion: /bothKeys/.test(name) ? 'auto' : isV1 ? 'v1' : 'v2',
		...extrasIn(body),
		...entered.parameters,
	};

	const operation = anyOperation(entered.operation);
	const node = nodeWith(parameters, entered.binary);
	const entry = validateItem(node, operation, 0, undefined, new Set());
	if (isProblem(entry)) throw new Error(entry.reason);
	const produced = operation.request(
		entry.message,
		undefined,
		readyFile(recording, entered.binary),
	);
	expect(produced.method).toBe('POST');
	expect(produced.path).toBe(request.path);
	expect(produced.upload?.field).toBe(request.file && 'file');
	const json = JSON.parse(JSON.stringify(produced.body)) as IDataObject;
	// Empty options say nothing.
	const { options, ...rest } = body;
	const said = Object.keys((options ?? {}) as IDataObject).length > 0 ? body : rest;
	expect(withoutDefaults(json, said)).toEqual(said);
});
