import type { Verdict } from '../../../nodes/shared/contract/verdict';
import { settleVerdict } from '../../../nodes/shared/outcome/settleVerdict';

const said = { code: 'refused', reason: 'It failed', whatToDo: 'Try again.' } as const;
const unknown: Verdict = { outcome: 'unknown', ...said };
const notSent: Verdict = { outcome: 'notSent', evidence: { unsent: 'a test' }, ...said };
const unclear: Verdict = { ...notSent, reason: 'No answer as expected' };

describe('a query, which cannot be out without our knowing', () => {
	const settle = (verdict: Verdict) => settleVerdict(verdict, { kind: 'query', unclear });

	test('keeps what is certain', () => expect(settle(notSent)).toBe(notSent));

	test('has its own words for what stays open', () => expect(settle(unknown)).toBe(unclear));

	test('keeps what stops the account, but sends nothing', () => {
		expect(settle({ ...unknown, stops: 'account' })).toMatchObject({
			...said,
			outcome: 'notSent',
			evidence: { unsent: expect.any(String) },
			stops: 'account',
		});
	});
});

describe('a message', () => {
	test('is as the verdict says', () => {
		for (const verdict of [unknown, notSent]) {
			expect(settleVerdict(verdict, { kind: 'send', mayBeOut: false })).toBe(verdict);
		}
	});

	test('that may be out stays so, whatever the last try says', () => {
		const stake = { kind: 'send', mayBeOut: true } as const;
		expect(settleVerdict(unknown, stake)).toBe(unknown);
		expect(settleVerdict(notSent, stake)).toMatchObject({
			outcome: 'unknown',
			reason: expect.stringMatching(/^An earlier try may have sent the message\. .* It failed$/),
		});
	});

	test.each([
		['account-waits', true, 'account'],
		['account-waits', false, undefined],
		['message-waits', true, undefined],
	] as const)('%s, and the wait is too long: %s, stops %s', (retry, waitIsTooLong, stops) => {
		const verdict = settleVerdict(
			{ ...notSent, retry },
			{ kind: 'send', mayBeOut: false, waitIsTooLong },
		);
		expect(verdict.stops).toBe(stops);
	});
});
