/** A thrown error as the start of a sentence; n8n's own name the item at their end, counted from 0. */
export const reasonOf = (thrown: unknown): string =>
	(thrown instanceof Error ? thrown.message : String(thrown)).replace(/( \[item \d+\])?\.?$/, '');
