import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { pack } from '../../scripts/communityPackage';
import { unpack, type Packed } from '../support/packed';

const project = join(__dirname, '..', '..');

/** What is published, and nothing else. A new file is a decision: add it here. */
const FILES = [
	'LICENSE',
	'README.md',
	'dist/credentials/AisouleApi.credentials.js',
	'dist/credentials/EvolutionServerApi.credentials.js',
	'dist/credentials/VambeApi.credentials.js',
	'dist/credentials/VobizMessagingApi.credentials.js',
	'dist/known/credentials.json',
	'dist/known/nodes.json',
	'dist/methods/defined.json',
	'dist/methods/referenced.json',
	'dist/nodes/Aisoule/AisouleSend.node.js',
	'dist/nodes/Aisoule/AisouleSend.node.json',
	'dist/nodes/Aisoule/__schema__/v1.0.0/send.json',
	'dist/nodes/Aisoule/__schema__/v1.0.0/sendInteractive.json',
	'dist/nodes/Aisoule/__schema__/v1.0.0/sendTemplate.json',
	'dist/nodes/Aisoule/aisoule.dark.svg',
	'dist/nodes/Aisoule/aisoule.js',
	'dist/nodes/Aisoule/aisoule.svg',
	'dist/nodes/Aisoule/connectionTest.js',
	'dist/nodes/Aisoule/inbound.js',
	'dist/nodes/Aisoule/sendMessage.js',
	'dist/nodes/Aisoule/templateVariables.js',
	'dist/nodes/Evolution/EvolutionSendContact.node.js',
	'dist/nodes/Evolution/EvolutionSendContact.node.json',
	'dist/nodes/Evolution/__schema__/v1.0.0/send.json',
	'dist/nodes/Evolution/apiVersion.js',
	'dist/nodes/Evolution/connectionTest.js',
	'dist/nodes/Evolution/contact.js',
	'dist/nodes/Evolution/evolution.dark.svg',
	'dist/nodes/Evolution/evolution.js',
	'dist/nodes/Evolution/evolution.svg',
	'dist/nodes/Evolution/inbound.js',
	'dist/nodes/Evolution/lists.js',
	'dist/nodes/Evolution/sendContact.js',
	'dist/nodes/Evolution/webhook.js',
	'dist/nodes/Vambe/VambeQrMessage.node.js',
	'dist/nodes/Vambe/VambeQrMessage.node.json',
	'dist/nodes/Vambe/VambeTicket.node.js',
	'dist/nodes/Vambe/VambeTicket.node.json',
	'dist/nodes/Vambe/__schema__/v1.0.0/close.json',
	'dist/nodes/Vambe/__schema__/v1.0.0/get.json',
	'dist/nodes/Vambe/__schema__/v1.0.0/open.json',
	'dist/nodes/Vambe/__schema__/v1.0.0/send.json',
	'dist/nodes/Vambe/__schema__/v1.0.0/updateMetadata.json',
	'dist/nodes/Vambe/closeTicket.js',
	'dist/nodes/Vambe/connectionTest.js',
	'dist/nodes/Vambe/contact.js',
	'dist/nodes/Vambe/fields.js',
	'dist/nodes/Vambe/getTicket.js',
	'dist/nodes/Vambe/inbound.js',
	'dist/nodes/Vambe/lists.js',
	'dist/nodes/Vambe/openTicket.js',
	'dist/nodes/Vambe/sendQrMessage.js',
	'dist/nodes/Vambe/ticketOperations.js',
	'dist/nodes/Vambe/updateMetadata.js',
	'dist/nodes/Vambe/vambe.dark.svg',
	'dist/nodes/Vambe/vambe.js',
	'dist/nodes/Vambe/vambe.svg',
	'dist/nodes/Vobiz/VobizSend.node.js',
	'dist/nodes/Vobiz/VobizSend.node.json',
	'dist/nodes/Vobiz/__schema__/v1.0.0/send.json',
	'dist/nodes/Vobiz/__schema__/v1.0.0/sendTemplate.json',
	'dist/nodes/Vobiz/channels.js',
	'dist/nodes/Vobiz/connectionTest.js',
	'dist/nodes/Vobiz/inbound.js',
	'dist/nodes/Vobiz/lists.js',
	'dist/nodes/Vobiz/sendMessage.js',
	'dist/nodes/Vobiz/templateSchema.js',
	'dist/nodes/Vobiz/templates.js',
	'dist/nodes/Vobiz/vobiz.dark.svg',
	'dist/nodes/Vobiz/vobiz.js',
	'dist/nodes/Vobiz/vobiz.svg',
	'dist/nodes/Vobiz/webhooks.js',
	'dist/nodes/WhatsAppGateway/WhatsAppGatewayTrigger.node.js',
	'dist/nodes/WhatsAppGateway/WhatsAppGatewayTrigger.node.json',
	'dist/nodes/WhatsAppGateway/providers.js',
	'dist/nodes/WhatsAppGateway/registration.js',
	'dist/nodes/WhatsAppGateway/trigger.dark.svg',
	'dist/nodes/WhatsAppGateway/trigger.svg',
	'dist/nodes/shared/asking.js',
	'dist/nodes/shared/connection.js',
	'dist/nodes/shared/connectionTest.js',
	'dist/nodes/shared/countries.js',
	'dist/nodes/shared/deadline.js',
	'dist/nodes/shared/delivery.js',
	'dist/nodes/shared/entries.js',
	'dist/nodes/shared/event.js',
	'dist/nodes/shared/eventFilter.js',
	'dist/nodes/shared/exchange.js',
	'dist/nodes/shared/fields.js',
	'dist/nodes/shared/inbound.js',
	'dist/nodes/shared/json.js',
	'dist/nodes/shared/lanes.js',
	'dist/nodes/shared/ledger.js',
	'dist/nodes/shared/libraries.js',
	'dist/nodes/shared/line.js',
	'dist/nodes/shared/lists.js',
	'dist/nodes/shared/lookups.js',
	'dist/nodes/shared/media.js',
	'dist/nodes/shared/metaInbound.js',
	'dist/nodes/shared/metaInteractive.js',
	'dist/nodes/shared/metaTemplate.js',
	'dist/nodes/shared/metadata.js',
	'dist/nodes/shared/operation.js',
	'dist/nodes/shared/options.js',
	'dist/nodes/shared/outcomes.js',
	'dist/nodes/shared/pace.js',
	'dist/nodes/shared/parameters.js',
	'dist/nodes/shared/passOn.js',
	'dist/nodes/shared/phone.js',
	'dist/nodes/shared/problem.js',
	'dist/nodes/shared/proof.js',
	'dist/nodes/shared/providerWords.js',
	'dist/nodes/shared/reading.js',
	'dist/nodes/shared/receive.js',
	'dist/nodes/shared/recentCredential.js',
	'dist/nodes/shared/redact.js',
	'dist/nodes/shared/repeats.js',
	'dist/nodes/shared/request.js',
	'dist/nodes/shared/schema.js',
	'dist/nodes/shared/sendOnce.js',
	'dist/nodes/shared/store.js',
	'dist/nodes/shared/summary.js',
	'dist/nodes/shared/validation.js',
	'dist/nodes/shared/waiting.js',
	'dist/types/credentials.json',
	'dist/types/nodes.json',
	'package.json',
];

let target: string;
let packed: Packed;

beforeAll(async () => {
	target = realpathSync(mkdtempSync(join(tmpdir(), 'packed-')));
	packed = unpack(await pack(project, target), join(target, 'unpacked'));
});
afterAll(() => rmSync(target, { recursive: true, force: true }));

test('has exactly these files', () => {
	expect(packed.files).toEqual([...FILES].sort());
});

test('has no dependency of any kind at run time', () => {
	const { manifest } = packed;
	expect(manifest.dependencies).toBeUndefined();
	expect(manifest.optionalDependencies).toBeUndefined();
	expect(manifest.bundledDependencies).toBeUndefined();
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(manifest).toMatchObject({
		name: 'n8n-nodes-whatsapp-gateways',
		license: 'MIT',
		keywords: expect.arrayContaining(['n8n-community-node-package']),
	});
});

const scripts = () => packed.files.filter((file) => file.endsWith('.js'));

test('requires nothing bare but n8n-workflow and Node’s crypto', () => {
	const bare = scripts()
		.flatMap(packed.requiresOf)
		.filter((name) => !name.startsWith('.'));
	expect(bare).toContain('n8n-workflow');
	expect(bare.filter((name) => !['n8n-workflow', 'crypto', 'node:crypto'].includes(name))).toEqual(
		[],
	);
});

test('requires nothing that is not in it', () => {
	expect(scripts().flatMap(packed.requiresOf)).toContain('../shared/delivery');
	expect(packed.missing()).toEqual([]);
});

test('a node file loads nothing at once but n8n-workflow and the shared fields', () => {
	const nodeFiles = scripts().filter((file) => file.endsWith('.node.js'));
	expect(nodeFiles).not.toEqual([]);
	for (const file of nodeFiles) {
		const atOnce = packed.read(file).match(/^(const|var|let) .*require\(.*$/gm) ?? [];
		expect(atOnce.map((line) => /require\("(.+?)"\)/.exec(line)![1])).toEqual([
			'n8n-workflow',
			...(file.endsWith('Trigger.node.js') ? [] : ['../shared/fields']),
			...(file.includes('/Vambe/') ? ['./fields'] : []),
		]);
	}
});

test('has every icon that its nodes and credentials name', () => {
	for (const file of packed.manifest.n8n.nodes) {
		const icons = [...packed.read(file).matchAll(/'file:(.+?)'/g)].map(([, icon]) => icon);
		expect(icons).toHaveLength(2);
		for (const icon of icons) expect(packed.files).toContain(posix.join(posix.dirname(file), icon));
	}
});

/** Runs a script in a fresh process, where n8n-core is loaded and nothing else. */
function inFreshProcess<Result>(script: string): Result {
	const output = execFileSync(process.execPath, ['-e', script], {
		env: { ...process.env, NODE_PATH: join(project, 'node_modules') },
		encoding: 'utf8',
	});
	return JSON.parse(output.trim().split('\n').slice(-1)[0]) as Result;
}

test('n8n’s lazy loader lists the node and the credential without loading a node file', () => {
	const { folder } = packed;
	const result = inFreshProcess<Record<string, unknown>>(`
		require('reflect-metadata');
		const { LazyPackageDirectoryLoader } = require('n8n-core');
		const loader = new LazyPackageDirectoryLoader(${JSON.stringify(folder)});
		const { basename, sep } = require('node:path');
		const loaded = () => Object.keys(require.cache)
			.filter((file) => file.startsWith(${JSON.stringify(folder)}) && file.endsWith('.js'))
			.filter((file) => file.includes(sep + 'nodes' + sep))
			.map((file) => basename(file)).sort();
		loader.loadAll().then(() => {
			const before = loaded();
			const listed = loader.types.nodes.map(({ name }) => name);
			const credentials = loader.types.credentials.map(({ name }) => name);
			const node = loader.getNode('vambeTicket').type.description.displayName;
			console.log(JSON.stringify({ before, listed, credentials, node, after: loaded() }));
		});
	`);
	expect(result).toEqual({
		before: [],
		listed: [
			'aisouleSend',
			'evolutionSendContact',
			'vambeQrMessage',
			'vambeTicket',
			'vobizSend',
			'whatsAppGatewayTrigger',
		],
		credentials: ['aisouleApi', 'evolutionServerApi', 'vambeApi', 'vobizMessagingApi'],
		node: 'Vambe Ticket',
		after: ['VambeTicket.node.js', 'countries.js', 'fields.js', 'fields.js'],
	});
});

test('no node or credential loads collations, which take longer than all of their files', () => {
	const { nodes, credentials } = packed.manifest.n8n;
	const loaded = inFreshProcess<string[]>(`
		const { basename } = require('node:path');
		require('n8n-workflow');
		String.prototype.localeCompare = () => { throw new Error('collations'); };
		globalThis.Intl = undefined;
		const loaded = ${JSON.stringify([...nodes, ...credentials].map((file) => join(packed.folder, file)))}
			.map((file) => new (require(file)[basename(file).split('.')[0]])())
			.map((instance) => instance.name ?? instance.description.name);
		console.log(JSON.stringify(loaded));
	`);
	expect(loaded).toHaveLength(10);
});

test('passes n8n’s scanner, with inline disables off', () => {
	const output = execFileSync(process.execPath, ['scripts/scan.mjs', packed.folder], {
		cwd: project,
		encoding: 'utf8',
	});
	expect(output).toContain('n8n scanner, tarball: passed');
});
