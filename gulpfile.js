const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { dirname, extname, join } = require('node:path');
const esbuild = require('esbuild');
const { series } = require('gulp');
const { buildPackages } = require('./packages/build');
const { bundleNode } = require('./scripts/build/bundleNode');
const { dropUnloaded } = require('./scripts/build/dropUnloaded');

const bin = (name) => join(__dirname, 'node_modules', '.bin', name);

/** Runs a tool quietly; what it printed is shown only if it fails. */
function run(name, ...args) {
	try {
		execFileSync(bin(name), args, { stdio: 'pipe', shell: process.platform === 'win32' });
	} catch (error) {
		process.stderr.write(Buffer.concat([error.stdout, error.stderr]));
		throw new Error(`${name} ${args.join(' ')} failed`);
	}
}

const filesIn = (folder) =>
	fs
		.readdirSync(folder, { recursive: true })
		.map((file) => join(folder, file))
		.filter((file) => fs.statSync(file).isFile());

/** tsc, in the layout that `n8n-node dev` uses too; it empties dist first. */
async function compile() {
	run('n8n-node', 'build');
}

/** n8n removes dependencies when it installs a community package, so these are carried inside. */
async function bundleLibraries() {
	await esbuild.build({
		entryPoints: ['nodes/shared/lib/libraries.ts'],
		outfile: 'dist/nodes/shared/lib/libraries.js',
		allowOverwrite: true,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		legalComments: 'inline',
	});
}

/** n8n loads one file to know a node, however many describe it. */
async function bundleNodes() {
	const { n8n } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
	await Promise.all(
		n8n.nodes.map(async (/** @type {string} */ outfile) => {
			const source = join(__dirname, outfile.replace('dist/', '').replace(/\.js$/, '.ts'));
			await bundleNode({ source, folder: dirname(source), outfile });
		}),
	);
}

/** Only what n8n reads is shipped. */
async function dropStrayFiles() {
	const shipped = new Set(['.js', '.json', '.svg']);
	for (const file of filesIn('dist')) {
		const belongs = /^dist[\\/](nodes|credentials)[\\/]/.test(file) && shipped.has(extname(file));
		if (!belongs) fs.rmSync(file);
	}
	for (const folder of fs.readdirSync('dist')) {
		if (!['nodes', 'credentials'].includes(folder))
			fs.rmSync(join('dist', folder), { recursive: true });
	}
	await dropUnloaded(__dirname);
}

/** With dist/known and dist/types, n8n lists our nodes without loading any of their code. */
async function describeForN8n() {
	run('n8n-generate-metadata');
}

const STAMP = join('node_modules', '.cache', 'n8n-nodes-whatsapp-gateways', 'built-from');

function sources() {
	const hash = createHash('sha256');
	const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'gulpfile.js'];
	const folders = ['nodes', 'credentials', 'scripts/build'].flatMap(filesIn);
	for (const file of [...folders, ...settings].sort()) {
		hash.update(file).update(fs.readFileSync(file));
	}
	return hash.digest('hex');
}

/** Before they are read: what is edited during a build is built the next time. */
let sourcesOfBuild;

async function noteSources() {
	sourcesOfBuild = sources();
}

async function rememberSources() {
	fs.mkdirSync(dirname(STAMP), { recursive: true });
	fs.writeFileSync(STAMP, sourcesOfBuild);
}

exports.build = series(
	noteSources,
	compile,
	bundleLibraries,
	bundleNodes,
	dropStrayFiles,
	describeForN8n,
	rememberSources,
);
exports.default = exports.build;

/** For those who start often: builds only when the sources are not those of dist. */
exports.buildIfChanged = async () => {
	const built = fs.existsSync('dist/known') && fs.existsSync(STAMP);
	if (built && fs.readFileSync(STAMP, 'utf8') === sources()) return;
	await new Promise((resolve, reject) => {
		exports.build((error) => (error ? reject(error) : resolve()));
	});
};

/** The packages of single providers, in packages/. */
exports.packages = series(exports.buildIfChanged, buildPackages);
