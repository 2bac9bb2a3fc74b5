/** A file that is written from other files, whole or in part. */
export interface Generated {
	/** Within the project. */
	file: string;
	/** @param now the file as it is */
	write(now: string): string;
}

const escaped = (text: string) => text.replace(/[^\w\s]/g, '\\$&');

/**
 * A part of a file, between two comments of code, Markdown or YAML: `generated: {marker}` and `end`.
 * @param text to be there, or made from what is there
 */
export const marked = (
	file: string,
	marker: string,
	text: string | ((now: string) => string),
): Generated => ({
	file,
	write(now) {
		const comment = (words: string) => `^[ \\t]*(?://|#|<!--) ${escaped(words)}(?: -->)?$`;
		const part = new RegExp(
			`(${comment(`generated: ${marker}`)}\\n)([^]*?)(${comment('end')})`,
			'm',
		);
		if (!part.test(now)) throw new Error(`${file} has no part "generated: ${marker}" with an end`);
		return now.replace(part, (_, start: string, old: string, end: string) => {
			const written = typeof text === 'string' ? text : text(old);
			return `${start}${written}\n${end}`;
		});
	},
});

/** Some values of a JSON file, which has no comments. */
export const inJson = <Data>(file: string, change: (now: Data) => Data): Generated => ({
	file,
	write: (now) => JSON.stringify(change(JSON.parse(now) as Data), null, '\t'),
});
