import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** `test/unit/<room>/<file>.test.ts` tests `nodes/shared/<room>/<file>.ts`, and nothing else. */
const SHARED = join(__dirname, '..', '..', 'nodes', 'shared');

const filesIn = (folder: string, ending: string) =>
	(readdirSync(folder, { recursive: true }) as string[])
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => file.endsWith(ending))
		.map((file) => file.slice(0, -ending.length));

/** Types, data and what is only passed on have nothing that could be tested. */
function hasCode(file: string): boolean {
	const source = ts.createSourceFile(
		file,
		readFileSync(join(SHARED, `${file}.ts`), 'utf8'),
		ts.ScriptTarget.Latest,
	);
	const isCode = (node: ts.Node): boolean =>
		ts.isFunctionDeclaration(node) ||
		ts.isArrowFunction(node) ||
		ts.isMethodDeclaration(node) ||
		ts.forEachChild(node, isCode) === true;
	return isCode(source);
}

const rooms = readdirSync(SHARED);
const files = filesIn(SHARED, '.ts');
const tests = filesIn(__dirname, '.test.ts').filter((file) => rooms.includes(file.split('/')[0]));

test('there is something to compare', () => {
	expect(files.filter(hasCode).length).toBeGreaterThan(60);
	expect(tests.length).toBeGreaterThan(60);
});

test('every file of nodes/shared with code in it has a test of its name', () => {
	expect(files.filter((file) => hasCode(file) && !tests.includes(file))).toEqual([]);
});

test('every test in a room has its file', () => {
	expect(tests.filter((file) => !existsSync(join(SHARED, `${file}.ts`)))).toEqual([]);
});

test('every test imports the file that it is named after', () => {
	const imports = (file: string) =>
		readFileSync(join(__dirname, `${file}.test.ts`), 'utf8').includes(
			`'../../../nodes/shared/${file}'`,
		);
	expect(tests.filter((file) => !imports(file))).toEqual([]);
});
