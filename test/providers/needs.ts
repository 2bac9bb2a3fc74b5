import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { savedWorkflowsIn } from '../support/workflows/savedWorkflows';
import type { ProviderParts } from './provider';

/** Its keys are what `ProviderParts` has. */
const PARTS = Object.keys({
	samples: true,
	documents: true,
	errors: true,
	properties: true,
	reports: true,
} satisfies Record<keyof ProviderParts, true>);

const inLowerCamel = (className: string) => className[0].toLowerCase() + className.slice(1);

const inKebab = (className: string) => className.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

/** What a folder of nodes/ needs elsewhere in a project, by whether it is there. */
export function needsOf(folder: string, project: string): Record<string, boolean> {
	const provider = folder.toLowerCase();
	const has = (path: string) => existsSync(join(project, path));
	const { name: packageName, n8n } = JSON.parse(
		readFileSync(join(project, 'package.json'), 'utf8'),
	) as { name: string; n8n: Record<'nodes' | 'credentials', string[]> };
	const savedNodes = savedWorkflowsIn(project).flatMap(({ nodes }) => nodes);
	const files = has(`nodes/${folder}`)
		? (readdirSync(join(project, 'nodes', folder), { recursive: true }) as string[])
		: [];
	const classNames = files
		.filter((file) => file.endsWith('.node.ts'))
		.map((file) => file.replace('.node.ts', ''));

	const pageOf = (name: string): Record<string, boolean> =>
		Object.fromEntries(
			['docs', 'docs/es', 'docs/pt-BR']
				.map((folder) => `${folder}/nodes/${name}.md`)
				.map((page) => [page, has(page)]),
		);

	const neededByNode = (node: string): Record<string, boolean> => ({
		[`nodes/${folder}/${node}.node.json`]: has(`nodes/${folder}/${node}.node.json`),
		...pageOf(inKebab(node)),
		[`${node} in package.json`]: n8n.nodes.includes(`dist/nodes/${folder}/${node}.node.js`),
		[`${node} in a workflow of test/fixtures/workflows`]: savedNodes.some(
			({ type }) => type === `${packageName}.${inLowerCamel(node)}`,
		),
	});

	function neededByTests(): Record<string, boolean> {
		const path = join(project, 'test', 'providers', provider, 'samples');
		// eslint-disable-next-line @typescript-eslint/no-require-imports -- its path is computed
		const { credential, senders } = (require(path) as ProviderParts).samples;
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
				classNames.map((node) => [
					`${node} in test/providers/${provider}/samples.ts`,
					sampled.includes(node),
				]),
			),
		};
	}

	const required = [
		`nodes/${folder}/${provider}.ts`,
		`nodes/${folder}/${provider}.svg`,
		`nodes/${folder}/${provider}.dark.svg`,
		`nodes/${folder}/inbound.ts`,
		`nodes/${folder}/trigger.ts`,
		`sandbox/${provider}/index.ts`,
		`test/sandbox/${provider}.test.ts`,
		`test/providers/${provider}/inbound.test.ts`,
		...PARTS.map((part) => `test/providers/${provider}/${part}.ts`),
	];
	return {
		...Object.fromEntries(required.map((file) => [file, has(file)])),
		...pageOf(`${provider}-trigger`),
		[`nodes/${folder}/*.node.ts`]: classNames.length > 0,
		[`nodes/${folder}/__schema__/**/*.json`]: files.some((file) =>
			/__schema__.+\.json$/.test(file),
		),
		...(has(`test/providers/${provider}/samples.ts`) && neededByTests()),
		...Object.assign({}, ...classNames.map(neededByNode)),
	};
}

/** What is missing of it. */
export const missingOf = (folder: string, project: string): string[] =>
	Object.entries(needsOf(folder, project))
		.filter(([, isThere]) => !isThere)
		.map(([what]) => `nodes/${folder} has no ${what}`);
