import { templateVariables } from '../../../nodes/shared/cloudApi/templateVariables';

test('each entry becomes a variable of its place', () => {
	const given = {
		header: [{ kind: 'text', value: 'Hi' }],
		body: [
			{ value: 'ORD-1', name: '' },
			{ value: 2, name: ' customer ' },
		],
		button: [{ kind: 'one_time_code', number: '2', value: '123456' }],
	};
	expect(templateVariables.parse(given)).toEqual([
		{ place: 'header', kind: 'text', value: 'Hi' },
		{ place: 'body', value: 'ORD-1', name: undefined },
		{ place: 'body', value: '2', name: 'customer' },
		{ place: 'button', kind: 'url', index: 1, value: '123456' },
	]);
});

test('a header is a file with its name, or a place', () => {
	const link = 'https://example.com/a.pdf';
	const ofHeader = (header: object) => templateVariables.parse({ header: [header] });
	expect(ofHeader({ kind: 'document', value: link, filename: 'invoice.pdf' })).toEqual([
		{ place: 'header', kind: 'document', media: { link }, filename: 'invoice.pdf' },
	]);
	expect(ofHeader({ kind: 'image', value: link })).toEqual([
		{ place: 'header', kind: 'image', media: { link } },
	]);
	expect(ofHeader({ kind: 'location', value: '1.5, 2.5', address: 'Plaza' })).toEqual([
		{
			place: 'header',
			kind: 'location',
			location: { latitude: '1.5', longitude: '2.5', address: 'Plaza' },
		},
	]);
});

test('no entries are no variables, and an empty one is refused', () => {
	expect(templateVariables.parse({})).toEqual([]);
	const refused = templateVariables.safeParse({ body: [{ value: '' }] });
	expect(refused.error?.issues).toMatchObject([{ path: ['body', 0, 'value'] }]);
});
