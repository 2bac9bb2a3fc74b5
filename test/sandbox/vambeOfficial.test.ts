import { setTimeout as wait } from 'node:timers/promises';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { receiveWebhooks, type WebhookReceiver } from '../support/sandbox/webhookReceiver';

/** Vambe's official API, by the pages that the sandbox's document names. */
let sandbox: SandboxProcess;
let hook: WebhookReceiver;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	hook = await receiveWebhooks();
});
afterAll(async () => {
	await sandbox.stop();
	await hook.stop();
});
beforeEach(async () => {
	await sandbox.forgetWebhooks();
	await sandbox.deliver({});
	await sandbox.clear();
	hook.clear();
});

const KEY = { 'x-api-key': 'vambe-sandbox-key' };
const CHANNEL = '56211111111';
/** Wrote when the sandbox started. */
const CUSTOMER = '+56912345678';
const REMINDER = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

async function post(path: string, body: unknown, headers: HeadersInit = KEY) {
	const response = await fetch(`${sandbox.url}/vambe/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json');
	return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

const get = async (path: string) =>
	await (await fetch(`${sandbox.url}/vambe/api/public/${path}`, { headers: KEY })).json();

const messageOf = async (phone: string, text = 'Hola') =>
	await sandbox.reply({ provider: 'vambe', account: '1951', from: phone, type: 'text', text });

test('the list of channels is the one channel', async () => {
	expect(await get('channels/whatsapp')).toEqual({
		phone_number: CHANNEL,
		client_id: expect.any(String),
		id: 1951,
		name: expect.any(String),
	});
});

describe('a session message', () => {
	const send = async (body: object, headers?: HeadersInit) =>
		await post('api/public/whatsapp/message/session', body, headers);

	test('goes to whoever wrote within 24 hours, with a quote, and pauses the assistant', async () => {
		const phone = '+56911110001';
		const { message: written } = await messageOf(phone);
		const body = { message: 'Hola', phone, reply_message_id: written.messageId, type: 'text' };
		expect(await send({ ...body, from_phone_number: CHANNEL })).toEqual({
			status: 201,
			body: 'Message accepted for delivery.',
		});
		expect((await sandbox.messages()).at(-1)).toMatchObject({
			accepted: true,
			messageId: null,
			content: {
				to: phone,
				type: 'text',
				text: 'Hola',
				quoted: written.messageId,
				metadata: { assistant: { paused: true } },
			},
		});
	});

	test('by contact', async () => {
		const { message: written } = await messageOf('+56911110002');
		const { contactId } = written.content;
		const body = { message: 'Hola', contact_id: contactId, pause_assistant: false };
		expect((await send(body)).status).toBe(201);
		expect((await sandbox.messages()).at(-1)!.content).toMatchObject({
			to: '+56911110002',
			contactId,
			metadata: { assistant: { paused: false } },
		});
		expect((await get(`contact/${contactId}/info`)).last_message_content).toBe('Hola');
	});

	test.each([
		['to somebody who never wrote', '1951', '+56911110003', undefined],
		['to somebody who wrote to a QR channel', '1001', '+56911110004', undefined],
		['to somebody whom the owner wrote to, by phone', '1951', '+56911110005', true],
	])('is refused %s', async (_name, account, from, fromMe) => {
		if (from !== '+56911110003') {
			await sandbox.reply({ provider: 'vambe', account, from, type: 'text', text: 'x', fromMe });
		}
		expect(await send({ message: 'Hola', phone: from })).toMatchObject({
			status: 400,
			body: { message: expect.stringContaining('outside the 24h window') },
		});
	});

	test.each([
		['no recipient', { message: 'x' }],
		['no text', { phone: CUSTOMER }],
		['an empty text', { phone: CUSTOMER, message: '' }],
		['a contact that is no UUID', { contact_id: 'maria', message: 'x' }],
		['another type', { phone: CUSTOMER, message: 'x', type: 'image' }],
		['a flag that is none', { phone: CUSTOMER, message: 'x', pause_assistant: 'no' }],
		['a number of nobody', { phone: CUSTOMER, message: 'x', from_phone_number: '56222222222' }],
	])('400 for %s', async (_name, body) => {
		expect((await send(body)).status).toBe(400);
	});

	test('401 without the key', async () => {
		expect((await send({ phone: CUSTOMER, message: 'x' }, {})).status).toBe(401);
	});

	test('has no quota of a day', async () => {
		await sandbox.misbehave({ limits: 'documented' });
		const sent = await Promise.all(
			Array.from(
				{ length: 260 },
				async () => (await send({ phone: CUSTOMER, message: 'x' })).status,
			),
		);
		await sandbox.misbehave({});
		expect(new Set(sent)).toEqual(new Set([201]));
	});
});

describe('a template', () => {
	const send = async (body: object, { phone = '%2B56911110010', template = REMINDER } = {}) =>
		await post(
			`api/public/whatsapp/message/send/${phone}/template/${template}?from-phone-number=${CHANNEL}`,
			{ meta_data: {}, ...body },
		);

	test('goes to anybody, with its variables filled in', async () => {
		const body = {
			variables: ['Carlos', 'Martes 15'],
			contactName: 'Carlos',
			stageId: 'stage_initial_001',
		};
		expect(await send(body)).toEqual({ status: 201, body: 'Message sent successfully.' });
		const text = 'Hola Carlos, confirmamos tu cita para el día Martes 15.';
		const [{ content }] = await sandbox.messages();
		expect(content).toMatchObject({
			to: '+56911110010',
			contactName: 'Carlos',
			type: 'template',
			templateId: 'Appointment reminder',
			text,
			metadata: { ticket: { stage: 'New lead' } },
		});
		expect(await get(`contact/${content.contactId}/info`)).toMatchObject({
			name: 'Carlos',
			last_message_content: text,
		});
	});

	test.each([
		['no variables', {}, {}],
		['a variable too few', { variables: ['Carlos'] }, {}],
		['a variable that is no text', { variables: ['Carlos', 15] }, {}],
		['an agent that is no UUID', { variables: ['a', 'b'], agent_id: 'me' }, {}],
		['a template that is not there', { variables: [] }, { template: 'gone' }],
		['a template that is not approved', { variables: ['x'] }, { template: 'template_43' }],
		['a stage that is not there', { variables: ['a', 'b'], stageId: 'gone' }, {}],
		['no phone number', { variables: ['a', 'b'] }, { phone: 'call' }],
	])('400 for %s', async (_name, body, to) => {
		expect((await send(body, to)).status).toBe(400);
	});
});

describe('a scheduled message', () => {
	const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

	const schedule = async (changes: object = {}) =>
		await post('api/public/whatsapp/message/programmed/create', {
			scheduledDate: inSeconds(3600),
			templateId: REMINDER,
			contactIdentifier: '+56911110020',
			channel: 'whatsapp',
			content: ['Carlos', 'Martes 15'],
			meta_data: {},
			...changes,
		});

	const cancel = async (id: string) =>
		await post('v1/whatsapp/message/schedule/cancel', { scheduled_message_id: id });

	test('is in the inbox with its time, under the id that cancels it', async () => {
		const scheduledDate = inSeconds(3600);
		const { status, body } = await schedule({ scheduledDate });
		expect([status, body]).toEqual([201, { scheduled_message_id: expect.any(String) }]);
		const [message] = await sandbox.messages();
		expect(message).toMatchObject({
			messageId: body.scheduled_message_id,
			content: { scheduledFor: scheduledDate, text: expect.stringContaining('Hola Carlos') },
		});

		expect((await cancel(body.scheduled_message_id)).status).toBe(200);
		expect((await sandbox.messages()).at(-1)!.content).toMatchObject({
			type: 'delete',
			about: body.scheduled_message_id,
			to: '+56911110020',
		});
		expect((await cancel(body.scheduled_message_id)).status).toBe(404);
	});

	test('is reported when it is sent, and not at all if it was cancelled', async () => {
		await sandbox.enter('vambe', { url: hook.url });
		await sandbox.deliver({ tellOfSent: true });
		await schedule({ scheduledDate: inSeconds(0.8), content: ['Ana', 'hoy'] });
		const { body } = await schedule({ scheduledDate: inSeconds(0.6), content: ['Eva', 'hoy'] });
		await cancel(body.scheduled_message_id);
		expect(await sandbox.deliveries()).toEqual([]);
		const [{ raw }] = await hook.first(1);
		expect(raw.toString()).toContain('Hola Ana');
		await wait(200);
		expect(await sandbox.deliveries()).toMatchObject([{ event: 'message.sent' }]);
		expect((await cancel(body.scheduled_message_id)).status).toBe(404);
	});

	test('may lie weeks ahead', async () => {
		await sandbox.enter('vambe', { url: hook.url });
		await sandbox.deliver({ tellOfSent: true });
		await schedule({ scheduledDate: inSeconds(60 * 24 * 3600) });
		await wait(100);
		expect(await sandbox.deliveries()).toEqual([]);
	});

	test.each([
		['no time', { scheduledDate: undefined }],
		['a time that is none', { scheduledDate: 'tomorrow' }],
		['a time in the past', { scheduledDate: inSeconds(-60) }],
		['a template that is no UUID', { templateId: 'welcome_template' }],
		['a variable too few', { content: [] }],
		['another channel', { channel: 'instagram' }],
		['no metadata', { meta_data: undefined }],
	])('400 for %s', async (_name, changes) => {
		expect((await schedule(changes)).status).toBe(400);
	});

	test('its variables are up to the AI, if it is smart', async () => {
		expect((await schedule({ content: [], isSmart: true })).status).toBe(201);
	});
});

describe('tickets', () => {
	const ticket = {
		to_phone_number: '+56911110030',
		stage_id: 'stage_initial_001',
		contact_metadata: {},
		ticket_metadata: {},
		integration_data: {},
	};
	const open = async (body: object = {}, channel = '1951') =>
		await post(`api/public/ticket/open/whatsapp/${channel}`, { ...ticket, ...body });

	test('open on the official channel, and on no other', async () => {
		expect(await open()).toMatchObject({ status: 200, body: { status: 'ok' } });
		const [{ content }] = await sandbox.messages();
		expect(content).toMatchObject({ to: '+56911110030', type: 'ai' });
		expect((await open({}, '1001')).status).toBe(404);
		expect((await open({}, 'my-phone-id')).status).toBe(404);
		expect((await post('api/public/ticket/open/web-whatsapp/1951', ticket)).status).toBe(404);
	});

	const amount = async (body: object) => await post('api/public/ticket/amount', body);

	test('the amount of one with a price has a currency', async () => {
		await open();
		const of = { contact_number: '+56911110030', amount: 150000 };
		expect(await amount({ ...of, currency: 'CLP' })).toEqual({
			status: 200,
			body: { status: 'ok' },
		});
		expect((await amount(of)).status).toBe(400);
	});

	test('the amount of one with a custom field has none', async () => {
		const stage_id = 'c3a1f6de-6b0a-4d6f-8a4e-5f0f3f0c9d11';
		const { body } = await open({ to_phone_number: '+56911110031', stage_id });
		expect((await amount({ ai_contact_id: body.aiContactId, amount: 1.5 })).status).toBe(200);
	});

	test.each([
		['no amount', { contact_number: '+56911110030', currency: 'CLP' }, 400],
		['an amount in words', { contact_number: '+56911110030', amount: '1', currency: 'CLP' }, 400],
		['nobody', { amount: 1, currency: 'CLP' }, 400],
		['two at once', { contact_number: '1', ticket_id: 'x', amount: 1, currency: 'CLP' }, 400],
		['a ticket that is not there', { ticket_id: 'x', amount: 1, currency: 'CLP' }, 404],
	])('amount: %s', async (_name, body, status) => {
		expect((await amount(body)).status).toBe(status);
	});
});
