import type { z } from './libraries';

/**
 * The entries of a provider's list that look as expected. One that does not is left out: a list with
 * gaps is better than none.
 */
export function validEntries<Entry extends z.ZodTypeAny>(
	list: unknown,
	entry: Entry,
): Array<z.output<Entry>> {
	if (!Array.isArray(list)) return [];
	return list.flatMap((candidate): Array<z.output<Entry>> => {
		const parsed = entry.safeParse(candidate);
		return parsed.success ? [parsed.data] : [];
	});
}
