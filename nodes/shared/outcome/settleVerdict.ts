import { nothingSent, type Verdict } from '../contract/verdict';
import { afterUnsure } from './ownVerdicts';

/** What was at stake: only a message can be out without our knowing. */
type Stake =
	| {
			kind: 'send';
			/** Whether an earlier try may have sent it. */
			mayBeOut: boolean;
			/** Whether the provider wants a longer wait than anybody sits out. */
			waitIsTooLong?: boolean;
	  }
	| {
			kind: 'query';
			/** What to say where it stays open what happened. */
			unclear: Verdict;
	  };

/** The last word on a verdict, by what was at stake. */
export function settleVerdict(verdict: Verdict, stake: Stake): Verdict {
	if (stake.kind === 'query') {
		if (verdict.outcome !== 'unknown') return verdict;
		return verdict.stops
			? { ...verdict, outcome: 'notSent', evidence: nothingSent }
			: stake.unclear;
	}
	const isForAll = stake.waitIsTooLong && verdict.retry === 'account-waits';
	const last: Verdict = isForAll ? { ...verdict, stops: 'account' } : verdict;
	return stake.mayBeOut && last.outcome === 'notSent' ? afterUnsure(last) : last;
}
