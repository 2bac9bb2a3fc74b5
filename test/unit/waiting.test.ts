import { backOff, toldWait } from '../../nodes/shared/waiting';

const NOW = Date.parse('2026-11-20T12:00:00Z');

test.each([
	[{ 'retry-after': '3' }, 3000],
	[{ 'retry-after': '0' }, 0],
	[{ 'retry-after': '1.5' }, 1500],
	[{ 'retry-after': 'Fri, 20 Nov 2026 12:00:30 GMT' }, 30_000],
	[{ 'retry-after': 'Fri, 20 Nov 2026 11:00:00 GMT' }, 0],
	[{ 'retry-after': 'soon' }, undefined],
	[{ 'retry-after': 'soon', 'x-ratelimit-reset': '5' }, 5000],
	[{ 'retry-after': '2', 'x-ratelimit-reset': '5' }, 2000],
	[{ 'x-ratelimit-reset': String(NOW / 1000 + 7) }, 7000],
	[{ 'x-ratelimit-reset': String(NOW / 1000 - 7) }, 0],
	[{ 'x-ratelimit-reset': '' }, undefined],
	[{}, undefined],
])('%j is %p ms', (headers, wait) => {
	expect(toldWait(headers as Record<string, string>, NOW)).toBe(wait);
});

test('backing off doubles, varies, and has a ceiling', () => {
	expect([1, 2, 3].map((attempt) => backOff(attempt, () => 1))).toEqual([1000, 2000, 4000]);
	expect(backOff(1, () => 0)).toBe(500);
	expect(backOff(20, () => 1)).toBe(30_000);
});
