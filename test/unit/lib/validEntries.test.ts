import { z } from '../../../nodes/shared/lib/libraries';
import { validEntries } from '../../../nodes/shared/lib/validEntries';

const entry = z.object({ id: z.coerce.string() });

test('an entry that does not look as expected is left out, and the others are read', () => {
	expect(validEntries([{ id: 1 }, null, 'x', { id: 'b', more: true }], entry)).toEqual([
		{ id: '1' },
		{ id: 'b' },
	]);
});

test.each([[undefined], [null], [{ id: 1 }], ['[]']])('%j is not a list', (given) => {
	expect(validEntries(given, entry)).toEqual([]);
});
