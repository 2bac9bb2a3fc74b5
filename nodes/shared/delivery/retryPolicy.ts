import type { Failed } from '../http/exchange';

/** How often a message is tried at the most: where the provider lets it wait, and elsewhere. */
const MAX_ATTEMPTS = { 'account-waits': 5, 'message-waits': 3 };

/** A provider that wants to be left alone for longer is not waited for. */
export const MAX_WAIT_MS = 5 * 60_000;

const FIRST_BACK_OFF_MS = 1_000;

const MAX_BACK_OFF_MS = 30_000;

/** Doubles with every attempt, and varies, so that those who were refused together do not return together. */
export function backOff(attempt: number, random = Math.random): number {
	const longest = Math.min(MAX_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (attempt - 1));
	return longest * (0.5 + random() / 2);
}

/**
 * Whether a message is tried again: only where that certainly doubles nothing, or the user wants it.
 * @returns how long to wait before this attempt, in ms; `undefined`: there is none
 */
export function waitBefore(
	attempt: number,
	{ verdict, waitMs }: Pick<Failed, 'verdict' | 'waitMs'>,
	retryWhenUnsure: boolean,
): number | undefined {
	const unsure = verdict.outcome === 'unknown' && retryWhenUnsure;
	const retry = verdict.retry ?? (unsure ? 'message-waits' : undefined);
	if (!retry || attempt > MAX_ATTEMPTS[retry]) return undefined;
	if (waitMs === undefined) return verdict.waitMs ?? backOff(attempt - 1);
	// Believed the first time; who refuses again after that gets more.
	return attempt === 2 ? waitMs : Math.max(waitMs, backOff(attempt - 2));
}
