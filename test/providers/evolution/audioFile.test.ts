import { inspectAudio } from '../../../nodes/Evolution/message/audioFile';

const inspect = inspectAudio('binaryField');

const head = (...parts: Array<string | number[]>) =>
	Buffer.concat([...parts.map((part) => Buffer.from(part as never)), Buffer.alloc(16)]);

test.each<[string, Buffer]>([
	['OGG', head('OggS')],
	['MP3 with a tag', head('ID3')],
	['MP3 without one', head([0xff, 0xfb, 0x90, 0x64])],
	['MPEG 2 layer 3', head([0xff, 0xf3, 0x40, 0xc0])],
	['AAC', head([0xff, 0xf1, 0x50, 0x80])],
	['WAV', head('RIFF', [0, 0, 0, 0], 'WAVE')],
	['M4A', head([0, 0, 0, 0x20], 'ftypM4A ')],
	['AMR', head('#!AMR\n')],
	['FLAC', head('fLaC')],
	['WebM', head([0x1a, 0x45, 0xdf, 0xa3])],
])('%s is audio', (_name, bytes) => expect(inspect(bytes)).toBeUndefined());

test.each<[string, Buffer]>([
	['PDF', head('%PDF-1.4')],
	['PNG', head([0x89], 'PNG')],
	['JPEG', head([0xff, 0xd8, 0xff, 0xe0])],
	['a text in UTF-16', head([0xff, 0xfe, 0x41, 0x00])],
	['WebP, which is RIFF too', head('RIFF', [0, 0, 0, 0], 'WEBP')],
	['a web page', head('<!doctype html>')],
	['zeros', head([])],
	['nothing', Buffer.alloc(0)],
])('%s is not', (_name, bytes) => {
	expect(inspect(bytes)).toMatchObject({
		field: 'binaryField',
		reason: expect.stringContaining('is not an audio file'),
	});
});
