import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** What the pages promise to find: the files and sections they link to, the commands they name. */
const project = join(__dirname, '..', '..');

const pagesIn = (folder: string) =>
	existsSync(join(project, folder))
		? (readdirSync(join(project, folder), { recursive: true }) as string[])
				.filter((file) => file.endsWith('.md'))
				.map((file) => join(folder, file).split(sep).join('/'))
		: [];

const pages = ['README.md', ...['docs', 'examples', 'packages'].flatMap(pagesIn)];

const read = (page: string) => readFileSync(join(project, page), 'utf8');

const FENCED = /^(```|~~~)[^\n]*\n[\s\S]*?^\1[^\n]*$/gm;
const INLINE_CODE = /`[^`\n]+`/g;

/** A page without its code, where a bracket is a bracket. */
const proseOf = (page: string) => read(page).replace(FENCED, '').replace(INLINE_CODE, 'code');

/** Everything in a page that is to be typed. */
const codeOf = (page: string) => {
	const text = read(page);
	const fenced = text.match(FENCED) ?? [];
	return [...fenced, ...(text.replace(FENCED, '').match(INLINE_CODE) ?? [])];
};

/** Targets of links and images, but for those on other servers. */
const targetsOf = (page: string) =>
	[...proseOf(page).matchAll(/!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)]
		.map(([, target]) => target)
		.filter((target) => !/^[a-z][a-z\d+.-]*:/i.test(target));

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
	const headings = [
		...read(page)
			.replace(FENCED, '')
			.matchAll(/^#{1,6} +(.+?) *#* *$/gm),
	];
	const seen = new Map<string, number>();
	return headings.map(([, heading]) => {
		const anchor = heading
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replace(/\s/g, '-');
		const before = seen.get(anchor) ?? 0;
		seen.set(anchor, before + 1);
		return before === 0 ? anchor : `${anchor}-${before}`;
	});
}

test('there are pages, links and commands to judge', () => {
	expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/README.md']));
	expect(pages.flatMap(targetsOf).length).toBeGreaterThan(20);
	expect(pages.flatMap(codeOf).join('\n')).toContain('npm start');
});

test.each(pages)('%s links to files and sections that exist', (page) => {
	const broken = targetsOf(page).filter((target) => {
		const [path, anchor] = decodeURI(target).split('#');
		const file = path === '' ? join(project, page) : resolve(project, dirname(page), path);
		const name = relative(project, file).split(sep).join('/');
		if (name.startsWith('..') || !existsSync(file)) return true;
		return anchor !== undefined && !(name.endsWith('.md') && anchorsOf(name).includes(anchor));
	});
	expect(broken).toEqual([]);
});

test('every page of docs/ is in its index', () => {
	const listed = targetsOf('docs/README.md').map((target) => join('docs', target.split('#')[0]));
	const unlisted = pagesIn('docs').filter(
		(page) => page !== 'docs/README.md' && !listed.includes(join(page)),
	);
	expect(unlisted).toEqual([]);
});

/** npm's own commands; `start` and `test` are scripts of ours all the same. */
const OF_NPM = ['ci', 'install', 'pack'];

test.each(pages)('%s names npm commands that exist', (page) => {
	const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
	const unknown = codeOf(page).flatMap((code) =>
		[...code.matchAll(/\bnpm (?:(run) )?([a-z][\w:.-]*)/g)]
			.filter(([, run, name]) => !(name in scripts) && (run || !OF_NPM.includes(name)))
			.map(([command]) => command),
	);
	expect(unknown).toEqual([]);
});

test.each(pages)('%s shows nothing of the machine that it was written on', (page) => {
	expect(read(page)).not.toMatch(/(^|[\s(`"'])\/(work|home|root|Users|tmp)\//m);
});
