import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildNodes } from './buildNodes';
import { installCommunityPackage, pack } from './communityPackage';
import { ensureN8n } from './n8nVersions';
import { step } from './progress';

const project = join(__dirname, '..');

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Installs n8n into host/, and the nodes, packed, into the data folder of an n8n.
 * @returns where n8n is
 */
export async function installNodes(dataFolder: string): Promise<string> {
	const host = await ensureN8n();
	await buildNodes();
	await step('Installing the packed nodes into n8n', async () => {
		const { name } = readJson(join(project, 'package.json'));
		const tarball = await pack(project, join(dataFolder, 'packed'));
		await installCommunityPackage(tarball, name, join(dataFolder, '.n8n', 'nodes'));
	});
	return host;
}
