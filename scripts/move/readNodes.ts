import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

/** A node of a package. */
export interface PackageNode {
	package: string;
	description: INodeTypeDescription;
}

/**
 * The nodes of a package, from their source. Bundled first, as for the package: Node.js itself would
 * take './VambeTicket.node' for the VambeTicket.node.json beside it.
 */
export function readNodes(folder: string): PackageNode[] {
	const { name, n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
		name: string;
		n8n: { nodes: string[] };
	};
	const files = n8n.nodes.map((file) => join(folder, file.replace(/^dist\/|\.js$/g, '')));
	const { outputFiles } = buildSync({
		stdin: {
			contents: files.map((file) => `export * from ${JSON.stringify(`${file}.ts`)};`).join('\n'),
			resolveDir: folder,
		},
		bundle: true,
		write: false,
		platform: 'node',
		format: 'cjs',
		packages: 'external',
	});
	const classes: Record<string, new () => INodeType> = {};
	const bundle = { exports: classes };
	new Function('module', 'require', outputFiles[0].text)(bundle, require);
	return files.map((file) => {
		const { description } = new bundle.exports[basename(file, '.node')]();
		return { package: name, description };
	});
}
