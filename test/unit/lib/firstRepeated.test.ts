import { firstRepeated } from '../../../nodes/shared/lib/firstRepeated';

test.each([
	[[], undefined],
	[['a', 'b'], undefined],
	[['a', 'b', 'c', 'b', 'a'], 'b'],
])('of %j: %s', (values, expected) => {
	expect(firstRepeated(values)).toBe(expected);
});
