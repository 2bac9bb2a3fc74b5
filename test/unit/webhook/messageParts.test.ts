import {
	fileOf,
	locationOf,
	replyMessage,
	typeOfFile,
} from '../../../nodes/shared/webhook/messageParts';

test('a reply reads as its label, and has what was filled in', () => {
	expect(replyMessage('flow', 'token', 'Done', '{"name":"Zoe"}')).toEqual({
		type: 'flow',
		text: 'Done',
		reply: { kind: 'flow', id: 'token', title: 'Done', values: { name: 'Zoe' } },
	});
	expect(replyMessage('button', null, null).reply?.values).toBeNull();
});

test.each([
	['image/png', 'image'],
	['audio/ogg; codecs=opus', 'audio'],
	['video/mp4', 'video'],
	['application/pdf', 'document'],
	['text/plain', 'document'],
])('a file of %s is of the type %s', (mimeType, type) => expect(typeOfFile(mimeType)).toBe(type));

const file = { id: null, url: null, mimeType: null, fileName: null };

test.each([
	[
		{ id: 7, url: 'u', mime_type: 'm', filename: 'f' },
		{ id: '7', url: 'u', mimeType: 'm', fileName: 'f' },
	],
	[
		{ link: 'u', mimetype: 'm', file_name: 'f' },
		{ ...file, url: 'u', mimeType: 'm', fileName: 'f' },
	],
	[
		{ mimeType: 'm', fileName: 'f' },
		{ ...file, mimeType: 'm', fileName: 'f' },
	],
	[undefined, file],
])('the file in %j', (given, media) => expect(fileOf(given)).toEqual(media));

test.each([
	[
		{ latitude: '-33.4', longitude: -70, name: 'Home', address: '' },
		{ latitude: -33.4, longitude: -70, name: 'Home', address: null },
	],
	[
		{ latitude: 0, longitude: 0 },
		{ latitude: 0, longitude: 0, name: null, address: null },
	],
	[{ latitude: 1 }, null],
	[{ longitude: 1 }, null],
	[undefined, null],
])('the location in %j', (given, location) => expect(locationOf(given)).toEqual(location));
