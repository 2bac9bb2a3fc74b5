import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const KEY = { 'x-api-key': 'aisoule-sandbox-key' };
const URL = 'https://example.com/file';
const to = '+919876543210';

async function send(message: unknown, headers: HeadersInit = KEY) {
	const response = await fetch(`${sandbox.url}/aisoule/api/messages/send`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: typeof message === 'string' ? message : JSON.stringify(message),
	});
	const body = (await response.json()) as Record<string, unknown>;
	return { status: response.status, body, headers: response.headers };
}

const text = { to, type: 'text', text: 'Hello! Your order has been shipped.' };

const template = (name: string, language: unknown, ...values: string[]) => ({
	to,
	type: 'template',
	template: {
		name,
		language,
		components: [
			{ type: 'body', parameters: values.map((value) => ({ type: 'text', text: value })) },
		] as object[],
	},
});

/** With a payload for the quick reply at a place. */
function approval(index: unknown, payload: string) {
	const message = template('order_approval', 'en', '1001', '$20');
	const parameters = [{ type: 'payload', payload }];
	message.template.components.push({ type: 'button', sub_type: 'quick_reply', index, parameters });
	return message;
}

const media = (type: string, object: object) => ({ to, type, [type]: object });

const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });

const buttons = (list: object[], changes: object = {}) => ({
	to,
	type: 'interactive',
	interactive: {
		type: 'button',
		body: { text: 'How can we help?' },
		action: { buttons: list },
		...changes,
	},
});

const row = (id: string, changes: object = {}) => ({ id, title: `Row ${id}`, ...changes });

const list = (sections: object[], changes: object = {}, button = 'Choose') => ({
	to,
	type: 'interactive',
	interactive: {
		type: 'list',
		body: { text: 'Pick one' },
		action: { button, sections },
		...changes,
	},
});

const sales = reply('sales', 'Sales');
const support = reply('support', 'Support');

const documented = {
	text,
	template: template('order_confirmation', 'en', 'John', 'ORD-789'),
	image: media('image', {
		url: 'https://example.com/product.jpg',
		caption: 'Check out our new product!',
	}),
	buttons: buttons([sales, support]),
	'another account': {
		to,
		type: 'text',
		text: 'Hello!',
		whatsapp_account: 'account_id_here',
	},
};

test.each(Object.entries(documented))('takes the example of the document: %s', async (_, sent) => {
	const { status, body } = await send(sent);
	expect(body).toEqual({
		data: { message_id: expect.stringMatching(/^wamid\../), status: 'sent' },
		status: 'success',
	});
	expect(status).toBe(200);
});

const rows = (count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => row(String(from + index)));

test.each([
	['digits alone', { ...text, to: '919876543210' }],
	['video', media('video', { url: URL, caption: 'Look' })],
	['a document with a file name', media('document', { url: URL, filename: 'a.pdf' })],
	['audio', media('audio', { url: URL })],
	[
		'buttons with header and footer',
		buttons([sales], { header: { type: 'text', text: 'Hi' }, footer: { text: 'Bye' } }),
	],
	['buttons with an image', buttons([sales], { header: { type: 'image', image: { link: URL } } })],
	[
		'a list',
		list([
			{ title: 'A', rows: rows(4) },
			{ title: 'B', rows: rows(6, 4) },
		]),
	],
	['a list of one section without a title', list([{ rows: [row('1', { description: 'One' })] }])],
])('takes %s', async (_name, sent) => {
	expect(await send(sent)).toMatchObject({ status: 200, body: { status: 'success' } });
});

const long = (length: number) => 'x'.repeat(length);

test.each([
	['no to', { type: 'text', text: 'x' }, "required property 'to'"],
	['no type', { to, text: 'x' }, "required property 'type'"],
	['an unknown type', { to, type: 'sticker', sticker: { url: URL } }, 'must not have "sticker"'],
	['spaces in the number', { ...text, to: '+91 98765 43210' }, 'body/to'],
	['a number that is none', { ...text, to: 919876543210 }, 'body/to must be string'],
	['a text that is an object', { ...text, text: { body: 'x' } }, 'body/text must be string'],
	['an empty text', { ...text, text: '' }, 'body/text'],
	['no text', { to, type: 'text' }, "required property 'text'"],
	['a text of 4097 characters', { ...text, text: long(4097) }, 'body/text'],
	['an object of another type', { ...text, image: { url: URL } }, 'body/image does not belong'],
	['a field that nobody knows', { ...text, channel: 1 }, 'must not have "channel"'],
	['an account that is a number', { ...text, whatsapp_account: 7 }, 'whatsapp_account'],
	[
		'an account that is not there',
		{ ...text, whatsapp_account: 'x' },
		'Unknown whatsapp_account x',
	],
	['no url', media('image', { caption: 'x' }), "required property 'url'"],
	['a link for a url', media('image', { link: URL }), "required property 'url'"],
	['a url that is none', media('image', { url: 'file' }), 'body/image/url'],
	['a caption for audio', media('audio', { url: URL, caption: 'x' }), 'must not have "caption"'],
	['a file name for an image', media('image', { url: URL, filename: 'x' }), '"filename"'],
	['a caption of 1025 characters', media('image', { url: URL, caption: long(1025) }), 'caption'],
	[
		'a template language that is an object',
		template('order_confirmation', { code: 'en' }, 'a', 'b'),
		'body/template/language must be string',
	],
	['too few variables', template('order_confirmation', 'en', 'a'), 'has 2 variables, not 1'],
	['a quick reply too many', approval('2', 'x'), 'order_approval has no button at index 2'],
	['a quick reply without a place', approval(undefined, 'x'), 'no button at index undefined'],
	['no buttons', buttons([]), 'fewer than 1'],
	['four buttons', buttons([sales, support, reply('c', 'C'), reply('d', 'D')]), 'more than 3'],
	['a button title of 21 characters', buttons([reply('a', long(21))]), 'title'],
	['a button id of 257 characters', buttons([reply(long(257), 'A')]), '/id'],
	['two buttons with one id', buttons([sales, reply('sales', 'B')]), 'ids must be unique'],
	['two buttons with one title', buttons([sales, reply('b', 'Sales')]), 'titles must be unique'],
	[
		'a button body of 1025 characters',
		buttons([sales], { body: { text: long(1025) } }),
		'/body/text',
	],
	['a footer of 61 characters', buttons([sales], { footer: { text: long(61) } }), '/footer/text'],
	[
		'a header of 61 characters',
		buttons([sales], { header: { type: 'text', text: long(61) } }),
		'/header/text',
	],
	['no body', buttons([sales], { body: undefined }), "required property 'body'"],
	['buttons in a list', list([], { action: { buttons: [sales] } }), "required property 'button'"],
	['no sections', list([]), 'fewer than 1'],
	[
		'eleven sections',
		list(Array.from({ length: 11 }, (_, n) => ({ title: 'A', rows: rows(1, n) }))),
		'more than 10',
	],
	[
		'eleven rows in all',
		list([
			{ title: 'A', rows: rows(5) },
			{ title: 'B', rows: rows(6, 5) },
		]),
		'more than 10 rows in total',
	],
	[
		'a second section without title',
		list([{ title: 'A', rows: rows(1) }, { rows: rows(1, 1) }]),
		'needs a title',
	],
	['a section title of 25 characters', list([{ title: long(25), rows: rows(1) }]), '/title'],
	['two rows with one id', list([{ rows: [row('1'), row('1')] }]), 'Row ids must be unique'],
	['a row id of 201 characters', list([{ rows: [row(long(201), { title: 'x' })] }]), '/id'],
	['a row title of 25 characters', list([{ rows: [row('1', { title: long(25) })] }]), '/title'],
	[
		'a description of 73 characters',
		list([{ rows: [row('1', { description: long(73) })] }]),
		'/description',
	],
	['a list button of 21 characters', list([{ rows: rows(1) }], {}, long(21)), '/action/button'],
	[
		'a list body of 4097 characters',
		list([{ rows: rows(1) }], { body: { text: long(4097) } }),
		'/body/text',
	],
	[
		'an image over a list',
		list([{ rows: rows(1) }], { header: { type: 'image', image: { link: URL } } }),
		'/header',
	],
	['nothing', '', "required property 'to'"],
	['broken JSON', '{', 'JSON'],
])('400 for %s', async (_name, sent, words) => {
	const { status, body } = await send(sent);
	expect(body).toEqual({ message: expect.stringContaining(words), status: 'error' });
	expect(status).toBe(400);
});

test.each([
	['no key', {}],
	['a wrong key', { 'x-api-key': 'wrong' }],
	['the key elsewhere', { authorization: 'Bearer aisoule-sandbox-key' }],
])('401 for %s', async (_name, headers) => {
	expect(await send(text, headers)).toMatchObject({
		status: 401,
		body: { message: 'Invalid API key', status: 'error' },
	});
});

test.each([
	['name', template('gone', 'en', 'a', 'b')],
	['language', template('order_confirmation', 'en_US', 'a', 'b')],
])('404 for a template by an unknown %s', async (_name, sent) => {
	expect(await send(sent)).toMatchObject({
		status: 404,
		body: { message: 'Template not found', status: 'error' },
	});
});

const from = async (whatsapp_account: string) => await send({ ...text, whatsapp_account });

test.each([
	[400, 'Outside 24-hour window. Use a template message.'],
	[401, 'Invalid API key'],
	[404, 'Contact not found'],
	[500, 'Internal server error'],
])('the account answers-%d does so', async (status, message) => {
	expect(await from(`answers-${status}`)).toMatchObject({
		status,
		body: { message, status: 'error' },
	});
});

test('429 says when to come again', async () => {
	const { status, body, headers } = await from('answers-429');
	expect(status).toBe(429);
	expect(body).toEqual({ message: 'Rate limit exceeded. Try again in 1 second.', status: 'error' });
	expect(headers.get('retry-after')).toBe('1');
	expect(headers.get('x-ratelimit-limit')).toBe('100');
	expect(headers.get('x-ratelimit-remaining')).toBe('0');
	const wait = Number(headers.get('x-ratelimit-reset')) - Date.now() / 1000;
	expect(wait).toBeGreaterThan(0);
	expect(wait).toBeLessThan(3);
});

test('the busy account takes the second attempt', async () => {
	expect((await from('busy')).status).toBe(429);
	expect((await from('busy')).status).toBe(200);
	expect((await from('busy')).status).toBe(429);
});

test('an error can come with HTTP 200, and was then not accepted', async () => {
	expect(await from('answers-200-error')).toMatchObject({
		status: 200,
		body: { message: 'Recipient not on WhatsApp', status: 'error' },
	});
	expect(await sandbox.messages()).toMatchObject([{ accepted: false }]);
});

test.each(['accounts', 'templates'])('lists %s for the right key alone', async (path) => {
	const get = async (headers: HeadersInit) =>
		await fetch(`${sandbox.url}/aisoule/api/${path}`, { headers });
	expect((await get({})).status).toBe(401);
	const response = await get(KEY);
	expect(response.status).toBe(200);
	expect((await response.json()).data[path].length).toBeGreaterThan(0);
});

describe('the inbox', () => {
	const contents = async () => (await sandbox.messages()).map(({ content }) => content);

	test('shows text, media, templates, buttons and lists, and hides the key', async () => {
		await send(text);
		await send(documented.image);
		await send(documented.template);
		await send(
			buttons([sales, support], {
				header: { type: 'image', image: { link: URL } },
				footer: { text: 'Bye' },
			}),
		);
		await send(list([{ title: 'A', rows: [row('1', { description: 'One' })] }]));
		expect(await contents()).toMatchObject([
			{ to, sender: 'Sales', type: 'text', text: 'Hello! Your order has been shipped.' },
			{
				type: 'image',
				text: 'Check out our new product!',
				media: { link: 'https://example.com/product.jpg' },
			},
			{
				type: 'template',
				templateId: 'order_confirmation',
				text: 'Hi John, your order ORD-789 is confirmed.',
			},
			{
				type: 'interactive',
				text: 'How can we help?',
				card: {
					header: { kind: 'image', link: URL },
					footer: 'Bye',
					buttons: [{ label: 'Sales' }, { label: 'Support' }],
					list: null,
				},
			},
			{
				type: 'interactive',
				text: 'Pick one',
				card: {
					header: null,
					buttons: [],
					list: {
						button: 'Choose',
						sections: [{ title: 'A', rows: [{ title: 'Row 1', description: 'One' }] }],
					},
				},
			},
		]);
		expect(JSON.stringify(await sandbox.messages())).not.toContain('aisoule-sandbox-key');
	});

	test.each(['1', 1])(
		'the quick replies of a template tap what was given for %o',
		async (index) => {
			expect((await send(approval(index, 'NO'))).status).toBe(200);
			expect(await contents()).toMatchObject([
				{
					text: 'Order 1001 comes to $20. Do you approve it?',
					card: {
						buttons: [
							{ label: 'Approve', detail: null, tap: { payload: 'Approve' } },
							{ label: 'Decline', detail: null, tap: { payload: 'NO' } },
						],
					},
				},
			]);
		},
	);

	test('digits with and without + are one conversation', async () => {
		await send({ ...text, to: '919876543210' });
		expect(await contents()).toMatchObject([{ to }]);
	});

	test.each(['{', '[]', '{"type":"interactive","interactive":{"header":7,"action":[]}}'])(
		'keeps %s as refused',
		async (sent) => {
			await send(sent);
			expect(await sandbox.messages()).toMatchObject([{ accepted: false, content: { to: null } }]);
		},
	);
});
