import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LazyPackageDirectoryLoader, PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { providers } from '../../nodes/WhatsAppGateway/providers';
import { buildPackages } from '../../packages/build';
import { readCounterparts } from '../../scripts/move/counterparts';
import { moveWorkflow } from '../../scripts/move/moveWorkflow';
import type { NodeJson } from '../../scripts/n8n/n8nClient';
import { partOf } from '../providers/providers';
import { nodesAt, runNode, type NodeUnderTest } from '../support/n8n/engine';
import type { Parameters } from '../support/n8n/parameters';
import { pageAt } from '../support/package/pageAt';
import { packageFolders } from '../support/package/packageFolders';
import { unpack, type Packed } from '../support/package/packed';
import { receiveFrom } from '../support/n8n/receiving';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

/** The packages of single providers, as `npm run build:packages` makes them. */
const project = join(__dirname, '..', '..');
const main = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));

const packages = packageFolders().map((each) => {
	const { senders, webhook } = partOf(each.provider, 'samples');
	return { ...each, senders, webhook };
});

let target: string;
let sandbox: SandboxProcess;
beforeAll(async () => {
	// Within the project, where what is unpacked finds n8n-workflow, as it does in n8n.
	mkdirSync(join(project, 'node_modules', '.cache'), { recursive: true });
	target = mkdtempSync(join(project, 'node_modules', '.cache', 'packages-'));
	await buildPackages();
	sandbox = await startSandboxProcess();
}, 300_000);
afterAll(async () => {
	await sandbox?.stop();
	rmSync(target, { recursive: true, force: true });
});

/** Some of n8n's rules judge more files when they believe to be in a test of their own. */
const scan = (folder: string) =>
	execFileSync(process.execPath, ['scripts/scan.mjs', folder], {
		cwd: project,
		env: { ...process.env, NODE_ENV: 'production' },
		encoding: 'utf8',
	});

/** How a field names a method of its node, and where n8n looks for that. */
const METHODS = [
	['searchListMethod', 'listSearch'],
	['resourceMapperMethod', 'resourceMapping'],
	['loadOptionsMethod', 'loadOptions'],
	['testedBy', 'credentialTest'],
] as const;

const counterparts = readCounterparts();

/** Every package has it. */
const SHARED_MEMORY = 'whatsAppSharedMemoryApi';

/** The parameters of a node of the main package, as that of another package has them. */
function parametersIn(name: string, { type }: NodeUnderTest, parameters: Parameters): Parameters {
	const sender: NodeJson = {
		id: 'send',
		name: 'Send',
		type: `${main.name}.${type.description.name}`,
		typeVersion: 2,
		parameters,
		position: [0, 0],
	};
	const { workflow, left } = moveWorkflow({ nodes: [sender] }, [name], counterparts);
	expect(left).toEqual([]);
	return workflow.nodes[0].parameters as Parameters;
}

test('each has one node and one trigger, as n8n’s review asks', () => {
	expect(packages.length).toBeGreaterThan(0);
	for (const { n8n, folder, provider, nodes, credential } of packages) {
		expect(nodes).toEqual([provider, `${provider}Trigger`]);
		expect(n8n.nodes.map(dirname)).toEqual(nodes.map(() => `dist/nodes/${folder}`));
		expect(n8n.credentials.map((file) => basename(file).toLowerCase())).toEqual(
			[credential, SHARED_MEMORY].map((name) => `${name}.credentials.js`.toLowerCase()),
		);
	}
});

describe.each(packages)(
	'$name',
	({ name, nodes, folder, provider, credential, senders, webhook }) => {
		const others = new RegExp(
			providers
				.map((part) => part.name)
				.filter((each) => each !== provider)
				.join('|'),
			'i',
		);
		let packed: Packed;
		beforeAll(() => {
			const tarball = join(project, 'packages', `${name}-${main.version}.tgz`);
			packed = unpack(tarball, join(target, name));
		});

		const instanceOf = <Class>(file: string) => {
			// eslint-disable-next-line @typescript-eslint/no-require-imports -- the built file is CommonJS
			const exported = require(join(packed.folder, file)) as Record<string, new () => Class>;
			return new exported[basename(file).split('.')[0]]();
		};
		const typeOf = (node: string) => {
			const file = packed.manifest.n8n.nodes.find((each) =>
				each.toLowerCase().endsWith(`/${node.toLowerCase()}.node.js`),
			)!;
			return instanceOf<INodeType>(file);
		};

		test('has the files of the main package that it loads, and its two nodes', () => {
			const isSchema = (file: string) => file.includes('__schema__');
			const ownOnly = packed.files.filter((file) => !existsSync(join(project, file)));
			expect(ownOnly.filter((file) => !isSchema(file))).toEqual(
				[folder, `${folder}Trigger`].flatMap((node) => [
					`dist/nodes/${folder}/${node}.node.js`,
					`dist/nodes/${folder}/${node}.node.json`,
				]),
			);
			expect(packed.files.filter((file) => others.test(file))).toEqual([]);
			expect(packed.missing()).toEqual([]);
			expect(packed.unused()).toEqual([]);
		});

		test('goes with the main package, and depends on nothing', () => {
			const { version, license, author, engines, repository } = main;
			expect(packed.manifest).toMatchObject({
				name,
				version,
				license,
				author,
				engines,
				repository: { ...repository, directory: `packages/${name}` },
				keywords: expect.arrayContaining(['n8n-community-node-package']),
				peerDependencies: { 'n8n-workflow': '*' },
			});
			const dependencies = Object.keys(packed.manifest).filter((key) => /dependencies/i.test(key));
			expect(dependencies).toEqual(['peerDependencies']);
			const { n8n } = packed.manifest;
			expect(packed.files).toEqual(expect.arrayContaining([...n8n.nodes, ...n8n.credentials]));
		});

		test('passes n8n’s scanner, with inline disables off', () => {
			expect(scan(packed.folder)).toContain('passed');
		});

		test('so does what it has in the repository, where the scanner reads this folder alone', () => {
			const source = join(target, `${name}-source`);
			for (const part of ['package.json', 'nodes']) {
				cpSync(join(project, 'packages', name, part), join(source, part), { recursive: true });
			}
			expect(scan(source)).toContain('passed');
		});

		describe('in n8n’s loaders', () => {
			const loaded = async (Loader: typeof PackageDirectoryLoader) => {
				const loader = new Loader(packed.folder);
				await loader.loadAll();
				return loader.types;
			};

			test('it has its nodes and its credential, from what is described and from the code', async () => {
				const described = await loaded(LazyPackageDirectoryLoader);
				const coded = await loaded(PackageDirectoryLoader);
				for (const types of [described, coded]) {
					expect(types.nodes.map((type) => type.name).sort()).toEqual(nodes);
					expect(types.credentials.map((type) => type.name)).toEqual([credential, SHARED_MEMORY]);
				}
			});

			test('the links of its nodes lead to pages about them, and about their credential', async () => {
				const types = await loaded(LazyPackageDirectoryLoader);
				const [{ documentationUrl }] = types.credentials;
				const linked = types.nodes.map((type) => {
					const { primaryDocumentation, credentialDocumentation } = (type as INodeTypeDescription)
						.codex!.resources!;
					expect(credentialDocumentation).toEqual([{ url: documentationUrl }]);
					return [type.name, primaryDocumentation!.map(({ url }) => pageAt(url).page)];
				});
				expect(Object.fromEntries(linked)).toEqual({
					[provider]: [`packages/${name}/README.md`],
					[`${provider}Trigger`]: [`docs/nodes/${provider}-trigger.md`],
				});
				expect(pageAt(documentationUrl!).anchor).toMatch(/^credential-/);
			});

			test('none of its words is about another provider', async () => {
				const types = await loaded(LazyPackageDirectoryLoader);
				expect(JSON.stringify(types)).toMatch(new RegExp(provider, 'i'));
				expect(JSON.stringify(types)).not.toMatch(others);
			});

			test('the trigger asks for its credential, for Shared Memory where that is on, and for no provider', async () => {
				const { nodes: types } = await loaded(LazyPackageDirectoryLoader);
				const { credentials, properties, icon, iconUrl } = types.find(
					(type) => type.name === `${provider}Trigger`,
				) as INodeTypeDescription;
				expect(credentials).toEqual([
					{ name: credential, required: true, testedBy: `${credential}Test` },
					{
						name: SHARED_MEMORY,
						required: true,
						testedBy: `${SHARED_MEMORY}Test`,
						displayOptions: { show: { '/options.sharedMemory': [true] } },
					},
				]);
				expect(JSON.stringify(iconUrl ?? icon)).toContain(`${provider}.svg`);
				expect(properties[0]).toMatchObject({
					name: 'provider',
					type: 'hidden',
					default: provider,
				});
				expect(properties.filter((each) => each.name === 'events')).toHaveLength(1);
				const conditions = properties.flatMap(({ displayOptions: { show, hide } = {} }) => [
					...Object.keys(show ?? {}),
					...Object.keys(hide ?? {}),
				]);
				const known = properties.map((each) => each.name).filter((each) => each !== 'provider');
				expect(conditions.filter((each) => !known.includes(each))).toEqual([]);
			});
		});

		test.each([provider, `${provider}Trigger`])('%s has every method that it names', (node) => {
			const { description, methods } = typeOf(node);
			const text = JSON.stringify(description);
			const named = METHODS.flatMap(([name, kind]) =>
				[...text.matchAll(new RegExp(`"${name}":"(\\w+)"`, 'g'))].map(([, method]) => ({
					kind,
					method,
				})),
			);
			expect(named).toContainEqual({ kind: 'credentialTest', method: `${credential}Test` });
			expect(named.filter(({ kind, method }) => !methods?.[kind]?.[method])).toEqual([]);
		});

		test.each(Object.keys(senders))('sends as %s does', async (sender) => {
			await sandbox.clear();
			const node = nodesAt(sandbox.url)[sender];
			const { outputs } = await runNode(
				{
					credential: node.credential,
					credentialType: instanceOf<ICredentialType>(packed.manifest.n8n.credentials[0]),
					type: typeOf(provider),
				},
				parametersIn(name, node, senders[sender].parameters),
				[{ to: '+56912345678', text: 'Hello' }],
			);
			expect(outputs[0]).toMatchObject([{ json: { provider, outcome: 'accepted' } }]);
			expect(await sandbox.messages()).toMatchObject([{ accepted: true }]);
		});

		test('its trigger reads a message', async () => {
			const trigger = typeOf(`${provider}Trigger`);
			const [{ default: chosen }] = trigger.description.properties;
			const { events } = await receiveFrom(
				provider,
				{ body: webhook.message, parameters: { provider: chosen } },
				async (node) => await trigger.webhook!.call(node),
			);
			expect(events).toMatchObject([
				{
					provider,
					event: 'message.received',
					contact: { phone: '+56912345678' },
					message: { text: 'Hi' },
				},
			]);
		});
	},
);
