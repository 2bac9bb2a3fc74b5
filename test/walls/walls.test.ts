import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** The walls of the house: who may import whom. */
const project = join(__dirname, '..', '..');

interface Import {
	from: string;
	/** A path within the project, or a package name. */
	to: string;
	/** Loaded when the file is: neither a type nor `await import()`. */
	atOnce: boolean;
}

function importsOf(file: string): Import[] {
	const source = ts.createSourceFile(
		file,
		readFileSync(join(project, file), 'utf8'),
		ts.ScriptTarget.Latest,
	);
	const found: Import[] = [];
	const add = (specifier: ts.Node, atOnce: boolean) => {
		const name = (specifier as ts.StringLiteral).text;
		const to = name.startsWith('.')
			? relative(project, join(project, dirname(file), name))
					.split(sep)
					.join('/')
			: name;
		found.push({ from: file, to, atOnce });
	};
	const visit = (node: ts.Node) => {
		if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, !node.importClause?.isTypeOnly);
		if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
			add(node.moduleSpecifier, !node.isTypeOnly);
		}
		if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
			add(node.arguments[0], false);
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

const importsIn = (folder: string) =>
	(readdirSync(join(project, folder), { recursive: true }) as string[])
		.filter((file) => /\.tsx?$/.test(file))
		.flatMap((file) => importsOf(join(folder, file).split(sep).join('/')));

const inNodes = importsIn('nodes');
/** The one folder that knows all providers. */
const GATEWAY = 'WhatsAppGateway';
const providers = readdirSync(join(project, 'nodes')).filter(
	(folder) => !['shared', GATEWAY].includes(folder),
);

test('there are imports to judge', () => {
	expect(inNodes.length).toBeGreaterThan(20);
	expect(providers).toEqual(['Aisoule', 'Evolution', 'Vambe', 'Vobiz']);
});

test.each(providers)('nodes/%s imports itself, shared/ and n8n-workflow alone', (provider) => {
	const foreign = inNodes
		.filter(({ from }) => from.startsWith(`nodes/${provider}/`))
		.filter(
			({ to }) =>
				to !== 'n8n-workflow' &&
				!to.startsWith(`nodes/${provider}/`) &&
				!to.startsWith('nodes/shared/'),
		);
	expect(foreign).toEqual([]);
});

test('the trigger knows the providers by their part of it, which loads nothing at once', () => {
	const parts = inNodes
		.filter(({ from }) => from.startsWith(`nodes/${GATEWAY}/`))
		.filter(({ to }) => to !== 'n8n-workflow')
		.filter(({ to }) => !to.startsWith(`nodes/${GATEWAY}/`) && !to.startsWith('nodes/shared/'));
	expect(parts.map(({ to }) => to).sort()).toEqual(
		providers.map((provider) => `nodes/${provider}/trigger`),
	);
	const ofParts = inNodes.filter(({ from }) => /^nodes\/\w+\/trigger\.ts$/.test(from));
	expect(ofParts.length).toBeGreaterThan(providers.length);
	expect(ofParts.filter(({ atOnce }) => atOnce)).toEqual([]);
});

test('shared/ imports no provider, and npm only through libraries.ts', () => {
	const foreign = inNodes
		.filter(({ from, atOnce }) => from.startsWith('nodes/shared/') && atOnce)
		.filter(({ from }) => from !== 'nodes/shared/lib/libraries.ts')
		.filter(({ to }) => !['n8n-workflow', 'node:crypto'].includes(to))
		.filter(({ to }) => !to.startsWith('nodes/shared/'));
	expect(foreign).toEqual([]);
});

/** What is data, or loads the rest when it is called. */
const LIGHT =
	/^nodes\/(\w+\/(fields|trigger)|WhatsAppGateway\/\w+|shared\/(descriptions\/\w+|lib\/countries|contract\/triggerPart|webhook\/triggerMethods))$/;

test('a node file loads at once only n8n-workflow and what is light, and so does that', () => {
	const isLight = (to: string) => to === 'n8n-workflow' || LIGHT.test(to);
	const light = inNodes.filter(
		({ from, atOnce }) =>
			atOnce && (from.endsWith('.node.ts') || LIGHT.test(from.replace(/\.ts$/, ''))),
	);
	expect(light.map(({ to }) => to)).toEqual(
		expect.arrayContaining(['n8n-workflow', 'nodes/shared/descriptions/fields']),
	);
	expect(light.filter(({ to }) => !isLight(to))).toEqual([]);
});

test('nodes and credentials import nothing of the workshop, the sandbox nothing of the nodes', () => {
	const workshop = /^(sandbox|scripts|test|host|packages)\//;
	const wrong = [...inNodes, ...importsIn('credentials')].filter(({ to }) => workshop.test(to));
	expect(wrong).toEqual([]);

	const inSandbox = importsIn('sandbox');
	expect(inSandbox.length).toBeGreaterThan(10);
	expect(inSandbox.filter(({ to }) => /^(nodes|credentials|dist|packages)\//.test(to))).toEqual([]);
});
