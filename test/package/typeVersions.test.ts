import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import {
	NodeHelpers,
	type ICredentialType,
	type INode,
	type INodeProperties,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { ERROR_CODES } from '../../nodes/shared/contract/errorCode';
import { savedWorkflows } from '../support/workflows/savedWorkflows';

/**
 * What saved workflows rely on, a file for each folder of nodes/ and one fact to a line. Lines are
 * added, and none goes or changes while its typeVersion lives: docs/compatibility.md.
 * UPDATE_TYPE_VERSIONS=1 adds what is new.
 */
const project = join(__dirname, '..', '..');
const dist = join(project, 'dist');
const written = join(project, 'test', 'fixtures', 'typeVersions');

const readJson = <Data>(...path: string[]) =>
	JSON.parse(readFileSync(join(dist, ...path), 'utf8')) as Data;

/** A longer list is one of another's making, such as that of all countries. */
const OWN_VALUES = 100;

/** An operation that came later hides nothing from what was saved before. */
const LATER = ['sendAndWait'];

function hiddenBy({ hide = {} }: NonNullable<INodeProperties['displayOptions']>): object {
	const before = Object.entries(hide).map(([key, values = []]) => [
		key,
		values.filter((value) => !LATER.includes(String(value))),
	]);
	return Object.fromEntries(before.filter(([, values]) => values.length > 0));
}

/** Of the fields of a node or a credential, at all levels; a node has some in one version only. */
function factsOfFields(
	owner: string,
	fields: INodeProperties[],
	inThisVersion: (field: INodeProperties) => INodeProperties[] = (field) => [field],
): string[] {
	return fields
		.flatMap(inThisVersion)
		.filter(({ type }) => type !== 'notice')
		.flatMap((field) => {
			const { name, type, required, typeOptions, displayOptions = {}, options = [] } = field;
			const path = `${owner} › ${name}`;
			const shape = [type, required && 'required', typeOptions?.multipleValues && 'several'];
			const show = Object.entries(displayOptions.show ?? {});
			const facts = [
				`${path}: ${shape.filter(Boolean).join(', ')}; default ${JSON.stringify(field.default)}`,
				`${path}: shown by [${show.map(([key]) => key)}], hidden by ${JSON.stringify(hiddenBy(displayOptions))}`,
				...show.flatMap(([key, values = []]) =>
					values.map((value) => `${path}: shown when ${key} is ${JSON.stringify(value)}`),
				),
			];
			const values = options.flatMap((option) => ('value' in option ? [option.value] : []));
			if (values.length < OWN_VALUES)
				facts.push(...values.map((value) => `${path}: can be ${JSON.stringify(value)}`));
			for (const option of options) {
				if ('values' in option) {
					facts.push(...factsOfFields(`${path} › ${option.name}`, option.values, inThisVersion));
				} else if ('type' in option) {
					facts.push(...factsOfFields(path, [option], inThisVersion));
				}
			}
			return facts;
		});
}

/** The field as this version of the node has it, or none. */
function inVersion(
	{ displayOptions, ...field }: INodeProperties,
	typeVersion: number,
	description: INodeTypeDescription,
): INodeProperties[] {
	const { '@version': inOnes, ...show } = displayOptions?.show ?? {};
	const { '@version': notInOnes, ...hide } = displayOptions?.hide ?? {};
	const versions = {
		...(inOnes && { show: { '@version': inOnes } }),
		...(notInOnes && { hide: { '@version': notInOnes } }),
	};
	const asked = { ...field, displayOptions: versions };
	return NodeHelpers.displayParameter({}, asked, { typeVersion } as INode, description)
		? [{ ...field, displayOptions: { show, hide } }]
		: [];
}

function factsOfNode(description: INodeTypeDescription): string[] {
	return [description.version].flat().flatMap((version) => {
		const node = `${description.name} v${version}`;
		const { credentials = [], webhooks = [], outputs } = description;
		return [
			`${node}: outputs ${JSON.stringify(outputs)}`,
			...credentials.map(({ name }) => `${node}: credential ${name}`),
			...webhooks.map(({ httpMethod, path }) => `${node}: webhook ${httpMethod} ${path}`),
			...factsOfFields(node, description.properties, (field) =>
				inVersion(field, version, description),
			),
		];
	});
}

interface Schema {
	type?: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** Of what comes out, as the schemas that n8n shows tell it. */
const factsOfOutput = (path: string, { type, properties = {}, items }: Schema): string[] => [
	`${path}: ${type}`,
	...Object.entries(properties).flatMap(([name, part]) => factsOfOutput(`${path} › ${name}`, part)),
	...(items ? factsOfOutput(`${path} › []`, items) : []),
];

const schemas = (readdirSync(join(dist, 'nodes'), { recursive: true }) as string[]).filter(
	(name) => name.includes('__schema__') && name.endsWith('.json'),
);

type Known = Record<string, { sourcePath: string; supportedNodes?: string[] }>;

const nodes = readJson<Known>('known', 'nodes.json');
const credentials = readJson<Known>('known', 'credentials.json');

/** Of a node, as in dist/nodes/Vambe/VambeTicket.node.js. */
const folderOf = (node: string) => nodes[node].sourcePath.split('/')[2];

const factsByFolder = new Map<string, string[]>();
const add = (folder: string, facts: string[]) =>
	factsByFolder.set(folder, [...(factsByFolder.get(folder) ?? []), ...facts]);

add(
	'shared',
	ERROR_CODES.map((code) => `error code: ${code}`),
);
const descriptions = readJson<INodeTypeDescription[]>('types', 'nodes.json');
for (const node of descriptions) add(folderOf(node.name), factsOfNode(node));
for (const { name, properties } of readJson<ICredentialType[]>('types', 'credentials.json')) {
	// The trigger takes those of all providers.
	const own = credentials[name].supportedNodes!.find((node) => !node.endsWith('Trigger'))!;
	add(folderOf(own), factsOfFields(name, properties));
}
for (const schema of schemas) {
	const path = schema.split(sep).join('/');
	add(path.split('/')[0], factsOfOutput(path, readJson<Schema>('nodes', schema)));
}

const fileOf = (folder: string) => join(written, `${folder}.txt`);

const writtenDown = (folder: string) =>
	existsSync(fileOf(folder)) ? readFileSync(fileOf(folder), 'utf8').trim().split('\n') : [];

test('there are facts of all kinds', () => {
	expect([...factsByFolder.values()].flat()).toEqual(
		expect.arrayContaining([
			'vambeTicket v1: credential vambeApi',
			'vambeTicket v1 › operation: options; default "open"',
			'vambeTicket v1 › operation: can be "close"',
			'vambeTicket v1 › ticketId: shown when ticketBy is "ticketId"',
			'evolutionSendContact v1 › contacts › contact › fullName: string; default ""',
			'whatsAppGatewayTrigger v2: webhook POST webhook',
			'vambeApi › apiKey: string, required; default ""',
		]),
	);
});

/** A folder that is gone takes nothing with it unseen. */
const folders = new Set([
	...factsByFolder.keys(),
	...readdirSync(written).map((file) => file.replace('.txt', '')),
]);

describe.each([...folders])('%s', (folder) => {
	const facts = factsByFolder.get(folder) ?? [];

	test('nothing is gone that saved workflows rely on', () => {
		expect(writtenDown(folder).filter((fact) => !facts.includes(fact))).toEqual([]);
	});

	test('what is new is written down: UPDATE_TYPE_VERSIONS=1 npx jest test/package/typeVersions', () => {
		const all = [...new Set([...writtenDown(folder), ...facts])].sort();
		if (process.env.UPDATE_TYPE_VERSIONS) writeFileSync(fileOf(folder), `${all.join('\n')}\n`);
		expect(writtenDown(folder)).toEqual(all);
	});
});

/** Saved workflows run in all versions of n8n; what the list is in, older ones do not have. */
const OF_NEWER_N8N = ['whatsAppOptOutList'];

describe.each(descriptions.filter(({ name }) => !OF_NEWER_N8N.includes(name)))(
	'saved workflows with $name',
	({ name, version }) => {
		const saved = savedWorkflows
			.flatMap(({ nodes: all }) => all)
			.filter(({ type }) => type.endsWith(`.${name}`));

		test('have versions that it has', () => {
			expect(saved).not.toEqual([]);
			const versions = [version].flat();
			expect(saved.filter(({ typeVersion }) => !versions.includes(typeVersion))).toEqual([]);
		});
	},
);
