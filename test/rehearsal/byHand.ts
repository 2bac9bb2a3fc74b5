import { readFileSync, writeFileSync } from 'node:fs';

const rowIn = (pages: string, words: string) => `| [Nova Send](${pages}/nova-send.md) | ${words} |`;

/** What a person writes of a new provider: into the file, below the first line that begins so. */
export const byHand = [
	{ file: 'README.md', below: '| [Vobiz Send]', line: rowIn('docs/nodes', 'texts') },
	{ file: 'docs/es/README.md', below: '| [Vobiz Send]', line: rowIn('nodes', 'textos') },
	{ file: 'docs/pt-BR/README.md', below: '| [Vobiz Send]', line: rowIn('nodes', 'textos') },
	{ file: 'CHANGELOG.md', below: '### Added', line: '\n- **Nova Send**: texts.' },
];

/** @throws where the page has no such line */
export function writeBelow(path: string, below: string, line: string): void {
	const lines = readFileSync(path, 'utf8').split('\n');
	const place = lines.findIndex((each) => each.startsWith(below));
	if (place < 0) throw new Error(`${path} has no line that begins with "${below}"`);
	writeFileSync(path, lines.toSpliced(place + 1, 0, line).join('\n'));
}
