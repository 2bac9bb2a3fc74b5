import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { tags } from '../../scripts/n8n/n8nVersions';
import { providersWith } from '../providers/providers';
import { codeOf, inlineOf, pages, project, read } from '../support/package/pages';

/** What the pages tell people to type: commands, their arguments, variables, files. */

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

const filesIn = (folder: string) =>
	(readdirSync(join(project, folder), { recursive: true }) as string[]).filter((file) =>
		/\.(ts|tsx|js|cjs|mjs)$/.test(file),
	);

const sources = ['bench', 'credentials', 'nodes', 'sandbox', 'scripts', 'test'].flatMap((folder) =>
	filesIn(folder).map((file) => join(folder, file)),
);

/** All of a page's matches in what is to be typed. */
const typed = (page: string, pattern: RegExp) =>
	codeOf(page).flatMap((code) => [...code.matchAll(pattern)]);

test('there are commands to judge', () => {
	const commands = pages.flatMap((page) => typed(page, /\b(npm|npx|node) [^\s`]+/g));
	const texts = commands.map(([command]) => command);
	expect(texts).toEqual(expect.arrayContaining(['npm start', 'npm run', 'npx jest']));
});

/** npm's own commands; `start` and `test` are scripts of ours all the same. */
const OF_NPM = ['ci', 'install', 'pack', 'publish', 'view'];

test.each(pages)('%s names npm commands that exist', (page) => {
	const unknown = typed(page, /\bnpm (?:(run) )?([a-z][\w:.-]*)/g)
		.filter(([, run, name]) => !(name in scripts) && (run || !OF_NPM.includes(name)))
		.map(([command]) => command);
	expect(unknown).toEqual([]);
});

/** jest takes a pattern of paths. */
const selectsTests = (argument: string, folder = 'test') =>
	filesIn(folder).some((file) =>
		new RegExp(argument).test(`${folder}/${file.split(sep).join('/')}`),
	);

/** By the script, whether it takes an argument. Of other scripts we do not know. */
const takes: Record<string, (argument: string) => boolean> = {
	start: (argument) =>
		!argument.startsWith('--') ||
		new RegExp(`['\\s]${argument.slice(2)}'?: \\{`).test(read('scripts/start.ts')),
	'new-provider': (argument) => /^[A-Z][a-z\d]+$/.test(argument),
	bench: (argument) => existsSync(join(project, 'bench', 'sections', `${argument}.ts`)),
	'test:e2e': (argument) => selectsTests(argument, 'test/e2e'),
	'test:queue': (argument) => selectsTests(argument, 'test/queue'),
	'test:compat': (argument) =>
		['VERSION', '--keep', ...tags].includes(argument) ||
		['scripts/n8n/n8nVersions.json', 'host/package.json'].some((file) =>
			read(file).includes(`"${argument}"`),
		),
};

test.each(pages)('%s gives arguments that the commands take', (page) => {
	const refused = typed(page, /\bnpm (?:run )?([a-z][\w:.-]*) -- ([^\n`|#&;)]+)/g)
		.filter(([, name]) => name in takes)
		.filter(([, name, given]) => !given.trim().split(/\s+/).every(takes[name]))
		.map(([command]) => command);
	expect(refused).toEqual([]);
});

test.each(pages)('%s runs tools, tasks and files that exist', (page) => {
	const unknown = typed(page, /\b(npx|node) ([\w./@-]+)(?: ([\w./-]+))?/g)
		.filter(([, tool, name, argument = '']) => {
			if (tool === 'node') return !existsSync(join(project, name));
			if (!existsSync(join(project, 'node_modules', '.bin', name))) return true;
			if (name === 'gulp') return !read('gulpfile.js').includes(`exports.${argument} =`);
			return name === 'jest' && !selectsTests(argument);
		})
		.map(([command]) => command);
	expect(unknown).toEqual([]);
});

const inSources = (pattern: RegExp) =>
	sources.some((file) => pattern.test(readFileSync(join(project, file), 'utf8')));

/** Variables of n8n, of GitHub and of the providers' servers. */
const ofServers = providersWith('samples').flatMap(
	([, { serverVariables = [] }]) => serverVariables,
);
const isOurs = (name: string) =>
	!/^((EXECUTIONS|N8N|QUEUE)_\w+|WEBHOOK_URL|GITHUB_TOKEN|NPM_TOKEN)$/.test(name) &&
	!ofServers.includes(name);

test.each(pages)('%s sets variables that the code reads', (page) => {
	const unread = typed(page, /(?:^|[\s`])([A-Z][A-Z\d]*(?:_[A-Z\d]+)*)=[^\s=]/gm)
		.map(([, name]) => name)
		.filter((name) => isOurs(name) && !inSources(new RegExp(`process\\.env\\.${name}\\b`)));
	expect(unread).toEqual([]);
});

test.each(pages)('%s names variables and constants that the code has', (page) => {
	const unknown = inlineOf(page)
		.filter((code) => /^[A-Z\d]+(_[A-Z\d]+)+$/.test(code))
		.filter((name) => isOurs(name) && !inSources(new RegExp(`\\b${name}\\b`)));
	expect(unknown).toEqual([]);
});

/** Acme is the provider of the walk-through; what is built or installed need not be there. */
const imaginary = (code: string) => /acme/i.test(code) || /^(dist|host\/data)\b/.test(code);

test.each(pages)('%s names files and folders that exist', (page) => {
	const folders = readdirSync(project, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => name);
	const missing = inlineOf(page)
		.filter((code) => !imaginary(code))
		.filter((code) => {
			if (/^[\w-]+\.tsx?$/.test(code)) return !sources.some((file) => basename(file) === code);
			const [first, ...rest] = code.split('/');
			const isPath = rest.length > 0 && folders.includes(first) && /^[\w./-]+$/.test(code);
			return isPath && !existsSync(join(project, code));
		});
	expect(missing).toEqual([]);
});
