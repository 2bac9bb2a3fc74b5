import { execFileSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { LazyPackageDirectoryLoader, PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { providers } from '../../nodes/WhatsAppGateway/providers';
import { buildPackages, triggerEntry } from '../../packages/build';
import { nodesAt, runNode } from '../support/engine';
import { packageFolders } from '../support/packageFolders';
import { unpack, type Packed } from '../support/packed';
import { receiveFrom } from '../support/receiving';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox';

/** The packages of single providers, as `npm run build:packages` makes them. */
const project = join(__dirname, '..', '..');
const main = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const text = { recipient: '+56 9 1234 5678', messageText: 'Hello' };
const contact = { fullName: 'Ada Lovelace', phoneNumber: '+55 31 99999-9999' };

/** A message that a node of the package sends, and a delivery that its trigger reads. */
const samples = {
	vambe: {
		sender: 'vambeTicket',
		message: {
			operation: 'open',
			channel: byId('1001'),
			stage: byId('stage_initial_001'),
			firstMessage: 'text',
			...text,
		},
		delivery: {
			type: 'message.received',
			data: { fromNumber: '56912345678', message: 'Hi', messageId: '1', messageType: 'text' },
		},
	},
	vobiz: {
		sender: 'vobizSend',
		message: {
			operation: 'send',
			channel: byId('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1'),
			messageType: 'text',
			...text,
		},
		delivery: {
			event_type: 'message.inbound',
			payload: {
				messages: [{ id: '1', from: '56912345678', type: 'text', text: { body: 'Hi' } }],
			},
		},
	},
	aisoule: {
		sender: 'aisouleSend',
		message: { operation: 'send', messageType: 'text', ...text },
		delivery: {
			event: 'message.incoming',
			data: { message_id: '1', from: '+56912345678', type: 'text', text: 'Hi' },
		},
	},
	evolution: {
		sender: 'evolutionV2',
		message: {
			operation: 'send',
			instance: byId('phone'),
			recipient: '+56 9 1234 5678',
			contacts: { contact: [contact] },
			apiVersion: 'auto',
		},
		delivery: {
			event: 'messages.upsert',
			instance: 'phone',
			data: {
				key: { remoteJid: '56912345678@s.whatsapp.net', fromMe: false, id: '1' },
				message: { conversation: 'Hi' },
			},
		},
	},
} as const;

const packages = packageFolders().map((each) => {
	const provider = each.provider as keyof typeof samples;
	return { ...each, provider, ...samples[provider] };
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

test('each has all that the main package has of its provider, and its own trigger', () => {
	expect(packages.length).toBeGreaterThan(0);
	for (const { n8n, folder, credential } of packages) {
		const ofProvider = main.n8n.nodes.filter((file: string) => file.split('/')[2] === folder);
		expect(ofProvider).not.toEqual([]);
		const trigger = `dist/nodes/${folder}/${folder}Trigger.node.js`;
		expect([...n8n.nodes].sort()).toEqual([...ofProvider, trigger].sort());
		expect(n8n.credentials.map((file: string) => basename(file).toLowerCase())).toEqual([
			`${credential}.credentials.js`.toLowerCase(),
		]);
	}
});

describe.each(packages)(
	'$name',
	({ name, nodes, folder, provider, credential, sender, message, delivery }) => {
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

		test('has the files of the main package that it loads, and its trigger', () => {
			const trigger = `dist/nodes/${folder}/${folder}Trigger.node`;
			const ownOnly = packed.files.filter((file) => !existsSync(join(project, file)));
			expect(ownOnly).toEqual([`${trigger}.js`, `${trigger}.json`]);
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

		test('so do its sources, with the trigger’s', () => {
			const source = join(target, `${name}-source`);
			const [credentialFile] = packed.manifest.n8n.credentials;
			const credentialSource = credentialFile.replace('dist/', '').replace('.js', '.ts');
			for (const part of [`nodes/${folder}`, credentialSource]) {
				cpSync(join(project, part), join(source, part), { recursive: true });
			}
			cpSync(join(packed.folder, 'package.json'), join(source, 'package.json'));
			mkdirSync(join(source, 'packages'));
			cpSync(
				join(project, 'packages', 'providerTrigger.ts'),
				join(source, 'packages', 'providerTrigger.ts'),
			);
			writeFileSync(
				join(source, 'nodes', folder, `${folder}Trigger.node.ts`),
				triggerEntry(folder),
			);
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
					expect(types.credentials.map((type) => type.name)).toEqual([credential]);
				}
			});

			test('none of its words is about another provider', async () => {
				const types = await loaded(LazyPackageDirectoryLoader);
				expect(JSON.stringify(types)).toMatch(new RegExp(provider, 'i'));
				expect(JSON.stringify(types)).not.toMatch(others);
			});

			test('the trigger asks for its credential, and for no provider', async () => {
				const { nodes: types } = await loaded(LazyPackageDirectoryLoader);
				const { credentials, properties, icon, iconUrl } = types.find(
					(type) => type.name === `${provider}Trigger`,
				) as INodeTypeDescription;
				expect(credentials).toEqual([
					{ name: credential, required: true, testedBy: `${credential}Test` },
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

		test('a node of it sends', async () => {
			await sandbox.clear();
			const node = nodesAt(sandbox.url)[sender];
			const { outputs } = await runNode(
				{
					credential: node.credential,
					credentialType: instanceOf<ICredentialType>(packed.manifest.n8n.credentials[0]),
					type: typeOf(node.type.description.name),
				},
				{ ...message, options: {}, additionalFields: {} },
				[{}],
			);
			expect(outputs[0]).toMatchObject([{ json: { provider, outcome: 'accepted' } }]);
			expect(await sandbox.messages()).toMatchObject([{ accepted: true }]);
		});

		test('its trigger reads a message', async () => {
			const trigger = typeOf(`${provider}Trigger`);
			const [{ default: chosen }] = trigger.description.properties;
			const { events } = await receiveFrom(
				provider,
				{ body: delivery, parameters: { provider: chosen } },
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
