import { byName, filterByName, templateLabel } from '../../../nodes/shared/methods/listSearch';

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
