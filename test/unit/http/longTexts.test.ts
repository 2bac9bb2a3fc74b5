import { longTextsCut } from '../../../nodes/shared/http/longTexts';

/** @param size in how many bytes at a time it comes */
function cut(json: string, size: number): string {
	const { pass, rest } = longTextsCut();
	const bytes = Buffer.from(json);
	const pieces: Buffer[] = [];
	for (let at = 0; at < bytes.length; at += size) pieces.push(pass(bytes.subarray(at, at + size)));
	return Buffer.concat([...pieces, rest()]).toString();
}

const file = 'QUJD'.repeat(100_000);

test.each([1, 7, 65_536, 10_000_000])('a file is left out, in pieces of %d bytes', (size) => {
	const answer = { key: { id: 'ABC' }, message: { media: file, name: 'a "b" \\ ñ' }, list: [file] };
	expect(JSON.parse(cut(JSON.stringify(answer), size))).toEqual({
		key: { id: 'ABC' },
		message: { media: '[400000 bytes]', name: 'a "b" \\ ñ' },
		list: ['[400000 bytes]'],
	});
});

test.each(['{"text":"\\\\","a":"\\"","b":1}', '[]', '', 'no JSON "at all', '<html lang="en">'])(
	'%j stays as it is',
	(json) => {
		for (const size of [1, 3, 100]) expect(cut(json, size)).toBe(json);
	},
);

test('a text of a message stays, however long WhatsApp allows it', () => {
	const json = JSON.stringify({ text: 'ñ'.repeat(65_536) });
	expect(cut(json, 1000)).toBe(json);
});
