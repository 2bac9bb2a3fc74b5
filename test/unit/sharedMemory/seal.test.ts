import { seal, unseal } from '../../../nodes/shared/sharedMemory/seal';

const TEXT = '{"execution":"1001","signature":"abcdef"}';

test('whoever has the secret reads it', () => {
	expect(unseal(seal(TEXT, 'api-key'), 'api-key')).toBe(TEXT);
	expect(unseal(seal('Sí ✓', 'api-key'), 'api-key')).toBe('Sí ✓');
});

test('whoever only sees it reads nothing, and cannot tell two that are the same', () => {
	const [one, other] = [seal(TEXT, 'api-key'), seal(TEXT, 'api-key')];
	expect(one).not.toBe(other);
	expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('1001');
});

test.each([
	['another secret', (sealed: string) => unseal(sealed, 'another-key')],
	['a change', (sealed: string) => unseal(flipped(sealed, -1), 'api-key')],
	['a change of its tag', (sealed: string) => unseal(flipped(sealed, 12), 'api-key')],
	['the end missing', (sealed: string) => unseal(sealed.slice(0, 20), 'api-key')],
	['nothing in it', () => unseal('', 'api-key')],
])('with %s it is not read', (_what, read) => {
	expect(read(seal(TEXT, 'api-key'))).toBeUndefined();
});

function flipped(sealed: string, at: number): string {
	const bytes = Buffer.from(sealed, 'base64url');
	const place = at < 0 ? bytes.length + at : at;
	bytes[place] ^= 1;
	return bytes.toString('base64url');
}
