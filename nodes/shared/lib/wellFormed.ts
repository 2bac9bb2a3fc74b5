const HALF_CHARACTER = /\p{Surrogate}/gu;

/**
 * Replaces half characters in all texts of a value, which are left where an emoji was cut in two: no
 * address can carry them, and the databases of some servers refuse them after the message is out.
 */
export function wellFormed<Value>(value: Value): Value {
	const mended = (given: unknown): unknown => {
		if (typeof given === 'string') return given.replace(HALF_CHARACTER, '\uFFFD');
		if (Array.isArray(given)) return given.map(mended);
		if (given === null || typeof given !== 'object') return given;
		return Object.fromEntries(
			Object.entries(given).map(([key, entry]) => [mended(key), mended(entry)]),
		);
	};
	return mended(value) as Value;
}
