import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from '../setup/progress';
import { installCommunityPackage, pack } from './communityPackage';

const project = join(__dirname, '..', '..');

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** Installs the nodes, as they are built and packed, into the data folder of an n8n. */
export async function installNodes(dataFolder: string): Promise<void> {
	await step('Installing the packed nodes into n8n', async () => {
		const { name } = readJson(join(project, 'package.json'));
		const tarball = await pack(project, join(dataFolder, 'packed'));
		await installCommunityPackage(tarball, name, join(dataFolder, '.n8n', 'nodes'));
	});
}
