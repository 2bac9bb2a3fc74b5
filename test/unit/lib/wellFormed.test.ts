import { wellFormed } from '../../../nodes/shared/lib/wellFormed';

test('half characters are replaced in texts and keys, at any depth, and whole ones stay', () => {
	expect(wellFormed({ 'k\ud83d': ['Cut \ud83d', { text: '😀 \ude00' }] })).toEqual({
		'k\ufffd': ['Cut \ufffd', { text: '😀 \ufffd' }],
	});
});

test.each([[7], [true], [null], [undefined], ['नमस्ते 🙏']])('%j stays as it is', (value) => {
	expect(wellFormed(value)).toBe(value);
});
