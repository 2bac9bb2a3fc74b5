/**
 * Loads the files of an n8n package in a fresh process, as n8n does, and prints what it took.
 * `node loadPackage.cjs FOLDER files|loader FILE…`: the files one by one, or by n8n's own loader.
 */
const { createRequire } = require('node:module');
const { basename, join } = require('node:path');
const { performance } = require('node:perf_hooks');

const [folder, how, ...files] = process.argv.slice(2);
const load = createRequire(join(folder, 'package.json'));

const byFiles = () => {
	for (const file of files) {
		const path = join(folder, file);
		const NodeOrCredential = load(path)[basename(file).split('.')[0]];
		new NodeOrCredential();
	}
};

async function main() {
	load('n8n-workflow');
	const loader = how === 'loader' && n8nLoader();
	const before = Object.keys(require.cache).length;
	const start = performance.now();
	if (loader) await loader.loadAll();
	else byFiles();
	const ms = performance.now() - start;
	console.log(JSON.stringify({ ms, modules: Object.keys(require.cache).length - before }));
	process.exit();
}

function n8nLoader() {
	load('reflect-metadata');
	const { LazyPackageDirectoryLoader } = load('n8n-core');
	return new LazyPackageDirectoryLoader(folder);
}

void main();
