import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ICredentialType } from 'n8n-workflow';
import type { Provider as Sender, RateLimit } from '../../nodes/shared/contract/provider';
import { providers as played } from '../../sandbox/providers';
import { marked, type Generated } from './generated';
import { installParts } from './installPart';
import { code, table } from './markdown';
import { isPackageOf, packageNames } from './packages';
import { fullNameOf, type Provider } from './providers';
import { GATEWAY, triggerTables } from './triggerTables';

/** The parts of the pages and of the forms that have something for each provider. */

/** A page of docs/nodes/, by what it begins with. */
interface Page {
	file: string;
	title: string;
	/** What the node does, in one sentence. */
	does: string;
}

/** Where the sandbox is, unless somebody takes another port. */
const SANDBOX = 'http://127.0.0.1:4010';

function readPage(folder: string, file: string): Page {
	const text = readFileSync(join(folder, file), 'utf8');
	const [, title, first] = /^# (.+)\n\n(?:English · .+\n\n)?This node ([^]+?\.)\s/.exec(text) ?? [];
	if (!first) throw new Error(`docs/nodes/${file} has to begin with "# Title" and "This node …."`);
	return { file, title, does: first.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1') };
}

/** The sending nodes of a provider; the trigger's page is about the trigger of all. */
const pagesOf = ({ name }: Provider, pages: Page[]) =>
	pages.filter(({ file }) => file.startsWith(`${name}-`) && file !== `${name}-trigger.md`);

/** The nodes that belong to no provider, beside the trigger of all. */
const otherPages = (providers: Provider[], pages: Page[]) =>
	pages.filter(
		({ file }) => file !== GATEWAY && !providers.some(({ name }) => file.startsWith(`${name}-`)),
	);

const triggerPages = (providers: Provider[], folder = '') =>
	providers.map(({ name, displayName }) => `[${displayName}](${folder}${name}-trigger.md)`);

function nodesIndex(providers: Provider[], pages: Page[]) {
	const line = ({ file, title, does }: Page) => `- [${title}](nodes/${file}): ${does}`;
	const gateway = pages.filter(({ file }) => file === GATEWAY).map(line);
	return [
		...providers.flatMap((provider) => pagesOf(provider, pages)).map(line),
		`${gateway.join()} What is different for a provider: ${triggerPages(providers, 'nodes/').join(', ')}.`,
		...otherPages(providers, pages).map(line),
	].join('\n');
}

const UNITS = new Map([
	[1000, 'a second'],
	[60_000, 'a minute'],
	[3_600_000, 'an hour'],
	[86_400_000, 'a day'],
]);

const limitInWords = ({ messages, ms }: RateLimit) =>
	`${messages} in ${UNITS.get(ms) ?? `${ms / 1000} seconds`}`;

const limitsTable = (senders: Sender[]) =>
	table(
		['Provider', 'Messages at Once', 'Documented limit'],
		senders.map(({ displayName, messagesAtOnce, limits = [] }) => [
			displayName,
			String(messagesAtOnce),
			limits.map(limitInWords).join(', '),
		]),
	);

function packagesTable(project: string, providers: Provider[], pages: Page[], titleOf: TitleOf) {
	const packages = packageNames(project);
	const rows = providers.flatMap((provider) =>
		packages
			.filter((name) => isPackageOf(name, provider))
			.map((name) => [
				code(name),
				`${provider.displayName}, ${code(`${name}.${provider.name}`)}`,
				pagesOf(provider, pages)
					.map(({ title }) => title)
					.join(', '),
				`${provider.displayName} Trigger, ${code(`${name}.${provider.name}Trigger`)}`,
				titleOf(provider),
			]),
	);
	return table(
		[
			'Package',
			'Node, and its name in a workflow',
			'What it does in place of',
			'Trigger, and its name in a workflow',
			'Credential',
		],
		rows,
	);
}

const sandboxTable = () =>
	table(
		['Credential in n8n', 'Address', 'Key'],
		played.map(({ name, title, credential }) => [
			title,
			code(`${SANDBOX}/${name}`),
			credential.fields.map(({ label, value }) => `${label} ${code(value)}`).join(', '),
		]),
	);

const choices = (names: string[]) => names.map((name) => `        - ${name}`).join('\n');

/** What people call the credential of a provider. */
type TitleOf = (provider: Provider) => string;

async function readCredential(project: string, { credentials: [built] }: Provider) {
	const file = basename(built, '.js');
	const path = join(project, 'credentials', `${file}.ts`);
	const className = file.replace('.credentials', '');
	const loaded = (await import(pathToFileURL(path).href)) as Record<
		string,
		new () => ICredentialType
	>;
	return new loaded[className]().displayName;
}

/** @param providers in the order in which people see them */
export async function generatedDocs(project: string, providers: Provider[]): Promise<Generated[]> {
	const folder = join(project, 'docs', 'nodes');
	const pages = readdirSync(folder)
		.sort()
		.map((file) => readPage(folder, file));
	const inbounds = await Promise.all(providers.map(async ({ inbound }) => await inbound()));
	const titles = await Promise.all(
		providers.map(async (provider) => await readCredential(project, provider)),
	);
	const titleOf: TitleOf = (provider) => titles[providers.indexOf(provider)];
	const links = triggerPages(providers);
	const sending = providers.flatMap((provider) => pagesOf(provider, pages));
	const form = '.github/ISSUE_TEMPLATE/bug.yml';

	return [
		marked('docs/README.md', 'nodes', nodesIndex(providers, pages)),
		...triggerTables(
			project,
			providers,
			inbounds.map(({ registration }, index) => ({
				link: links[index],
				credential: titles[index],
				registers: registration !== undefined,
			})),
		),
		marked('docs/options.md', 'limits', limitsTable(inbounds.map(({ provider }) => provider))),
		marked('docs/packages.md', 'packages', packagesTable(project, providers, pages, titleOf)),
		marked('docs/sandbox.md', 'sandbox', sandboxTable()),
		marked(
			form,
			'nodes',
			choices([
				...sending.map(({ title }) => title),
				'WhatsApp Gateway Trigger',
				...otherPages(providers, pages).map(({ title }) => title),
			]),
		),
		marked(form, 'providers', choices(providers.map(fullNameOf))),
		...installParts(project, new Map(pages.map(({ file, title }) => [file, title])), providers),
	];
}
