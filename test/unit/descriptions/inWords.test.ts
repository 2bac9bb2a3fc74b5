import { inWords } from '../../../nodes/shared/descriptions/inWords';

test.each([
	[[], ''],
	[['Vambe'], 'Vambe'],
	[['Vambe', 'Vobiz'], 'Vambe or Vobiz'],
	[['Vambe', 'Vobiz', 'Evolution'], 'Vambe, Vobiz or Evolution'],
])('%j is "%s"', (names, words) => expect(inWords(names, 'or')).toBe(words));
