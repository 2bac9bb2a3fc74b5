import type { INode, NodeOperationError } from 'n8n-workflow';
import type { Verdict } from '../contract/verdict';
import { errorSaying } from '../outcome/nodeError';

/** The shared memory cannot be asked: whatever it would decide is not done. */
export class SharedMemoryError extends Error {
	/** Of a message that waits for it: it was not sent, and neither is the rest. */
	readonly verdict: Verdict;

	constructor({
		code,
		reason,
		whatToDo,
		failure,
	}: Pick<Verdict, 'code' | 'reason' | 'whatToDo' | 'failure'>) {
		super(`${reason}. ${whatToDo}`);
		this.verdict = {
			outcome: 'notSent',
			evidence: { unsent: 'no request was made' },
			code,
			reason,
			whatToDo,
			failure,
			stops: 'account',
		};
	}

	/** For where there is no message that it could be said of. */
	in(node: INode): NodeOperationError {
		const { code, failure } = this.verdict;
		return errorSaying(this.message, code, node, { failure });
	}
}
