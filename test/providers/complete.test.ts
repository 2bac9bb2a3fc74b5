import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { savedWorkflows } from '../support/workflows/savedWorkflows';
import type { ProviderParts } from './provider';
import { folders, partOf } from './providers';

/** A provider is its folders: what is missing in them is said here, file by file. */
const project = join(__dirname, '..', '..');

const { name: packageName, n8n } = JSON.parse(
	readFileSync(join(project, 'package.json'), 'utf8'),
) as { name: string; n8n: Record<'nodes' | 'credentials', string[]> };

const has = (path: string) => existsSync(join(project, path));

/** Its keys are what `ProviderParts` has. */
const PARTS = Object.keys({
	samples: true,
	documents: true,
	errors: true,
	properties: true,
} satisfies Record<keyof ProviderParts, true>);

const nodesIn = (folder: string) =>
	has(`nodes/${folder}`)
		? readdirSync(join(project, 'nodes', folder))
				.filter((file) => file.endsWith('.node.ts'))
				.map((file) => file.replace('.node.ts', ''))
		: [];

const inLowerCamel = (className: string) => className[0].toLowerCase() + className.slice(1);

const inKebab = (className: string) => className.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

const savedNodes = savedWorkflows.flatMap(({ nodes }) => nodes);

/** What a folder of nodes/ needs elsewhere, by whether it is there. */
function neededBy(folder: string): Record<string, boolean> {
	const provider = folder.toLowerCase();
	const files = [
		`nodes/${folder}/${provider}.ts`,
		`nodes/${folder}/${provider}.svg`,
		`nodes/${folder}/${provider}.dark.svg`,
		`nodes/${folder}/inbound.ts`,
		`nodes/${folder}/trigger.ts`,
		`nodes/${folder}/__schema__`,
		`sandbox/${provider}/index.ts`,
		`test/sandbox/${provider}.test.ts`,
		`test/providers/${provider}/inbound.test.ts`,
		...PARTS.map((part) => `test/providers/${provider}/${part}.ts`),
	];
	const nodes = nodesIn(folder);
	return {
		...Object.fromEntries(files.map((file) => [file, has(file)])),
		[`nodes/${folder}/*.node.ts`]: nodes.length > 0,
		...(has(`test/providers/${provider}/samples.ts`) && neededByTheTests(provider, nodes)),
		...Object.assign({}, ...nodes.map((node) => neededByNode(folder, node))),
	};
}

const neededByNode = (folder: string, node: string): Record<string, boolean> => ({
	[`nodes/${folder}/${node}.node.json`]: has(`nodes/${folder}/${node}.node.json`),
	[`docs/nodes/${inKebab(node)}.md`]: has(`docs/nodes/${inKebab(node)}.md`),
	[`${node} in package.json`]: n8n.nodes.includes(`dist/nodes/${folder}/${node}.node.js`),
	[`${node} in a workflow of test/fixtures/workflows`]: savedNodes.some(
		({ type }) => type === `${packageName}.${inLowerCamel(node)}`,
	),
});

function neededByTheTests(provider: string, nodes: string[]): Record<string, boolean> {
	const { credential, senders } = partOf(provider, 'samples');
	const { className } = credential;
	const sampled = Object.values(senders).map((sender) => sender.className);
	const file = `credentials/${className}.credentials`;
	return {
		[`${file}.ts`]: has(`${file}.ts`),
		[`${className} in package.json`]: n8n.credentials.includes(`dist/${file}.js`),
		[`${className} at a trigger in test/fixtures/workflows`]: savedNodes.some(
			({ type, credentials = {} }) =>
				type.endsWith('Trigger') && inLowerCamel(className) in credentials,
		),
		...Object.fromEntries(
			nodes.map((node) => [
				`${node} in test/providers/${provider}/samples.ts`,
				sampled.includes(node),
			]),
		),
	};
}

const missingOf = (folder: string): string[] =>
	Object.entries(neededBy(folder))
		.filter(([, isThere]) => !isThere)
		.map(([what]) => `nodes/${folder} has no ${what}`);

test('there are providers', () => {
	expect(folders.length).toBeGreaterThan(0);
});

test.each(folders)('nodes/%s has all that belongs to it', (folder) => {
	expect(missingOf(folder)).toEqual([]);
});

test('of a folder that is empty, everything is missing', () => {
	const missing = missingOf('Acme');
	expect(missing).toHaveLength(Object.keys(neededBy('Acme')).length);
	expect(missing).toContain('nodes/Acme has no test/providers/acme/samples.ts');
});
