import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inbound as aisoule } from '../../sandbox/aisoule/inbound';
import { webhookToken } from '../../sandbox/evolution/webhookToken';
import { inbound as vobiz } from '../../sandbox/vobiz/inbound';
import type { Inbound } from '../../sandbox/webhooks/inbound';
import type { Webhook } from '../../sandbox/webhooks/webhooks';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { receiveWebhooks, type WebhookReceiver } from '../support/sandbox/webhookReceiver';

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

const VOBIZ_KEYS = { 'x-auth-id': 'MA_SANDBOX', 'x-auth-token': 'vobiz-sandbox-token' };
const EVOLUTION_KEY = { apikey: 'evolution-sandbox-key' };

const fixture = (name: string) =>
	JSON.parse(readFileSync(join(__dirname, '..', 'fixtures', name), 'utf8'));

async function call(method: string, path: string, headers: Record<string, string>, body?: object) {
	const response = await fetch(`${sandbox.url}${path}`, {
		method,
		headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
		...(body && { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

const onVobiz = async (method: string, path = '', body?: object) =>
	await call(method, `/vobiz/webhooks${path}`, VOBIZ_KEYS, body);

const setWebhook = async (version: 'v1' | 'v2', body: object, instance = 'cap') =>
	await call('POST', `/evolution-${version}/webhook/set/${instance}`, EVOLUTION_KEY, body);

const findWebhook = async (version: 'v1' | 'v2', instance = 'cap') =>
	await call('GET', `/evolution-${version}/webhook/find/${instance}`, EVOLUTION_KEY);

/** What the first delivery says. */
async function told() {
	const [{ raw, headers, path }] = await hook.first(1);
	return { body: JSON.parse(raw.toString()), raw, headers, path };
}

describe('Vobiz', () => {
	test('creates, lists and removes webhooks, and never returns the secret', async () => {
		const created = await onVobiz('POST', '', { url: `${hook.url}/a`, secret: 'top secret' });
		expect(created).toEqual({
			status: 201,
			body: {
				id: expect.any(String),
				url: `${hook.url}/a`,
				status: 'active',
				created_at: expect.any(String),
				updated_at: expect.any(String),
			},
		});
		const second = await onVobiz('POST', '', { url: 'https://example.com/b', secret: 'x' });
		expect(second.status).toBe(201);
		expect((await onVobiz('GET')).body).toEqual({ items: [created.body, second.body] });

		expect(await onVobiz('DELETE', `/${created.body.id}`)).toEqual({ status: 204, body: null });
		expect((await onVobiz('DELETE', `/${created.body.id}`)).status).toBe(404);
		expect((await onVobiz('GET')).body.items).toEqual([second.body]);
	});

	test.each([
		['no secret', { url: 'https://example.com' }, "must have required property 'secret'"],
		['no URL', { secret: 'x' }, "must have required property 'url'"],
		['http to another machine', { url: 'http://example.com', secret: 'x' }, 'HTTPS'],
		['no address at all', { url: 'example.com', secret: 'x' }, 'must begin with http'],
	])('refuses %s', async (_, body, words) => {
		const { status, body: answer } = await onVobiz('POST', '', body);
		expect({ status, error: answer.error }).toEqual({
			status: 400,
			error: expect.stringContaining(words),
		});
	});

	test('refuses a wrong key', async () => {
		expect((await call('GET', '/vobiz/webhooks', { 'x-auth-id': 'MA_SANDBOX' })).status).toBe(401);
	});

	test('every webhook hears of every event, each signed with its own secret', async () => {
		await onVobiz('POST', '', { url: `${hook.url}/a`, secret: 'one' });
		await onVobiz('POST', '', { url: `${hook.url}/b`, secret: 'two' });
		await sandbox.reply({ provider: 'vobiz', from: '+15550100002', type: 'text', text: '¿Sí? 😀' });
		const secrets: Record<string, string> = { '/a': 'one', '/b': 'two' };
		for (const { path, headers, raw } of await hook.first(2)) {
			const expected = createHmac('sha256', secrets[path]).update(raw).digest('hex');
			expect(headers['x-webhook-signature']).toBe(expected);
			expect(headers['x-webhook-event']).toBe('message.inbound');
		}
	});
});

describe.each(['v1', 'v2'] as const)('Evolution %s', (version) => {
	const folder = { v1: 'v1.8.6', v2: 'v2.3.6' }[version];
	const recorded = (name: string) => fixture(`evolution/${folder}/${name}.json`);
	const provider = `evolution-${version}`;

	const wish = (changes: Record<string, unknown> = {}) => {
		const {
			url = `${hook.url}/hook`,
			enabled = true,
			events = [],
			byEvents,
			base64,
			headers,
		} = changes;
		return version === 'v1'
			? {
					url,
					enabled,
					events: events ?? undefined,
					webhook_by_events: byEvents,
					webhook_base64: base64,
				}
			: { webhook: { url, enabled, events: events ?? undefined, byEvents, base64, headers } };
	};

	const shownIn = (body: Record<string, unknown>) =>
		version === 'v1' ? (body as { webhook: { webhook: object } }).webhook.webhook : body;

	test('answers as recorded where there is none', async () => {
		expect((await findWebhook(version)).body).toEqual(recorded('webhook-find-unset').response.body);
	});

	test('sets it as recorded', async () => {
		const { request, response } = recorded('webhook-set');
		const { status, body } = await setWebhook(version, request.body);
		expect(status).toBe(201);
		const ofItsOwn = ['id', 'createdAt', 'updatedAt'].filter((key) => key in response.body);
		const own = Object.fromEntries(ofItsOwn.map((key) => [key, expect.any(String)]));
		expect(body).toEqual({ ...response.body, ...own });
		expect((await findWebhook(version)).body).toEqual(shownIn(body));
	});

	test('has one for each instance, and replaces it', async () => {
		await setWebhook(version, wish({ url: 'http://127.0.0.1:9/old' }));
		await setWebhook(version, wish());
		await setWebhook(version, wish({ url: 'http://127.0.0.1:9/phone' }), 'phone');
		expect((await sandbox.webhooks()).map(({ account, url }) => [account, url])).toEqual([
			['cap', `${hook.url}/hook`],
			['phone', 'http://127.0.0.1:9/phone'],
		]);
	});

	test('keeps what is left out', async () => {
		await setWebhook(version, wish({ base64: true, byEvents: true, events: ['CALL'] }));
		await setWebhook(version, wish({ events: null, url: 'http://127.0.0.1:9/new' }));
		expect(await sandbox.webhooks()).toMatchObject([
			{ url: 'http://127.0.0.1:9/new', base64: true, byEvents: true, events: ['CALL'] },
		]);
	});

	test('takes no events for all, and one unknown for none', async () => {
		const { body } = await setWebhook(version, wish());
		const { events } = shownIn(body) as { events: string[] };
		expect(events).toContain('MESSAGES_UPSERT');
		expect(events.includes('MESSAGES_EDITED')).toBe(version === 'v2');
		expect(events.includes('NEW_JWT_TOKEN')).toBe(version === 'v1');

		const refused = await setWebhook(version, wish({ events: ['MESSAGES_UPSERT', 'NOPE'] }));
		expect(refused.status).toBe(400);
		expect(JSON.stringify(refused.body)).toContain('is not one of enum values');
	});

	test('refuses what is no web address, and the body of the other version', async () => {
		const { status, body } = await setWebhook(version, wish({ url: 'nowhere' }));
		expect({ status, message: body.response.message }).toEqual({
			status: 400,
			message: ['Invalid "url" property'],
		});
		const foreign = version === 'v1' ? { webhook: { enabled: true } } : { enabled: true };
		expect((await setWebhook(version, foreign)).status).toBe(400);
	});

	test('keeps the instance and the key before all', async () => {
		expect((await setWebhook(version, wish(), 'nope')).status).toBe(404);
		const path = `/${provider}/webhook/find/cap`;
		expect((await call('GET', path, { apikey: 'wrong' })).status).toBe(401);
		expect((await call('GET', path, { apikey: 'inst-token-1' })).status).toBe(200);
	});

	test('switched off, it wants nothing', async () => {
		await setWebhook(version, wish({ enabled: false, events: ['MESSAGES_UPSERT'] }));
		const { deliveries } = await sandbox.reply({
			provider,
			from: '+15550100002',
			type: 'text',
			text: 'Hello?',
		});
		expect(deliveries).toMatchObject([{ state: 'unheard' }]);
		expect((await sandbox.webhooks())[0].events).toEqual([]);
	});

	test('delivers the events that it was asked for, and no others', async () => {
		await setWebhook(version, wish({ events: ['CONNECTION_UPDATE'] }));
		const { deliveries } = await sandbox.reply({
			provider,
			from: '+15550100002',
			type: 'text',
			text: 'Hello?',
		});
		expect(deliveries).toMatchObject([
			{ state: 'unheard', reason: expect.stringContaining('does not want messages.upsert') },
		]);
		await sandbox.event({ provider, event: 'connection.update', data: { state: 'refused' } });
		expect((await told()).body).toMatchObject({
			event: 'connection.update',
			data: { instance: 'cap', state: 'refused' },
		});
	});

	test('reports a message as recorded, key by key', async () => {
		const { body: real } = recorded('webhook-03-messages.upsert');
		await setWebhook(version, wish());
		await sandbox.reply({
			provider,
			from: '+16505551234',
			name: 'Sheena Nelson',
			type: 'text',
			text: 'Does it come in another color?',
		});
		const { body } = await told();
		expect(typesIn(body)).toEqual(typesIn(real));
		expect(body.data).toMatchObject({
			key: { remoteJid: '16505551234@s.whatsapp.net', fromMe: false },
			pushName: 'Sheena Nelson',
			message: { conversation: 'Does it come in another color?' },
			messageType: 'conversation',
		});
		expect(body.destination).toBe(`${hook.url}/hook`);
		expect(body.server_url).toBe(`${sandbox.url}/${provider}`);
	});

	test('reports what was sent, and what became of it, as recorded', async () => {
		await sandbox.deliver({ tellOfSent: true });
		await setWebhook(version, wish());
		const { request } = recorded('sendContact-one');
		const path = request.path.replace('/message', `/${provider}/message`);
		const answer = await call('POST', path, EVOLUTION_KEY, request.body);
		const { body: sent } = await told();
		expect(typesIn(sent)).toEqual(typesIn(recorded('webhook-00-send.message').body));
		expect(sent.data).toEqual(answer.body);

		hook.clear();
		const [message] = await sandbox.messages();
		expect(message.messageId).toBe(answer.body.key.id);
		await sandbox.status({ id: message.id, value: 'delivered' });
		const { body: update } = await told();
		expect(typesIn(update)).toEqual(typesIn(recorded('webhook-06-messages.update').body));
		const { data } = update;
		expect(data.status).toBe('DELIVERED');
		if (version === 'v1') expect(data.id).toBe(answer.body.key.id);
		else {
			expect(data.keyId).toBe(answer.body.key.id);
			expect(data.messageId).toMatch(/^cm/);
		}
	});

	test('appends the name of the event where it was asked to, behind the query too', async () => {
		await setWebhook(version, wish({ url: `${hook.url}/hook?secret=s3`, byEvents: true }));
		const { deliveries } = await sandbox.reply({
			provider,
			from: '+15550100002',
			type: 'text',
			text: 'Hi',
		});
		const { path, body } = await told();
		expect(path).toBe('/hook?secret=s3/messages-upsert');
		expect(body.destination).toBe(`${hook.url}/hook?secret=s3`);
		expect(JSON.stringify(deliveries)).not.toContain('s3');
	});

	test('sends media in base64 where it was asked to, and otherwise an address', async () => {
		const image = { provider, from: '+15550100002', type: 'image', text: 'Look' };
		await setWebhook(version, wish());
		await sandbox.reply(image);
		const { mediaUrl, base64 } = (await told()).body.data.message;
		expect(base64).toBeUndefined();
		const picture = await fetch(mediaUrl);
		expect(picture.headers.get('content-type')).toBe('image/png');

		hook.clear();
		await setWebhook(version, wish({ base64: true }));
		await sandbox.reply(image);
		const { message } = (await told()).body.data;
		expect(message.mediaUrl).toBeUndefined();
		expect(Buffer.from(message.base64, 'base64')).toEqual(Buffer.from(await picture.arrayBuffer()));
	});

	test('a group writes through a phone, and the owner writes too', async () => {
		await setWebhook(version, wish(), 'phone');
		const group = '120363000000000001@g.us';
		const said = { provider, from: '+15550100002', name: 'Ada', type: 'text', text: 'Hi', group };
		const { message } = await sandbox.reply(said);
		const { body } = await told();
		expect(body).toMatchObject({ instance: 'phone', sender: '551155550000@s.whatsapp.net' });
		expect(body.data.key).toMatchObject({
			remoteJid: group,
			participant: '15550100002@s.whatsapp.net',
			fromMe: false,
		});
		expect(message.content).toMatchObject({ to: group, author: 'Ada +15550100002' });

		hook.clear();
		await sandbox.reply({ ...said, group: undefined, account: 'phone', fromMe: true });
		expect((await told()).body.data.key).toMatchObject({
			remoteJid: '15550100002@s.whatsapp.net',
			fromMe: true,
		});
	});
});

/** The recordings' keys and types, whatever the values. */
function typesIn(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(typesIn);
	if (typeof value !== 'object' || value === null) return typeof value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typesIn(inner)]));
}

describe('Evolution v2 alone', () => {
	const headers = { jwt_key: 's3cr3t', 'X-Custom': 'abc' };
	const webhook = () => ({ enabled: true, url: hook.url, events: [], headers });

	test('sends the headers word for word, and a token in place of jwt_key', async () => {
		await setWebhook('v2', { webhook: webhook() });
		await sandbox.reply({
			provider: 'evolution-v2',
			from: '+15550100002',
			type: 'text',
			text: 'a',
		});
		const { headers: sent } = await told();
		expect(sent).toMatchObject({ 'x-custom': 'abc' });
		expect(sent).not.toHaveProperty('jwt_key');
		const token = sent.authorization!.replace('Bearer ', '');
		const { iat } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
		expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(10);
		expect(token).toBe(webhookToken('s3cr3t', new Date(iat * 1000)));
	});

	test('keeps the headers where none are given', async () => {
		await setWebhook('v2', { webhook: webhook() });
		const { body } = await setWebhook('v2', {
			webhook: { enabled: true, url: hook.url, events: [] },
		});
		expect(body.headers).toEqual(headers);
		expect(JSON.stringify(await sandbox.webhooks())).not.toMatch(/s3cr3t|abc/);
	});
});

describe('signatures are those of the vectors', () => {
	interface Vector {
		name: string;
		secret: string;
		rawBody: string;
		header: string;
		value: string;
	}
	const vectors = fixture('hmac-vectors.json') as Vector[];

	test.each<[string, Inbound, string]>([
		['vobiz message.inbound (utf-8 body)', vobiz, 'envelope'],
		['aisoule help-centre', aisoule, 'help-centre'],
		['aisoule developer-docs flavour', aisoule, 'developer-docs'],
	])('%s', (wanted, inbound, form) => {
		const { secret, rawBody, header, value } = vectors.find(({ name }) => name === wanted)!;
		const webhook = { url: 'http://127.0.0.1/', secret } as Webhook;
		const event = { name: 'any', account: inbound.accounts[0], body: () => JSON.parse(rawBody) };
		const { text, headers } = inbound.request(webhook, event, form);
		expect(text).toBe(rawBody);
		expect(headers[header.toLowerCase()]).toBe(value);
	});

	test('Evolution’s token', () => {
		const { jwt_key: key, authorization, payload } = fixture('evolution-jwt-vector.json');
		expect(`Bearer ${webhookToken(key, new Date(payload.iat * 1000))}`).toBe(authorization);
	});
});

describe('entered by hand', () => {
	test('AIsoule makes the secret, keeps it, and is told another', async () => {
		const { secret } = await sandbox.enter('aisoule', { url: `${hook.url}/a` });
		expect(secret).toBe('aisoule-sandbox-secret');
		expect(await sandbox.enter('aisoule', { url: `${hook.url}/b` })).toMatchObject({ secret });
		expect(await sandbox.enter('aisoule', { url: hook.url, secret: 'mine' })).toMatchObject({
			secret: 'mine',
		});
		const shown = JSON.stringify(await sandbox.webhooks());
		expect(shown).not.toContain('mine');
		expect(shown).toContain('"hasSecret":true');
	});

	test('Vambe has its secret in the URL, and nobody is shown it', async () => {
		await sandbox.enter('vambe', { url: `${hook.url}/v?secret=abc&x=1` });
		expect(await sandbox.webhooks()).toMatchObject([
			{ provider: 'vambe', url: `${hook.url}/v?secret=***&x=***`, hasSecret: false },
		]);
		const removed = await call('DELETE', '/inbox/webhooks/vambe', {});
		expect(removed.status).toBe(204);
		expect(await sandbox.webhooks()).toEqual([]);
		expect((await call('DELETE', '/inbox/webhooks/vambe', {})).status).toBe(404);
	});

	test.each([
		['vobiz', { url: 'http://127.0.0.1' }, 'registered over its API'],
		['nobody', { url: 'http://127.0.0.1' }, 'must be one of vambe'],
		['vambe', { url: 'nowhere' }, 'url: must begin with http'],
		['vambe', {}, 'url: Required'],
		['vambe', { url: 'http://127.0.0.1', topic: 'x' }, 'topic: there is no such field'],
	])('refuses %s %o', async (provider, body, words) => {
		await expect(sandbox.enter(provider, body)).rejects.toThrow(words);
	});

	test('Vambe signs as its App Platform does where it has a secret', async () => {
		await sandbox.enter('vambe', { url: hook.url, secret: 'key' });
		await sandbox.reply({ provider: 'vambe', from: '+56912345678', type: 'text', text: 'Ok' });
		const { headers, raw } = await told();
		const signed = createHmac('sha256', 'key')
			.update(`${headers['x-vambe-timestamp']}.`)
			.update(raw)
			.digest('hex');
		expect(headers['x-vambe-signature']).toBe(signed);
	});
});

describe('payload forms', () => {
	const text = { from: '+56 9 1234 5678', name: 'Ada', type: 'text', text: 'Ok' };

	test.each([
		[
			'type',
			{
				type: 'message.received',
				aiContactId: expect.any(String),
				data: { fromNumber: '56912345678', message: 'Ok', messageType: 'text', name: 'Ada' },
			},
		],
		[
			'event',
			{
				event: 'message.received',
				timestamp: expect.any(String),
				data: { message_body: 'Ok', direction: 'inbound', contact_name: 'Ada' },
			},
		],
		[
			'topic',
			{
				topic: 'message.received',
				event_type: 'message_received',
				entity_name: 'message',
				entity_data: { message: 'Ok', ai_contact: { phone: '56912345678' } },
				previous_entity_data: {},
			},
		],
	])('Vambe: %s', async (vambe, payload) => {
		await sandbox.deliver({ forms: { vambe } });
		await sandbox.enter('vambe', { url: hook.url });
		const { message } = await sandbox.reply({ provider: 'vambe', ...text });
		const { body, headers } = await told();
		expect(body).toMatchObject(payload);
		expect(JSON.stringify(body)).toContain(message.messageId!);
		expect(headers).not.toHaveProperty('x-vambe-signature');
	});

	test.each(['envelope', 'value'])('Vobiz: %s', async (form) => {
		await sandbox.deliver({ forms: { vobiz: form } });
		await onVobiz('POST', '', { url: hook.url, secret: 's' });
		const { message } = await sandbox.reply({ provider: 'vobiz', ...text });
		const { body } = await told();
		expect(body).toEqual({
			event_id: expect.any(String),
			event_type: 'message.inbound',
			account_id: 'MA_SANDBOX',
			occurred_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
			payload: expect.any(Object),
		});
		const value =
			form === 'value'
				? body.payload
				: body.payload.entry[0].changes.find(({ field }: { field: string }) => field === 'messages')
						.value;
		expect(value).toEqual({
			messaging_product: 'whatsapp',
			metadata: { display_phone_number: '919000000001', phone_number_id: expect.any(String) },
			contacts: [{ wa_id: '56912345678', profile: { name: 'Ada' } }],
			messages: [
				{
					from: '56912345678',
					id: message.messageId,
					timestamp: expect.stringMatching(/^\d{10}$/),
					type: 'text',
					text: { body: 'Ok' },
				},
			],
		});
	});

	test('AIsoule: help centre', async () => {
		const { secret } = await sandbox.enter('aisoule', { url: hook.url });
		const { message } = await sandbox.reply({ provider: 'aisoule', account: 'support', ...text });
		const { body, headers, raw } = await told();
		expect(body).toEqual({
			event: 'message.incoming',
			timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			data: {
				message_id: message.messageId,
				from: '+56912345678',
				contact_name: 'Ada',
				type: 'text',
				text: 'Ok',
				whatsapp_account_id: 'support',
			},
		});
		expect(headers['x-webhook-signature']).toBe(
			createHmac('sha256', secret!).update(raw).digest('hex'),
		);
	});

	test('AIsoule: developer documents', async () => {
		await sandbox.deliver({ forms: { aisoule: 'developer-docs' } });
		const { secret } = await sandbox.enter('aisoule', { url: hook.url });
		const { message } = await sandbox.reply({ provider: 'aisoule', ...text });
		const { body, headers, raw } = await told();
		expect(body).toEqual({
			event: 'message.received',
			timestamp: expect.any(Number),
			data: {
				message_id: message.messageId,
				waba_number: '15550100001',
				sender: '56912345678',
				recipient: '15550100001',
				type: 'text',
				body: 'Ok',
			},
		});
		expect(message.messageId).toMatch(/^msg_/);
		expect(headers['x-aisoule-signature']).toBe(
			`sha256=${createHmac('sha256', secret!).update(raw).digest('hex')}`,
		);
		expect(headers).not.toHaveProperty('x-webhook-signature');
	});

	test.each([
		[{ forms: { vambe: 'xml' } }, 'forms.vambe: Invalid enum value'],
		[{ copies: 0 }, 'copies: '],
		[{ speed: 3 }, 'speed: there is no such field'],
	])('refuses settings %o', async (settings, words) => {
		await expect(sandbox.deliver(settings)).rejects.toThrow(words);
	});
});
