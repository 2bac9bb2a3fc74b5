import fc from 'fast-check';
import { redact, redactText, redactorOf } from '../../../nodes/shared/lib/redact';

test('hides secrets in values and keys, at any depth', () => {
	const hidden = redact({ a: ['Bearer s3cret-key!', { 's3cret-key': 1 }], b: null, c: true }, [
		's3cret-key',
	]);
	expect(hidden).toEqual({ a: ['Bearer [hidden]!', { '[hidden]': 1 }], b: null, c: true });
});

test('an empty or tiny secret hides nothing', () => {
	expect(redact({ status: 'ok' }, ['', 'ok'])).toEqual({ status: 'ok' });
});

test('no secret survives, whatever the body', () => {
	fc.assert(
		fc.property(fc.string({ minLength: 4 }), fc.jsonValue(), (secret, value) => {
			fc.pre(!'[hidden]'.includes(secret) && JSON.stringify(secret) === `"${secret}"`);
			const body = JSON.parse(JSON.stringify({ value, echo: `key ${secret}` }));
			const texts = JSON.stringify(redact(body, [secret])).match(/"[^"]*"/g) ?? [];
			expect(texts.filter((text) => text.includes(secret))).toEqual([]);
		}),
	);
});

describe('what is easily turned back', () => {
	const secret = 'Ab/cd+12"3&z';
	const base64 = (text: string) => Buffer.from(text).toString('base64');

	test.each([
		['lower case', secret.toLowerCase(), '[hidden]'],
		['an address', `k=${encodeURIComponent(secret)}&l=1`, 'k=[hidden]&l=1'],
		['an address, twice', encodeURIComponent(encodeURIComponent(secret)), '[hidden]'],
		['JSON in JSON', JSON.stringify(JSON.stringify(secret)), '""[hidden]""'],
		['HTML', 'Ab&#x2F;cd+12&quot;3&amp;z', '[hidden]'],
		['base64', base64(secret), '[hidden]'],
		['base64 of Basic', `Basic ${base64(`user:${secret}`)}`, 'Basic dXNlcj[hidden]'],
		['hex', Buffer.from(secret).toString('hex').toUpperCase(), '[hidden]'],
	])('%s', (_writing, text, shown) => {
		expect(redactText(text, [secret])).toBe(shown);
	});

	test('base64 of it anywhere in a text', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.string({ minLength: 8 }), (before, after, key) => {
				const bytes = Buffer.byteLength(before);
				const shown = redactText(base64(before + key + after), [key]);
				expect(shown).toContain('[hidden]');
				const kept = shown.slice(0, shown.indexOf('[hidden]'));
				expect(kept.length).toBeLessThanOrEqual(Math.ceil((bytes * 8) / 6));
			}),
		);
	});

	test('a text without secrets keeps its escapes', () => {
		expect(redactText('100%25 \\"ok\\" &amp; a', [secret])).toBe('100%25 \\"ok\\" &amp; a');
	});
});

test('a value that is still to be read keeps its keys', () => {
	expect(redactorOf(['data']).unread({ data: 'my data' })).toEqual({ data: 'my [hidden]' });
});
