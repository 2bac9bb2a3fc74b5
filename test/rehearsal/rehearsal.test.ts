import { cpSync, readFileSync, renameSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { missingOf } from '../providers/needs';
import { project } from '../support/pages';
import { byHand, writeBelow } from './byHand';
import { filesIn, ProjectCopy } from './projectCopy';

/**
 * A new provider in a copy of the project: Acme, whose folders are in `test/fixtures/acme`. What has
 * to be green for it is green, and no file that is there already is changed but by `npm run generate`
 * and these four by a person.
 */
/** Each of these runs a tool, or many tests. */
jest.setTimeout(10 * 60_000);

const acme = join(project, 'test', 'fixtures', 'acme');
const laid = filesIn(acme);

let copy: ProjectCopy;
beforeAll(() => {
	copy = new ProjectCopy();
	cpSync(acme, copy.folder, { recursive: true });
	for (const { file, below, line } of byHand) writeBelow(copy.path(file), below, line);
});
afterAll(() => copy.remove());

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

test('npm run generate names it wherever it has to be named', async () => {
	await note(
		async () => await copy.run(['--import', 'tsx', join('scripts', 'generate', 'main.ts')]),
	);
	expect(written).toContain('package.json');
});

test('it builds', async () => {
	await copy.run([bin('gulp', 'bin', 'gulp.js'), 'build']);
});

test('its types are right', async () => {
	await copy.run([bin('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'tsconfig.dev.json']);
});

test('n8n’s linter has nothing to say of it', async () => {
	const judged = [...laid, ...written].filter((file) => /\.ts$|^package\.json$/.test(file));
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
	const own = laid.filter((file) => file.endsWith('.test.ts'));
	expect(own.length).toBeGreaterThan(1);
	expect(overProviders.length).toBeGreaterThan(10);
	expect(await runTests(...own)).toEqual([]);
	expect(await runTests(...overProviders, '-t', 'acme')).toEqual([]);
});

test('the package, its pages and forms are right', async () => {
	// That suite adds Acme to a copy of its own.
	const ignored = ['--testPathIgnorePatterns', 'generated'];
	await runTests('test/package', ...ignored);
});

test('by hand, four files that were there already are changed', () => {
	const changed = copy.changed().filter((file) => !written.includes(file));
	expect(changed).toEqual(byHand.map(({ file }) => file).sort());
	expect(changed.length).toBeLessThanOrEqual(4);
});

/** Whether another file of Acme loads it, so that nothing of Acme works without. */
function isLoaded(file: string): boolean {
	const name = basename(file).replace(/\.ts$/, '');
	return laid.some(
		(other) =>
			posix.dirname(other) === posix.dirname(file) &&
			new RegExp(`'(\\./)?${name.replaceAll('.', '\\.')}'`).test(
				readFileSync(join(acme, other), 'utf8'),
			),
	);
}

describe('without one of its parts, a suite is red', () => {
	test('with all of them, none is missing', () => {
		expect(missingOf('Acme', copy.folder)).toEqual([]);
	});

	test.each(laid.filter((file) => !isLoaded(file)))('%s', (file) => {
		const away = copy.path('away');
		renameSync(copy.path(file), away);
		const missing = missingOf('Acme', copy.folder);
		renameSync(away, copy.path(file));
		expect(missing).not.toEqual([]);
	});
});
