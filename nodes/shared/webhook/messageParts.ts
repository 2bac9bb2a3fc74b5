import type { Message, MessageType, ReadMessage, Reply } from '../contract/event';
import { at, firstText, numberOf, objectOf, textOf, type Given } from '../lib/jsonAccess';

/** A message that is an answer to choose or fill in, and reads as its label. */
export const replyMessage = (
	kind: Reply['kind'],
	id: string | null,
	title: string | null,
	values?: Given,
): ReadMessage => ({
	type: kind,
	text: title,
	reply: { kind, id, title, values: objectOf(values) },
});

/** What a file is that nobody says the kind of. */
export function typeOfFile(mimeType: string): MessageType {
	const [kind] = mimeType.split('/');
	return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'document';
}

/** By Meta's names, and by those that gateways give them. */
export const fileOf = (given: Given): NonNullable<Message['media']> => ({
	id: textOf(at(given, 'id')),
	url: firstText(at(given, 'url'), at(given, 'link')),
	mimeType: firstText(at(given, 'mime_type'), at(given, 'mimetype'), at(given, 'mimeType')),
	fileName: firstText(at(given, 'filename'), at(given, 'file_name'), at(given, 'fileName')),
});

export function locationOf(given: Given): Message['location'] {
	const [latitude, longitude] = [numberOf(at(given, 'latitude')), numberOf(at(given, 'longitude'))];
	if (latitude === null || longitude === null) return null;
	return {
		latitude,
		longitude,
		name: textOf(at(given, 'name')),
		address: textOf(at(given, 'address')),
	};
}
