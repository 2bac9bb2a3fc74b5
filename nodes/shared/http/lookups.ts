import type { Lookup, ProviderRequest } from '../contract/operation';
import type { Answered, Failed } from './exchange';

/** How a look-up ended. */
export type LookedUp<Found> =
	| { kind: 'found'; value: Found }
	| { kind: 'missing'; missing: Lookup<Found>['missing'] }
	| Failed;

/** How often is asked what a message can do without, where a server is busy or has trouble. */
const MAX_TRIES = 3;

/** Asks each question once, however many messages need the answer. */
export function memoizedLookup<Found>(
	ask: (request: ProviderRequest) => Promise<Answered | Failed>,
) {
	const asked = new Map<string, Promise<Answered | Failed>>();
	const failures = new Map<string, number>();

	return async ({ request, find, missing, otherwise }: Lookup<Found>): Promise<LookedUp<Found>> => {
		const { path } = request;
		const failedBefore = failures.get(path) ?? 0;
		const question = asked.get(path) ?? ask(request);
		asked.set(path, question);

		const reply = await question;
		if (reply.kind === 'failed') {
			const isLast = !reply.answer || failedBefore + 1 >= MAX_TRIES;
			if (otherwise !== undefined && (isLast || !isPassing(reply))) {
				return { kind: 'found', value: otherwise };
			}
			if (isPassing(reply)) asked.delete(path);
			failures.set(path, failedBefore + 1);
			return reply;
		}
		const value = find(reply.answer.body) ?? otherwise;
		return value === undefined ? { kind: 'missing', missing } : { kind: 'found', value };
	};
}

/** Whether asking again may help. */
const isPassing = ({ answer }: Failed) => !answer || answer.status === 429 || answer.status >= 500;
