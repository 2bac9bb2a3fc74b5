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

	return async ({ request, find, missing }: Lookup<Found>): Promise<LookedUp<Found>> => {
		const question = asked.get(request.path) ?? ask(request);
		asked.set(request.path, question);

		const reply = await question;
		if (isPassing(reply)) asked.delete(request.path);
		if (reply.kind === 'failed') return reply;
		const value = find(reply.answer.body);
		return value === undefined ? { kind: 'missing', missing } : { kind: 'found', value };
	};
}

/** Whether asking again may help. */
const isPassing = (reply: Answered | Failed) =>
	reply.kind === 'failed' &&
	(!reply.answer || reply.answer.status === 429 || reply.answer.status >= 500);
