import type { NodeJson, WorkflowJson } from '../n8n/n8nClient';
import type { Way } from './moveNode';
import { readType } from './variants';

type Path = Array<string | number>;

/** Every text of a value, and where it is. */
function* textsIn(value: unknown, path: Path = []): Generator<{ text: string; path: Path }> {
	if (typeof value === 'string') yield { text: value, path };
	if (typeof value !== 'object' || value === null) return;
	const isList = Array.isArray(value);
	for (const [key, entry] of Object.entries(value)) {
		yield* textsIn(entry, [...path, isList ? Number(key) : key]);
	}
}

const isTypeOfNode = ([list, , field, ...more]: Path) =>
	list === 'nodes' && field === 'type' && more.length === 0;

/** @returns where a workflow names nodes of the packages it left, other than as its nodes */
export function mentions(workflow: Pick<WorkflowJson, 'nodes'>, ways: Way[]): string[] {
	const types = ways.map(({ from }) => `${from.package}.${from.description.name}`);
	const typesIn = (text: string) =>
		(text.match(/[\w-]+\.\w+/g) ?? []).filter((each) => {
			const { packageName, name } = readType(each);
			return types.includes(`${packageName}.${name}`);
		});
	const placeOf = ([list, index, ...rest]: Path) =>
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
