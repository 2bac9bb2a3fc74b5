import type { NodeJson, WorkflowJson } from '../n8n/n8nClient';
import type { Counterpart } from './counterparts';
import { moveNode } from './moveNode';
import { describedTools, mentions } from './remarks';
import { readType } from './variants';

/** What became of a workflow. */
export interface Move<Workflow> {
	workflow: Workflow;
	moved: NodeJson[];
	/** What stays as it is. */
	left: Array<{ node: NodeJson; reason: string }>;
	/** What a person should look at. */
	remarks: string[];
}

/**
 * Has the nodes of a workflow be those of other packages, and changes nothing else.
 * @param packages where to: the main package, or those of single providers
 */
export function moveWorkflow<Workflow extends Pick<WorkflowJson, 'nodes'>>(
	workflow: Workflow,
	packages: string[],
	counterparts: Counterpart[],
): Move<Workflow> {
	const ways = counterparts.map(({ main, single }) =>
		packages.includes(main.package) ? { from: single, to: main } : { from: main, to: single },
	);
	const origins = ways.map(({ from }) => from.package);
	const moved: NodeJson[] = [];
	const left: Move<Workflow>['left'] = [];
	const nodes = workflow.nodes.map((node) => {
		if (!origins.includes(readType(node.type).packageName)) return node;
		const result = moveNode(node, ways, packages);
		if ('node' in result) {
			moved.push(result.node);
			return result.node;
		}
		left.push({ node, reason: result.reason });
		return node;
	});
	return {
		workflow: { ...workflow, nodes },
		moved,
		left,
		remarks: [...mentions(workflow, ways), ...describedTools(moved)],
	};
}
