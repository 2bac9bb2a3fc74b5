import type { INode, NodeOperationError } from 'n8n-workflow';
import type { ErrorCode } from '../contract/errorCode';
import type { Verdict } from '../contract/verdict';
import { reasonOf } from '../lib/reasonOf';
import { errorSaying } from '../outcome/nodeError';

/** What else is said of a request comes to the same here. */
const OWN_CODES: ErrorCode[] = ['shared-memory-full', 'shared-memory-setup'];

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
			code: OWN_CODES.includes(code) ? code : 'shared-memory-unavailable',
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

/** Why the shared memory was of no use, where the message went its way all the same. */
export const whyUnavailable = (error: unknown): string =>
	error instanceof SharedMemoryError ? error.verdict.reason : reasonOf(error);
