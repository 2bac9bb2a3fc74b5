import type { IExecuteFunctions } from 'n8n-workflow';
import type { Operation } from '../contract/operation';
import type { Account } from '../http/account';
import { lastResort } from '../outcome/ownVerdicts';
import { problemFrom, type Problem, type Subject } from '../outcome/problem';
import { settleVerdict } from '../outcome/settleVerdict';
import { Ledger } from './ledger';
import { intended, receipt } from './receipt';
import type { Result } from './result';

/** How an earlier try of this very run left its messages, so that none of them is called not sent. */
export class EarlierTry<Message, Found> {
	private readonly ledger: Ledger | undefined;

	constructor(
		node: IExecuteFunctions,
		private readonly operation: Operation<Message, Found>,
		private readonly account: Pick<Account, 'credentialName' | 'hide'>,
	) {
		this.ledger = operation.kind === 'send' ? new Ledger(node) : undefined;
	}

	/** @returns `undefined` where it did not come to this message */
	resultOf({ item, to, ...known }: Subject & { intendedTo?: string }): Result | undefined {
		const entry = to === null ? undefined : this.ledger?.find(item, to);
		if (!entry) return undefined;
		const { provider } = this.operation;
		return entry.outcome === 'accepted'
			? receipt(provider, to, 'replayed', { ...intended(known), ...entry.ids })
			: problemFrom({ verdict: lastResort.tried }, { item, to }, provider, this.account);
	}

	/** Of an item that is invalid now: its message may be out all the same. */
	judge(invalid: Problem): Problem {
		if (!this.ledger?.has(invalid.item, invalid.to)) return invalid;
		const { code, reason, whatToDo, field } = invalid;
		const verdict = settleVerdict(
			{ outcome: 'notSent', evidence: { unsent: 'it is not valid now' }, code, reason, whatToDo },
			{ kind: 'send', mayBeOut: true },
		);
		const problem = problemFrom({ verdict }, invalid, this.operation.provider, this.account);
		return { ...problem, field };
	}
}
