import { exampleFiles, readExample } from '../../scripts/examples';
import type { NodeJson } from '../../scripts/n8n/n8nClient';
import { sandboxCredentials } from '../../scripts/n8n/sandboxCredentials';

/** Of n8n's canvas, in pixels. */
const GRID = 16;

describe.each(exampleFiles())('%s', (file) => {
	const { nodes } = readExample(file);
	const notes = nodes.filter(({ type }) => type.endsWith('.stickyNote'));

	test('starts with its trigger, and a note says what it does', () => {
		expect(nodes[0].type).toMatch(/trigger$|\.webhook$/i);
		expect(notes.length).toBeGreaterThan(0);
	});

	test('names credentials that npm start creates, or the one of the model, and has no ids', () => {
		const known = [...sandboxCredentials(''), { type: 'openAiApi', name: 'Stand-in model' }].map(
			({ type, name }) => ({ [type]: { name } }),
		);
		for (const { credentials } of nodes) {
			if (credentials) expect(known).toContainEqual(credentials);
		}
	});

	test('is tidy: on the grid, and nothing covers anything else', () => {
		for (const { position } of nodes) {
			expect(position.filter((coordinate) => coordinate % GRID !== 0)).toEqual([]);
		}
		const areas = nodes.map(areaOf);
		for (const [index, one] of areas.entries()) {
			for (const other of areas.slice(index + 1)) {
				expect({ one, other, overlap: overlap(one, other) }).toMatchObject({ overlap: false });
			}
		}
	});
});

interface Area {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** The room that a node takes on the canvas, with its label below. */
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
