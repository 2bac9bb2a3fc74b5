import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { fencedOf, inlineOf, project, textOf } from '../support/package/pages';

/** The pages for developers against the code: the names they use, and the excerpts they show. */
const GUIDE = 'docs/adding-a-provider.md';

const PAGES = [GUIDE, 'docs/delivery.md'];

/** The provider of the guide, with its files as they would lie in the project. */
const ACME = join(project, 'test', 'fixtures', 'acme');

const filesIn = (...path: string[]) =>
	(readdirSync(join(...path), { recursive: true }) as string[])
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(...path, file));

/** What a provider may use, and what describes its parts. */
const sources = [
	...filesIn(project, 'nodes', 'shared'),
	...filesIn(ACME, 'nodes'),
	...filesIn(ACME, 'sandbox'),
	join(project, 'sandbox', 'provider.ts'),
	join(project, 'test', 'providers', 'provider.ts'),
];

const isExported = (node: ts.Node) =>
	ts.canHaveModifiers(node) &&
	ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;

/** The name that a page may use for what is declared here, if any. */
function nameOf(node: ts.Node): string | undefined {
	if (ts.isLiteralTypeNode(node)) return node.literal.getText().replaceAll("'", '');
	const isDeclared =
		ts.isTypeElement(node) ||
		ts.isClassElement(node) ||
		(ts.isVariableDeclaration(node) && isExported(node.parent.parent)) ||
		isExported(node);
	const name = isDeclared ? (node as ts.NamedDeclaration).name?.getText() : undefined;
	if (!name || !ts.isClassElement(node)) return name;
	return `${(node.parent as ts.ClassLikeDeclaration).name?.getText()}.${name}`;
}

function namesIn(file: string): string[] {
	const names: string[] = [];
	const visit = (node: ts.Node) => {
		const name = nameOf(node);
		if (name !== undefined) names.push(name);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true));
	return names;
}

const declared = new Set([
	...sources.flatMap(namesIn),
	...readdirSync(join(project, 'nodes', 'shared')),
]);

/** Of n8n, JavaScript and the providers. */
const NOT_OURS = [
	'detail',
	'displayOptions',
	'encodeURIComponent',
	'error',
	'message',
	'operation',
	'vobizApi',
	'vobizMessagingApi',
];

test.each(PAGES)('%s uses names that the code has', (page) => {
	const names = inlineOf(page)
		.filter((code) => /^([a-z]\w*|[A-Z]\w*(\.[a-z]\w*)?)(\(\))?$/.test(code))
		.filter((code) => !/\.(ts|md)$/.test(code))
		.map((code) => code.replace('()', ''));
	const unknown = names.filter((name) => !declared.has(name) && !NOT_OURS.includes(name));
	expect(unknown).toEqual([]);
});

test.each(PAGES)('%s says in which file a name is', (page) => {
	const places = [...textOf(page).matchAll(/`(\w+)` (?:in|of) `(nodes\/[\w/]+\.ts)`/g)];
	const wrong = places
		.map(([, name, file]) => ({ name, file }))
		.filter(({ name, file }) => !namesIn(join(project, file)).includes(name));
	expect(wrong).toEqual([]);
});

const trimmed = (text: string) =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter(Boolean)
		.join('\n');

/** A block of code begins with its file, and `// …` is where lines are left out. */
const excerpts = fencedOf(GUIDE)
	.filter((block) => block.startsWith('```ts\n'))
	.map((block) => {
		const [, file = '', code = ''] = /^```ts\n\/\/ (\S+)\n([^]*)\n```$/.exec(block) ?? [];
		return { file, parts: code.split(/^\s*\/\/ …$/m).map(trimmed) };
	});

test('there are excerpts to compare', () => {
	expect(excerpts.length).toBeGreaterThan(4);
});

test.each(excerpts)('the guide shows $file as it is', ({ file, parts }) => {
	const path = [join(ACME, file), join(project, file)].find((each) => existsSync(each));
	const code = trimmed(readFileSync(path!, 'utf8'));
	expect(parts.filter((part) => !code.includes(part))).toEqual([]);
});
