import {
	at,
	fieldsOf,
	firstText,
	listOf,
	numberOf,
	objectOf,
	textOf,
	timeOf,
} from '../../../nodes/shared/lib/jsonAccess';

test('at follows keys of objects, and nothing else', () => {
	const body = { a: { b: 0 }, list: [{ b: 1 }] };
	expect(at(body, 'a', 'b')).toBe(0);
	expect(at(body)).toBe(body);
	for (const path of [
		['a', 'c'],
		['a', 'b', 'c'],
		['list', '0'],
		['toString'],
		['a', '__proto__'],
	]) {
		expect(at(body, ...path)).toBeUndefined();
	}
});

test('what is not an object has no fields, and what is not an array no entries', () => {
	for (const value of [undefined, null, 'text', 7, true, ['a']])
		expect(fieldsOf(value)).toEqual({});
	expect(fieldsOf({ a: 1 })).toEqual({ a: 1 });
	for (const value of [undefined, null, 'text', { 0: 'a' }]) expect(listOf(value)).toEqual([]);
	expect(listOf([null])).toEqual([null]);
});

test.each([
	['a', 'a'],
	[' ', ' '],
	[0, '0'],
	['', null],
	[null, null],
	[undefined, null],
	[true, null],
	[['a'], null],
])('textOf %j is %j', (value, text) => expect(textOf(value)).toBe(text));

test('firstText is the first that says something', () => {
	expect(firstText(undefined, '', {}, 7, 'b')).toBe('7');
	expect(firstText(null, '')).toBeNull();
});

test.each([
	[1.5, 1.5],
	['-2', -2],
	['0', 0],
	[' ', null],
	['', null],
	['1,5', null],
	['Infinity', null],
	[true, null],
	[null, null],
])('numberOf %j is %j', (value, number) => expect(numberOf(value)).toBe(number));

test.each([
	[1_763_640_000, '2025-11-20T12:00:00.000Z'],
	['1763640000', '2025-11-20T12:00:00.000Z'],
	[1_763_640_000_123, '2025-11-20T12:00:00.123Z'],
	['2025-11-20T12:00:00+02:00', '2025-11-20T10:00:00.000Z'],
	['soon', null],
	['', null],
	[null, null],
	[1e30, null],
])('timeOf %j is %j', (value, time) => expect(timeOf(value)).toBe(time));

test.each([
	[{ a: 1 }, { a: 1 }],
	['{"a":1}', { a: 1 }],
	['{"a":', null],
	['[1]', null],
	[{}, null],
	[undefined, null],
])('objectOf %j is %j', (value, object) => expect(objectOf(value)).toEqual(object));

test('objectOf is null for what is too deep to keep', () => {
	const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
	expect(objectOf(deep)).toBeNull();
});
