import type { Lookup, ProviderRequest } from '../contract/operation';
import type { Answered, Failed } from './exchange';

/** How a look-up ended. */
export type LookedUp<Found> =
	| { kind: 'found'; value: Found }
	| { kind: 'missing'; missing: Lookup<Found>['missing'] }
	| Failed;

/** Asks each question once, however many messages need the answer. */
export function memoizedLookup<Found>(
	ask: (request: ProviderRequest) => Promise<Answered | Failed>,
) {
	const asked = new Map<string, Promise<Answered | Failed>>();

	return async ({ request, find, missing, otherwise }: Lookup<Found>): Promise<LookedUp<Found>> => {
		const question = asked.get(request.path) ?? ask(request);
		asked.set(request.path, question);

		const reply = await question;
		if (reply.kind === 'failed') {
			if (otherwise !== undefined) return { kind: 'found', value: otherwise };
			if (isPassing(reply)) asked.delete(request.path);
			return reply;
		}
		const value = find(reply.answer.body) ?? otherwise;
		return value === undefined ? { kind: 'missing', missing } : { kind: 'found', value };
	};
}

/** Whether asking again may help. */
const isPassing = ({ answer }: Failed) => !answer || answer.status === 429 || answer.status >= 500;
