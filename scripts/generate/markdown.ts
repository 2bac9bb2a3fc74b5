/** What the generated parts of the pages are made of. */

export const table = (heading: string[], rows: string[][]) =>
	[heading, heading.map(() => '-'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export const code = (text: string) => `\`${text}\``;
