import type { Verdict } from '../../../nodes/shared/contract/verdict';
import { backOff, waitBefore } from '../../../nodes/shared/delivery/retryPolicy';

test('backing off doubles, varies, and has a ceiling', () => {
	expect([1, 2, 3].map((attempt) => backOff(attempt, () => 1))).toEqual([1000, 2000, 4000]);
	expect(backOff(1, () => 0)).toBe(500);
	expect(backOff(20, () => 1)).toBe(30_000);
});

const said = { code: 'refused', reason: 'It failed', whatToDo: 'Wait.' } as const;
const tooFast: Verdict = {
	outcome: 'notSent',
	evidence: { unsent: 'a test' },
	...said,
	retry: 'account-waits',
};
const busy: Verdict = { ...tooFast, retry: 'message-waits', waitMs: 7 };
const unknown: Verdict = { outcome: 'unknown', ...said };

test.each([
	['a refusal for good', 1, { ...tooFast, retry: undefined }, false],
	['too fast', 5, tooFast, false],
	['busy', 3, busy, false],
	['perhaps out', 1, unknown, false],
	['perhaps out, and to be repeated all the same', 3, unknown, true],
])('%s: %d attempts', (_name, most, verdict, retryWhenUnsure) => {
	const attempts = [2, 3, 4, 5, 6].filter(
		(attempt) => waitBefore(attempt, { verdict }, retryWhenUnsure) !== undefined,
	);
	expect(attempts.length + 1).toBe(most);
});

test('the provider is believed the first time; who refuses again gets more', () => {
	expect(waitBefore(2, { verdict: tooFast, waitMs: 3 }, false)).toBe(3);
	expect(waitBefore(3, { verdict: tooFast, waitMs: 3 }, false)).toBeGreaterThanOrEqual(500);
	expect(waitBefore(3, { verdict: tooFast, waitMs: 60_000 }, false)).toBe(60_000);
});

test('where it does not say, the verdict does, or the wait doubles', () => {
	expect(waitBefore(3, { verdict: busy }, false)).toBe(7);
	const third = waitBefore(3, { verdict: tooFast }, false);
	expect(third).toBeGreaterThanOrEqual(1000);
	expect(third).toBeLessThanOrEqual(2000);
});
