import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TriggerPart } from '../../nodes/shared/contract/triggerPart';

/** A provider as its folder has it. */
export interface Provider extends TriggerPart {
	/** Under nodes/. */
	folder: string;
	/** As built, in the way in which n8n wants them in a package.json. */
	nodes: string[];
	credentials: string[];
}

/** Of all providers, or of none. */
const OF_NO_PROVIDER = ['WhatsAppGateway', 'WhatsAppOptOutList'];

/** As it is offered for choice. */
export const fullNameOf = ({ displayName, fullName = displayName }: Provider) => fullName;

const capitalized = (name: string) => name[0].toUpperCase() + name.slice(1);

/** @returns the built nodes in a folder */
const nodesIn = (project: string, folder: string): string[] =>
	readdirSync(join(project, 'nodes', folder))
		.filter((file) => file.endsWith('.node.ts'))
		.sort()
		.map((file) => `dist/nodes/${folder}/${file.replace(/\.ts$/, '.js')}`);

/** @returns the built nodes that belong to no single provider */
export const nodesOfNoProvider = (project: string): string[] =>
	OF_NO_PROVIDER.flatMap((folder) => nodesIn(project, folder));

async function partIn(project: string, folder: string): Promise<TriggerPart> {
	const file = join(project, 'nodes', folder, 'trigger.ts');
	const name = `${folder.toLowerCase()}Trigger`;
	if (!existsSync(file)) throw new Error(`nodes/${folder} has no trigger.ts`);
	const { [name]: part } = (await import(pathToFileURL(file).href)) as Record<string, TriggerPart>;
	if (!part) throw new Error(`nodes/${folder}/trigger.ts does not export ${name}`);
	return part;
}

/** @returns the folders of the providers under nodes/, by name */
export const providerFolders = (project: string): string[] =>
	readdirSync(join(project, 'nodes'), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && ![...OF_NO_PROVIDER, 'shared'].includes(entry.name))
		.map(({ name }) => name)
		.sort();

/** Every folder of a provider, in the order of their names. */
export async function readProviders(project: string): Promise<Provider[]> {
	return await Promise.all(
		providerFolders(project).map(async (folder) => {
			const part = await partIn(project, folder);
			return {
				...part,
				folder,
				nodes: nodesIn(project, folder),
				credentials: [`dist/credentials/${capitalized(part.credential)}.credentials.js`],
			};
		}),
	);
}
