const fs = require('node:fs');
const { basename, join } = require('node:path');
const esbuild = require('esbuild');
const ts = require('typescript');
const { runCommand } = require('../scripts/command');

/**
 * The packages of single providers, out of the built main package: the same files, and a trigger for
 * this provider alone. The package.json of each says which nodes and which credential it has.
 */

/** @typedef {{ name: string, version: string, n8n: { nodes: string[], credentials: string[] } }} Manifest */

const project = join(__dirname, '..');

const packageFolders = fs
	.readdirSync(__dirname, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => join(__dirname, name));

/** @param {string[]} path */
const read = (...path) => fs.readFileSync(join(...path), 'utf8');

/** @param {string} folder @returns {Manifest} */
const manifestIn = (folder) => JSON.parse(read(folder, 'package.json'));

/** @param {unknown} value */
const toJson = (value) => `${JSON.stringify(value, null, '\t')}\n`;

/** @param {string} folder */
async function buildPackage(folder) {
	const { name, n8n } = manifestIn(folder);
	const [, , provider] = n8n.nodes[0].split('/');
	const nodes = join(folder, 'dist', 'nodes', provider);

	fs.rmSync(join(folder, 'dist'), { recursive: true, force: true });
	for (const part of ['dist/nodes/shared', `dist/nodes/${provider}`, ...n8n.credentials]) {
		fs.cpSync(join(project, part), join(folder, part), { recursive: true });
	}
	fs.copyFileSync(join(project, 'LICENSE'), join(folder, 'LICENSE'));

	writeTrigger(join(folder, 'dist'), provider);
	writeSearchWords(nodes, provider, name);
	await dropWhatNothingLoads(folder, [...n8n.nodes, ...n8n.credentials]);
	await runCommand(join(project, 'node_modules', '.bin', 'n8n-generate-metadata'), [], {
		cwd: folder,
	});
	await runCommand('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', '..'], {
		cwd: folder,
	});
}

/** @param {string} provider its folder under nodes/ */
const triggerEntry = (
	provider,
) => `import { providerTrigger } from '../../packages/providerTrigger';
import { ${provider.toLowerCase()}Trigger } from './trigger';

export class ${provider}Trigger extends providerTrigger(${provider.toLowerCase()}Trigger) {}
`;

/** The layout is that of the sources, so that imports stay as they are. @param {string} code */
const toJavaScript = (code) =>
	ts.transpileModule(code, {
		compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
	}).outputText;

/** @param {string} dist @param {string} provider */
function writeTrigger(dist, provider) {
	fs.mkdirSync(join(dist, 'packages'));
	fs.writeFileSync(
		join(dist, 'packages', 'providerTrigger.js'),
		toJavaScript(read(__dirname, 'providerTrigger.ts')),
	);
	fs.writeFileSync(
		join(dist, 'nodes', provider, `${provider}Trigger.node.js`),
		toJavaScript(triggerEntry(provider)),
	);
}

/**
 * What n8n's node panel finds the nodes by.
 * @param {string} nodes the folder of the package's nodes
 * @param {string} provider
 * @param {string} name of the package
 */
function writeSearchWords(nodes, provider, name) {
	/** @param {string} file @param {object} codex */
	const write = (file, codex) => fs.writeFileSync(join(nodes, `${file}.node.json`), toJson(codex));

	for (const file of fs.readdirSync(nodes).filter((each) => each.endsWith('.node.json'))) {
		const codex = JSON.parse(read(nodes, file));
		const [, node] = codex.node.split('.');
		write(basename(file, '.node.json'), { ...codex, node: `${name}.${node}` });
	}
	const own = provider.toLowerCase();
	const providers = fs.readdirSync(join(project, 'nodes')).map((folder) => folder.toLowerCase());
	const gateway = JSON.parse(
		read(project, 'nodes', 'WhatsAppGateway', 'WhatsAppGatewayTrigger.node.json'),
	);
	const alias = gateway.alias.filter(
		(/** @type {string} */ word) => word === own || !providers.includes(word),
	);
	write(`${provider}Trigger`, { ...gateway, node: `${name}.${own}Trigger`, alias });
}

/** @param {string} folder @param {string[]} entries what n8n loads */
async function dropWhatNothingLoads(folder, entries) {
	const { metafile } = await esbuild.build({
		absWorkingDir: folder,
		entryPoints: entries,
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

/** The packages, and their tarballs beside them. */
async function buildPackages() {
	for (const file of fs.readdirSync(__dirname).filter((each) => each.endsWith('.tgz'))) {
		fs.rmSync(join(__dirname, file));
	}
	await Promise.all(packageFolders.map(buildPackage));
}

module.exports = { buildPackages, triggerEntry };
