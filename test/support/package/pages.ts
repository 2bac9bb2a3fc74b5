import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** The Markdown pages of the project, as tests read them. Paths are relative to the project. */
export const project = join(__dirname, '..', '..', '..');

const isPage = (file: string) => file.endsWith('.md');

export const pagesIn = (folder: string): string[] =>
	existsSync(join(project, folder))
		? (readdirSync(join(project, folder), { recursive: true }) as string[])
				.filter((file) => isPage(file) && !/(^|[\\/])(node_modules|dist)[\\/]/.test(file))
				.map((file) => join(folder, file).split(sep).join('/'))
		: [];

export const pages = [
	...readdirSync(project).filter(isPage),
	...['.github', 'docs', 'examples', 'packages'].flatMap(pagesIn),
];

export const read = (page: string) => readFileSync(join(project, page), 'utf8');

const FENCED = /^(```|~~~)[^\n]*\n[\s\S]*?^\1[^\n]*$/gm;
const INLINE_CODE = /`[^`\n]+`/g;

export const fencedOf = (page: string): string[] => read(page).match(FENCED) ?? [];

/** A page without its blocks of code. */
export const textOf = (page: string) => read(page).replace(FENCED, '');

/** What stands between backticks in the text. */
export const inlineOf = (page: string): string[] =>
	(textOf(page).match(INLINE_CODE) ?? []).map((code) => code.slice(1, -1));

/** Everything in a page that is to be typed. */
export const codeOf = (page: string) => [...fencedOf(page), ...inlineOf(page)];

/** Targets of links and images, in their order; in code a bracket is a bracket. */
export const targetsOf = (page: string): string[] =>
	[
		...textOf(page)
			.replace(INLINE_CODE, 'code')
			.matchAll(/!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)/g),
	].map(([, target]) => target);

const { homepage } = JSON.parse(read('package.json')) as { homepage: string };
/** A page that npm shows has to name its neighbours, and its pictures, by their whole address. */
const OURS = [
	`${homepage}/blob/main/`,
	`${homepage.replace('//github.com/', '//raw.githubusercontent.com/')}/main/`,
];

const oursIn = (target: string) => OURS.find((address) => target.startsWith(address));

export const isElsewhere = (target: string) =>
	/^[a-z][a-z\d+.-]*:/i.test(target) && oursIn(target) === undefined;

/** Where a link leads within the project; above it, the file begins with "..". */
export function placeOf(page: string, target: string): { file: string; anchor?: string } {
	const ours = oursIn(target);
	const [path, anchor] = decodeURI(target.slice(ours?.length ?? 0)).split('#');
	const file =
		path === '' ? join(project, page) : resolve(project, ours ? '.' : dirname(page), path);
	return { file: relative(project, file).split(sep).join('/'), anchor };
}

export const headingsOf = (page: string): Array<{ level: number; text: string }> =>
	[...textOf(page).matchAll(/^(#{1,6}) +(.+?) *#* *$/gm)].map(([, hashes, text]) => ({
		level: hashes.length,
		text,
	}));

/** The anchors that GitHub gives to the headings of a page. */
export function anchorsOf(page: string): string[] {
	const seen = new Map<string, number>();
	return headingsOf(page).map(({ text }) => {
		const anchor = text
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replace(/\s/g, '-');
		const before = seen.get(anchor) ?? 0;
		seen.set(anchor, before + 1);
		return before === 0 ? anchor : `${anchor}-${before}`;
	});
}

/** The tables of a page: for each, the cells of its rows, heading and rule included. */
export const tablesOf = (page: string): string[][][] =>
	(textOf(page).match(/(^\|.*\|$\n?)+/gm) ?? []).map((table) =>
		table
			.trim()
			.split('\n')
			.map((row) =>
				row
					.replaceAll(INLINE_CODE, (code) => code.replaceAll('|', '/'))
					.split('|')
					.slice(1, -1)
					.map((cell) => cell.trim()),
			),
	);
