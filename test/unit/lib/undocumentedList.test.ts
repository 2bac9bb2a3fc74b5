import { listIn, textAmong } from '../../../nodes/shared/lib/undocumentedList';
import { byName, filterByName, templateLabel } from '../../../nodes/shared/methods/listSearch';

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

test('lists are sorted as people read them', () => {
	const names = ['order 10', 'Zebra', 'Ámbar', 'order 2', 'beta'];
	const { results } = filterByName(names.map((name) => ({ name, value: name })));
	expect(results.map(({ name }) => name)).toEqual([
		'Ámbar',
		'beta',
		'order 2',
		'order 10',
		'Zebra',
	]);
	expect(byName({ name: 'a' }, { name: 'A' })).toBe(0);
});

test.each([
	['a', undefined, undefined, 'a'],
	['a', 'en', 'APPROVED', 'a (en)'],
	['a', 'en', 'PENDING', 'a (en, pending)'],
	['a', undefined, 'rejected', 'a (rejected)'],
])('a template %s, %s, %s reads %s', (name, language, status, label) => {
	expect(templateLabel(name, language, status)).toBe(label);
});
