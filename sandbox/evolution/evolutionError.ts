/** The server says no; `words` may be a text, a list of texts, a list of lists or of objects. */
export class EvolutionError extends Error {
	constructor(
		readonly statusCode: number,
		readonly words: unknown,
	) {
		super(JSON.stringify(words));
	}
}
