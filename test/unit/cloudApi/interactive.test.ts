import { interactiveJson } from '../../../nodes/shared/cloudApi/interactive';

const json = interactiveJson('Interactive (JSON)');

test.each([
	{
		type: 'product_list',
		action: { catalog_id: '1', sections: [{ title: 'A', product_items: [] }] },
	},
	{ type: 'flow', header: null, action: { name: 'flow', parameters: {} } },
	{ type: 'carousel', action: { cards: [{ card_index: 0, type: 'cta_url' }] } },
])('a kind that has no limits here passes: $type', (given) => {
	expect(json.parse(JSON.stringify(given))).toEqual(given);
});

test.each([{ action: {} }, { type: 'list', action: { sections: [{ title: 'A' }] } }])(
	'%j is refused',
	(given) => expect(json.safeParse(JSON.stringify(given)).success).toBe(false),
);
