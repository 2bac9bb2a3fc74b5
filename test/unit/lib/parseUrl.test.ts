import { parseUrl } from '../../../nodes/shared/lib/parseUrl';

test.each([
	['https://example.com', undefined, true],
	['/a', 'https://example.com', true],
	['/a', undefined, false],
	['https://', undefined, false],
])('%s on %s: %s', (text, base, expected) => {
	expect(parseUrl(text, base) !== undefined).toBe(expected);
});

test('letters with accents, however often it is asked', () => {
	const address = 'https://peñalolén.example/a.jpg';
	const parsed = Array.from({ length: 20_000 }, () => parseUrl(address)?.host);
	expect(new Set(parsed)).toEqual(new Set(['xn--pealoln-gya1e.example']));
});
