import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../setup/command';

interface PackageJson {
	name: string;
	version: string;
	[field: string]: unknown;
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as PackageJson;

const writeJson = (file: string, value: unknown) =>
	writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

/** Packs the project as it would be published. */
export async function pack(project: string, folder: string): Promise<string> {
	mkdirSync(folder, { recursive: true });
	const printed = await runCommand(
		'npm',
		['pack', '--silent', '--ignore-scripts', '--pack-destination', folder],
		{ cwd: project },
	);
	return join(folder, printed.trim().split('\n').slice(-1)[0]);
}

/**
 * Installs a tarball by the steps that n8n itself takes for a community package: unpack it, drop
 * what n8n drops, install what is left.
 * @param nodesFolder `.n8n/nodes` in n8n's user folder
 */
export async function installCommunityPackage(
	tarball: string,
	name: string,
	nodesFolder: string,
): Promise<void> {
	const folder = join(nodesFolder, 'node_modules', name);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await runCommand('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], {
		cwd: nodesFolder,
	});

	const manifestFile = join(folder, 'package.json');
	const manifest = readJson(manifestFile);
	delete manifest.devDependencies;
	delete manifest.peerDependencies;
	delete manifest.optionalDependencies;
	writeJson(manifestFile, manifest);
	const npmOptions = [
		'--audit=false',
		'--fund=false',
		'--bin-links=false',
		'--install-strategy=shallow',
		'--ignore-scripts=true',
		'--package-lock=false',
	];
	await runCommand('npm', ['install', ...npmOptions], { cwd: folder });

	listInstalled(nodesFolder, { [name]: manifest.version });
}

/** Removes a package by the steps that n8n itself takes when it uninstalls one. */
export function uninstallCommunityPackage(name: string, nodesFolder: string): void {
	rmSync(join(nodesFolder, 'node_modules', name), { recursive: true, force: true });
	listInstalled(nodesFolder, {});
}

const listInstalled = (nodesFolder: string, dependencies: Record<string, string>) =>
	writeJson(join(nodesFolder, 'package.json'), {
		name: 'installed-nodes',
		private: true,
		dependencies,
	});
