import type { SandboxMessage } from '../conversations';

/** How the messages to a provider ended. */
interface ProviderCounts {
	accepted: number;
	/** What was not accepted, by the status of its answer; `none` where there was no answer. */
	refused: Record<string, number>;
	/** Answers with HTTP 429. */
	tooMany: number;
	/** By the kind of the fault. */
	struck: Record<string, number>;
	/** How many messages the recipient with the most of them got. */
	mostAcceptedByOne: number;
}

/** Counts messages as they come, so that nobody has to read 100,000 of them. */
export class Counts {
	private readonly counts = new Map<string, ProviderCounts>();

	private readonly acceptedBy = new Map<string, number>();

	constructor(private readonly providers: string[]) {
		this.clear();
	}

	byProvider(): Record<string, ProviderCounts> {
		return Object.fromEntries(this.counts);
	}

	add({ provider, accepted, fault, content, response }: SandboxMessage): void {
		const counts = this.counts.get(provider)!;
		if (accepted) {
			counts.accepted++;
			const recipient = `${provider} ${content.to}`;
			const byOne = (this.acceptedBy.get(recipient) ?? 0) + 1;
			this.acceptedBy.set(recipient, byOne);
			counts.mostAcceptedByOne = Math.max(counts.mostAcceptedByOne, byOne);
		} else {
			addOne(counts.refused, String(response.status ?? 'none'));
		}
		if (response.status === 429) counts.tooMany++;
		if (fault) addOne(counts.struck, fault);
	}

	clear(): void {
		this.acceptedBy.clear();
		for (const provider of this.providers) {
			this.counts.set(provider, {
				accepted: 0,
				refused: {},
				tooMany: 0,
				struck: {},
				mostAcceptedByOne: 0,
			});
		}
	}
}

function addOne(counts: Record<string, number>, name: string) {
	counts[name] = (counts[name] ?? 0) + 1;
}
