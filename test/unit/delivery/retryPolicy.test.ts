import { backOff } from '../../../nodes/shared/delivery/retryPolicy';

test('backing off doubles, varies, and has a ceiling', () => {
	expect([1, 2, 3].map((attempt) => backOff(attempt, () => 1))).toEqual([1000, 2000, 4000]);
	expect(backOff(1, () => 0)).toBe(500);
	expect(backOff(20, () => 1)).toBe(30_000);
});
