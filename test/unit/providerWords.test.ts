import { wordsOf } from '../../nodes/shared/providerWords';

const heard = (text: string) => {
	try {
		return wordsOf({ text, body: JSON.parse(text) });
	} catch {
		return wordsOf({ text, body: undefined });
	}
};

test.each([
	['{"message":"Phone ID not found"}', 'Phone ID not found'],
	['{"statusCode":400,"error":"Bad Request","message":["a","b"]}', 'a'],
	['{"error":{"code":1,"message":"Deep"}}', 'Deep'],
	['[["nested"]]', 'nested'],
	['"just a text"', 'just a text'],
	['plain text', 'plain text'],
	['<html><body>Bad gateway</body></html>', undefined],
	['', undefined],
	['{}', undefined],
	['{"message":""}', undefined],
	['null', undefined],
])('%s says %j', (body, words) => {
	expect(heard(body)).toBe(words);
});

test('long words are cut', () => {
	expect(heard(JSON.stringify({ message: 'x'.repeat(1000) }))).toHaveLength(201);
});
