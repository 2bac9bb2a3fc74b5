import { setTimeout as wait } from 'node:timers/promises';
import type { MessageContent } from '../../sandbox/conversations';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { receiveWebhooks } from '../support/sandbox/webhookReceiver';

let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const KEYS = { 'x-auth-id': 'MA_SANDBOX', 'x-auth-token': 'vobiz-sandbox-token' };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const CHANNEL = '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1';

const envelope = { channel_id: CHANNEL, waba_id: '123456789012345', to: '+919876543210' };
const text = { ...envelope, type: 'text', text: { body: 'Hello from Vobiz!' } };

const media = (type: string, object: object) => ({ ...envelope, type, media: object });

const LINK = 'https://example.com/file';

const template = (name: string, components?: object[], code = 'en_US') => ({
	...envelope,
	type: 'template',
	template: { name, language: { code }, ...(components && { components }) },
});

const body = (...values: string[]) => ({
	type: 'body',
	parameters: values.map((value) => ({ type: 'text', text: value })),
});

async function send(message: unknown, headers: HeadersInit = KEYS) {
	const response = await fetch(`${sandbox.url}/vobiz/messages`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: typeof message === 'string' ? message : JSON.stringify(message),
	});
	const answer = (await response.json()) as Record<string, unknown>;
	return { status: response.status, body: answer, headers: response.headers };
}

async function get(path: string, headers: HeadersInit = KEYS) {
	const response = await fetch(`${sandbox.url}/vobiz/${path}`, { headers });
	return { status: response.status, body: await response.json() };
}

const documented = {
	text,
	image: media('image', { link: 'https://example.com/photo.jpg', caption: 'Check this out!' }),
	document: media('document', {
		link: 'https://example.com/invoice.pdf',
		filename: 'invoice.pdf',
		caption: 'Your invoice',
	}),
	template: template('order_confirmation', [body('ORD-12345', 'March 15')]),
};

describe('messages', () => {
	test.each(Object.entries(documented))(
		'takes the example of the document: %s',
		async (_, sent) => {
			expect(await send(sent)).toMatchObject({ status: 201 });
		},
	);

	test('answers with the created message, whose content is text', async () => {
		const { body: message } = await send(text);
		expect(message).toEqual({
			id: expect.stringMatching(UUID),
			account_id: 'MA_SANDBOX',
			channel_id: CHANNEL,
			contact_id: expect.stringMatching(UUID),
			conversation_id: expect.stringMatching(UUID),
			direction: 'outbound',
			type: 'text',
			status: 'pending',
			content: '{"body":"Hello from Vobiz!"}',
			meta_message_id: null,
			created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
		});
	});

	test('every message has its own id, one number one contact', async () => {
		const [first, second] = [await send(text), await send(text)];
		expect(first.body.id).not.toBe(second.body.id);
		expect(first.body.contact_id).toBe(second.body.contact_id);
	});

	test.each([
		['audio by link', media('audio', { link: LINK })],
		['video with a caption', media('video', { link: LINK, caption: 'Look' })],
		['a sticker by id', media('sticker', { id: '1234567890' })],
	])('takes %s', async (_name, sent) => {
		expect((await send(sent)).status).toBe(201);
	});

	const without = (field: string) =>
		Object.fromEntries(Object.entries(text).filter(([name]) => name !== field));

	test.each([
		['no channel_id', without('channel_id'), "required property 'channel_id'"],
		['no waba_id', without('waba_id'), "required property 'waba_id'"],
		['no to', without('to'), "required property 'to'"],
		['no type', without('type'), "required property 'type'"],
		['no text', without('text'), "required property 'text'"],
		['a channel_id that is no UUID', { ...text, channel_id: '1001' }, 'body/channel_id'],
		['a number without +', { ...text, to: '919876543210' }, 'body/to'],
		['a number with spaces', { ...text, to: '+91 98765 43210' }, 'body/to'],
		['an inbound-only type', { ...text, type: 'location' }, 'body/type'],
		['an object of another type', { ...text, media: { link: LINK } }, 'body/media does not belong'],
		['a text that is a string', { ...text, text: 'Hello' }, 'body/text must be object'],
		['an empty text', { ...text, text: { body: '' } }, 'body/text/body'],
		['a text of 4097 characters', { ...text, text: { body: 'x'.repeat(4097) } }, 'body/text/body'],
		['a field that nobody knows', { ...text, contact: 'Maria' }, 'must not have "contact"'],
		['media of neither kind', media('image', { caption: 'x' }), "required property 'link'"],
		['media of both kinds', media('image', { link: LINK, id: '1' }), 'exactly one'],
		['a link that is not https', media('image', { link: 'http://example.com/a' }), '/media/link'],
		['a caption for audio', media('audio', { link: LINK, caption: 'x' }), '/media/caption'],
		['a caption for a sticker', media('sticker', { link: LINK, caption: 'x' }), '/media/caption'],
		['a file name for an image', media('image', { link: LINK, filename: 'x' }), '/media/filename'],
		[
			'a template language that is a string',
			{ ...envelope, type: 'template', template: { name: 'welcome', language: 'en_US' } },
			'body/template/language must be object',
		],
		[
			'a template component for a footer',
			template('welcome', [{ type: 'footer', parameters: [] }]),
			'components/0/type',
		],
		['a list', [], 'body must be object'],
		['nothing', '', "required property 'channel_id'"],
		['broken JSON', '{', 'JSON'],
	])('400 for %s', async (_name, sent, words) => {
		const { status, body: answer } = await send(sent);
		expect(answer).toEqual({ error: expect.stringContaining(words) });
		expect(status).toBe(400);
	});

	test('400 for a waba_id of another channel', async () => {
		const { status, body: answer } = await send({ ...text, waba_id: '223456789012345' });
		expect(status).toBe(400);
		expect(answer.error).toContain('does not belong to channel');
	});

	test.each([
		['no headers', {}],
		['no token', { 'x-auth-id': 'MA_SANDBOX' }],
		['no id', { 'x-auth-token': 'vobiz-sandbox-token' }],
		['a wrong token', { ...KEYS, 'x-auth-token': 'wrong' }],
		['a wrong id', { ...KEYS, 'x-auth-id': 'MA_OTHER' }],
	])('401 for %s, before the body is judged', async (_name, headers) => {
		expect(await send({}, headers)).toMatchObject({
			status: 401,
			body: { error: 'Missing or invalid authentication credentials' },
		});
	});

	test('404 for a channel of somebody else', async () => {
		const channel_id = '11111111-1111-4111-8111-111111111111';
		expect((await send({ ...text, channel_id })).status).toBe(404);
	});

	test.each([402, 403, 429, 500])('a channel whose name says so answers %d', async (status) => {
		const { body: list } = await get('channels/whatsapp');
		const channel = list.items.find(({ display_name }: { display_name: string }) =>
			display_name.includes(`(answers ${status})`),
		);
		const answer = await send({ ...text, channel_id: channel.id, waba_id: channel.waba_id });
		expect(answer.status).toBe(status);
		expect(answer.headers.get('retry-after')).toBe(status === 429 ? '1' : null);
	});

	test('the busy channel takes the second attempt', async () => {
		const busy = { ...text, channel_id: '0a8f3feb-9598-47f2-8a6c-df1aeb301429' };
		expect((await send(busy)).status).toBe(429);
		expect((await send({ ...busy, to: '+919876500000' })).status).toBe(429);
		expect((await send(busy)).status).toBe(201);
		expect((await send(busy)).status).toBe(429);
	});
});

describe('template messages', () => {
	const image = { type: 'image', image: { link: LINK } };
	const header = (...parameters: object[]) => ({ type: 'header', parameters });
	const button = (sub_type: string, index: number | string, parameter: object) => ({
		type: 'button',
		sub_type,
		index,
		parameters: [parameter],
	});
	const shipped = [
		header({ type: 'text', text: '77' }),
		body('Maria', 'DHL'),
		button('url', '0', { type: 'text', text: 'ABC' }),
	];
	const named = (values: Record<string, string>) => ({
		type: 'body',
		parameters: Object.entries(values).map(([parameter_name, value]) => ({
			type: 'text',
			parameter_name,
			text: value,
		})),
	});
	const appointment = { customer_name: 'Maria', date: 'Monday', time: '10:00' };
	const coupon = { type: 'coupon_code', coupon_code: 'CAKE20' };

	test.each([
		['no variables', template('welcome')],
		['header text and a URL button', template('order_shipped', shipped)],
		[
			'buttons of two kinds',
			template('order_shipped', [
				...shipped,
				button('quick_reply', 1, { type: 'payload', payload: 'talk' }),
			]),
		],
		['header image', template('new_collection', [header(image), body('Maria')])],
		[
			'header video by id',
			template('assembly_video', [header({ type: 'video', video: { id: '1' } }), body('shelf')]),
		],
		[
			'header document',
			template('invoice', [
				header({ type: 'document', document: { link: LINK, filename: 'a.pdf' } }),
				body('Maria', '7', '10 €'),
			]),
		],
		[
			'copy code',
			template('birthday_coupon', [body('Maria', '20 %'), button('copy_code', 0, coupon)]),
		],
		['named variables', template('appointment_reminder', [named(appointment)])],
		[
			'a quick reply with a payload',
			template('appointment_reminder', [
				named(appointment),
				button('quick_reply', '1', { type: 'payload', payload: 'later' }),
			]),
		],
		['another language', template('cart_reminder', [body('Ana', 'una silla')], 'es')],
	])('takes a template with %s', async (_name, sent) => {
		expect(await send(sent)).toMatchObject({ status: 201 });
	});

	test.each([
		['does not exist', template('gone'), '(#132001)'],
		['does not exist in this language', template('cart_reminder', [], 'en_US'), 'in en_US'],
		['is of another channel', template('ticket_update', [body('1', '2')]), '(#132001)'],
		['was rejected', template('flash_sale', [body('x')]), 'REJECTED'],
		['is paused', template('weekly_offer', [body('x')]), 'PAUSED'],
		['got too few variables', template('order_confirmation', [body('x')]), 'params (1)'],
		['got too many variables', template('welcome', [body('x')]), 'params (1)'],
		['got no components', template('order_confirmation'), 'params (0)'],
		['got no header text', template('order_shipped', shipped.slice(1)), 'header: number'],
		['got a header that it has not', template('welcome', [header(image)]), 'header: number'],
		['got no header image', template('new_collection', [body('x')]), 'expected IMAGE'],
		[
			'got an image for a video',
			template('assembly_video', [header(image), body('x')]),
			'expected VIDEO, received IMAGE',
		],
		['got no URL suffix', template('order_shipped', shipped.slice(0, 2)), 'Button at index 0'],
		['got no code', template('birthday_coupon', [body('a', 'b')]), 'Button at index 0'],
		[
			'got a variable for a fixed URL',
			template('payment_reminder', [
				body('a', 'b', 'c'),
				button('url', '0', { type: 'text', text: 'x' }),
			]),
			'(#132018)',
		],
		[
			'got a button that it has not',
			template('welcome', [button('quick_reply', '0', { type: 'payload', payload: 'x' })]),
			'(#132018)',
		],
		[
			'got positions for names',
			template('appointment_reminder', [body('Maria', 'Monday', '10:00')]),
			'parameter_name customer_name is missing',
		],
	])('400 when the template %s', async (_name, sent, words) => {
		const { status, body: answer } = await send(sent);
		expect(answer).toEqual({ error: expect.stringContaining(words) });
		expect(status).toBe(400);
	});
});

describe('lists', () => {
	test('the channels, with their waba_id', async () => {
		const { status, body: list } = await get('channels/whatsapp');
		expect(status).toBe(200);
		expect(list.items[0]).toMatchObject({
			id: CHANNEL,
			account_id: 'MA_SANDBOX',
			waba_id: '123456789012345',
			phone_number: expect.stringMatching(/^\+\d+$/),
			display_name: 'Shop',
			status: 'active',
			verification_status: 'verified',
		});
	});

	const templates = async (query = '') => (await get(`channels/${CHANNEL}/templates${query}`)).body;

	test('the templates, page by page', async () => {
		const first = await templates();
		const second = await templates('?page=2');
		expect(first).toMatchObject({ page: 1, limit: 20, has_more: true });
		expect(first.items).toHaveLength(20);
		expect(second).toMatchObject({ page: 2, limit: 20, has_more: false, total: first.total });
		expect(second.items).toHaveLength(first.total - 20);
		const ids = [...first.items, ...second.items].map(({ id }) => id);
		expect(new Set(ids).size).toBe(first.total);
		expect((await templates('?page=3')).items).toEqual([]);
		expect((await templates('?limit=5&page=2')).items[0]).toEqual(first.items[5]);
	});

	test('only those with a status', async () => {
		const approved = await templates('?status=APPROVED&limit=100');
		const all = await templates('?limit=100');
		const statuses = new Set(all.items.map(({ status }: { status: string }) => status));
		expect(statuses).toEqual(new Set(['APPROVED', 'REJECTED', 'PAUSED', 'PENDING_REVIEW']));
		expect(approved.total).toBe(
			all.items.filter(({ status }: { status: string }) => status === 'APPROVED').length,
		);
		expect(approved.total).toBeGreaterThan(20);
	});

	test('a template has its components one level deeper', async () => {
		const [first] = (await templates()).items;
		expect(first).toMatchObject({
			channel_id: CHANNEL,
			waba_id: '123456789012345',
			name: 'order_confirmation',
			language: 'en_US',
			status: 'APPROVED',
			components: { components: [{ type: 'BODY', text: expect.stringContaining('{{2}}') }] },
		});
	});

	test.each(['page=0', 'page=x', 'limit=0', 'limit=101', 'status=GOOD'])(
		'400 for %s',
		async (query) => {
			expect((await get(`channels/${CHANNEL}/templates?${query}`)).status).toBe(400);
		},
	);

	test('401 without the keys, 403 and 404 for channels, 404 for a lost path', async () => {
		expect((await get('channels/whatsapp', {})).status).toBe(401);
		expect((await get('channels/0a8f3feb-9598-47f2-8a6c-df1aeb300403/templates')).status).toBe(403);
		expect((await get('channels/11111111-1111-4111-8111-111111111111/templates')).status).toBe(404);
		expect((await get('message')).status).toBe(404);
	});
});

describe('the inbox', () => {
	const contents = async () => (await sandbox.messages()).map(({ content }) => content);

	test('shows text and media, and hides the token', async () => {
		await send(text);
		await send(documented.document);
		const [first, second] = await contents();
		expect(first).toMatchObject({
			to: '+919876543210',
			contactId: expect.stringMatching(UUID),
			sender: 'Shop',
			type: 'text',
			text: 'Hello from Vobiz!',
		});
		expect(second).toMatchObject({
			type: 'document',
			text: 'Your invoice',
			media: { link: 'https://example.com/invoice.pdf', id: null, filename: 'invoice.pdf' },
		});
		expect(JSON.stringify(await sandbox.messages())).not.toContain('vobiz-sandbox-token');
	});

	test('fills templates in', async () => {
		await send(documented.template);
		await send(
			template('order_shipped', [
				{ type: 'header', parameters: [{ type: 'text', text: '77' }] },
				body('Maria', '$& DHL'),
				{ type: 'button', sub_type: 'url', index: 0, parameters: [{ type: 'text', text: 'ABC' }] },
			]),
		);
		expect(await contents()).toMatchObject([
			{
				type: 'template',
				templateId: 'order_confirmation',
				language: 'en_US',
				text: 'Your order ORD-12345 is confirmed. It arrives on March 15.',
			},
			{
				text: 'Hi Maria, your parcel is on its way with $& DHL.',
				card: {
					header: 'Order 77',
					footer: 'Thank you for your order',
					buttons: [
						{ label: 'Track parcel', detail: 'https://example.com/track/ABC' },
						{ label: 'Talk to us', detail: null },
					],
				},
			},
		]);
	});

	test.each<[string, unknown, Partial<MessageContent>]>([
		['a list', [], { to: null, type: 'unreadable' }],
		['a type that nobody knows', { ...text, type: 'location' }, { type: 'unreadable' }],
		['a text that is no object', { ...text, text: 7 }, { type: 'text', text: null }],
		['a template that is a list', { ...envelope, type: 'template', template: [1] }, { text: null }],
		['parameters that are numbers', template('welcome', [7] as unknown as object[]), {}],
	])('keeps %s as refused', async (_name, sent, content) => {
		await send(sent);
		expect(await sandbox.messages()).toMatchObject([{ accepted: false, content }]);
	});

	test('keeps no lists', async () => {
		await get('channels/whatsapp');
		expect(await contents()).toEqual([]);
	});
});

describe('conversations', () => {
	const fromContact = { provider: 'vobiz', from: '+919876543210', name: 'Priya' };
	const says = async () => await sandbox.reply({ ...fromContact, type: 'text', text: 'Hi' });
	const conversations = async () => (await get('conversations')).body.items;

	test('the window is open for 24 hours after what the contact wrote', async () => {
		expect(await conversations()).toEqual([]);
		const { body: sent } = await send(text);
		const [closed] = await conversations();
		expect(closed).toMatchObject({
			id: sent.conversation_id,
			channel_id: CHANNEL,
			contact_id: sent.contact_id,
			status: 'closed',
		});
		expect(Date.parse(closed.expires_at)).toBeLessThanOrEqual(Date.now());
		await says();
		const [open, ...others] = await conversations();
		expect(others).toEqual([]);
		expect(open).toMatchObject({ id: closed.id, status: 'open' });
		const hours = (Date.parse(open.expires_at) - Date.now()) / 3_600_000;
		expect(hours).toBeGreaterThan(23.9);
		expect(hours).toBeLessThanOrEqual(24);
	});

	test('the messages, the newest first, page by page', async () => {
		await says();
		const sent = [];
		for (let count = 0; count < 3; count++) sent.push((await send(text)).body);
		const path = `conversations/${String(sent[0].conversation_id)}/messages`;
		const { body: first } = await get(`${path}?limit=2`);
		expect(first.items.map(({ id }: { id: string }) => id)).toEqual([sent[2].id, sent[1].id]);
		const { body: second } = await get(`${path}?limit=2&cursor=${first.next_cursor}`);
		expect(second).toMatchObject({
			items: [{ id: sent[0].id, direction: 'outbound' }, { direction: 'inbound' }],
			next_cursor: null,
		});
		expect((await get(`${path}?cursor=x`)).status).toBe(400);
		expect((await get('conversations/x/messages')).status).toBe(404);
	});

	const messageIn = async (conversation: unknown) =>
		(await get(`conversations/${String(conversation)}/messages`)).body.items[0];

	test('a message has its wamid once Meta has it, and the status that was reported', async () => {
		await says();
		const { body: sent } = await send(text);
		expect(await messageIn(sent.conversation_id)).toMatchObject({
			id: sent.id,
			status: 'pending',
			meta_message_id: null,
			content: '{"body":"Hello from Vobiz!"}',
		});
		await wait(600);
		const [, { id, messageId }] = await sandbox.messages();
		const wamid = { meta_message_id: messageId };
		expect(await messageIn(sent.conversation_id)).toMatchObject({ status: 'sent', ...wamid });
		await sandbox.status({ id, value: 'read' });
		expect(await messageIn(sent.conversation_id)).toMatchObject({ status: 'read', ...wamid });
	});

	describe('outside the window', () => {
		let receiver: Awaited<ReturnType<typeof receiveWebhooks>>;
		beforeEach(async () => (receiver = await receiveWebhooks()));
		afterEach(async () => {
			await sandbox.forgetWebhooks();
			await receiver.stop();
		});

		test('a text is accepted and fails later, a template does not', async () => {
			await fetch(`${sandbox.url}/vobiz/webhooks`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...KEYS },
				body: JSON.stringify({ url: receiver.url, secret: 's' }),
			});
			await send(template('welcome'));
			const { status, body: sent } = await send(text);
			expect(status).toBe(201);
			const [{ raw }] = await receiver.first(1);
			const [, { messageId }] = await sandbox.messages();
			expect(JSON.parse(String(raw)).payload.entry[0].changes[0].value.statuses).toMatchObject([
				{ id: messageId, status: 'failed', errors: [{ code: 131047 }] },
			]);
			await says();
			await send(text);
			await wait(600);
			expect(receiver.received.map(({ headers }) => headers['x-webhook-event'])).toEqual([
				'message.status',
				'message.inbound',
			]);
			const { body: list } = await get(`conversations/${String(sent.conversation_id)}/messages`);
			expect(list.items.map((each: { status: string }) => each.status)).toEqual([
				'sent',
				'delivered',
				'failed',
				'sent',
			]);
		});
	});
});

describe('contacts', () => {
	const contacts = async (query = '') => (await get(`contacts${query}`)).body;
	const write = async (method: string, path: string, details?: object) => {
		const response = await fetch(`${sandbox.url}/vobiz/contacts${path}`, {
			method,
			headers: { ...KEYS, ...(details && { 'content-type': 'application/json' }) },
			body: details && JSON.stringify(details),
		});
		const answer = await response.text();
		return { status: response.status, body: answer && JSON.parse(answer) };
	};

	test('are created, found, changed and deleted', async () => {
		const priya = { phone_number: '+919876543210', name: 'Priya Shah', tags: ['vip'] };
		const { status, body: created } = await write('POST', '', priya);
		expect(status).toBe(201);
		expect(created).toMatchObject({ ...priya, id: expect.stringMatching(UUID) });
		expect((await write('POST', '', priya)).status).toBe(409);
		await write('POST', '', { phone_number: '+56912345678' });

		expect(await contacts()).toMatchObject({ total: 2, page: 1, limit: 25, has_more: false });
		for (const query of ['?search=shah', '?search=%2B91987', '?tag=vip']) {
			expect((await contacts(query)).items).toEqual([created]);
		}
		expect(await contacts('?limit=1&page=2')).toMatchObject({ items: [created], has_more: false });

		const changed = await write('PUT', `/${created.id}`, { tags: [], custom_attributes: { a: 1 } });
		expect(changed.body).toMatchObject({
			name: 'Priya Shah',
			tags: [],
			custom_attributes: { a: 1 },
		});
		expect((await get(`contacts/${created.id}`)).body).toEqual(changed.body);
		expect((await write('DELETE', `/${created.id}`)).status).toBe(204);
		expect((await get(`contacts/${created.id}`)).status).toBe(404);
		expect((await write('PUT', `/${created.id}`, {})).status).toBe(404);
	});

	test('whoever is written to, or writes, is one', async () => {
		const { body: sent } = await send(text);
		await sandbox.reply({
			provider: 'vobiz',
			from: '+919876543210',
			name: 'Priya',
			type: 'text',
			text: 'Hi',
		});
		expect((await contacts()).items).toMatchObject([
			{ id: sent.contact_id, phone_number: '+919876543210', name: 'Priya' },
		]);
	});

	test.each([
		['no number', {}],
		['a number without +', { phone_number: '919876543210' }],
		['tags that are a text', { phone_number: '+919876543210', tags: 'vip' }],
	])('400 for %s', async (_name, details) => {
		expect((await write('POST', '', details)).status).toBe(400);
	});
});
