const fs = require('node:fs');
const { join } = require('node:path');
const esbuild = require('esbuild');
const { runCommand } = require('../scripts/setup/command');
const { leaveOneProvider } = require('./leaveOneProvider');

/**
 * The packages of single providers, out of the built main package: the same files, and a trigger for
 * this provider alone. Which nodes and which credential, stands in the package.json of each.
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

/** The same text in other words. @param {string} text @param {Array<[string, string]>} words */
function reworded(text, words) {
	for (const [from, to] of words) {
		if (!text.includes(from)) throw new Error(`"${from}", which becomes "${to}", is gone`);
		text = text.replaceAll(from, to);
	}
	return text;
}

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

	writeTrigger(nodes, provider);
	writeSearchWords(nodes, provider, name);
	await dropWhatNothingLoads(folder, [...n8n.nodes, ...n8n.credentials]);
	await runCommand(join(project, 'node_modules', '.bin', 'n8n-generate-metadata'), [], {
		cwd: folder,
	});
	await runCommand('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', '..'], {
		cwd: folder,
	});
}

const GATEWAY = join(project, 'dist', 'nodes', 'WhatsAppGateway');

/**
 * The trigger of one provider, from the code of the one for all.
 * @param {string} code @param {string} provider
 */
function triggerOf(code, provider) {
	const name = provider.toLowerCase();
	const { displayName } = require(join(project, 'dist', 'nodes', provider, name))[name];
	return reworded(leaveOneProvider(code, provider), [
		['WhatsAppGatewayTrigger', `${provider}Trigger`],
		['whatsAppGatewayTrigger', `${name}Trigger`],
		['WhatsApp Gateway Trigger', `${displayName} Trigger`],
		['Vambe, Vobiz, AIsoule or Evolution', displayName],
		['($parameter["provider"] ? $parameter["provider"] + ": " : "") + ', ''],
		['file:trigger', `file:${name}`],
	]);
}

/** @param {string} nodes the folder of the package's nodes @param {string} provider */
function writeTrigger(nodes, provider) {
	const code = read(GATEWAY, 'WhatsAppGatewayTrigger.node.js');
	fs.writeFileSync(join(nodes, `${provider}Trigger.node.js`), triggerOf(code, provider));
	for (const file of ['providers.js', 'registration.js']) {
		fs.writeFileSync(join(nodes, file), leaveOneProvider(read(GATEWAY, file), provider));
	}
}

/**
 * What n8n's node panel finds the nodes by.
 * @param {string} nodes @param {string} provider @param {string} name of the package
 */
function writeSearchWords(nodes, provider, name) {
	const main = manifestIn(project).name;
	for (const file of fs.readdirSync(nodes).filter((each) => each.endsWith('.node.json'))) {
		fs.writeFileSync(join(nodes, file), reworded(read(nodes, file), [[`"${main}.`, `"${name}.`]]));
	}
	const own = provider.toLowerCase();
	const providers = fs.readdirSync(join(project, 'nodes')).map((folder) => folder.toLowerCase());
	const gateway = JSON.parse(read(GATEWAY, 'WhatsAppGatewayTrigger.node.json'));
	const alias = gateway.alias.filter(
		(/** @type {string} */ word) => word === own || !providers.includes(word),
	);
	fs.writeFileSync(
		join(nodes, `${provider}Trigger.node.json`),
		toJson({ ...gateway, node: `${name}.${own}Trigger`, alias }),
	);
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

/** At a release: all packages have the version of the main one. */
async function takeOverVersion() {
	const { version } = manifestIn(project);
	for (const folder of packageFolders) {
		fs.writeFileSync(join(folder, 'package.json'), toJson({ ...manifestIn(folder), version }));
	}
}

module.exports = { buildPackages, takeOverVersion, triggerOf };
