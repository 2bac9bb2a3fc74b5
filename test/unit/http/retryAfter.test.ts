import { rateLimitReset, retryAfter } from '../../../nodes/shared/http/retryAfter';

const NOW = Date.parse('2026-11-20T12:00:00Z');

test.each([
	['3', 3000],
	['0', 0],
	['1.5', 1500],
	['Fri, 20 Nov 2026 12:00:30 GMT', 30_000],
	['Fri, 20 Nov 2026 11:00:00 GMT', 0],
	['soon', undefined],
	['', undefined],
])('Retry-After: %s is %p ms', (value, wait) => {
	expect(retryAfter({ 'retry-after': value }, NOW)).toBe(wait);
});

test.each([
	['5', 5000],
	[String(NOW / 1000 + 7), 7000],
	[String(NOW / 1000 - 7), 0],
	[String(NOW + 7000), 7000],
	['soon', undefined],
	['', undefined],
])('X-RateLimit-Reset: %s is %p ms', (value, wait) => {
	expect(rateLimitReset({ 'x-ratelimit-reset': value }, NOW)).toBe(wait);
});

test('headers that are not there tell nothing', () => {
	expect([retryAfter({}, NOW), rateLimitReset({}, NOW)]).toEqual([undefined, undefined]);
});
