const fs = require('node:fs');
const { basename, join } = require('node:path');
const { bundleNode } = require('../scripts/build/bundleNode');
const { dropUnloaded } = require('../scripts/build/dropUnloaded');
const { runCommand } = require('../scripts/setup/command');

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

	await writeTrigger(nodes, provider);
	writeSearchWords(nodes, provider, name);
	await dropUnloaded(folder);
	await runCommand(join(project, 'node_modules', '.bin', 'n8n-generate-metadata'), [], {
		cwd: folder,
	});
	await runCommand('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', '..'], {
		cwd: folder,
	});
}

/** @param {string} provider its folder under nodes/ */
function triggerEntry(provider) {
	const part = `${provider.toLowerCase()}Trigger`;
	return `import { providerTrigger } from '../../packages/providerTrigger';
import { ${part} } from './trigger';

export class ${provider}Trigger extends providerTrigger(${part}) {}
`;
}

/** @param {string} nodes the folder of the package's nodes @param {string} provider */
async function writeTrigger(nodes, provider) {
	await bundleNode({
		code: triggerEntry(provider),
		folder: join(project, 'nodes', provider),
		outfile: join(nodes, `${provider}Trigger.node.js`),
	});
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

/** The packages, and their tarballs beside them. */
async function buildPackages() {
	for (const file of fs.readdirSync(__dirname).filter((each) => each.endsWith('.tgz'))) {
		fs.rmSync(join(__dirname, file));
	}
	await Promise.all(packageFolders.map(buildPackage));
}

module.exports = { buildPackages, triggerEntry };
