import { Files } from '../../sandbox/files/files';
import { isLocal } from '../../sandbox/files/localLinks';

const file = (text: string, fileName = 'a.txt') => ({
	bytes: Buffer.from(text),
	mimeType: 'text/plain',
	fileName,
});

const ORIGIN = 'http://127.0.0.1:4010';

test('a file has an address with its name, and the same file the same one', () => {
	const files = new Files();
	const link = files.keep(file('Hello', 'é 1.txt'), ORIGIN);
	expect(link).toMatch(/^http:\/\/127\.0\.0\.1:4010\/inbox\/files\/[\w-]+\/%C3%A9%201\.txt$/);
	expect(files.keep(file('Hello', 'é 1.txt'), ORIGIN)).toBe(link);
	expect(files.keep(file('Hello', 'other.txt'), ORIGIN)).not.toBe(link);
	expect(files.at(link)).toEqual(file('Hello', 'é 1.txt'));
	expect(files.at('https://example.com/a.txt')).toBeUndefined();
	files.clear();
	expect(files.at(link)).toBeUndefined();
});

test('beyond the bound the oldest are dropped; what is kept again is new', () => {
	const files = new Files(10);
	const [one, two] = ['12345', '67890'].map((text) => files.keep(file(text), ORIGIN));
	files.keep(file('12345'), ORIGIN);
	const three = files.keep(file('abc'), ORIGIN);
	expect([one, two, three].map((link) => files.at(link)?.bytes.toString())).toEqual([
		'12345',
		undefined,
		'abc',
	]);
	files.keep(file('longer than all'), ORIGIN);
	expect([one, two, three].map((link) => files.at(link))).toEqual([
		undefined,
		undefined,
		undefined,
	]);
});

test.each([
	['http://127.0.0.1:5678/rest/binary-data/signed?token=a', true],
	['https://localhost/a.png', true],
	['http://n8n.localhost/a.png', true],
	['http://[::1]:5678/a.png', true],
	['http://192.168.1.7/a.png', true],
	['http://172.20.0.2/a.png', true],
	['https://example.com/a.png', false],
	['https://127.0.0.1.example.com/a.png', false],
	['http://172.32.0.2/a.png', false],
	['ftp://127.0.0.1/a.png', false],
	['a.png', false],
])('%s is local: %s', (link, expected) => {
	expect(isLocal(link)).toBe(expected);
});
