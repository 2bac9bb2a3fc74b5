import type { NodeJson } from '../../../scripts/n8n/n8nClient';

/** How a workflow looks on n8n's canvas, in its pixels. */
const GRID = 16;

export const offGrid = (nodes: NodeJson[]): string[] =>
	nodes
		.filter(({ position }) => position.some((coordinate) => coordinate % GRID !== 0))
		.map(({ name }) => name);

interface Area {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** The room that a node takes, with its label below. */
function areaOf({ name, type, position: [left, top], parameters }: NodeJson): Area {
	const [width, height] = type.endsWith('.stickyNote')
		? [Number(parameters.width), Number(parameters.height)]
		: [type.endsWith('.agent') ? 256 : 96, 144];
	return { name, left, top, right: left + width, bottom: top + height };
}

const overlap = (one: Area, other: Area) =>
	one.left < other.right &&
	other.left < one.right &&
	one.top < other.bottom &&
	other.top < one.bottom;

/** The pairs of which one covers the other. */
export function overlapping(nodes: NodeJson[]): string[] {
	const areas = nodes.map(areaOf);
	return areas.flatMap((one, index) =>
		areas
			.slice(index + 1)
			.filter((other) => overlap(one, other))
			.map((other) => `${one.name} and ${other.name}`),
	);
}
