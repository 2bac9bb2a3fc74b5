import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const KEY = { 'x-api-key': 'vambe-sandbox-key' };

const valid = {
	to_phone_number: '+56912345678',
	stage_id: 'stage_initial_001',
	contact_metadata: {},
	ticket_metadata: {},
	integration_data: {},
};

async function open(body: unknown, { channel = '1001', headers = KEY as HeadersInit } = {}) {
	const response = await fetch(
		`${sandbox.url}/vambe/api/public/ticket/open/web-whatsapp/${channel}`,
		{
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: typeof body === 'string' ? body : JSON.stringify(body),
		},
	);
	return { status: response.status, body: await response.json() };
}

const without = (field: keyof typeof valid) =>
	Object.fromEntries(Object.entries(valid).filter(([name]) => name !== field));

test.each([
	['a string', '+56912345678'],
	['digits', '56912345678'],
	['a number', 56912345678],
	['with separators', '+56 9 1234-5678'],
])('takes the phone number as %s', async (_name, to_phone_number) => {
	const { status, body } = await open({ ...valid, to_phone_number });
	expect(status).toBe(200);
	expect(body).toEqual({ aiContactId: expect.stringMatching(/^[0-9a-f-]{36}$/), status: 'ok' });
});

test('one number is one contact', async () => {
	const first = await open(valid);
	const again = await open({ ...valid, to_phone_number: 56912345678, contact_name: 'Maria' });
	const other = await open({ ...valid, to_phone_number: '+56987654321' });
	expect(again.body).toEqual(first.body);
	expect(other.body).not.toEqual(first.body);
});

test('`message` may be left out: the document’s table and example 4 say so', async () => {
	expect((await open(valid)).status).toBe(200);
});

test.each([
	['no phone number', without('to_phone_number')],
	['no stage', without('stage_id')],
	['no contact_metadata', without('contact_metadata')],
	['no ticket_metadata', without('ticket_metadata')],
	['no integration_data', without('integration_data')],
	['metadata that is no object', { ...valid, contact_metadata: 'vip' }],
	['a stage that is a number', { ...valid, stage_id: 7 }],
	['an email that is none', { ...valid, email: 'maria@' }],
	['an empty email', { ...valid, email: '' }],
	['ai_generated that is no boolean', { ...valid, message: { content: 'x', ai_generated: 'no' } }],
	['a phone number of letters', { ...valid, to_phone_number: 'call me' }],
	['a phone number below 1', { ...valid, to_phone_number: 0 }],
	['a list', []],
	['broken JSON', '{"to_phone_number":'],
])('400 for %s', async (_name, body) => {
	expect((await open(body)).status).toBe(400);
});

test.each([
	['no key', {}],
	['a wrong key', { 'x-api-key': 'wrong' }],
	['the key elsewhere', { authorization: 'Bearer vambe-sandbox-key' }],
])('401 for %s', async (_name, headers) => {
	expect(await open(valid, { headers })).toEqual({
		status: 401,
		body: { statusCode: 401, message: 'Invalid or missing API key' },
	});
});

test('404 for an unknown channel, stage or path', async () => {
	expect((await open(valid, { channel: '9999' })).status).toBe(404);
	expect((await open({ ...valid, stage_id: 'gone' })).status).toBe(404);
	const lost = await fetch(`${sandbox.url}/vambe/api/public/tickets`, { headers: KEY });
	expect(lost.status).toBe(404);
});

test.each([429, 500, 503])('the channel 1%d answers with that status', async (status) => {
	expect((await open(valid, { channel: `1${status}` })).status).toBe(status);
});

test('lists channels and pipelines', async () => {
	const get = async (path: string) =>
		await (await fetch(`${sandbox.url}/vambe/api/public/${path}`, { headers: KEY })).json();
	expect((await get('channels/web-whatsapp'))[0]).toEqual({
		id: 1001,
		name: 'Sales',
		phone_number: '+56900001001',
	});
	expect((await get('templates?get_all=true')).data[0]).toMatchObject({ id: 'welcome_template' });
	expect((await get('pipeline'))[0].stages[0]).toMatchObject({ id: 'stage_initial_001' });
});

const post = async (path: string, body?: unknown, headers: HeadersInit = KEY) => {
	const response = await fetch(`${sandbox.url}/vambe/api/public/${path}`, {
		method: 'POST',
		headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
	const type = response.headers.get('content-type');
	const text = await response.text();
	return { status: response.status, type, body: type?.includes('json') ? JSON.parse(text) : text };
};

describe('the examples of the ticket document, with the empty objects added', () => {
	const base = { contact_metadata: {}, ticket_metadata: {}, integration_data: {} };
	const initial = 'stage_initial_001';

	test.each([
		[
			'request',
			{
				to_phone_number: '+56912345678',
				stage_id: '550e8400-e29b-41d4-a716-446655440000',
				contact_name: 'Maria Rodriguez',
				email: 'maria.rodriguez@example.com',
				contact_metadata: { company: 'Acme Corp', plan: 'Premium', source: 'website_form' },
				ticket_metadata: { issue_type: 'billing', priority: 'high', order_id: 'ORD-12345' },
				message: { content: 'Hola Maria!', ai_generated: false },
			},
		],
		[
			'order',
			{
				to_phone_number: '56912345678',
				stage_id: initial,
				contact_name: 'Maria',
				email: 'maria@example.com',
				integration_data: { shopify_order_id: 1, tracking_number: 'T1' },
				message: { content: '¡Hola! Tu pedido #1', ai_generated: false },
			},
		],
		['no message', { to_phone_number: '+56912345678', stage_id: initial }],
		[
			'smart template',
			{
				to_phone_number: '+56912345678',
				stage_id: initial,
				contact_name: 'Maria',
				message: { templateId: 't1', content: 'Maria', ai_generated: false },
			},
		],
		[
			'AI-generated message',
			{
				to_phone_number: '+1234567890',
				contact_name: 'John Doe',
				stage_id: initial,
				contact_metadata: { source: 'api', priority: 'normal' },
				ticket_metadata: { topic: 'product_inquiry' },
			},
		],
	])('%s', async (_name, example) => {
		expect(await open({ ...base, ...example })).toMatchObject({
			status: 200,
			body: { status: 'ok' },
		});
	});
});

describe('QR messages', () => {
	const qr = {
		message: 'Hello! This is a custom message from Vambe.',
		stage: 'stage_initial_001',
		toPhoneNumber: '+1234567890',
		contactName: 'John Doe',
		metaData: {},
	};
	const send = async (body: unknown, channel = '1001', headers: HeadersInit = KEY) =>
		await post(`web-whatsapp-message/send/${channel}/message`, body, headers);

	test('takes the example of the document, and answers with plain text', async () => {
		expect(await send(qr)).toEqual({
			status: 200,
			type: expect.stringContaining('text/plain'),
			body: 'Message sent successfully.',
		});
	});

	test.each(Object.keys(qr))('400 without %s: all are required', async (field) => {
		const body = Object.fromEntries(Object.entries(qr).filter(([name]) => name !== field));
		expect(await send(body)).toMatchObject({
			status: 400,
			body: { statusCode: 400, message: expect.stringContaining(`'${field}'`) },
		});
	});

	test.each([
		['an empty message', { ...qr, message: '' }],
		['metadata that is no object', { ...qr, metaData: 'vip' }],
		['a phone number of letters', { ...qr, toPhoneNumber: 'call me' }],
		['a stage that is not there', { ...qr, stage: 'gone' }],
		['the words of a ticket', valid],
		['broken JSON', '{'],
		['no body', undefined],
	])('400 for %s', async (_name, body) => {
		expect((await send(body)).status).toBe(400);
	});

	test('401 without the key, 404 for an unknown channel', async () => {
		expect((await send(qr, '1001', {})).status).toBe(401);
		expect((await send(qr, '9999')).status).toBe(404);
	});

	test.each([429, 500, 503])('the channel 1%d answers with that status', async (status) => {
		expect((await send(qr, `1${status}`)).status).toBe(status);
	});

	test('are in the inbox, with their plain answer', async () => {
		await send({ ...qr, metaData: { plan: 'Premium' } });
		expect(await sandbox.messages()).toMatchObject([
			{
				accepted: true,
				content: {
					to: '+1234567890',
					contactName: 'John Doe',
					contactId: expect.stringMatching(/^[0-9a-f-]{36}$/),
					sender: 'Sales',
					type: 'text',
					text: qr.message,
					metadata: { contact: { plan: 'Premium' }, ticket: { stage: 'New lead' } },
				},
				response: { status: 200, body: 'Message sent successfully.' },
			},
		]);
	});

	test('make a contact, and move its open ticket', async () => {
		const number = '+56911110001';
		const { body: ticket } = await open({ ...valid, to_phone_number: number });
		const before = await info(ticket.aiContactId);
		const stage = '550e8400-e29b-41d4-a716-446655440000';
		await send({ ...qr, toPhoneNumber: number, stage });
		const { body: after } = await info(ticket.aiContactId);
		expect(after).toMatchObject({ name: 'John Doe', last_message_content: qr.message });
		expect(after.active_ticket_v2).toEqual({
			id: before.body.active_ticket_v2.id,
			current_stage_id: stage,
		});
	});
});

async function info(aiContactId: string) {
	const response = await fetch(`${sandbox.url}/vambe/api/public/contact/${aiContactId}/info`, {
		headers: KEY,
	});
	return { status: response.status, body: await response.json() };
}

const ticketFor = async (to_phone_number: string, changes: object = {}) => {
	const { body } = await open({ ...valid, to_phone_number, ...changes });
	return body.aiContactId as string;
};

const NOBODY = '11111111-1111-4111-8111-111111111111';

describe('contacts', () => {
	test('a contact and its ticket', async () => {
		const id = await ticketFor('+56 9 2222 0001', {
			contact_name: 'Maria',
			email: 'maria@example.com',
			contact_metadata: { plan: 'Premium' },
			message: { content: 'Hola', ai_generated: false },
		});
		expect((await info(id)).body).toEqual({
			id,
			name: 'Maria',
			email: 'maria@example.com',
			phone: '56922220001',
			platform: expect.any(String),
			created_at: expect.stringMatching(/^\d{4}-/),
			last_message_at: expect.stringMatching(/^\d{4}-/),
			last_message_content: 'Hola',
			chat_status: 'UNATTENDED',
			is_chat_read: false,
			blocked: false,
			client_id: expect.any(String),
			ai_customer_id: expect.any(String),
			default_stage_id: 'stage_initial_001',
			active_ticket_v2: {
				id: expect.stringMatching(/^[0-9a-f-]{36}$/),
				current_stage_id: 'stage_initial_001',
			},
			last_closed_ticket: null,
			metadata: { plan: 'Premium' },
		});
	});

	test('404 for one that nothing was sent to, not even by a refused ticket', async () => {
		expect((await info(NOBODY)).status).toBe(404);
		await open({ ...valid, to_phone_number: '+56922220002' }, { channel: '1503' });
		const [{ content }] = await sandbox.messages();
		expect((await info(content.contactId!)).status).toBe(404);
	});

	test('update-metadata writes keys in snake_case and returns the values', async () => {
		const id = await ticketFor('+56922220003', { contact_metadata: { plan: 'Basic' } });
		const metadata = { plan: 'Premium', favoriteColor: 'blue', 'Shoe Size': 38 };
		expect(await post(`contact/${id}/update-metadata`, { metadata })).toMatchObject({
			status: 200,
			body: [
				{ key: 'plan', value: 'Premium' },
				{ key: 'favorite_color', value: 'blue' },
				{ key: 'shoe_size', value: 38 },
			],
		});
		expect((await info(id)).body.metadata).toEqual({
			plan: 'Premium',
			favorite_color: 'blue',
			shoe_size: 38,
		});
	});

	test('update-metadata: 400 for a flat body, 401 without key, 404 for nobody', async () => {
		const id = await ticketFor('+56922220003');
		expect((await post(`contact/${id}/update-metadata`, { plan: 'x' })).status).toBe(400);
		expect((await post(`contact/${id}/update-metadata`, { metadata: {} }, {})).status).toBe(401);
		expect((await post(`contact/${NOBODY}/update-metadata`, { metadata: {} })).status).toBe(404);
	});
});

describe('tickets', () => {
	const metadata = { priority: 'high' };
	const number = '+56933330001';

	test.each([
		['contact_number', async () => number],
		['ai_contact_id', async () => await ticketFor(number)],
		['ticket_id', async () => (await info(await ticketFor(number))).body.active_ticket_v2.id],
	])('metadata by %s', async (name, value) => {
		await ticketFor(number);
		expect(await post('ticket/metadata', { [name]: await value(), metadata })).toMatchObject({
			status: 200,
			body: { status: 'ok' },
		});
	});

	test.each([
		['none of the three', { metadata }],
		['two of the three', { contact_number: number, ai_contact_id: NOBODY, metadata }],
		['no metadata', { contact_number: number }],
		['a value that is no text', { contact_number: number, metadata: { priority: 1 } }],
		['a flag that is none', { contact_number: number, metadata, allow_closed_ticket: 'yes' }],
	])('metadata: 400 for %s', async (_name, body) => {
		await ticketFor(number);
		expect((await post('ticket/metadata', body)).status).toBe(400);
	});

	test('metadata: 404 for a ticket, a contact or a number that is not there', async () => {
		for (const name of ['ticket_id', 'ai_contact_id', 'contact_number']) {
			expect((await post('ticket/metadata', { [name]: NOBODY, metadata })).status).toBe(404);
		}
	});

	test('close, and what a closed ticket still takes', async () => {
		const id = await ticketFor('+56933330002');
		const { active_ticket_v2: ticket } = (await info(id)).body;
		expect(await post(`ticket/close/contact/${id}`)).toMatchObject({
			status: 200,
			body: { status: 'ok' },
		});
		expect((await info(id)).body).toMatchObject({
			chat_status: 'CLOSED',
			active_ticket_v2: null,
			last_closed_ticket: ticket,
		});
		const update = { ticket_id: ticket.id, metadata };
		expect((await post('ticket/metadata', update)).status).toBe(404);
		expect((await post('ticket/metadata', { ...update, allow_closed_ticket: true })).status).toBe(
			200,
		);
	});

	test('close: 404 for nobody and for no open ticket, 401 without key', async () => {
		const id = await ticketFor('+56933330003');
		expect((await post(`ticket/close/contact/${id}`, undefined, {})).status).toBe(401);
		expect((await post(`ticket/close/contact/${id}`, {})).status).toBe(200);
		expect((await post(`ticket/close/contact/${id}`, '')).status).toBe(404);
		expect((await post(`ticket/close/contact/${NOBODY}`)).status).toBe(404);
	});

	test('a new ticket closes the one before', async () => {
		const id = await ticketFor('+56933330004');
		const { active_ticket_v2: first } = (await info(id)).body;
		await ticketFor('+56933330004');
		const { active_ticket_v2: second, last_closed_ticket } = (await info(id)).body;
		expect(second.id).not.toBe(first.id);
		expect(last_closed_ticket).toEqual(first);
	});
});

describe('the inbox', () => {
	test('keeps nothing that sends no message', async () => {
		const id = await ticketFor('+56944440001');
		await sandbox.clear();
		await post(`contact/${id}/update-metadata`, { metadata: {} });
		await post('ticket/metadata', { ai_contact_id: id, metadata: {} });
		await post(`ticket/close/contact/${id}`);
		await post('nowhere', {});
		expect(await sandbox.messages()).toEqual([]);
	});

	test('keeps what came, with its answer, in order, and hides the key', async () => {
		await open({ ...valid, contact_name: 'Maria', message: { content: 'Hola' } });
		await open(valid, { channel: '1503' });
		const [first, second] = await sandbox.messages();
		expect(first).toMatchObject({
			id: expect.any(Number),
			provider: 'vambe',
			accepted: true,
			content: {
				to: '+56912345678',
				contactName: 'Maria',
				sender: 'Sales',
				type: 'text',
				text: 'Hola',
			},
			request: { method: 'POST', headers: { 'x-api-key': '[hidden]' } },
			response: { status: 200 },
		});
		expect(second).toMatchObject({ accepted: false, response: { status: 503 } });
		expect(second.id).toBeGreaterThan(first.id);
		expect(JSON.stringify([first, second])).not.toContain('vambe-sandbox-key');
	});

	test('keeps a request that has nothing readable in it', async () => {
		await open('{', { headers: {} });
		expect(await sandbox.messages()).toMatchObject([
			{ accepted: false, content: { to: null, contactId: null }, response: { status: 401 } },
		]);
	});

	test('reports messages as they come', async () => {
		const { until, stop } = await sandbox.listen();
		await open(valid);
		await until('event: message');
		await until('"+56912345678"');
		await sandbox.clear();
		await until('event: cleared');
		await stop();
		expect(await sandbox.messages()).toEqual([]);
	});
});
