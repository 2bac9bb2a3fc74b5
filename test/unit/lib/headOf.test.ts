import { Readable } from 'node:stream';
import { headOf } from '../../../nodes/shared/lib/headOf';

const pieces = ['ab', 'cd', 'ef'].map((piece) => Buffer.from(piece));

test.each([
	[1, 'ab'],
	[3, 'abcd'],
	[9, 'abcdef'],
])('%d bytes of a stream', async (count, expected) => {
	const stream = Readable.from(pieces);
	expect((await headOf(stream, count)).toString()).toBe(expected);
	expect(stream.destroyed).toBe(true);
	expect((await headOf(pieces, count)).toString()).toBe(expected);
});
