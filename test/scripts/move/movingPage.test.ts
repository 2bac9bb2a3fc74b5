import { readCounterparts } from '../../../scripts/move/counterparts';
import { read } from '../../support/package/pages';

/** docs/moving.md, for those who move by hand: the nodes that need more than another name. */
const rows = read('docs/moving.md')
	.split('\n')
	.filter((line) => /^\| .+ \| `"/.test(line))
	.map((line) => {
		const [, node] = line.split('|').map((cell) => cell.trim());
		return [node, ...[...line.matchAll(/`([^`]+)`/g)].map(([, code]) => code)];
	});

/** At its default where it is not there, or of no use by hand. */
const LEFT_OUT = ['sendTo', 'movedFrom'];

test('it says of the same nodes what the command does', () => {
	const expected = readCounterparts()
		.filter(({ main }) => !main.description.group.includes('trigger'))
		.map(({ main, single }) => [
			main.description.displayName,
			...Object.entries(single.chosenBy)
				.filter(([name]) => !LEFT_OUT.includes(name))
				.map(([name, value]) => `"${name}": "${value}"`),
		])
		.filter(([, ...parameters]) => parameters.length > 0);
	const once = new Set(expected.map((row) => JSON.stringify(row)));
	expect(rows.map((row) => JSON.stringify(row)).sort()).toEqual([...once].sort());
});
