import { lenientText } from '../../../nodes/shared/lib/lenientText';

test.each([
	['sent', 'sent'],
	[null, null],
	[undefined, undefined],
	[7, null],
	[{ text: 'sent' }, null],
])('%j is read as %j', (given, read) => expect(lenientText.parse(given)).toBe(read));
