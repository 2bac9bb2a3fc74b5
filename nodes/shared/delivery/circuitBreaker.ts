import type { Verdict } from '../contract/verdict';
import { dataFailed } from '../outcome/ownVerdicts';

/** So many in a row, and the account is given up for the run. */
const MAX_IN_A_ROW = 5;

/** Gives an account up for which no single answer says so: it is too much for it, or nobody is there. */
export class CircuitBreaker {
	private refusals = 0;

	/** When the last refusal came that was counted. */
	private refusedAt = -Infinity;

	private unclear = 0;

	accepted(): void {
		this.refusals = 0;
		this.unclear = 0;
	}

	/**
	 * One answer, or none.
	 * @param sentAt `performance.now()` when its request left: those that were on their way together are
	 * refused together, which counts once
	 */
	judge(verdict: Verdict, sentAt: number): Verdict {
		if (verdict.retry !== 'account-waits') {
			this.refusals = 0;
			return verdict;
		}
		if (sentAt >= this.refusedAt) {
			this.refusals++;
			this.refusedAt = performance.now();
		}
		return this.refusals < MAX_IN_A_ROW ? verdict : givenUp({ ...verdict, retry: undefined });
	}

	/** The last verdict on a message. */
	conclude(verdict: Verdict): Verdict {
		if (verdict.outcome !== 'unknown' && verdict !== dataFailed) return verdict;
		this.unclear++;
		return this.unclear < MAX_IN_A_ROW ? verdict : givenUp(verdict);
	}
}

const givenUp = (verdict: Verdict): Verdict => ({
	...verdict,
	reason: `${verdict.reason}, ${MAX_IN_A_ROW} times in a row`,
	stops: 'account',
});
