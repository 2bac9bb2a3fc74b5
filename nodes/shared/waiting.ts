import { sleep } from 'n8n-workflow';

/** So that a cancelled execution does not wait for the end of its wait. */
export const SLICE_MS = 250;

/** How often a message is tried at the most: where the provider lets it wait, and elsewhere. */
export const MOST_ATTEMPTS = { 'account-waits': 5, 'message-waits': 3 };

/** A provider that wants to be left alone for longer is not waited for. */
export const LONGEST_WAIT_MS = 5 * 60_000;

const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 30_000;

/** Above these, X-RateLimit-Reset is a date in seconds or in ms; below them it is seconds to wait. */
const EPOCH_SECONDS = 1_000_000_000;
const EPOCH_MS = 100_000_000_000;

/**
 * The time of Retry-After, in seconds or as a date: the provider did not take it, and says so.
 * @param now epoch ms
 * @returns ms, or `undefined` where it does not say
 */
export function retryAfter(headers: Record<string, string>, now: number): number | undefined {
	const value = headers['retry-after'];
	if (!value) return undefined;
	const seconds = Number(value);
	const wait = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
	return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** The time of X-RateLimit-Reset, which some servers put on every answer: it says how long, never whether. */
export function rateLimitReset(headers: Record<string, string>, now: number): number | undefined {
	const reset = Number(headers['x-ratelimit-reset'] || NaN);
	if (Number.isNaN(reset)) return undefined;
	if (reset > EPOCH_MS) return Math.max(0, reset - now);
	return Math.max(0, reset > EPOCH_SECONDS ? reset * 1000 - now : reset * 1000);
}

/** Waits, but no longer than until the signal. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
	const end = performance.now() + ms;
	for (let left = ms; left > 0 && !signal.aborted; left = end - performance.now()) {
		await sleep(Math.min(left, SLICE_MS));
	}
}

/** Doubles with every attempt, and varies, so that those who were refused together do not return together. */
export function backOff(attempt: number, random = Math.random): number {
	const longest = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (attempt - 1));
	return longest * (0.5 + random() / 2);
}
