import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { marked, type Generated } from './generated';
import { isPackageOf, MAIN_PACKAGE, packageNames } from './packages';
import type { Provider } from './providers';

/** On the page of each node: which packages have it, by which name, and what n8n needs for it. */

interface Language {
	locale: string;
	/** Of the pages. */
	folder: string;
	in: string;
	node(places: string): string;
	whichPackage: string;
	version3(setting: string): string;
	whatToAllow: string;
	webhook(variable: string): string;
}

const LANGUAGES: Language[] = [
	{
		locale: 'en-GB',
		folder: 'docs/nodes',
		in: 'in',
		node: (places) => `This node is ${places}`,
		whichPackage: 'which package to choose',
		version3: (setting) =>
			`From version 3, n8n needs ${setting} to load packages that it has not verified`,
		whatToAllow: 'what n8n has to allow',
		webhook: (variable) =>
			`So that the provider reaches the trigger, set ${variable} to the public address of your n8n.`,
	},
	{
		locale: 'es',
		folder: 'docs/es/nodes',
		in: 'en',
		node: (places) => `Este nodo es ${places}`,
		whichPackage: 'qué paquete elegir',
		version3: (setting) =>
			`Desde la versión 3, n8n necesita ${setting} para cargar los paquetes que no ha verificado`,
		whatToAllow: 'lo que n8n tiene que permitir',
		webhook: (variable) =>
			`Para que el proveedor llegue al trigger, pon en ${variable} la dirección pública de tu n8n.`,
	},
	{
		locale: 'pt-BR',
		folder: 'docs/pt-BR/nodes',
		in: 'em',
		node: (places) => `Este nó é ${places}`,
		whichPackage: 'qual pacote escolher',
		version3: (setting) =>
			`A partir da versão 3, o n8n precisa de ${setting} para carregar pacotes que a n8n não verificou`,
		whatToAllow: 'o que o n8n precisa permitir',
		webhook: (variable) =>
			`Para que o provedor alcance o trigger, coloque em ${variable} o endereço público do seu n8n.`,
	},
];

const isTrigger = (file: string) => file.endsWith('-trigger.md');

/** Several nodes of the main package are one in that of the provider, such as Vambe › Ticket. */
function nameWithin({ displayName }: Provider, title: string) {
	const rest = title.slice(displayName.length + 1);
	return rest.startsWith('Send') ? displayName : `${displayName} › ${rest}`;
}

/** Each package with the node of a page, and what the node is called there. */
function placesOf(project: string, file: string, title: string, providers: Provider[]) {
	const own = providers.filter(({ name }) => file.startsWith(`${name}-`));
	// The page of the trigger of all is about each of them; a node of no provider is in the main package only.
	const among = own.length > 0 || !isTrigger(file) ? own : providers;
	return [
		{ inPackage: MAIN_PACKAGE, node: isTrigger(file) ? 'WhatsApp Gateway Trigger' : title },
		...among.flatMap((provider) =>
			packageNames(project)
				.filter((name) => isPackageOf(name, provider))
				.map((name) => ({
					inPackage: name,
					node: isTrigger(file) ? `${provider.displayName} Trigger` : nameWithin(provider, title),
				})),
		),
	];
}

function textOf(language: Language, file: string, places: ReturnType<typeof placesOf>) {
	const docs = language.folder.split('/').slice(1).fill('..').join('/');
	const names = places.map(({ inPackage, node }) => `**${node}** ${language.in} \`${inPackage}\``);
	const node = language.node(new Intl.ListFormat(language.locale).format(names));
	const version3 = language.version3('`N8N_UNVERIFIED_PACKAGES_ENABLED=true`');
	return [
		`${node}: [${language.whichPackage}](${docs}/packages.md).`,
		`${version3}: [${language.whatToAllow}](${docs}/install.md#what-n8n-has-to-allow).`,
		...(isTrigger(file) ? [language.webhook('`N8N_WEBHOOK_URL`')] : []),
	].join(' ');
}

/** @param titles of the pages in docs/nodes/, by their files */
export const installParts = (
	project: string,
	titles: Map<string, string>,
	providers: Provider[],
): Generated[] =>
	LANGUAGES.filter(({ folder }) => existsSync(join(project, folder))).flatMap((language) =>
		readdirSync(join(project, language.folder))
			.filter((file) => titles.has(file))
			.map((file) => {
				const places = placesOf(project, file, titles.get(file)!, providers);
				return marked(`${language.folder}/${file}`, 'install', textOf(language, file, places));
			}),
	);
