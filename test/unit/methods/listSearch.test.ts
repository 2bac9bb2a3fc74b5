import {
	byName,
	filterByName,
	filterInOrder,
	listSearch,
	templateLabel,
} from '../../../nodes/shared/methods/listSearch';
import { acme, acmeNode, type AcmeAnswer } from '../../support/n8n/acme';

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

test('what is typed is looked for in name and ID, and the order may be kept', () => {
	const entries = [
		{ name: 'Sales', value: '7' },
		{ name: 'Support', value: '17' },
		{ name: 'Bills', value: '8' },
	];
	const found = (filter?: string) => filterInOrder(entries, filter).results.map(({ name }) => name);
	expect(found()).toEqual(['Sales', 'Support', 'Bills']);
	expect(found(' SU ')).toEqual(['Support']);
	expect(found('7')).toEqual(['Sales', 'Support']);
	expect(filterByName(entries, 's').results.map(({ name }) => name)).toEqual([
		'Bills',
		'Sales',
		'Support',
	]);
});

describe('the list of a provider', () => {
	const list = listSearch(acme, '/channels', (body) =>
		(body as string[]).map((name) => ({ name, value: name })),
	);
	const searched = async (answer: AcmeAnswer, filter?: string) => {
		const { node, requests } = acmeNode({ answers: [answer] });
		return { ...(await list(node as never, filter)), requests };
	};

	test('is asked for, filtered and sorted, and shows no key', async () => {
		const { results, requests } = await searched(
			{ status: 200, body: ['b', 'acme-key', 'ab'] },
			'b',
		);
		expect(results.map(({ name }) => name)).toEqual(['ab', 'b']);
		expect(requests).toMatchObject([{ method: 'GET', url: 'https://acme.example/channels' }]);
		const all = await searched({ status: 200, body: ['acme-key'] });
		expect(all.results).toEqual([{ name: '[hidden]', value: '[hidden]' }]);
	});

	test.each<AcmeAnswer>([{ status: 204 }, { status: 500 }, { throws: new Error('?') }])(
		'is none, and says so: %j',
		async (answer) => {
			await expect(searched(answer)).rejects.toThrow(
				/^Acme did not answer with a list.* Check the address in the credential "My account"/,
			);
		},
	);
});
