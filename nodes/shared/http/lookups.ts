import { isSuccess, type Answer } from '../contract/answer';
import type { Lookup, ProviderRequest } from '../contract/operation';

/** How a look-up ended: found, or why not. */
type Looked<Found> =
	| { value: Found }
	| { missing: Lookup<Found>['missing'] }
	| { answer: Answer }
	| { thrown: unknown };

/** Asks each question once, however many messages need the answer. */
export function memoizedLookup<Found>(ask: (request: ProviderRequest) => Promise<Answer>) {
	const asked = new Map<string, Promise<{ answer: Answer } | { thrown: unknown }>>();

	return async ({ request, find, missing }: Lookup<Found>): Promise<Looked<Found>> => {
		const question =
			asked.get(request.path) ??
			ask(request).then(
				(answer) => ({ answer }),
				(thrown: unknown) => ({ thrown }),
			);
		asked.set(request.path, question);

		const outcome = await question;
		if (isPassing(outcome)) asked.delete(request.path);
		if ('thrown' in outcome) return outcome;
		if (!isSuccess(outcome.answer)) return outcome;
		const value = find(outcome.answer.body);
		return value === undefined ? { missing } : { value };
	};
}

/** Whether asking again may help. */
const isPassing = (outcome: { answer: Answer } | { thrown: unknown }) =>
	'thrown' in outcome || outcome.answer.status === 429 || outcome.answer.status >= 500;
