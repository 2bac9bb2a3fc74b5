const fs = require('node:fs');
const { join } = require('node:path');
const { bundleNode } = require('../scripts/build/bundleNode');
const { dropUnloaded } = require('../scripts/build/dropUnloaded');
const { runCommand } = require('../scripts/setup/command');

/**
 * The packages of single providers, out of the built main package: the same files, with one node and
 * one trigger of their own, whose sources are in the folder of the package.
 */

/** @typedef {{ name: string, homepage: string, n8n: { nodes: string[], credentials: string[] } }} Manifest */
/** @typedef {{ name: string, options?: Array<{ value: string }>, displayOptions?: { show?: { resource?: string[] } } }} Property */
/** @typedef {{ node: string, categories: string[], alias: string[], resources: Record<string, Array<{ url: string }>> }} Codex */

const project = join(__dirname, '..');

const packageFolders = fs
	.readdirSync(__dirname, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => join(__dirname, name));

/** @param {string[]} path */
const readJson = (...path) => JSON.parse(fs.readFileSync(join(...path), 'utf8'));

/** @param {string} file @param {object} value */
const writeJson = (file, value) => fs.writeFileSync(file, `${JSON.stringify(value, null, '\t')}\n`);

/** @param {string} folder */
async function buildPackage(folder) {
	const manifest = /** @type {Manifest} */ (readJson(folder, 'package.json'));
	const { n8n } = manifest;
	const [, , provider] = n8n.nodes[0].split('/');
	const nodes = join(folder, 'dist', 'nodes', provider);

	fs.rmSync(join(folder, 'dist'), { recursive: true, force: true });
	for (const part of ['dist/nodes/shared', `dist/nodes/${provider}`, ...n8n.credentials]) {
		fs.cpSync(join(project, part), join(folder, part), { recursive: true });
	}
	fs.copyFileSync(join(project, 'LICENSE'), join(folder, 'LICENSE'));

	const ofMain = codicesIn(nodes);
	for (const file of fs.readdirSync(nodes).filter((each) => /\.node\.js(on)?$/.test(each))) {
		fs.rmSync(join(nodes, file));
	}
	for (const file of n8n.nodes) {
		await bundleNode({
			source: join(folder, file.replace('dist/', '').replace(/\.js$/, '.ts')),
			folder: join(project, 'nodes', provider),
			outfile: join(folder, file),
		});
	}
	const [Credential] = Object.values(require(join(folder, n8n.credentials[0])));
	writeCodices(nodes, provider, manifest, new Credential().documentationUrl, ofMain);
	moveSchemas(nodes, provider);
	await dropUnloaded(folder);
	await runCommand(join(project, 'node_modules', '.bin', 'n8n-generate-metadata'), [], {
		cwd: folder,
	});
	await runCommand('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', '..'], {
		cwd: folder,
	});
}

/** @param {string} nodes @returns {Codex[]} what n8n finds the nodes of the main package by */
const codicesIn = (nodes) =>
	fs
		.readdirSync(nodes)
		.filter((file) => file.endsWith('.node.json'))
		.map((file) => readJson(nodes, file));

/**
 * What n8n's node panel finds the nodes by, and where their links lead: the node is found by all that
 * finds those it is made of.
 * @param {string} nodes the folder of the package's nodes
 * @param {string} provider
 * @param {Manifest} manifest
 * @param {string} credentialPage
 * @param {Codex[]} ofMain
 */
function writeCodices(nodes, provider, { name, homepage }, credentialPage, ofMain) {
	const own = provider.toLowerCase();
	const providers = fs.readdirSync(join(project, 'nodes')).map((each) => each.toLowerCase());
	/** @type {Codex} */
	const gateway = readJson(project, 'nodes', 'WhatsAppGateway', 'WhatsAppGatewayTrigger.node.json');
	const [gatewayPage] = gateway.resources.primaryDocumentation;
	/** @param {string} page */
	const leadingTo = (page) => ({
		primaryDocumentation: [{ url: page }],
		credentialDocumentation: [{ url: credentialPage }],
	});
	writeJson(join(nodes, `${provider}.node.json`), {
		...ofMain[0],
		node: `${name}.${own}`,
		alias: [...new Set(ofMain.flatMap(({ alias }) => alias))],
		resources: leadingTo(homepage),
	});
	writeJson(join(nodes, `${provider}Trigger.node.json`), {
		...gateway,
		node: `${name}.${own}Trigger`,
		alias: gateway.alias.filter((word) => word === own || !providers.includes(word)),
		resources: leadingTo(gatewayPage.url.replace('whatsapp-gateway-trigger', `${own}-trigger`)),
	});
}

/**
 * n8n looks for the schema of an output in the folder of the resource. The nodes that became
 * resources had none.
 * @param {string} nodes the folder of the package's nodes
 * @param {string} provider
 */
function moveSchemas(nodes, provider) {
	const { [provider]: Node } = require(join(nodes, `${provider}.node.js`));
	/** @type {Property[]} */
	const properties = new Node().description.properties;
	const operations = properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options = [] }) =>
			(displayOptions?.show?.resource ?? []).flatMap((resource) =>
				options.map(({ value }) => ({ resource, file: `${value}.json` })),
			),
		);
	const schemas = join(nodes, '__schema__');
	for (const folder of fs.readdirSync(schemas).map((version) => join(schemas, version))) {
		const moving = operations.filter(
			({ resource, file }) =>
				fs.existsSync(join(folder, file)) && !fs.existsSync(join(folder, resource, file)),
		);
		for (const { resource, file } of moving) {
			fs.mkdirSync(join(folder, resource), { recursive: true });
			fs.copyFileSync(join(folder, file), join(folder, resource, file));
		}
		for (const { file } of moving) fs.rmSync(join(folder, file), { force: true });
	}
}

/** The packages, and their tarballs beside them. */
async function buildPackages() {
	for (const file of fs.readdirSync(__dirname).filter((each) => each.endsWith('.tgz'))) {
		fs.rmSync(join(__dirname, file));
	}
	await Promise.all(packageFolders.map(buildPackage));
}

module.exports = { buildPackages };
