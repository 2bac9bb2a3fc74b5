import type { JsonValue } from 'n8n-workflow';
import { hasOwnWords, providerMessage } from '../../../nodes/shared/outcome/providerMessage';

const heard = (text: string) => {
	try {
		return providerMessage({ text, body: JSON.parse(text) });
	} catch {
		return providerMessage({ text, body: undefined });
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

describe('a refusal counts in words of its own', () => {
	test.each<JsonValue>([
		{ message: 'The number is not valid' },
		{ error: { message: 'Channel not found' } },
		{ detail: [{ loc: ['to'], msg: 'field required' }] },
	])('%j', (body) => expect(hasOwnWords(body)).toBe(true));

	// What stands behind the provider failed, and the message may be out.
	test.each([
		'Request failed with status code 502',
		'timeout of 10000ms exceeded',
		'Post "https://example.com": context deadline exceeded',
		'Post "https://example.com": EOF',
		'HTTPSConnectionPool: Read timed out. (read timeout=10)',
		'upstream request timeout',
		'The upstream server is timing out',
		'Connection reset by peer',
		'Bad Gateway',
		'An unexpected error occurred',
		'An unknown error has occurred.',
	])('and not in "%s"', (words) => {
		expect(hasOwnWords({ message: words })).toBe(false);
		expect(hasOwnWords({ error: 'Bad Request', response: { message: [words] } })).toBe(false);
	});

	test('nor in the code of a connection', () => {
		expect(hasOwnWords({ message: 'Failed', code: 'ECONNRESET' })).toBe(false);
	});
});
