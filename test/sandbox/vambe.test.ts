import { startSandboxProcess, type SandboxProcess } from '../support/sandbox';

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
	expect((await get('pipeline'))[0].stages[0]).toMatchObject({ id: 'stage_initial_001' });
});

describe('the inbox', () => {
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

	test('tells of messages as they come', async () => {
		const events = await fetch(`${sandbox.url}/inbox/events`, {
			headers: { accept: 'text/event-stream' },
		});
		const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
		let heard = '';
		const until = async (word: string) => {
			while (!heard.includes(word)) heard += (await reader.read()).value;
		};
		await until('event: connected');
		await open(valid);
		await until('event: message');
		await until('"+56912345678"');
		await sandbox.clear();
		await until('event: cleared');
		await reader.cancel();
		expect(await sandbox.messages()).toEqual([]);
	});
});
