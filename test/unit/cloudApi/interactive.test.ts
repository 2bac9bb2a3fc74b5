import {
	interactiveJson,
	interactiveObject,
	interactiveParts,
} from '../../../nodes/shared/cloudApi/interactive';

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

const button = (id: string, title = id) => ({ id, title });
const row = (id: string, more = {}) => ({ id, title: id, ...more });
const rows = (count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => row(`r${from + index}`));

const buttons = (changes = {}) => ({
	interactiveType: 'button',
	bodyText: 'How can we help?',
	buttons: [button('a'), button('b')],
	...changes,
});
const list = (changes = {}) => ({
	interactiveType: 'list',
	bodyText: 'Choose',
	listButton: 'Open',
	sections: [{ rows: [row('a'), row('b')] }],
	...changes,
});

const refusals = (parts: object) =>
	interactiveParts.safeParse(parts).error?.issues.map(({ message }) => message);

test.each<[string, object]>([
	[
		'three buttons, with header and footer',
		{
			...buttons({ buttons: ['a', 'b', 'c'].map((id) => button(id)) }),
			header: { headerType: 'image', headerLink: 'https://example.com/a.jpg' },
			footer: 'x'.repeat(60),
		},
	],
	[
		'texts as long as they may be',
		buttons({
			bodyText: 'x'.repeat(1024),
			buttons: [button('i'.repeat(256), 't'.repeat(20))],
		}),
	],
	[
		'a list of ten rows in two sections',
		list({
			bodyText: 'x'.repeat(4096),
			header: { headerType: 'text', headerText: 'x'.repeat(60) },
			sections: [
				{ title: 'A', rows: rows(4) },
				{ title: 'B', rows: rows(6, 4) },
			],
		}),
	],
	[
		'a row with a description',
		list({
			sections: [
				{ rows: [{ id: 'i'.repeat(200), title: 't'.repeat(24), description: 'd'.repeat(72) }] },
			],
		}),
	],
])('%s is taken', (_name, parts) => expect(refusals(parts)).toBeUndefined());

test.each<[object, string]>([
	[buttons({ buttons: [] }), "'Buttons' is empty"],
	[
		buttons({ buttons: ['a', 'b', 'c', 'd'].map((id) => button(id)) }),
		"'Buttons' has 4, but WhatsApp allows only 3",
	],
	[buttons({ buttons: [button('a', 'A'), button('a', 'B')] }), 'Two button IDs are the same: "a"'],
	[
		buttons({ buttons: [button('a', 'A'), button('b', 'A')] }),
		'Two button titles are the same: "A"',
	],
	[buttons({ buttons: [button('a', 't'.repeat(21))] }), "'Button Title' has 21 characters"],
	[buttons({ buttons: [button('i'.repeat(257), 't')] }), "'Button ID' has 257 characters"],
	[buttons({ bodyText: 'x'.repeat(1025) }), "'Body' has 1025 characters"],
	[buttons({ bodyText: '' }), "'Body' is empty"],
	[buttons({ footer: 'x'.repeat(61) }), "'Footer' has 61 characters"],
	[
		buttons({ header: { headerType: 'text', headerText: 'x'.repeat(61) } }),
		"'Header Text' has 61 characters",
	],
	[list({ listButton: 'x'.repeat(21) }), "'List Button' has 21 characters"],
	[list({ bodyText: 'x'.repeat(4097) }), "'Body' has 4097 characters"],
	[
		list({ header: { headerType: 'image', headerLink: 'https://example.com/a.jpg' } }),
		"A list cannot have an image, video or document as its 'Header'",
	],
	[list({ sections: [] }), "'Sections' has no rows"],
	[list({ sections: [{ rows: rows(11) }] }), "'Sections' has 11 rows"],
	[
		list({
			sections: Array.from({ length: 11 }, (_, index) => ({ title: 'A', rows: rows(1, index) })),
		}),
		"'Sections' has 11, but WhatsApp allows only 10",
	],
	[
		list({ sections: [{ title: 'A', rows: rows(1) }, { rows: rows(1, 1) }] }),
		"A section has no 'Section Title'",
	],
	[
		list({
			sections: [
				{ title: 'A', rows: rows(1) },
				{ title: 'B', rows: [] },
			],
		}),
		'A section has no rows',
	],
	[list({ sections: [{ rows: [row('a'), row('a')] }] }), 'Two row IDs are the same: "a"'],
	[list({ sections: [{ rows: [row('a', { title: 'x'.repeat(25) })] }] }), "'Row Title' has 25"],
	[
		list({ sections: [{ rows: [row('a', { description: 'x'.repeat(73) })] }] }),
		"'Row Description' has 73",
	],
])('%j is refused: %s', (parts, message) => {
	expect(refusals(parts)).toContainEqual(expect.stringContaining(message));
});

const made = (parts: object) => interactiveObject(interactiveParts.parse(parts));

test('the object is as the Cloud API takes it', () => {
	expect(
		made(buttons({ footer: 'Bye', header: { headerType: 'text', headerText: 'Hi' } })),
	).toEqual({
		type: 'button',
		header: { type: 'text', text: 'Hi' },
		body: { text: 'How can we help?' },
		footer: { text: 'Bye' },
		action: {
			buttons: [
				{ type: 'reply', reply: button('a') },
				{ type: 'reply', reply: button('b') },
			],
		},
	});
	const link = 'https://example.com/a.jpg';
	expect(made(buttons({ header: { headerType: 'image', headerLink: link } }))).toMatchObject({
		header: { type: 'image', image: { link } },
	});
	expect(made(list())).toEqual({
		type: 'list',
		body: { text: 'Choose' },
		action: { button: 'Open', sections: [{ title: undefined, rows: [row('a'), row('b')] }] },
	});
});

test('as JSON it is held to the same limits, at the parameter itself', () => {
	const given = made(buttons());
	expect(json.safeParse(given).success).toBe(true);
	const tooMany = { ...given, action: { buttons: Array(4).fill({ reply: button('a') }) } };
	const { error } = json.safeParse(tooMany);
	expect(error!.issues.map(({ path }) => path)).toEqual([[], [], []]);
	expect(error!.issues[0].message).toContain("'Buttons' has 4");
	const byId = { ...given, header: { type: 'image', image: { id: '7' } } };
	expect(json.safeParse(byId).success).toBe(true);
	const without = { ...given, header: { type: 'image', image: {} } };
	expect(json.safeParse(without).success).toBe(false);
});
