import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../setup/command';
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

/** What npm calls the newest n8n, and the one that comes next. */
export const tags = ['latest', 'next'];

/**
 * @returns the number of an n8n that is named by it, or by one of `tags`
 * @throws UserError where it is not one of `versions`
 */
export async function numberOf(name: string): Promise<string> {
	if (versions.includes(name)) return name;
	if (!tags.includes(name)) {
		throw new UserError(
			`How to install n8n ${name} is not known here. Known: ${[...tags, ...versions].join(', ')}. Others are entered in scripts/n8n/n8nVersions.json.`,
		);
	}
	const printed = await runCommand('npm', ['view', `n8n@${name}`, 'version'], {
		cwd: host,
		advice: `Does npm have an n8n of that name? npm view n8n dist-tags`,
	});
	return printed.trim();
}

/** Outside the project: what an older n8n does not bring, it must not find in a folder above. */
const cache = join(homedir(), '.cache', 'n8n-nodes-whatsapp-gateways');

const folderOf = (version: string) =>
	version === hostVersion ? host : join(cache, `n8n-${version}`);

/** The Node.js that an n8n was installed with. */
export const nodeOf = (folder: string) =>
	join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Installs n8n of this version unless it is there, and says where. */
export async function ensureN8n(version = hostVersion): Promise<string> {
	const folder = folderOf(version);
	if (folder !== host) {
		mkdirSync(folder, { recursive: true });
		copyFileSync(join(host, '.npmrc'), join(folder, '.npmrc'));
		// What is newer than we know is installed as it was published.
		const published = { dependencies: { n8n: version, node: nodeVersion } };
		const manifest = { private: true, ...(older[version] ?? published) };
		writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
	}
	await ensureInstalled(folder, {
		title: `Installing n8n ${version} into ${folder === host ? 'host/' : folder} (1.5 to 2.6 GB, some minutes the first time)`,
		rebuild: ['node', 'sqlite3'],
	});
	return folder;
}
