import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const KEY = 'evolution-sandbox-key';

type Version = 'v1' | 'v2';

async function call(
	version: Version,
	path: string,
	{ apikey = KEY, body }: { apikey?: string | null; body?: unknown } = {},
) {
	const response = await fetch(`${sandbox.url}/evolution-${version}${path}`, {
		...(body !== undefined && {
			method: 'POST',
			body: typeof body === 'string' ? body : JSON.stringify(body),
		}),
		headers: { 'Content-Type': 'application/json', ...(apikey !== null && { apikey }) },
	});
	const text = await response.text();
	return {
		status: response.status,
		contentType: response.headers.get('content-type'),
		body: JSON.parse(text) as Record<string, unknown>,
	};
}

const ada = {
	fullName: 'Ada Lovelace',
	wuid: '5531999999999',
	phoneNumber: '+55 31 99999-9999',
	organization: 'Analytical Engines',
	email: 'ada@example.com',
	url: 'https://example.com',
};

const grace = { fullName: 'Grace Hopper', wuid: '12025550101', phoneNumber: '+1 202 555 0101' };

const contactsOf = { v1: 'contactMessage', v2: 'contact' };

/** A valid request of that version, with changes. */
const message = (version: Version, contacts: unknown = [ada], changes: object = {}) => ({
	number: '5531982968010',
	[contactsOf[version]]: contacts,
	...changes,
});

const send = async (
	version: Version,
	body: unknown,
	{ instance = 'cap', apikey }: { instance?: string; apikey?: string | null } = {},
) => await call(version, `/message/sendContact/${instance}`, { body, apikey });

const versions = [['v1'], ['v2']] as Array<[Version]>;

const VCARD =
	'BEGIN:VCARD\nVERSION:3.0\nN:Ada Lovelace\nFN:Ada Lovelace\nORG:Analytical Engines;\nEMAIL:ada@example.com\nURL:https://example.com\nitem1.TEL;waid=5531999999999:+55 31 99999-9999\nitem1.X-ABLabel:Celular\nEND:VCARD';

describe.each(versions)('%s', (version) => {
	const key = contactsOf[version];

	test('tells its version without a key, with and without a slash', async () => {
		for (const path of ['', '/']) {
			const { status, body } = await call(version, path, { apikey: null });
			expect(status).toBe(200);
			expect(body.version).toBe({ v1: '1.8.6', v2: '2.3.7' }[version]);
		}
	});

	test('an instance’s own key is good for that instance alone', async () => {
		expect((await send(version, message(version), { apikey: 'inst-token-1' })).status).toBe(201);
		expect((await send(version, message(version), { apikey: 't2' })).status).toBe(401);
		expect((await send(version, message(version), { apikey: null })).status).toBe(401);
		expect((await call(version, '/instance/connectionState/cap', { apikey: 't2' })).status).toBe(
			401,
		);
	});

	test('an unknown instance comes before a wrong key', async () => {
		const { status, body } = await send(version, {}, { instance: 'nope', apikey: 'wrong' });
		expect(status).toBe(404);
		expect(body).toEqual({
			status: 404,
			error: 'Not Found',
			response: { message: ['The "nope" instance does not exist'] },
		});
	});

	test('broken JSON comes before everything else', async () => {
		const { status } = await send(version, '{', { instance: 'nope', apikey: 'wrong' });
		expect(status).toBe(400);
	});

	test('a wrong key comes before a wrong body', async () => {
		expect((await send(version, {}, { apikey: 'wrong' })).status).toBe(401);
	});

	test.each<[string, object | string, string[]]>([
		['nothing', '', ['instance requires property "number"', `instance requires property "${key}"`]],
		[
			'a number that is none',
			message(version, [ada], { number: 5531982968010 }),
			['Invalid format'],
		],
		['no cards', message(version, []), [`${key} does not meet minimum length of 1`]],
		['a card twice', message(version, [ada, { ...ada }]), [`${key} contains duplicate item`]],
		['no list', message(version, ada), [`${key} is not of a type(s) array`]],
		[
			'a card without a name',
			message(version, [{ phoneNumber: ada.phoneNumber }]),
			[`${key}[0] requires property "fullName"`],
		],
		[
			'a card without a number',
			message(version, [grace, { fullName: 'Ada' }]),
			[`${key}[1] requires property "phoneNumber"`],
		],
		[
			'a short number',
			message(version, [{ ...ada, phoneNumber: '+55 31 99' }]),
			[`${key}[0].phoneNumber does not meet minimum length of 10`],
		],
		[
			'a short wuid',
			message(version, [{ ...ada, wuid: '553199999' }]),
			['"wuid" must be a numeric string'],
		],
		[
			'a wuid of letters',
			message(version, [{ ...ada, wuid: 'abcdefghij' }]),
			['"wuid" must be a numeric string'],
		],
		[
			'a wuid of null',
			message(version, [{ ...ada, wuid: null }]),
			['"wuid" must be a numeric string'],
		],
		[
			'an empty wuid',
			message(version, [{ ...ada, wuid: '' }]),
			['"wuid" must be a numeric string', '"wuid" must be a numeric string'],
		],
		[
			'an email of null',
			message(version, [{ ...ada, email: null }]),
			[`${key}[0].email is not of a type(s) string`],
		],
	])('400 for %s', async (_name, body, words) => {
		const answer = await send(version, body);
		expect(answer.body).toEqual({
			status: 400,
			error: 'Bad Request',
			response: { message: [words] },
		});
		expect(answer.status).toBe(400);
	});

	test('a body that is no JSON is a 400 that calls itself an internal error', async () => {
		const { status, body } = await send(version, '{');
		expect(status).toBe(400);
		expect(body).toMatchObject({ status: 400, error: 'Internal Server Error' });
	});

	test.each([
		['an empty name and email', [{ ...ada, fullName: '', email: '', url: '' }]],
		['a wuid with +', [{ ...ada, wuid: '+5531999999999' }]],
		['fields that nobody knows', [{ ...ada, nickname: 'Ada' }]],
		['several cards', [ada, grace]],
	])('takes %s', async (_name, contacts) => {
		expect((await send(version, message(version, contacts))).status).toBe(201);
	});

	test('takes a body for both versions', async () => {
		const both = { number: '5531982968010', contact: [ada], contactMessage: [ada] };
		expect((await send(version, both)).status).toBe(201);
	});

	test.each([
		['5531982968010', '553182968010@s.whatsapp.net'],
		['+55 (31) 98296-8010', '553182968010@s.whatsapp.net'],
		['5511982968010', '5511982968010@s.whatsapp.net'],
		['5531612345678', '5531612345678@s.whatsapp.net'],
		['5531961234567', '5531961234567@s.whatsapp.net'],
		['5215512345678', '525512345678@s.whatsapp.net'],
		['5491123456789', '541123456789@s.whatsapp.net'],
		['525512345678', '525512345678@s.whatsapp.net'],
		['919876543210', '919876543210@s.whatsapp.net'],
		['120363025246125486', '120363025246125486@g.us'],
		['120363025246125486@g.us', '120363025246125486@g.us'],
		['5531982968010@s.whatsapp.net', '5531982968010@s.whatsapp.net'],
		['123456789012345@lid', '123456789012345@lid'],
	])('addresses %s as %s', async (number, remoteJid) => {
		const { body } = await send(version, message(version, [ada], { number }), {
			instance: 'phone',
		});
		expect(body.key).toMatchObject({ remoteJid, fromMe: true });
	});

	test('a number that is not on WhatsApp, on a phone-linked instance', async () => {
		const body = message(version, [ada], { number: '5511000000001' });
		expect(await send(version, body, { instance: 'phone' })).toMatchObject({
			status: 400,
			body: {
				response: {
					message: [
						{ jid: '5511000000001@s.whatsapp.net', exists: false, number: '5511000000001' },
					],
				},
			},
		});
		expect((await send(version, body)).status).toBe(201);
	});

	test('an instance that is not connected', async () => {
		expect((await call(version, '/instance/connectionState/capbai')).body).toEqual({
			instance: { instanceName: 'capbai', state: 'close' },
		});
		const body = message(version, [ada], { number: '56912345678' });
		expect(await send(version, body, { instance: 'capbai' })).toMatchObject({
			status: 500,
			body: {
				status: 500,
				error: 'Internal Server Error',
				response: { message: 'Connection Closed' },
			},
		});
	});

	test('an instance that cannot send contacts', async () => {
		expect(await send(version, message(version), { instance: 'channel' })).toMatchObject({
			status: 400,
			body: { response: { message: ['Method not available on Evolution Channel'] } },
		});
	});

	test('one instance by name or id, and all without', async () => {
		const names = async (query: string) => {
			const { body } = await call(version, `/instance/fetchInstances${query}`);
			const list = body as unknown as Array<{ name: string; instance: { instanceName: string } }>;
			return list.map(({ name, instance }) => name ?? instance.instanceName);
		};
		expect(await names('')).toEqual(['cap', 'capbai', 'phone', 'channel', 'unpaired']);
		expect(await names('?instanceName=phone')).toEqual(['phone']);
		expect(await names('?instanceId=4a6ef1b3-43c5-41ce-9aff-3aa49ed74712')).toEqual(['cap']);
		expect((await call(version, '/instance/fetchInstances', { apikey: 'wrong' })).status).toBe(401);
	});

	test('a lost path', async () => {
		const { status, body } = await call(version, '/message/sendContacts/cap', { body: {} });
		expect(status).toBe(404);
		expect(body.response).toEqual({
			message: [`Cannot POST /evolution-${version}/message/sendContacts/cap`],
		});
	});

	test('a vCard escapes nothing', async () => {
		const evil = { ...grace, fullName: 'Grace\nTEL:666', organization: 'A;B,C\\D' };
		const { body } = await send(version, message(version, [evil]), { instance: 'phone' });
		expect(JSON.stringify(body)).toContain(
			'N:Grace\\nTEL:666\\nFN:Grace\\nTEL:666\\nORG:A;B,C\\\\D;\\nitem1.TEL;waid=12025550101:',
		);
	});

	test('a vCard without wuid gets a malformed one', async () => {
		const noWuid = { ...grace, wuid: undefined };
		const { body } = await send(version, message(version, [noWuid]), { instance: 'phone' });
		expect(JSON.stringify(body)).toContain('waid=12025550101@s.whatsapp.net:+1 202 555 0101');
	});
});

test('v1, phone-linked: the answer of the document', async () => {
	const { status, body } = await send('v1', message('v1'), { instance: 'phone' });
	expect(status).toBe(201);
	expect(body).toEqual({
		key: {
			remoteJid: '553182968010@s.whatsapp.net',
			fromMe: true,
			id: expect.stringMatching(/^BAE5[0-9A-F]{12}$/),
		},
		message: {
			contactMessage: { displayName: 'Ada Lovelace', vcard: VCARD, contextInfo: {} },
		},
		messageTimestamp: expect.stringMatching(/^\d{10}$/),
		status: 'PENDING',
	});
});

test('v2, phone-linked: more fields, and a number for the time', async () => {
	const { body } = await send('v2', message('v2'), { instance: 'phone' });
	expect(body).toMatchObject({
		key: { id: expect.stringMatching(/^3EB0[0-9A-F]{18}$/) },
		message: { contactMessage: { displayName: 'Ada Lovelace', vcard: VCARD } },
		messageType: 'contactMessage',
		messageTimestamp: expect.any(Number),
		source: 'web',
		status: 'PENDING',
	});
});

test('several cards go as one list', async () => {
	for (const version of ['v1', 'v2'] as const) {
		const { body } = await send(version, message(version, [ada, grace]), { instance: 'phone' });
		expect(body.message).toMatchObject({
			contactsArrayMessage: {
				displayName: '2 contacts',
				contacts: [{ displayName: 'Ada Lovelace' }, { displayName: 'Grace Hopper' }],
			},
		});
	}
});

test('the example of the v1 document, with its options', async () => {
	const options = { delay: 123, presence: 'composing' };
	const started = Date.now();
	const sent = await send('v1', message('v1', [ada], { options }), { instance: 'phone' });
	expect(sent.status).toBe(201);
	expect(Date.now() - started).toBeGreaterThanOrEqual(120);
	const bad = await send('v1', message('v1', [ada], { options: { presence: 'typing' } }));
	expect(bad.body.response).toEqual({
		message: [[expect.stringContaining('options.presence is not one of enum values')]],
	});
});

describe('v2 waits for the texts of a phone, and for nothing else', () => {
	const number = '5531982968010';

	test('a text of a phone', async () => {
		const started = Date.now();
		await call('v2', '/message/sendText/phone', { body: { number, text: 'Hello', delay: 400 } });
		expect(Date.now() - started).toBeGreaterThanOrEqual(390);
	});

	/** Longer than a test may take. */
	const delay = 120_000;

	test.each([
		['/message/sendText/cap', { text: 'Hello' }],
		['/message/sendContact/phone', { contact: [ada] }],
		['/message/sendContact/cap', { contact: [ada] }],
	])('not %s', async (path, content) => {
		const { status } = await call('v2', path, { body: { number, delay, ...content } });
		expect(status).toBe(201);
	});
});

test('an instance’s own key lists that instance in v2, and nothing in v1', async () => {
	const path = '/instance/fetchInstances';
	const { body } = await call('v2', path, { apikey: 'phone-token' });
	expect(body).toMatchObject([{ name: 'phone', token: 'phone-token' }]);
	expect((await call('v1', path, { apikey: 'phone-token' })).status).toBe(401);
});

test('fetchInstances for one that does not exist: 500 in v1, 404 in v2', async () => {
	const path = '/instance/fetchInstances?instanceName=nope';
	expect(await call('v1', path)).toMatchObject({
		status: 500,
		body: { error: true, message: ['Instance "nope" not found'] },
	});
	expect((await call('v2', path)).status).toBe(404);
});

describe('the inbox', () => {
	const contents = async () => (await sandbox.messages()).map(({ content }) => content);

	test('shows the cards, and hides the key', async () => {
		await send('v2', message('v2', [ada, grace]));
		const [sent] = await sandbox.messages();
		expect(sent).toMatchObject({
			provider: 'evolution-v2',
			accepted: true,
			content: {
				to: '+5531982968010',
				sender: 'cap',
				type: 'contacts',
				contacts: [
					{
						name: 'Ada Lovelace',
						phoneNumber: '+55 31 99999-9999',
						organization: 'Analytical Engines',
						email: 'ada@example.com',
						url: 'https://example.com',
					},
					{ name: 'Grace Hopper', organization: null },
				],
			},
			request: { headers: { apikey: '[hidden]' } },
		});
		expect(JSON.stringify(sent)).not.toContain(KEY);
	});

	test('one conversation per number, and groups by their JID', async () => {
		const to = async (number: unknown) => await send('v1', message('v1', [ada], { number }));
		await to('5531982968010');
		await to('+55 31 98296-8010');
		await to('5531982968010@s.whatsapp.net');
		await to('120363025246125486');
		await to('120363025246125486@g.us');
		await to(undefined);
		expect((await contents()).map((content) => content.to)).toEqual([
			'+5531982968010',
			'+5531982968010',
			'+5531982968010',
			'120363025246125486@g.us',
			'120363025246125486@g.us',
			null,
		]);
	});

	test('a 201 without a key was not accepted', async () => {
		await send('v2', message('v2', [ada], { number: '5511000000000' }));
		expect(await sandbox.messages()).toMatchObject([
			{ accepted: false, response: { status: 201 } },
		]);
	});

	test.each(['{', '[1]', '{"contact":[null,7]}', '{"number":{}}'])(
		'keeps %s as refused',
		async (body) => {
			await send('v2', body);
			expect(await sandbox.messages()).toMatchObject([
				{ accepted: false, content: { to: null, type: 'contacts' } },
			]);
		},
	);

	test('keeps nothing that only asks', async () => {
		await call('v1', '/instance/fetchInstances');
		expect(await contents()).toEqual([]);
	});
});

describe.each([
	['v1', { textMessage: { text: 'Hello' } }, { text: 'Hello' }],
	['v2', { text: 'Hello' }, { textMessage: { text: 'Hello' } }],
] as Array<[Version, object, object]>)('%s: a text', (version, own, other) => {
	const number = '5511977770001';

	test('is taken in the form of the version, and is in the inbox', async () => {
		const { status, body } = await call(version, '/message/sendText/phone', {
			body: { number, ...own },
		});
		expect({ status, key: body.key }).toMatchObject({ status: 201, key: { fromMe: true } });
		expect(await sandbox.messages()).toMatchObject([
			{ accepted: true, content: { to: '+5511977770001', type: 'text', text: 'Hello' } },
		]);
	});

	test('in the form of the other version is refused', async () => {
		const refused = await call(version, '/message/sendText/phone', { body: { number, ...other } });
		expect(refused.status).toBe(400);
	});
});
