import type { Provider } from '../contract/provider';
import { reasonOf } from '../lib/reasonOf';
import { unsent, type Problem } from '../outcome/problem';
import { SharedMemoryError } from '../sharedMemory/sharedMemoryError';
import type { ValidMessage } from '../validation/validateItem';

/**
 * Of a message whose run has no account or no shared memory. In continue mode even a missing credential is a
 * problem of every item, and never thrown.
 */
export function notStarted(
	message: ValidMessage<unknown>,
	{ displayName }: Provider,
	error: unknown,
): Problem {
	if (error instanceof SharedMemoryError) {
		const { code, reason, whatToDo, failure } = error.verdict;
		return unsent(message, { code, reason, whatToDo, failure });
	}
	return unsent(message, {
		code: 'invalid-credential',
		reason: `The credential could not be read: ${reasonOf(error)}`,
		whatToDo: `Choose a ${displayName} credential in this node and check its values.`,
		failure: { cause: 'configuration-invalid' },
	});
}
