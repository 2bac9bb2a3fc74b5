import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Generated } from './generated';

/** What is written of a template: see examples/templates/README.md. */
interface Template {
	title: string;
	/** Without the picture. */
	description: string;
}

interface Node {
	name: string;
	type: string;
	parameters: unknown;
	position: [number, number];
	credentials?: unknown;
}

interface Workflow {
	name: string;
	nodes: Node[];
}

const FOLDER = 'examples/templates';

/** The note of an example, in whose place the description comes. */
const NOTE = 'Note';

const WIDTH = 608;
const CHARACTERS_A_LINE = 80;
const LINE_HEIGHT = 20;
/** Of n8n's canvas. */
const GRID = 16;

const onGrid = (pixels: number) => Math.ceil(pixels / GRID) * GRID;

function readTemplate(page: string): Template {
	const [heading, picture, ...parts] = page.trim().split('\n\n');
	if (!heading.startsWith('# ') || !picture.startsWith('![')) {
		throw new Error(`A template begins with its title and its picture, not with: ${heading}`);
	}
	return { title: heading.slice(2), description: parts.join('\n\n') };
}

const heightOf = (text: string) => {
	const lines = text.split('\n').map((line) => Math.ceil(line.length / CHARACTERS_A_LINE) || 0.5);
	return onGrid(lines.reduce((sum, count) => sum + count, 4) * LINE_HEIGHT);
};

/** n8n paints a note yellow that has no colour. */
function noteOf({ title, description }: Template, note: Node): Node {
	const content = `## ${title}\n\n${description.replace(/^## /gm, '### ')}`;
	const [, top] = note.position;
	return {
		...note,
		name: 'About this template',
		parameters: { content, height: heightOf(content), width: WIDTH },
		position: [-WIDTH - 96, top],
	};
}

const PHONE_NUMBER = /(?:\+|\b00)\d[\d ]{7,}\d/g;

/** A value of a parameter, without what belongs to the sandbox: everybody chooses it anew. */
function unchosen(value: unknown): unknown {
	if (typeof value === 'string') return value.replace(PHONE_NUMBER, 'YOUR_PHONE_NUMBER');
	if (Array.isArray(value)) return value.map(unchosen);
	if (typeof value !== 'object' || value === null) return value;
	if ('__rl' in value) return { __rl: true, mode: 'list', value: '' };
	if ('mappingMode' in value) return { mappingMode: 'defineBelow', value: null };
	const chosen = Object.entries(value).filter(([name]) => name !== 'defaultCountry');
	return Object.fromEntries(chosen.map(([name, each]) => [name, unchosen(each)]));
}

/** Our nodes, and those that stand for a list of people. */
const hasChoices = ({ type }: Node) =>
	type.startsWith('n8n-nodes-whatsapp-gateways.') || type === 'n8n-nodes-base.set';

function templateOf(example: Workflow, template: Template): Workflow {
	const nodes = example.nodes.map((node) => {
		if (node.name === NOTE) return noteOf(template, node);
		const { parameters } = node;
		return {
			...node,
			parameters: hasChoices(node) ? unchosen(parameters) : parameters,
			// JSON leaves it out.
			credentials: undefined,
		};
	});
	return { ...example, name: template.title, nodes };
}

/** The workflows of the templates, each made of the example of the same name and of its description. */
export function generatedTemplates(project: string): Generated[] {
	const read = (...path: string[]) => readFileSync(join(project, ...path), 'utf8');
	return readdirSync(join(project, FOLDER))
		.filter((name) => existsSync(join(project, FOLDER, name, 'README.md')))
		.map((name) => ({
			file: `${FOLDER}/${name}/workflow.json`,
			write() {
				const example = JSON.parse(read('examples', `${name}.json`)) as Workflow;
				const template = readTemplate(read(FOLDER, name, 'README.md'));
				return JSON.stringify(templateOf(example, template), null, '\t');
			},
		}));
}
