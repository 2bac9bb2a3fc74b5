import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import type { TriggerPart } from '../nodes/shared/contract/triggerPart';
import { updateDisplayOptions } from '../nodes/shared/descriptions/fieldBuilders';

/** A sending node of the main package. */
interface ActionNode extends INodeType {
	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

type Methods = NonNullable<INodeType['methods']>;

interface Resource {
	name: string;
	value: string;
	node: ActionNode;
}

type Named = Pick<INodeTypeDescription, 'displayName' | 'name'>;

/** Vambe QR Message is the resource QR Message of Vambe, with the value qrMessage. */
export function resourceOf(provider: Named, node: Named): { name: string; value: string } {
	const own = node.name.slice(provider.name.length);
	return {
		name: node.displayName.slice(provider.displayName.length + 1),
		value: own[0].toLowerCase() + own.slice(1),
	};
}

/** Several nodes in one form. */
const chosenByResource = (resources: Resource[]): INodeProperties[] => [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value }) => ({ name, value })),
		default: resources[0].value,
	},
	...resources.flatMap(({ value, node }) =>
		updateDisplayOptions({ show: { resource: [value] } }, node.description.properties),
	),
];

/**
 * The one action node that n8n's review asks for in a package: all that the provider's nodes do in
 * the main package. Its fields and versions are theirs, so that a workflow can be moved.
 * @param Nodes a single one stays as it is; of several, each is a resource, the first one by default
 * @param description of several
 */
export const providerNode = (
	part: TriggerPart,
	Nodes: ReadonlyArray<new () => ActionNode>,
	description?: string,
) => {
	const nodes = Nodes.map((Node) => new Node());
	const [first] = nodes;
	const asking = nodes.find(({ webhook }) => webhook);
	const resources =
		nodes.length > 1
			? nodes.map((node): Resource => ({ ...resourceOf(part, node.description), node }))
			: undefined;
	const merged = <Kind extends keyof Methods>(kind: Kind): Methods[Kind] =>
		Object.assign({}, ...nodes.map(({ methods }) => methods?.[kind]));

	return class implements INodeType {
		description: INodeTypeDescription = {
			...first.description,
			displayName: part.displayName,
			name: part.name,
			version: [...new Set(nodes.flatMap((node) => node.description.version))].sort(
				(a, b) => a - b,
			),
			defaults: { name: part.displayName },
			webhooks: asking?.description.webhooks,
			...(resources && {
				description,
				subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
				properties: chosenByResource(resources),
			}),
		};

		methods = {
			credentialTest: merged('credentialTest'),
			listSearch: merged('listSearch'),
			resourceMapping: merged('resourceMapping'),
		};

		webhook = asking?.webhook;

		async execute(this: IExecuteFunctions) {
			if (!resources) return await first.execute.call(this);
			const chosen = this.getNodeParameter('resource', 0);
			const { node } = resources.find(({ value }) => value === chosen)!;
			return await node.execute.call(this);
		}
	};
};
