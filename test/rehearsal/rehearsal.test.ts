import { readFileSync, renameSync } from 'node:fs';
import { basename, join, posix, sep } from 'node:path';
import { missingOf } from '../providers/needs';
import { project } from '../support/package/pages';
import { byHand, writeBelow } from './byHand';
import { filesIn, ProjectCopy } from './projectCopy';

/**
 * A new provider in a copy of the project: Nova, which is Acme of `test/fixtures/acme` by another
 * name. What has to be green for it is green, and of the files that were there before, a person
 * changes these four and commands write the rest.
 */
const acme = join(project, 'test', 'fixtures', 'acme');
const files = filesIn(acme);
const asNova = (text: string) => text.replaceAll('Acme', 'Nova').replaceAll('acme', 'nova');

// Each test runs a tool, or many tests.
jest.setTimeout(10 * 60_000);

let copy: ProjectCopy;
beforeAll(() => {
	copy = new ProjectCopy();
	for (const { file, below, line } of byHand) writeBelow(copy.path(file), below, line);
});
afterAll(() => copy.remove());

const runScript = async (...args: string[]) =>
	await copy.run(['--import', 'tsx', join('scripts', args[0]), ...args.slice(1)]);

const bin = (...path: string[]) => join('node_modules', ...path);
const JEST = bin('jest', 'bin', 'jest.js');

interface Report {
	testResults: Array<{ name: string; assertionResults: Array<{ status: string }> }>;
}

/** @returns the files of which no test ran */
async function runTests(...args: string[]): Promise<string[]> {
	const report = copy.path('report.json');
	await copy.run([JEST, '--silent', '--json', `--outputFile=${report}`, ...args]);
	const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
	expect(testResults).not.toEqual([]);
	return testResults
		.filter(({ assertionResults }) => !assertionResults.some(({ status }) => status === 'passed'))
		.map(({ name }) => name);
}

/** Of the files that were there already, those that a command changed. */
const written: string[] = [];

async function note(command: () => Promise<unknown>) {
	const before = copy.changed();
	await command();
	written.push(...copy.changed().filter((file) => !before.includes(file)));
}

test('npm run new-provider creates its folders, once', async () => {
	const said = (await runScript('newProvider.ts', 'Nova')).replaceAll(sep, '/');
	const created = [...said.matchAll(/^(.+) written$/gm)].map(([, file]) => file);
	expect(created.sort()).toEqual(files.map(asNova).sort());
	await expect(runScript('newProvider.ts', 'Nova')).rejects.toThrow('is there already');
	await expect(runScript('newProvider.ts', 'nova')).rejects.toThrow('Name the folder');
});

test('npm run generate names it wherever it has to be named', async () => {
	await note(async () => await runScript(join('generate', 'main.ts')));
	expect(written).toContain('package.json');
});

test('it builds', async () => {
	await copy.run([bin('gulp', 'bin', 'gulp.js'), 'build']);
});

test('its types are right', async () => {
	await copy.run([bin('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'tsconfig.dev.json']);
});

test('n8n’s linter has nothing to say of it', async () => {
	const judged = [...files.map(asNova), ...written].filter((file) =>
		/\.ts$|^package\.json$/.test(file),
	);
	await copy.run([bin('eslint', 'bin', 'eslint.js'), ...judged]);
});

test('it breaks no wall, and all of it is used', async () => {
	const { scripts } = JSON.parse(readFileSync(copy.path('package.json'), 'utf8')) as {
		scripts: { walls: string };
	};
	const [, folders] = /^depcruise (.+) && knip$/.exec(scripts.walls)!;
	const depcruise = bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs');
	await copy.run([depcruise, ...folders.split(' ')]);
	await copy.run([bin('knip', 'bin', 'knip.js')]);
});

test('what saved workflows rely on is written down by a command', async () => {
	await note(
		async () => await copy.run([JEST, 'test/package/typeVersions'], { UPDATE_TYPE_VERSIONS: '1' }),
	);
});

const EACH = /\.each\(\s*(allSenders|cases|folders|providers|providersWith)\b/;

/** The suites that go over every provider; those of the package run as a whole. */
const overProviders = filesIn(join(project, 'test'))
	.filter((file) => /^(?!compat|e2e|fixtures|package|queue|rehearsal).*\.test\.ts$/.test(file))
	.map((file) => `test/${file}`)
	.filter((file) => {
		const text = readFileSync(join(project, file), 'utf8');
		return text.includes("/providers'") && EACH.test(text);
	});

test('its own tests and those of all providers are green', async () => {
	const own = files.map(asNova).filter((file) => file.endsWith('.test.ts'));
	expect(own.length).toBeGreaterThan(1);
	expect(overProviders.length).toBeGreaterThan(10);
	expect(await runTests(...own)).toEqual([]);
	expect(await runTests(...overProviders, '-t', 'nova')).toEqual([]);
});

test('the package, its pages and forms are right', async () => {
	await runTests('test/package');
});

test('by hand, four files that were there already are changed', () => {
	const changed = copy.changed().filter((file) => !written.includes(file));
	expect(changed).toEqual(byHand.map(({ file }) => file).sort());
	expect(changed.length).toBeLessThanOrEqual(4);
});

/** Whether another file of the provider loads it, so that nothing works without. */
function isLoaded(file: string): boolean {
	const name = basename(file).replace(/\.ts$/, '');
	const load = new RegExp(`'(\\./)?${name.replaceAll('.', '\\.')}'`);
	return files
		.filter((other) => posix.dirname(other) === posix.dirname(file))
		.some((other) => load.test(readFileSync(join(acme, other), 'utf8')));
}

describe('without one of its parts, a suite is red', () => {
	test('with all of them, none is missing', () => {
		expect(missingOf('Nova', copy.folder)).toEqual([]);
	});

	test.each(files.filter((file) => !isLoaded(file)).map(asNova))('%s', (file) => {
		const away = copy.path('away');
		renameSync(copy.path(file), away);
		const missing = missingOf('Nova', copy.folder);
		renameSync(away, copy.path(file));
		expect(missing).not.toEqual([]);
	});
});
