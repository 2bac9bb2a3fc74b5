const { join, relative, sep } = require('node:path');
const esbuild = require('esbuild');

const project = join(__dirname, '..', '..');

/** With all countries in it; every sender and every credential has it. */
const SHARED_FIELDS = join(project, 'nodes', 'shared', 'descriptions', 'fields');

/**
 * A node file as n8n loads it: one file with all that describes the node. Its code stays in files of
 * its own, which are loaded when they are called.
 * @param {{ source: string, folder: string, outfile: string }} node its TypeScript, and the folder of
 * the sources as whose part it is built
 */
async function bundleNode({ source, folder, outfile }) {
	/** @type {esbuild.Plugin} */
	const filesOfTheirOwn = {
		name: 'files-of-their-own',
		setup({ onResolve }) {
			onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
				const file = join(resolveDir, path);
				if (kind !== 'dynamic-import' && file !== SHARED_FIELDS) return undefined;
				const fromNode = relative(folder, file).split(sep).join('/');
				return { path: fromNode.startsWith('.') ? fromNode : `./${fromNode}`, external: true };
			});
		},
	};
	await esbuild.build({
		entryPoints: [source],
		outfile,
		allowOverwrite: true,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['n8n-workflow'],
		// n8n loads CommonJS: an `import()` becomes a `require` at the time of the call.
		supported: { 'dynamic-import': false },
		plugins: [filesOfTheirOwn],
	});
}

module.exports = { bundleNode };
