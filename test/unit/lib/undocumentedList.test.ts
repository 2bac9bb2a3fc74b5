import { listIn, textAmong } from '../../../nodes/shared/lib/undocumentedList';

describe('a list whose shape no page shows', () => {
	const entry = { id: 7, name: 'A' };

	test.each([
		['an array', [entry]],
		['{data}', { data: [entry] }],
		['{rows}', { rows: [entry] }],
		['{response}, with its own name', { response: { templates: [entry] } }],
		['{payload}', { payload: [entry] }],
		['{items}', { total: 1, items: [entry] }],
		['its own name', { templates: [entry] }],
		['its own name in {data}', { data: { templates: [entry], total: 1 }, status: 'success' }],
		['the longest way in', { status: null, results: { response: { rows: [entry] } } }],
		['the only entry', entry],
		['the only entry in {data}', { data: entry }],
	])('is read: %s', (_name, body) => {
		expect(listIn(body, 'templates')).toEqual([entry]);
	});

	test.each([[undefined], [null], ['text'], [7], [{}], [{ data: [] }], [[]]])(
		'%j has no entries',
		(body) => {
			expect(listIn(body, 'templates')).toEqual([]);
		},
	);
});

test('the first name that says something counts', () => {
	expect(textAmong({ _id: '', id: 0, name: null }, '_id', 'name', 'id')).toBe('0');
	expect(textAmong('text', 'id')).toBeUndefined();
});
