import { exampleFiles, readExample } from '../../scripts/examples';
import { OWN_DATA_TABLES } from '../../scripts/n8n/ownDataTables';
import { sandboxCredentials } from '../../scripts/n8n/sandboxCredentials';
import { offGrid, overlapping } from '../support/workflows/canvas';

describe.each(exampleFiles())('%s', (file) => {
	const { nodes } = readExample(file);
	const notes = nodes.filter(({ type }) => type.endsWith('.stickyNote'));

	test('starts with its trigger, and a note says what it does', () => {
		expect(nodes[0].type).toMatch(/trigger$|\.webhook$/i);
		expect(notes.length).toBeGreaterThan(0);
	});

	test('names credentials that npm start creates, or the one of the model, and has no ids', () => {
		const known = [
			...sandboxCredentials(''),
			OWN_DATA_TABLES,
			{ type: 'openAiApi', name: 'Stand-in model' },
		].map(({ type, name }) => ({ [type]: { name } }));
		for (const { credentials } of nodes) {
			if (credentials) expect(known).toContainEqual(credentials);
		}
	});

	test('is tidy: on the grid, and nothing covers anything else', () => {
		expect(offGrid(nodes)).toEqual([]);
		expect(overlapping(nodes)).toEqual([]);
	});
});
