import fc from 'fast-check';
import { redact } from '../../nodes/shared/redact';

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
