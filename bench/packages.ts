import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { buildNodes } from '../scripts/setup/buildNodes';
import { runCommand } from '../scripts/setup/command';
import { installCommunityPackage, pack } from '../scripts/n8n/communityPackage';
import { ensureN8n, host, hostVersion, nodeVersion } from '../scripts/n8n/n8nVersions';
import { step } from '../scripts/setup/progress';

export const project = join(__dirname, '..');

/** Below host/, so that every package finds the n8n-workflow of the n8n that would run it. */
export const benchFolder = join(host, 'data', 'bench');
const nodesFolder = join(benchFolder, '.n8n', 'nodes');

/** Fetched for the bench, and never part of the project. */
const PEERS = { 'n8n-nodes-evolution-api': '1.0.4' };

export const OURS = 'n8n-nodes-whatsapp-gateways';
export const SKELETON = 'n8n-nodes-skeleton';
export const MINIMAL = 'n8n-nodes-minimal';
export const MINIMAL_TRIGGER = 'n8n-nodes-minimal-trigger';

export const peerFolder = (name: string) => join(nodesFolder, 'node_modules', name);

interface Manifest {
	version: string;
	n8n: { nodes: string[]; credentials: string[] };
}

/** Of what is measured. */
export function versions(): Record<string, string> {
	return {
		ours: readManifest(project).version,
		n8n: hostVersion,
		'Node.js': nodeVersion,
		...PEERS,
	};
}

const readManifest = (folder: string) =>
	JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** The node and credential files of a package, relative to its folder. */
export function filesOf(folder: string, wanted = /./): string[] {
	const { n8n } = readManifest(folder);
	return [...n8n.nodes, ...n8n.credentials].filter((file) => wanted.test(basename(file)));
}

/** Installs n8n, ours as it would be published, the peers and two that show what is the least. */
export async function preparePackages(): Promise<void> {
	await ensureN8n();
	await buildNodes();
	await step('Packing ours, fetching the peers', async () => {
		const packed = join(benchFolder, 'packed');
		rmSync(packed, { recursive: true, force: true });
		await installCommunityPackage(await pack(project, packed), OURS, nodesFolder);
		for (const [name, version] of Object.entries(PEERS)) {
			const printed = await runCommand('npm', ['pack', '--silent', `${name}@${version}`], {
				cwd: packed,
				advice: 'The peers come from the npm registry: check the connection.',
			});
			await installCommunityPackage(join(packed, printed.trim()), name, nodesFolder);
		}
		writeSkeleton();
		writeMinimal();
		writeMinimalTrigger();
	});
}

const classIn = (file: string) => basename(file).split('.')[0];

/** The same files with the same descriptions, and no code at all. */
function writeSkeleton() {
	const { n8n } = readManifest(peerFolder(OURS));
	const write = (file: string, body: string) => writeClass(SKELETON, file, body);
	for (const file of n8n.nodes) {
		const { description } = instantiate<INodeType>(file);
		write(file, `description = ${JSON.stringify(description)};`);
	}
	for (const file of n8n.credentials) {
		const fields = Object.entries(instantiate<ICredentialType>(file));
		write(file, fields.map(([name, value]) => `${name} = ${JSON.stringify(value)};`).join('\n'));
	}
	writeManifest(SKELETON, n8n);
}

function writeMinimal() {
	const file = 'dist/nodes/Minimal.node.js';
	const description = {
		displayName: 'Minimal',
		name: 'minimal',
		group: ['output'],
		version: 1,
		description: 'Two fields',
		defaults: { name: 'Minimal' },
		inputs: ['main'],
		outputs: ['main'],
		properties: ['to', 'text'].map((name) => ({
			displayName: name,
			name,
			type: 'string',
			default: '',
		})),
	};
	writeClass(MINIMAL, file, `description = ${JSON.stringify(description)};`);
	writeManifest(MINIMAL, { nodes: [file], credentials: [] });
}

/** A trigger that hands on what comes in, and does nothing else. */
function writeMinimalTrigger() {
	const file = 'dist/nodes/MinimalTrigger.node.js';
	const description = {
		displayName: 'Minimal Trigger',
		name: 'minimalTrigger',
		group: ['trigger'],
		version: 2,
		description: 'No fields',
		defaults: { name: 'Minimal Trigger' },
		inputs: [],
		outputs: ['main'],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: [],
	};
	const body = `
description = ${JSON.stringify(description)};
async webhook() {
	return { workflowData: [[{ json: this.getBodyData() }]] };
}`;
	writeClass(MINIMAL_TRIGGER, file, body);
	writeManifest(MINIMAL_TRIGGER, { nodes: [file], credentials: [] });
}

function instantiate<Class>(file: string): Class {
	const path = join(peerFolder(OURS), file);
	const exported = createRequire(path)(path) as Record<string, new () => Class>;
	return new exported[classIn(file)]();
}

function writeClass(name: string, file: string, body: string) {
	const path = join(peerFolder(name), file);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(
		path,
		`"use strict";\nclass ${classIn(file)} {\n${body}\n}\nmodule.exports = { ${classIn(file)} };\n`,
	);
}

function writeManifest(name: string, n8n: Manifest['n8n']) {
	const manifest = { name, version: '1.0.0', n8n };
	writeFileSync(join(peerFolder(name), 'package.json'), JSON.stringify(manifest));
}
