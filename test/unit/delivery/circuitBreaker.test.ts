import type { Verdict } from '../../../nodes/shared/contract/verdict';
import { CircuitBreaker } from '../../../nodes/shared/delivery/circuitBreaker';
import { dataFailed } from '../../../nodes/shared/outcome/ownVerdicts';

const said = { code: 'refused', reason: 'It failed', whatToDo: 'Wait.' } as const;
const unknown: Verdict = { outcome: 'unknown', ...said };
const notSent: Verdict = { outcome: 'notSent', evidence: { unsent: 'a test' }, ...said };
const tooFast: Verdict = { ...notSent, retry: 'account-waits' };

const givenUp = { reason: 'It failed, 5 times in a row', stops: 'account' };

let now = 0;
let breaker: CircuitBreaker;
beforeEach(() => {
	now = 1000;
	jest.spyOn(performance, 'now').mockImplementation(() => now);
	breaker = new CircuitBreaker();
});
afterEach(() => jest.restoreAllMocks());

/** The verdicts on answers that came one after the other. */
const judged = (...verdicts: Verdict[]) =>
	verdicts.map((verdict) => {
		now += 10;
		return breaker.judge(verdict, now - 5);
	});

const times = (count: number, verdict: Verdict) => Array<Verdict>(count).fill(verdict);

test('five refusals in a row for being too fast give the account up', () => {
	const verdicts = judged(...times(5, tooFast));
	expect(verdicts.slice(0, 4)).toEqual(times(4, tooFast));
	expect(verdicts[4]).toMatchObject({ ...givenUp, outcome: 'notSent', retry: undefined });
});

test.each([
	['an acceptance', () => breaker.accepted()],
	['another verdict', () => judged(notSent)],
])('%s in between begins anew', (_name, between) => {
	judged(...times(4, tooFast));
	between();
	expect(judged(...times(4, tooFast))).toEqual(times(4, tooFast));
	expect(judged(tooFast)[0]).toMatchObject(givenUp);
});

test('those that were on their way together are refused together, which counts once', () => {
	const burst = () => {
		const sentAt = now;
		now += 10;
		return times(7, tooFast).map((verdict) => breaker.judge(verdict, sentAt));
	};
	for (let time = 0; time < 4; time++) expect(burst()).toEqual(times(7, tooFast));
	now += 1;
	expect(burst()[0]).toMatchObject(givenUp);
});

test.each([
	['messages that may be out', unknown],
	['queries without an answer', dataFailed],
])('five %s in a row give the account up', (_name, verdict) => {
	const verdicts = times(5, verdict).map((each) => breaker.conclude(each));
	expect(verdicts.slice(0, 4)).toEqual(times(4, verdict));
	expect(verdicts[4]).toMatchObject({
		...verdict,
		reason: `${verdict.reason}, 5 times in a row`,
		stops: 'account',
	});
});

test('clear refusals are none, and an acceptance begins anew', () => {
	for (let time = 0; time < 9; time++) expect(breaker.conclude(notSent)).toBe(notSent);
	for (let time = 0; time < 4; time++) breaker.conclude(unknown);
	breaker.accepted();
	expect(breaker.conclude(unknown)).toBe(unknown);
});
