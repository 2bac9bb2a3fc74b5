import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from '../setup/install';
import { UserError } from '../setup/progress';
import generations from './n8nVersions.json';

interface Manifest {
	dependencies: Record<string, string>;
	overrides: object;
}

/** The n8n that everything else runs in. */
export const host = join(__dirname, '..', '..', 'host');

const manifestOf = (folder: string) =>
	JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

export const { n8n: hostVersion, node: nodeVersion } = manifestOf(host).dependencies;

/** Without what a version lacks here, it does not install, or does not start. */
const older: Record<string, Manifest> = Object.fromEntries(
	generations.flatMap(({ versions, dependencies, overrides }) =>
		versions.map((n8n) => [
			n8n,
			{ dependencies: { n8n, node: nodeVersion, ...dependencies }, overrides },
		]),
	),
);

/** The versions of n8n that the nodes are tried in, the newest first. */
export const versions = [hostVersion, ...Object.keys(older)];

/** Outside the project: what an older n8n does not bring, it must not find in a folder above. */
const cache = join(homedir(), '.cache', 'n8n-nodes-whatsapp-gateways');

/**
 * @returns where an n8n of this version is installed, or will be
 * @throws UserError where it is not one of `versions`
 */
export function folderOf(version: string): string {
	if (!versions.includes(version)) {
		throw new UserError(
			`How to install n8n ${version} is not known here. Known: ${versions.join(', ')}. Others are entered in scripts/n8n/n8nVersions.json.`,
		);
	}
	return version === hostVersion ? host : join(cache, `n8n-${version}`);
}

/** The Node.js that an n8n was installed with. */
export const nodeOf = (folder: string) =>
	join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Installs n8n of this version unless it is there, and says where. */
export async function ensureN8n(version = hostVersion): Promise<string> {
	const folder = folderOf(version);
	if (folder !== host) {
		mkdirSync(folder, { recursive: true });
		copyFileSync(join(host, '.npmrc'), join(folder, '.npmrc'));
		const manifest = { private: true, ...older[version] };
		writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
	}
	await ensureInstalled(folder, {
		title: `Installing n8n ${version} into ${folder === host ? 'host/' : folder} (1.5 to 2.6 GB, some minutes the first time)`,
		rebuild: ['node', 'sqlite3'],
	});
	return folder;
}
