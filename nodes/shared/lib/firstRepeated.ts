/** The first value that is there a second time. */
export const firstRepeated = (values: readonly string[]): string | undefined =>
	values.find((value, index) => values.indexOf(value) !== index);
