import { parseJson } from '../../../nodes/shared/lib/json';

test.each([
	['{"a":[1]}', { a: [1] }],
	['null', null],
	['"text"', 'text'],
	['', undefined],
	['text', undefined],
	['{"a":', undefined],
])('%j is %j', (text, value) => expect(parseJson(text)).toEqual(value));
