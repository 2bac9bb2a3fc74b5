import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pack } from '../../scripts/communityPackage';

const project = join(__dirname, '..', '..');

/** What is published, and nothing else. A new file is a decision: add it here. */
const FILES = [
	'LICENSE',
	'README.md',
	'dist/credentials/VambeApi.credentials.js',
	'dist/known/credentials.json',
	'dist/known/nodes.json',
	'dist/methods/defined.json',
	'dist/methods/referenced.json',
	'dist/nodes/Vambe/VambeTicket.node.js',
	'dist/nodes/Vambe/VambeTicket.node.json',
	'dist/nodes/Vambe/__schema__/v1.0.0/open.json',
	'dist/nodes/Vambe/connectionTest.js',
	'dist/nodes/Vambe/lists.js',
	'dist/nodes/Vambe/openTicket.js',
	'dist/nodes/Vambe/vambe.dark.svg',
	'dist/nodes/Vambe/vambe.js',
	'dist/nodes/Vambe/vambe.svg',
	'dist/nodes/shared/connection.js',
	'dist/nodes/shared/connectionTest.js',
	'dist/nodes/shared/delivery.js',
	'dist/nodes/shared/fields.js',
	'dist/nodes/shared/libraries.js',
	'dist/nodes/shared/lookup.js',
	'dist/nodes/shared/operation.js',
	'dist/nodes/shared/outcomes.js',
	'dist/nodes/shared/phone.js',
	'dist/nodes/shared/problem.js',
	'dist/nodes/shared/providerWords.js',
	'dist/nodes/shared/redact.js',
	'dist/nodes/shared/request.js',
	'dist/nodes/shared/schema.js',
	'dist/nodes/shared/validation.js',
	'dist/types/credentials.json',
	'dist/types/nodes.json',
	'package.json',
];

let folder: string;
let files: string[];
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

beforeAll(async () => {
	const target = mkdtempSync(join(tmpdir(), 'packed-'));
	const tarball = await pack(project, target);
	execFileSync('tar', ['-xzf', tarball, '-C', target]);
	folder = join(target, 'package');
	files = (readdirSync(folder, { recursive: true }) as string[])
		.filter((file) => statSync(join(folder, file)).isFile())
		.map((file) => file.split(sep).join('/'))
		.sort();
});

test('has exactly these files', () => {
	expect(files).toEqual([...FILES].sort());
});

test('has no dependency of any kind at run time', () => {
	const manifest = JSON.parse(read('package.json'));
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

/** What a built file requires, at once or later. */
const requiresOf = (file: string) =>
	[...read(file).matchAll(/\brequire\(\s*(['"`])(.+?)\1\s*\)/g)].map(([, , name]) => name);

const scripts = () => files.filter((file) => file.endsWith('.js'));

test('requires nothing bare but n8n-workflow and Node’s crypto', () => {
	const bare = scripts().flatMap((file) =>
		requiresOf(file).filter((name) => !name.startsWith('.')),
	);
	expect(bare).toContain('n8n-workflow');
	expect(bare.filter((name) => !['n8n-workflow', 'crypto', 'node:crypto'].includes(name))).toEqual(
		[],
	);
});

test('requires nothing that is not in it', () => {
	for (const file of scripts()) {
		for (const name of requiresOf(file).filter((each) => each.startsWith('.'))) {
			const required = resolve(folder, dirname(file), `${name}.js`);
			expect(files).toContain(relative(folder, required).split(sep).join('/'));
		}
	}
});

test('a node file loads nothing at once but n8n-workflow and the shared fields', () => {
	const nodeFiles = scripts().filter((file) => file.endsWith('.node.js'));
	expect(nodeFiles).not.toEqual([]);
	for (const file of nodeFiles) {
		const atOnce = read(file).match(/^(const|var|let) .*require\(.*$/gm) ?? [];
		expect(atOnce.map((line) => /require\("(.+?)"\)/.exec(line)![1])).toEqual([
			'n8n-workflow',
			'../shared/fields',
		]);
	}
});

test('has every icon that its nodes and credentials name', () => {
	const { nodes } = JSON.parse(read('package.json')).n8n as { nodes: string[] };
	for (const file of nodes) {
		const icons = [...read(file).matchAll(/'file:(.+?)'/g)].map(([, icon]) => icon);
		expect(icons).toHaveLength(2);
		for (const icon of icons) expect(existsSync(join(folder, dirname(file), icon))).toBe(true);
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
		listed: ['vambeTicket'],
		credentials: ['vambeApi'],
		node: 'Vambe Ticket',
		after: ['VambeTicket.node.js', 'fields.js'],
	});
});

test('passes n8n’s scanner, with inline disables off', () => {
	const output = execFileSync(process.execPath, ['scripts/scan.mjs', folder], {
		cwd: project,
		encoding: 'utf8',
	});
	expect(output).toContain('n8n scanner, tarball: passed');
});
