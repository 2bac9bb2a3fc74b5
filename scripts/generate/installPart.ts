import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { marked, type Generated } from './generated';
import { isPackageOf, MAIN_PACKAGE, packageNames } from './packages';
import type { Provider } from './providers';

/** On the page of each node: which packages have it, by which name, and what n8n needs for it. */

/** What the page says, but for the addresses. */
interface Words {
	node(places: string): string;
	packages: string;
	version3(setting: string): string;
	settings: string;
	webhook(variable: string): string;
}

interface Language {
	locale: string;
	/** Of the pages. */
	folder: string;
	in: string;
	words: Words;
}

const LANGUAGES: Language[] = [
	{
		locale: 'en-GB',
		folder: 'docs/nodes',
		in: 'in',
		words: {
			node: (places) => `This node is ${places}`,
			packages: 'which package to choose',
			version3: (setting) =>
				`From version 3, n8n needs ${setting} to load packages that it has not verified`,
			settings: 'what n8n has to allow',
			webhook: (variable) =>
				`So that the provider reaches the trigger, set ${variable} to the public address of your n8n.`,
		},
	},
	{
		locale: 'es',
		folder: 'docs/es/nodes',
		in: 'en',
		words: {
			node: (places) => `Este nodo es ${places}`,
			packages: 'qué paquete elegir',
			version3: (setting) =>
				`Desde la versión 3, n8n necesita ${setting} para cargar los paquetes que no ha verificado`,
			settings: 'qué debe permitir n8n',
			webhook: (variable) =>
				`Para que el proveedor llegue al trigger, pon en ${variable} la dirección pública de tu n8n.`,
		},
	},
	{
		locale: 'pt-BR',
		folder: 'docs/pt-BR/nodes',
		in: 'em',
		words: {
			node: (places) => `Este nó é ${places}`,
			packages: 'qual pacote escolher',
			version3: (setting) =>
				`A partir da versão 3, o n8n precisa de ${setting} para carregar pacotes que a n8n não verificou`,
			settings: 'o que o n8n precisa permitir',
			webhook: (variable) =>
				`Para que o provedor alcance o trigger, coloque em ${variable} o endereço público do seu n8n.`,
		},
	},
];

/** A node as people find it in a package. */
interface Place {
	node: string;
	package: string;
}

/** Several nodes of the main package are one in that of the provider, such as Vambe › Ticket. */
function nameWithin({ displayName }: Provider, title: string) {
	const rest = title.slice(displayName.length + 1);
	return rest.startsWith('Send') ? displayName : `${displayName} › ${rest}`;
}

const isTrigger = (file: string) => file.endsWith('-trigger.md');

/** @param providers that the page is about */
function placesOf(project: string, file: string, title: string, providers: Provider[]): Place[] {
	const packages = packageNames(project);
	const node = isTrigger(file) ? 'WhatsApp Gateway Trigger' : title;
	const nodeOf = (provider: Provider) =>
		isTrigger(file) ? `${provider.displayName} Trigger` : nameWithin(provider, title);
	return [
		{ node, package: MAIN_PACKAGE },
		...providers.flatMap((provider) =>
			packages
				.filter((name) => isPackageOf(name, provider))
				.map((name) => ({ node: nodeOf(provider), package: name })),
		),
	];
}

/** @param docs the way from the page to docs/ */
function textOf(
	file: string,
	places: Place[],
	{ locale, words, in: within }: Language,
	docs: string,
) {
	const list = new Intl.ListFormat(locale).format(
		places.map((place) => `**${place.node}** ${within} \`${place.package}\``),
	);
	const allowed = words.version3('`N8N_UNVERIFIED_PACKAGES_ENABLED=true`');
	return [
		`${words.node(list)}: [${words.packages}](${docs}/packages.md).`,
		`${allowed}: [${words.settings}](${docs}/install.md#what-n8n-has-to-allow).`,
		...(isTrigger(file) ? [words.webhook('`N8N_WEBHOOK_URL`')] : []),
	].join(' ');
}

/** @param titles of the pages in docs/nodes/, by their files */
export function installParts(
	project: string,
	titles: Map<string, string>,
	providers: Provider[],
): Generated[] {
	return LANGUAGES.filter(({ folder }) => existsSync(join(project, folder))).flatMap((language) => {
		const { folder } = language;
		const docs = folder.split('/').slice(1).fill('..').join('/');
		return readdirSync(join(project, folder))
			.filter((file) => titles.has(file))
			.map((file) => {
				const about = providers.filter(({ name }) => file.startsWith(`${name}-`));
				const places = placesOf(
					project,
					file,
					titles.get(file)!,
					about.length > 0 ? about : providers,
				);
				return marked(`${folder}/${file}`, 'install', textOf(file, places, language, docs));
			});
	});
}
