/** How often a message is tried at the most: where the provider lets it wait, and elsewhere. */
export const MOST_ATTEMPTS = { 'account-waits': 5, 'message-waits': 3 };

/** A provider that wants to be left alone for longer is not waited for. */
export const LONGEST_WAIT_MS = 5 * 60_000;

const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 30_000;

/** Above this, X-RateLimit-Reset is a date, below it is a time to wait. */
const EPOCH_SECONDS = 1_000_000_000;

/**
 * How long a provider asks to wait: Retry-After in seconds or as a date, or X-RateLimit-Reset.
 * @param now epoch ms
 * @returns ms, or `undefined` where it does not say
 */
export function toldWait(headers: Record<string, string>, now: number): number | undefined {
	const retryAfter = headers['retry-after'];
	if (retryAfter) {
		const seconds = Number(retryAfter);
		const wait = Number.isNaN(seconds) ? Date.parse(retryAfter) - now : seconds * 1000;
		if (!Number.isNaN(wait)) return Math.max(0, wait);
	}
	const reset = Number(headers['x-ratelimit-reset'] || NaN);
	if (Number.isNaN(reset)) return undefined;
	return Math.max(0, reset > EPOCH_SECONDS ? reset * 1000 - now : reset * 1000);
}

/** Doubles with every attempt, and varies, so that those who were refused together do not return together. */
export function backOff(attempt: number, random = Math.random): number {
	const longest = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (attempt - 1));
	return longest * (0.5 + random() / 2);
}
