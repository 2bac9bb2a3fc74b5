import { isUrl } from '../../../nodes/shared/lib/isUrl';

test.each([
	['https://example.com', undefined, true],
	['/a', 'https://example.com', true],
	['/a', undefined, false],
	['https://', undefined, false],
])('%s on %s: %s', (text, base, expected) => {
	expect(isUrl(text, base)).toBe(expected);
});

test('letters with accents, however often it is asked', () => {
	const refused = Array.from({ length: 20_000 }, () => isUrl('https://peñalolén.example/a.jpg'));
	expect(refused.filter((isOne) => !isOne)).toEqual([]);
});
