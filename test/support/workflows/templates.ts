import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readExample } from '../../../scripts/examples';
import type { WorkflowJson } from '../../../scripts/n8n/n8nClient';
import { project, read } from '../package/pages';

/** The templates for n8n's library. */
export const TEMPLATES = 'examples/templates';

export const templates: string[] = readdirSync(join(project, TEMPLATES), { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => name);

export const readTemplate = (name: string) =>
	JSON.parse(read(`${TEMPLATES}/${name}/workflow.json`)) as WorkflowJson;

/** As somebody fills it in who has the accounts of the sandbox: with what its example has. */
export function filledIn(name: string): WorkflowJson {
	const template = readTemplate(name);
	const example = readExample(`${name}.json`);
	const nodes = template.nodes.map((node) => {
		const chosen = example.nodes.find((each) => each.name === node.name);
		return chosen ? { ...node, ...chosen } : node;
	});
	return { ...template, nodes };
}
