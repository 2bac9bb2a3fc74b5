import type { FastifyRequest } from 'fastify';
import type { RateLimit, SandboxProvider } from '../provider';
import type { Settings } from './settings';

export interface LimitRefusal {
	message: string;
	headers: Record<string, string>;
}

/** Holds the providers to a number of messages in any window of time. */
export class Limits {
	/** When the last messages of an account came, in milliseconds. */
	private readonly arrivals = new Map<string, number[]>();

	constructor(private readonly settings: Pick<Settings, 'limits' | 'timeScale'>) {}

	/** Counts a message, or says why it is one too many. */
	refusal(provider: SandboxProvider, request: FastifyRequest): LimitRefusal | undefined {
		const limit = this.limitOf(provider);
		const whose = limit?.account(request) ?? null;
		if (!limit || whose === null) return undefined;
		const account = `${provider.name} ${whose}`;
		const times = this.arrivals.get(account) ?? [];
		const now = performance.now();
		const waits = limit.windows.map(({ max, seconds }) => {
			const oldest = times.at(-max);
			const waitMs = oldest === undefined ? 0 : oldest + this.realMs(seconds) - now;
			return { max, waitMs };
		});
		const longest = waits.reduce((one, other) => (other.waitMs > one.waitMs ? other : one));
		if (longest.waitMs > 0) return refusalOf(limit, longest);

		times.push(now);
		const needed = Math.max(...limit.windows.map(({ max }) => max));
		this.arrivals.set(account, times.length > 2 * needed ? times.slice(-needed) : times);
		return undefined;
	}

	private limitOf({ limit }: SandboxProvider): RateLimit | undefined {
		const { limits } = this.settings;
		if (limits === 'off') return undefined;
		if (limits === 'documented') return limit;
		const { perSecond, perMinute } = limits;
		return {
			windows: [
				...(perSecond ? [{ max: perSecond, seconds: 1 }] : []),
				...(perMinute ? [{ max: perMinute, seconds: 60 }] : []),
			],
			account: () => '',
			message: (seconds) => `Rate limit exceeded. Try again in ${seconds} seconds.`,
			tellsWhen: true,
		};
	}

	/** How long some seconds of the provider's clock take on ours. */
	private realMs(seconds: number): number {
		return (seconds * 1000) / this.settings.timeScale;
	}
}

/** The times that it names are on our clock, so that whoever waits as told comes through. */
function refusalOf(
	{ message, tellsWhen }: RateLimit,
	{ max, waitMs }: { max: number; waitMs: number },
): LimitRefusal {
	const seconds = Math.ceil(waitMs / 1000);
	const headers = {
		'retry-after': String(seconds),
		'x-ratelimit-limit': String(max),
		'x-ratelimit-remaining': '0',
		'x-ratelimit-reset': String(Math.ceil((Date.now() + waitMs) / 1000)),
	};
	return { message: message(seconds), headers: tellsWhen ? headers : {} };
}
