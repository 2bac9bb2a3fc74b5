import type { IDataObject, JsonValue } from 'n8n-workflow';
import type { QueryOperation } from '../../shared/contract/operation';
import { nothingSent, type AnswerRule } from '../../shared/contract/verdict';
import { at, fieldsOf, objectOf, textOf, type Given } from '../../shared/lib/jsonAccess';
import { z } from '../../shared/lib/libraries';
import { field, id, isBlank, quote } from '../../shared/validation/schema';
import { isOfCloud } from '../channel';
import { instance } from '../destination';
import { evolution } from '../evolution';
import { file, fileRequest } from '../file';
import { instanceLookup, type InstanceKind } from '../instanceKind';
import { chatRules } from './rules';

const WHAT =
	'Enter the event of the trigger as {{ $json }}, or the ID of a message such as {{ $json.message.id }}.';

/** `data` of an event as the server sends it; of an ID alone, its key. */
const message = field((value, refuse): IDataObject => {
	if (isBlank(value)) return refuse("'Message' is empty", WHAT);
	const given = objectOf(value as Given);
	if (given === null) {
		const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
		return /^[\w.=+/-]+$/.test(text)
			? { key: { id: text } }
			: refuse(`'Message' is not an event, nor the ID of a message: ${quote(value)}`, WHAT);
	}
	const data = [at(given, 'raw', 'data'), at(given, 'data'), given].find(
		(candidate) => textOf(at(candidate, 'key', 'id')) !== null,
	);
	if (data !== undefined) return fieldsOf(Array.isArray(data) ? data[0] : data) as IDataObject;
	const messageId = textOf(at(given, 'message', 'id')) ?? textOf(at(given, 'id'));
	return messageId === null
		? refuse("'Message' is not an event of a message", WHAT)
		: { key: { id: messageId } };
});

const question = z.object({
	instance,
	message,
	outputField: id('Put Output File in Field', 'Enter the name of a field, such as data.'),
});

const keyId = (data: IDataObject) => textOf(at(data as JsonValue, 'key', 'id'))!;

const rules: AnswerRule[] = [
	{
		status: 400,
		says: /^Message not found/,
		verdict: {
			outcome: 'notSent',
			evidence: nothingSent,
			code: 'not-found',
			reason: 'The Evolution server has no message with this ID',
			whatToDo:
				"Check 'Message', and that the server stores messages (DATABASE_SAVE_DATA_NEW_MESSAGE).",
			field: 'message',
		},
	},
	{
		status: 400,
		says: /^The message is not of the media type/,
		verdict: {
			outcome: 'notSent',
			evidence: nothingSent,
			code: 'missing-file',
			reason: 'This message has no file',
			whatToDo: 'Ask for the media of images, videos, audio messages, documents and stickers only.',
			field: 'message',
		},
	},
	...chatRules,
];

/**
 * The file of a message: POST /chat/getBase64FromMediaMessage/{instance}, 201. Sources: the servers' code, and
 * recordings of 1.8.6 and 2.3.7. A phone finds a message that it has stored by its ID; a WhatsApp Business
 * channel fetches what the whole event names, on version 2 only: version 1 has no file to give.
 */
export const getMedia: QueryOperation<z.infer<typeof question>, InstanceKind> = {
	kind: 'query',
	provider: evolution,
	read: ({ locatedId, value }) => ({
		instance: locatedId('instance'),
		message: value('message'),
		outputField: value('outputField'),
	}),
	schema: question,
	channel: (asked) => asked.instance,
	lookup: (asked) => instanceLookup(asked.instance),
	refuse(asked, found) {
		const isWhole = at(asked.message as JsonValue, 'message') !== undefined;
		if (found?.channel === 'evolution') {
			return {
				field: 'instance',
				code: 'not-supported',
				reason: 'A channel of the type EVOLUTION keeps no media',
				whatToDo: "Pick an 'Instance' with another type of channel.",
			};
		}
		if (found?.channel !== 'business' && !isOfCloud(keyId(asked.message))) return undefined;
		if (found?.version === 'v1') {
			return {
				field: 'instance',
				code: 'not-supported',
				reason: 'A WhatsApp Business channel of version 1 does not give the media of messages',
				whatToDo: 'Update the Evolution server to version 2.',
			};
		}
		return isWhole
			? undefined
			: {
					field: 'message',
					code: 'invalid-field',
					reason:
						'A WhatsApp Business channel needs the whole event, not the ID of the message alone',
					whatToDo: 'Enter the event of the trigger as {{ $json }}.',
				};
	},
	request: (asked) => ({
		...fileRequest(asked.instance, asked.message as JsonValue),
		maxAnswerBytes: MAX_ANSWER_BYTES,
	}),
	data({ body }, asked) {
		const found = file.find(body ?? null);
		if (found === null) return null;
		return {
			messageId: keyId(asked.message),
			mimeType: found.mimeType,
			fileName: found.fileName,
			caption: textOf(at(body, 'caption')),
		};
	},
	fileIn({ body }, asked) {
		const { base64, mimeType, fileName } = file.find(body ?? null)!;
		return { field: asked.outputField, base64, mimeType, fileName };
	},
	rules,
};

/** A document of 100 MB, which is the most that WhatsApp Business takes, in base64. */
const MAX_ANSWER_BYTES = 135 * 2 ** 20;
