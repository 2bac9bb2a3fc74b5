import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { eventsOfAll } from '../../nodes/shared/descriptions/events';
import { marked, type Generated } from './generated';
import { code, table } from './markdown';
import type { Provider } from './providers';

/** On the page of the trigger: who registers its address, and who reports which event. */

export const GATEWAY = 'whatsapp-gateway-trigger.md';

interface Words {
	providers: [provider: string, credential: string, whoRegisters: string];
	node: string;
	you: string;
	anyEvent: string;
	yes: string;
}

/** By the folder of the pages. */
const LANGUAGES: Record<string, Words> = {
	'docs/nodes': {
		providers: ['Provider', 'Credential', 'Who registers the address at the provider'],
		node: 'the node',
		you: 'you',
		anyEvent: 'any of these',
		yes: 'yes',
	},
	'docs/es/nodes': {
		providers: ['Proveedor', 'Credencial', 'Quién registra la dirección en el proveedor'],
		node: 'el nodo',
		you: 'tú',
		anyEvent: 'cualquiera de estos',
		yes: 'sí',
	},
	'docs/pt-BR/nodes': {
		providers: ['Provedor', 'Credencial', 'Quem cadastra o endereço no provedor'],
		node: 'o nó',
		you: 'você',
		anyEvent: 'qualquer um destes',
		yes: 'sim',
	},
};

/** A provider as its row names it. */
export interface Registrant {
	/** To the page of its trigger. */
	link: string;
	credential: string;
	/** Whether its node registers the address. */
	registers: boolean;
}

const providersTable = (registrants: Registrant[], { providers, node, you }: Words) =>
	table(
		providers,
		registrants.map(({ link, credential, registers }) => [
			link,
			credential,
			registers ? node : you,
		]),
	);

const eventsTable = (providers: Provider[], { anyEvent, yes }: Words) =>
	table(
		['Trigger On', code('event'), ...providers.map(({ displayName }) => displayName)],
		(eventsOfAll(providers).options ?? []).map((option) => {
			const { name, value } = option as { name: string; value: string };
			const reports = ({ events }: Provider) => value === '*' || value in events;
			return [
				name,
				value === '*' ? anyEvent : code(value),
				...providers.map((provider) => (reports(provider) ? yes : '')),
			];
		}),
	);

export const triggerTables = (
	project: string,
	providers: Provider[],
	registrants: Registrant[],
): Generated[] =>
	Object.entries(LANGUAGES)
		.map(([folder, words]) => ({ file: `${folder}/${GATEWAY}`, words }))
		.filter(({ file }) => existsSync(join(project, file)))
		.flatMap(({ file, words }) => [
			marked(file, 'providers', providersTable(registrants, words)),
			marked(file, 'events', eventsTable(providers, words)),
		]);
