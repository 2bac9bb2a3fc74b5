import { reasonOf } from '../../../nodes/shared/lib/reasonOf';

test.each([
	[new Error('The disk is full.'), 'The disk is full'],
	[new Error('Referenced node is unexecuted [item 0]'), 'Referenced node is unexecuted'],
	[new Error('Invalid [item 12].'), 'Invalid'],
	['a text', 'a text'],
	[undefined, 'undefined'],
])('%s is "%s"', (thrown, reason) => expect(reasonOf(thrown)).toBe(reason));
