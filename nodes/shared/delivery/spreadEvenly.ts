import type { RateLimit } from '../contract/provider';

/** The pace that these limits allow in the long run, without a burst and a pause. */
export function spreadEvenly(limits: readonly RateLimit[]): RateLimit[] {
	const paces = limits.filter(({ jitter }) => !jitter).map(({ messages, ms }) => ms / messages);
	return paces.length === 0
		? []
		: [{ messages: 1, ms: Math.ceil(Math.max(...paces)), spacing: true }];
}
