/** How often a message is tried at the most: where the provider lets it wait, and elsewhere. */
export const MAX_ATTEMPTS = { 'account-waits': 5, 'message-waits': 3 };

/** A provider that wants to be left alone for longer is not waited for. */
export const MAX_WAIT_MS = 5 * 60_000;

const FIRST_BACK_OFF_MS = 1_000;

const MAX_BACK_OFF_MS = 30_000;

/** Doubles with every attempt, and varies, so that those who were refused together do not return together. */
export function backOff(attempt: number, random = Math.random): number {
	const longest = Math.min(MAX_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (attempt - 1));
	return longest * (0.5 + random() / 2);
}
