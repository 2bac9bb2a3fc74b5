import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testOf } from '../../nodes/shared/contract/triggerPart';
import { inWords } from '../../nodes/shared/descriptions/inWords';
import { generatedDocs } from './docs';
import { inJson, marked, type Generated } from './generated';
import { isPackageOf, packageNames } from './packages';
import { fullNameOf, nodesOfNoProvider, type Provider } from './providers';
import { generatedTemplates } from './templates';

const GATEWAY = 'nodes/WhatsAppGateway';

/** Of no provider: every node may use it. */
const SHARED_MEMORY = 'dist/credentials/WhatsAppSharedMemoryApi.credentials.js';

interface Codex {
	alias: string[];
}

interface Manifest {
	name: string;
	version: string;
	description: string;
	license: string;
	keywords: string[];
	homepage: string;
	author: unknown;
	repository: object;
	engines: unknown;
	files: string[];
	n8n: { n8nNodesApiVersion: number; credentials: string[]; nodes: string[] };
	peerDependencies: unknown;
}

/** Those in the list keep their places; new ones come last. */
function inOrderOfAddition(providers: Provider[], list: string): Provider[] {
	const placeOf = ({ folder }: Provider) => {
		const place = list.indexOf(`'../${folder}/trigger'`);
		return place < 0 ? list.length : place;
	};
	return [...providers].sort((a, b) => placeOf(a) - placeOf(b));
}

const listOf = (providers: Provider[]) =>
	[
		...providers.map(
			({ folder, name }) => `import { ${name}Trigger } from '../${folder}/trigger';`,
		),
		'',
		'export const providers: readonly TriggerPart[] = [',
		...providers.map(({ name }) => `${name}Trigger,`),
		'];',
	].join('\n');

const credentialOf = ({ name, credential }: Provider) =>
	`{ name: '${credential}', required: true, testedBy: '${testOf(credential)}', displayOptions: hiddenForOthers('${name}') },`;

/** The package of one provider. Its name, description and keywords are its own. */
function packageOf(main: Manifest, providers: Provider[], now: Manifest): Manifest {
	const provider = providers.find((each) => isPackageOf(now.name, each));
	if (!provider) {
		throw new Error(`packages/${now.name} has no provider's name as a word of its own`);
	}
	const { folder } = provider;
	const credentials = [...provider.credentials, SHARED_MEMORY];
	const nodes = [folder, `${folder}Trigger`].map((node) => `dist/nodes/${folder}/${node}.node.js`);
	return {
		name: now.name,
		version: main.version,
		description: now.description,
		license: main.license,
		keywords: now.keywords,
		homepage: `${main.homepage}/tree/main/packages/${now.name}#readme`,
		author: main.author,
		repository: { ...main.repository, directory: `packages/${now.name}` },
		engines: main.engines,
		files: main.files,
		n8n: { ...main.n8n, credentials, nodes },
		peerDependencies: main.peerDependencies,
	};
}

/** What n8n, npm or a linter reads as it is written, so that it cannot be computed. */
export async function generatedFiles(project: string, providers: Provider[]): Promise<Generated[]> {
	const read = (file: string) => readFileSync(join(project, file), 'utf8');
	const main = JSON.parse(read('package.json')) as Manifest;
	const added = inOrderOfAddition(providers, read(`${GATEWAY}/providers.ts`));
	const names = added.map(({ name }) => name);
	const fullNames = added.map(fullNameOf);

	return [
		marked(`${GATEWAY}/providers.ts`, 'providers', listOf(added)),
		marked(
			`${GATEWAY}/WhatsAppGatewayTrigger.node.ts`,
			'credentials',
			providers.map(credentialOf).join('\n'),
		),
		inJson<Codex>(`${GATEWAY}/WhatsAppGatewayTrigger.node.json`, (codex) => ({
			...codex,
			alias: [...codex.alias.filter((word) => !names.includes(word)), ...names],
		})),
		inJson<Manifest>('package.json', (manifest) => ({
			...manifest,
			description: `n8n nodes that send WhatsApp messages through ${inWords(fullNames, 'and')}: every item sent, checked before the first request, with receipts and errors that say what to do`,
			keywords: [
				'n8n-community-node-package',
				'whatsapp',
				...fullNames.map((name) => name.toLowerCase().replaceAll(' ', '-')),
			],
			n8n: {
				...manifest.n8n,
				credentials: [...providers.flatMap(({ credentials }) => credentials), SHARED_MEMORY].sort(),
				nodes: [...providers.flatMap(({ nodes }) => nodes), ...nodesOfNoProvider(project)].sort(),
			},
		})),
		...packageNames(project).map((name) =>
			inJson<Manifest>(`packages/${name}/package.json`, (manifest) =>
				packageOf(main, providers, manifest),
			),
		),
		...(await generatedDocs(project, added)),
		...generatedTemplates(project),
	];
}
