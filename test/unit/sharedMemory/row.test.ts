import { lookupOf, newToken } from '../../../nodes/shared/sharedMemory/row';

test('a lookup is of one length, and tells its parts apart', () => {
	const lookups = [
		lookupOf('Send Once key', 'a', 'b c'),
		lookupOf('Send Once key', 'a b', 'c'),
		lookupOf('Opt-out', 'a', 'b c'),
		lookupOf('Send Once key', 'x'.repeat(10_000)),
	];
	expect(new Set(lookups).size).toBe(4);
	for (const lookup of lookups) expect(lookup).toMatch(/^[\w-]{22}$/);
	expect(lookupOf('Send Once key', 'a', 'b c')).toBe(lookups[0]);
});

test('no two tokens are the same', () => {
	expect(new Set(Array.from({ length: 1000 }, newToken)).size).toBe(1000);
});
