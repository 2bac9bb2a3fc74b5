import type { ValidMessage } from '../validation/validateItem';
import { namesOf, personOf } from '../validation/person';

/** Why a message is skipped. */
export const GETS_ANOTHER = 'An earlier item of this run goes to the same person';

/** The messages to people who get an earlier one of this run: the first item wins, however it ends. */
export function repeatsOf<Message>(
	messages: ReadonlyArray<ValidMessage<Message>>,
): Array<ValidMessage<Message>> {
	const seen = new Set<string>();
	return messages.filter(({ to, intendedTo = to, sendOnce }) => {
		// Its key is to be forgotten, and nobody gets anything.
		if (intendedTo === null || sendOnce?.forget) return false;
		const names = namesOf(personOf(intendedTo));
		const isRepeat = names.some((name) => seen.has(name));
		names.forEach((name) => seen.add(name));
		return isRepeat;
	});
}
