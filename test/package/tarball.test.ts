import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, sep } from 'node:path';
import { pack } from '../../scripts/n8n/communityPackage';
import { unpack, type Packed } from '../support/package/packed';

const project = join(__dirname, '..', '..');

let target: string;
let tarball: string;
let packed: Packed;

beforeAll(async () => {
	target = realpathSync(mkdtempSync(join(tmpdir(), 'packed-')));
	tarball = await pack(project, target);
	packed = unpack(tarball, join(target, 'unpacked'));
});
afterAll(() => rmSync(target, { recursive: true, force: true }));

/** What n8n reads beside the code, and the icons; a new kind of file is a decision: add it here. */
function filesBesideCode({ read, manifest: { n8n } }: Packed): string[] {
	const iconsOf = (file: string) =>
		[...read(file).matchAll(/['"]file:(.+?)['"]/g)].map(([, icon]) =>
			posix.join(posix.dirname(file), icon),
		);
	const folders = new Set(n8n.nodes.map((file) => posix.dirname(file)));
	const schemas = [...folders].flatMap((folder) => {
		const source = join(project, folder.replace('dist/', ''), '__schema__');
		return (existsSync(source) ? (readdirSync(source, { recursive: true }) as string[]) : [])
			.filter((file) => file.endsWith('.json'))
			.map((file) => `${folder}/__schema__/${file.split(sep).join('/')}`);
	});
	return [
		'LICENSE',
		'README.md',
		'package.json',
		'dist/known/credentials.json',
		'dist/known/nodes.json',
		'dist/methods/defined.json',
		'dist/methods/referenced.json',
		'dist/types/credentials.json',
		'dist/types/nodes.json',
		...n8n.nodes.map((file) => `${file}on`),
		...schemas,
		...new Set([...n8n.nodes, ...n8n.credentials].flatMap(iconsOf)),
	];
}

test('has the code that n8n loads and what n8n reads beside it, and nothing else', () => {
	expect(packed.missing()).toEqual([]);
	expect(packed.unused()).toEqual([]);
	expect(packed.files.filter((file) => !file.endsWith('.js'))).toEqual(
		filesBesideCode(packed).sort(),
	);
});

/** What it had when nodes first had a memory that processes share. */
const MEASURED = { bytes: 441_707, nodes: 9 };

test('is not larger than it was, by more than three in a hundred for each node', () => {
	const { size } = statSync(tarball);
	const nodes = packed.manifest.n8n.nodes.length;
	expect(size / nodes).toBeLessThanOrEqual((1.03 * MEASURED.bytes) / MEASURED.nodes);
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
	expect(scripts().flatMap(packed.requiresOf)).toContain('../shared/delivery/deliver');
	expect(packed.missing()).toEqual([]);
});

test('a node file loads nothing at once but n8n-workflow and the shared fields', () => {
	const nodeFiles = scripts().filter((file) => file.endsWith('.node.js'));
	expect(nodeFiles).not.toEqual([]);
	for (const file of nodeFiles) {
		const atOnce = packed.read(file).match(/^(const|var|let) .*require\(.*$/gm) ?? [];
		const loaded = atOnce.map((line) => /require\("(.+?)"\)/.exec(line)![1]);
		expect([...new Set(loaded)].sort()).toEqual([
			...(file.endsWith('Trigger.node.js') ? [] : ['../shared/descriptions/fields']),
			'n8n-workflow',
		]);
	}
});

test('has every icon that its nodes and credentials name', () => {
	for (const file of packed.manifest.n8n.nodes) {
		const icons = [...packed.read(file).matchAll(/"file:(.+?)"/g)].map(([, icon]) => icon);
		expect(icons).toHaveLength(2);
		for (const icon of icons) expect(packed.files).toContain(posix.join(posix.dirname(file), icon));
	}
});

/** A type is called as its file, which begins with a capital. */
const namesOf = (files: string[]) =>
	files
		.map((file) => posix.basename(file).split('.')[0])
		.map((name) => name[0].toLowerCase() + name.slice(1));

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
		listed: namesOf(packed.manifest.n8n.nodes),
		credentials: namesOf(packed.manifest.n8n.credentials),
		node: 'Vambe Ticket',
		after: ['VambeTicket.node.js', 'countries.js', 'fields.js', 'sendBetween.js', 'sharedMemory.js'],
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
	expect(loaded).toEqual(namesOf([...nodes, ...credentials]));
});

test('passes n8n’s scanner, with inline disables off', () => {
	const output = execFileSync(process.execPath, ['scripts/scan.mjs', packed.folder], {
		cwd: project,
		encoding: 'utf8',
	});
	expect(output).toContain('n8n scanner, tarball: passed');
});
