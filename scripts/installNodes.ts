import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command';
import { installCommunityPackage, pack } from './communityPackage';
import { ensureInstalled } from './install';
import { step } from './progress';

const project = join(__dirname, '..');

/** Where n8n is installed. */
export const host = join(project, 'host');

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** Installs n8n into host/, and the nodes, packed, into the data folder of an n8n. */
export async function installNodes(dataFolder: string): Promise<void> {
	const n8nVersion = readJson(join(host, 'package.json')).dependencies.n8n;
	await ensureInstalled(host, {
		title: `Installing n8n ${n8nVersion} into host/ (2.4 GB, 1 to 5 minutes the first time)`,
		rebuild: ['node', 'sqlite3'],
	});
	await step('Building the nodes', async () => {
		await runCommand('npx', ['gulp', 'buildIfChanged'], { cwd: project });
	});
	await step('Installing the packed nodes into n8n', async () => {
		const { name } = readJson(join(project, 'package.json'));
		const tarball = await pack(project, join(dataFolder, 'packed'));
		await installCommunityPackage(tarball, name, join(dataFolder, '.n8n', 'nodes'));
	});
}
