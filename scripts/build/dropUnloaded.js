const fs = require('node:fs');
const { join } = require('node:path');
const esbuild = require('esbuild');

/**
 * Removes the built code that nothing loads of what n8n loads.
 * @param {string} folder of the package
 */
async function dropUnloaded(folder) {
	const { n8n } = JSON.parse(fs.readFileSync(join(folder, 'package.json'), 'utf8'));
	const { metafile } = await esbuild.build({
		absWorkingDir: folder,
		entryPoints: [...n8n.nodes, ...n8n.credentials],
		bundle: true,
		platform: 'node',
		external: ['n8n-workflow'],
		outdir: 'dist',
		write: false,
		metafile: true,
	});
	const loaded = new Set(Object.keys(metafile.inputs).map((file) => join(folder, file)));
	const files = /** @type {string[]} */ (fs.readdirSync(join(folder, 'dist'), { recursive: true }))
		.filter((file) => file.endsWith('.js'))
		.map((file) => join(folder, 'dist', file));
	for (const file of files.filter((each) => !loaded.has(each))) fs.rmSync(file);
}

module.exports = { dropUnloaded };
