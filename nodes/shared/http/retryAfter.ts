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
