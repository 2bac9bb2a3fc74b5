import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type {
	ICredentialType,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { versions } from '../../scripts/n8n/n8nVersions';
import { inAllLanguages } from '../support/package/languages';

/**
 * The pages in docs/nodes/ against the nodes as built: a field, an operation or a refusal that no
 * page explains, and a page that explains what is gone.
 */
const project = join(__dirname, '..', '..');
const dist = join(project, 'dist');

const read = (page: string) => readFileSync(join(project, 'docs', page), 'utf8');

function load<Exported>(file: string): Exported {
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- the built file is CommonJS
	return (require(file) as Record<string, Exported>)[basename(file).split('.')[0]];
}

const { n8n } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
	n8n: { nodes: string[] };
};

const nodeFiles = (readdirSync(join(dist, 'nodes'), { recursive: true }) as string[])
	.filter((file) => file.endsWith('.node.js'))
	.map((file) => join(dist, 'nodes', file))
	.sort();

const nodes = nodeFiles.map((file) => {
	const { description } = new (load<new () => INodeType>(file))();
	const page = description.displayName.toLowerCase().replaceAll(' ', '-');
	return {
		name: description.displayName,
		description,
		folder: dirname(file),
		page: `nodes/${page}.md`,
	};
});

/**
 * Every parameter by its label in the tables, at all levels. One within a group is labelled with the
 * group, as in "Body › Value": its name alone says too little.
 */
function labelsOf(properties: INodeProperties[], group?: string): string[] {
	return properties
		.filter(({ type }) => type !== 'notice')
		.flatMap(({ displayName, type, options = [] }) => {
			const label = group ? `${group} › ${displayName}` : displayName;
			if (type === 'collection') return [label, ...labelsOf(options as INodeProperties[])];
			const groups = type === 'fixedCollection' ? options : [];
			return [
				label,
				...groups.flatMap((each) =>
					'values' in each ? labelsOf(each.values, each.displayName) : [],
				),
			];
		});
}

/** The labels in bold at the start of the table rows of a page. */
const rowsOf = (page: string) =>
	[...read(page).matchAll(/^\|\s*\*\*(.+?)\*\*\s*\|/gm)].map(([, label]) => label);

const credentialOf = (type: string) =>
	new (load<new () => ICredentialType>(
		join(dist, 'credentials', `${type[0].toUpperCase()}${type.slice(1)}.credentials.js`),
	))();

const isTrigger = ({ description }: (typeof nodes)[number]) =>
	description.group.includes('trigger');
const senders = nodes.filter(({ description }) => description.group.includes('output'));
const triggers = nodes.filter(isTrigger);

test('there are nodes to judge', () => {
	expect(nodes.length).toBe(n8n.nodes.length);
	expect(triggers.length).toBeGreaterThan(0);
	for (const { description } of senders) {
		expect(labelsOf(description.properties)).toEqual(
			expect.arrayContaining(['Operation', 'Options', 'Allowed Recipients']),
		);
	}
});

test('compatibility.md has a row for every n8n that it can be tried in', () => {
	const rows = [...read('compatibility.md').matchAll(/^\| (\d+\.\d+\.\d+) +\|/gm)];
	expect(rows.map(([, version]) => version)).toEqual(versions);
});

/** What a provider adds to the trigger is on a page of its own. */
const triggerPages = readdirSync(join(project, 'docs', 'nodes'))
	.filter((file) => file.endsWith('-trigger.md'))
	.map((file) => `nodes/${file}`);

const pagesOf = (node: (typeof nodes)[number]) => (isTrigger(node) ? triggerPages : [node.page]);

const senderRows = senders.flatMap(({ page }) => rowsOf(page));

/** Of what several nodes have. */
const sharedPages = ['options.md', 'ask-and-wait.md'];
const sharedRows = sharedPages.flatMap(rowsOf);

/** Of the credential that nodes of all providers have. */
const sharedCredentialPage = 'shared-memory.md';

const credentialsOf = ({ credentials = [] }: INodeTypeDescription) =>
	credentials.map(({ name }) => credentialOf(name));

test.each(sharedPages)('%s has no row for what no node has', (page) => {
	const fields = nodes.flatMap(({ description }) => labelsOf(description.properties));
	expect(rowsOf(page).filter((label) => !fields.includes(label))).toEqual([]);
});

describe.each(nodes)('$name', (node) => {
	const { description, page } = node;
	const credentials = credentialsOf(description);
	const rows = pagesOf(node).flatMap(rowsOf);

	test('has a row for every field of the node and its credential, and no other', () => {
		const fields = labelsOf(description.properties);
		const ofCredentials = credentials.flatMap(({ properties }) => labelsOf(properties));
		const documented = [...rows, ...sharedRows];
		const credentialRows = [
			...(isTrigger(node) ? senderRows : documented),
			...rowsOf(sharedCredentialPage),
		];
		expect(fields.filter((label) => !documented.includes(label))).toEqual([]);
		expect(ofCredentials.filter((label) => !credentialRows.includes(label))).toEqual([]);
		expect(rows.filter((label) => ![...fields, ...ofCredentials].includes(label))).toEqual([]);
	});

	test('names its credentials', () => {
		const texts = [page, sharedCredentialPage].map(read).join('\n');
		for (const { displayName } of credentials) expect(texts).toContain(displayName);
	});
});

/** A node with its page in each language. */
const translated = (node: (typeof nodes)[number]) =>
	inAllLanguages(`docs/${node.page}`).map((file) => ({ ...node, page: relative('docs', file) }));

describe.each(triggers.flatMap(translated))('$page', ({ description, page }) => {
	test('has a row for every event', () => {
		const events = description.properties
			.filter(({ name }) => name === 'events')
			.flatMap(({ options = [] }) => options.map(({ name }) => name));
		expect(events.length).toBeGreaterThan(20);
		const missing = events.filter((name) => !new RegExp(`^\\| ${name} +\\|`, 'm').test(read(page)));
		expect(missing).toEqual([]);
	});
});

describe.each(senders.flatMap(translated))('$page', ({ description, folder, page }) => {
	test('has a section for every operation', () => {
		const operations = description.properties.filter(({ name }) => name === 'operation');
		for (const { name } of operations.flatMap(({ options = [] }) => options))
			expect(read(page)).toMatch(new RegExp(`^### ${name}$`, 'm'));
	});

	test('lists every refusal of its provider, in its words', () => {
		interface Said {
			reason: string;
		}
		const file = join(folder, `${basename(folder).toLowerCase()}.js`);
		expect(existsSync(file)).toBe(true);
		const {
			displayName,
			verdicts,
			rules = [],
		} = load<{
			displayName: string;
			verdicts: Record<string, Said>;
			rules?: Array<{ verdict: Said }>;
		}>(file);
		const said = [...Object.values(verdicts), ...rules.map(({ verdict }) => verdict)];
		const reasons = said.map(({ reason }) => reason.replace('{provider}', displayName));
		expect(reasons.filter((reason) => !read(page).includes(`| ${reason}`))).toEqual([]);
	});
});
