import type { NodeJson, WorkflowJson } from '../n8n/n8nClient';
import type { Way } from './moveNode';
import { readType } from './variants';

/** Every text of a value, and where it is. */
function* textsIn(
	value: unknown,
	path: string[] = [],
): Generator<{ text: string; path: string[] }> {
	if (typeof value === 'string') yield { text: value, path };
	if (typeof value !== 'object' || value === null) return;
	for (const [key, entry] of Object.entries(value)) yield* textsIn(entry, [...path, key]);
}

const isTypeOfNode = ([list, , field, ...more]: string[]) =>
	list === 'nodes' && field === 'type' && more.length === 0;

/** @returns where a workflow names nodes of the packages it left, other than as its nodes */
export function mentions(workflow: Pick<WorkflowJson, 'nodes'>, ways: Way[]): string[] {
	const types = ways.map(({ from }) => `${from.package}.${from.description.name}`);
	const typesIn = (text: string) =>
		(text.match(/[\w-]+\.\w+/g) ?? []).filter((each) => {
			const { packageName, name } = readType(each);
			return types.includes(`${packageName}.${name}`);
		});
	const placeOf = ([list, index, ...rest]: string[]) =>
		list === 'nodes'
			? `"${workflow.nodes[Number(index)].name}", in ${rest.join('.')},`
			: [list, index, ...rest].join('.');
	return [...textsIn(workflow)]
		.filter(({ path }) => !isTypeOfNode(path))
		.flatMap(({ text, path }) => typesIn(text).map((type) => `${placeOf(path)} names ${type}.`));
}

/** @returns the tools that n8n describes to the agent, by the name of their node and operation */
export const describedTools = (moved: NodeJson[]): string[] =>
	moved
		.filter(({ type, parameters }) => {
			const { descriptionType, toolDescription } = parameters;
			return readType(type).variant === 'Tool' && (descriptionType === 'auto' || !toolDescription);
		})
		.map(({ name }) => `"${name}": n8n describes this tool to the agent in other words now.`);
