import { readCounterparts } from '../../../scripts/move/counterparts';
import { read } from '../../support/package/pages';

/** docs/moving.md, for those who move by hand. */
const page = read('docs/moving.md');

const rows = page
	.split('\n')
	.filter((line) => line.startsWith('| `n8n-nodes-'))
	.map((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, code]) => code));

/** Those that are at their default where they are not there. */
const LEFT_OUT = ['movedFrom', 'sendTo'];

test('its table has what the command does', () => {
	const expected = readCounterparts().map(({ main, single }) => [
		`${main.package}.${main.description.name}`,
		`${single.package}.${single.description.name}`,
		...Object.entries(single.chosenBy)
			.filter(([name]) => !LEFT_OUT.includes(name))
			.map(([name, value]) => `"${name}": "${value}"`),
	]);
	const once = new Set(expected.map((row) => JSON.stringify(row)));
	expect(rows.map((row) => JSON.stringify(row)).sort()).toEqual([...once].sort());
});
