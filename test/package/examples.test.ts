import { join } from 'node:path';
import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { exampleFiles, readExample } from '../../scripts/examples';
import { OWN_DATA_TABLES } from '../../scripts/n8n/ownDataTables';
import { project } from '../support/package/pages';

/** The examples against the nodes as built: n8n drops a parameter that a node does not show. */
const types = jest.requireActual<INodeTypeDescription[]>(
	join(project, 'dist', 'types', 'nodes.json'),
);

const PACKAGE = 'n8n-nodes-whatsapp-gateways.';

const ours = exampleFiles().flatMap((file) =>
	readExample(file)
		.nodes.filter(({ type }) => type.startsWith(PACKAGE))
		.map((node) => {
			const name = node.type.slice(PACKAGE.length).replace(/(Hitl)?Tool$/, '');
			const type = types
				.filter((each) => each.name === name)
				.find(({ version }) => [version].flat().includes(node.typeVersion));
			return { title: `${file}, ${node.name}`, node: node as unknown as INode, type };
		}),
);

/** As the editor opens the node: with the defaults of what is not there. */
const shown = (node: INode, type: INodeTypeDescription) =>
	NodeHelpers.getNodeParameters(type.properties, node.parameters, true, false, node, type);

/** Of a tool of an agent, which n8n adds. */
const OF_TOOLS = ['descriptionType', 'toolDescription'];

const withoutTool = (parameters: INodeParameters) =>
	Object.fromEntries(Object.entries(parameters).filter(([name]) => !OF_TOOLS.includes(name)));

/** The nodes that send through one provider, by its credential: that of the shared memory is for all. */
function providerOf({ credentials = [] }: INodeTypeDescription) {
	const [own, ...others] = credentials.filter(({ name }) => name !== OWN_DATA_TABLES.type);
	return others.length === 0 ? own?.name : undefined;
}

test('a provider that has examples has one for each of its nodes', () => {
	const used = ours.flatMap(({ type }) => type ?? []);
	const providers = new Set(used.flatMap((type) => providerOf(type) ?? []));
	expect(providers.size).toBeGreaterThan(1);
	const theirs = types.filter((type) => providers.has(providerOf(type) ?? ''));
	const names = new Set(used.map(({ name }) => name));
	expect(theirs.filter(({ name }) => !names.has(name))).toEqual([]);
});

test.each(ours)('$title: every parameter is one that the form shows', ({ node, type }) => {
	expect(shown(node, type!)).toMatchObject(withoutTool(node.parameters));
});

test.each(ours)('$title: has nothing that n8n would complain of', ({ node, type }) => {
	const parameters = shown(node, type!)!;
	const complete = { ...node, parameters };
	expect(NodeHelpers.getNodeParametersIssues(type!.properties, complete, type!)).toBeNull();
});
