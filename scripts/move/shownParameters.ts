import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeTypeDescription,
} from 'n8n-workflow';
import type { NodeJson } from '../n8n/n8nClient';

/** What n8n gives a node that runs: all that its form shows, at the default where nothing is saved. */
export function shownParameters(
	description: INodeTypeDescription,
	node: NodeJson,
): INodeParameters {
	const shown = NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters as INodeParameters,
		true,
		false,
		node as unknown as INode,
		description,
	);
	return shown ?? {};
}
