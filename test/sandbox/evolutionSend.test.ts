import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

/** What the inbox shows of all that an Evolution server can be asked to do, and what it answers. */
let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

type Version = 'v1' | 'v2';

const NUMBER = '56912345678';
const JID = `${NUMBER}@s.whatsapp.net`;

const DOT =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==';

const WAV = Buffer.from(`RIFF\x24\0\0\0WAVEfmt ${'\0'.repeat(30)}`, 'latin1').toString('base64');

async function ask(
	version: Version,
	path: string,
	body?: object,
	method = body === undefined ? 'GET' : 'POST',
) {
	const isForm = body instanceof FormData;
	const response = await fetch(`${sandbox.url}/evolution-${version}${path}`, {
		method,
		...(body && { body: isForm ? body : JSON.stringify(body) }),
		headers: {
			apikey: 'evolution-sandbox-key',
			...(body && !isForm && { 'content-type': 'application/json' }),
		},
	});
	const text = await response.text();
	return { status: response.status, body: text === '' ? null : (JSON.parse(text) as Answer) };
}

interface Answer {
	[name: string]: unknown;
	key: { id: string };
	response: { message: unknown };
}

const send = async (version: Version, operation: string, content: object, instance = 'phone') =>
	await ask(version, `/message/${operation}/${instance}`, { number: NUMBER, ...content });

const shown = async () => (await sandbox.messages()).map(({ content }) => content).at(-1);

const key = { id: '3A1', remoteJid: JID, fromMe: false };
const list = {
	title: 'Menu',
	description: 'Pick',
	footerText: 'foot',
	buttonText: 'Open',
	sections: [{ title: 'S1', rows: [{ title: 'R1', description: 'd', rowId: 'r1' }] }],
};
const place = { latitude: -33.45, longitude: -70.66, name: 'Plaza', address: 'Santiago' };
const poll = { name: 'Q?', selectableCount: 1, values: ['a', 'b'] };
const quoted = { key: { id: '3A1' }, message: { conversation: 'q' } };

describe.each<[string, object, object, object]>([
	[
		'sendText',
		{ textMessage: { text: 'Hi' }, options: { quoted } },
		{ text: 'Hi', quoted },
		{ type: 'text', text: 'Hi', quoted: '3A1' },
	],
	[
		'sendLocation',
		{ locationMessage: place },
		place,
		{
			type: 'location',
			location: { latitude: -33.45, longitude: -70.66, name: 'Plaza', address: 'Santiago' },
		},
	],
	[
		'sendReaction',
		{ reactionMessage: { key, reaction: '👍' } },
		{ key, reaction: '👍' },
		{ type: 'reaction', about: '3A1', text: '👍' },
	],
	[
		'sendPoll',
		{ pollMessage: poll },
		poll,
		{ type: 'poll', poll: { name: 'Q?', options: ['a', 'b'], selectable: 1 } },
	],
	[
		'sendList',
		{ listMessage: list },
		list,
		{
			type: 'interactive',
			text: 'Pick',
			card: {
				header: 'Menu',
				footer: 'foot',
				list: {
					button: 'Open',
					sections: [{ title: 'S1', rows: [{ id: 'r1', title: 'R1', description: 'd' }] }],
				},
			},
		},
	],
	[
		'sendMedia',
		{ mediaMessage: { mediatype: 'image', media: DOT, fileName: 'dot.png', caption: 'c' } },
		{ mediatype: 'image', media: DOT, fileName: 'dot.png', caption: 'c' },
		{
			type: 'image',
			text: 'c',
			media: { filename: 'dot.png', mimeType: 'image/png', size: 70, link: expect.any(String) },
		},
	],
	[
		'sendWhatsAppAudio',
		{ audioMessage: { audio: WAV }, options: {} },
		{ audio: WAV },
		{ type: 'audio', media: { voice: true, link: expect.any(String) } },
	],
])('%s', (operation, v1, v2, content) => {
	test.each<[Version, object]>([
		['v1', v1],
		['v2', v2],
	])('%s is taken, and in the inbox', async (version, body) => {
		const { status, body: answer } = await send(version, operation, body);
		expect({ status, answer }).toMatchObject({ status: 201, answer: { key: { fromMe: true } } });
		expect(await sandbox.messages()).toMatchObject([
			{
				accepted: true,
				messageId: answer!.key.id,
				content: { to: `+${NUMBER}`, sender: 'phone', ...content },
			},
		]);
	});
});

test('buttons: those that only answer can be tapped', async () => {
	const buttons = [
		{ type: 'url', displayText: 'Open', url: 'https://example.com' },
		{ type: 'copy', displayText: 'Copy', copyCode: 'A1' },
	];
	await send('v2', 'sendButtons', { title: 'T', description: 'D', footer: 'F', buttons });
	expect(await shown()).toMatchObject({
		type: 'interactive',
		text: 'T\n\nD',
		card: {
			footer: 'F',
			buttons: [
				{ label: 'Open', detail: 'https://example.com', tap: null },
				{ label: 'Copy', detail: 'A1', tap: null },
			],
		},
	});
	const buttonMessage = { title: 'T', buttons: [{ buttonText: 'Yes', buttonId: 'y' }] };
	await send('v1', 'sendButtons', { buttonMessage }, 'cap');
	expect(await shown()).toMatchObject({
		card: { buttons: [{ label: 'Yes', detail: null, tap: { id: 'y' } }] },
	});
});

test('a template is shown by its name, and what fills it in', async () => {
	const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Ada' }] }];
	await send('v2', 'sendTemplate', { name: 'hello', language: 'es', components }, 'cap');
	expect(await shown()).toMatchObject({
		type: 'template',
		templateId: 'hello',
		language: 'es',
		text: 'Ada',
	});
});

test('a template goes out when nothing else does', async () => {
	const number = '5511000000000';
	const text = await send('v2', 'sendText', { number, text: 'Hi' }, 'cap');
	expect(text.body).toMatchObject({ code: 131047 });
	const template = await send('v2', 'sendTemplate', { number, name: 'a', language: 'en' }, 'cap');
	expect(template.body!.key.id).toBeTruthy();
});

describe('files', () => {
	const form = (fields: Record<string, string>, field = 'file') => {
		const data = new FormData();
		for (const [name, value] of Object.entries({ number: NUMBER, ...fields }))
			data.set(name, value);
		data.set(field, new File(['%PDF-1.4'], 'a b.pdf', { type: 'application/pdf' }));
		return data;
	};

	const fileShown = async () => {
		const content = await shown();
		const { link } = (content as { media: { link: string } }).media;
		const response = await fetch(link);
		return { content, type: response.headers.get('content-type'), text: await response.text() };
	};

	test('a form is taken, and its file is kept', async () => {
		const fields = { mediatype: 'document', fileName: 'a b.pdf', 'quoted[key][id]': '3A1' };
		const answer = await ask('v2', '/message/sendMedia/phone', form(fields));
		expect(answer.status).toBe(201);
		expect(await fileShown()).toMatchObject({
			content: { type: 'document', quoted: '3A1', media: { filename: 'a b.pdf', size: 8 } },
			type: 'application/pdf',
			text: '%PDF-1.4',
		});
	});

	test('version 1 takes no forms', async () => {
		const { status, body } = await ask('v1', '/message/sendMedia/phone', form({}));
		expect({ status, words: body!.response.message }).toEqual({
			status: 400,
			words: [['instance requires property "mediaMessage"', 'instance requires property "number"']],
		});
	});

	test('a file in another field is refused', async () => {
		const data = form({ mediatype: 'document', fileName: 'a.pdf' }, 'upload');
		const { status, body } = await ask('v2', '/message/sendMedia/phone', data);
		expect([status, body!.response.message]).toEqual([500, 'Unexpected field']);
	});

	test('base64 is kept, and read back by the ID of its message', async () => {
		const media = Buffer.from('Hello').toString('base64');
		const fields = { mediatype: 'document', media, fileName: 'a.txt' };
		const { body } = await send('v2', 'sendMedia', fields);
		expect(await fileShown()).toMatchObject({ type: 'text/plain', text: 'Hello' });
		const file = await ask('v2', '/chat/getBase64FromMediaMessage/phone', {
			message: { key: { id: body!.key.id } },
		});
		expect(file.body).toMatchObject({ fileName: 'a.txt', mimetype: 'text/plain', base64: media });
	});

	test('what is no sound ends the server of version 2', async () => {
		const audio = Buffer.from('no sound at all').toString('base64');
		await expect(send('v2', 'sendWhatsAppAudio', { audio })).rejects.toThrow('fetch failed');
		expect(await sandbox.messages()).toMatchObject([{ accepted: false }]);
		const picture = 'https://example.com/a.png';
		await expect(send('v2', 'sendWhatsAppAudio', { audio: picture })).rejects.toThrow();
		const sound = 'https://example.com/a.mp3?x=1';
		expect((await send('v2', 'sendWhatsAppAudio', { audio: sound })).status).toBe(201);
	});

	test.each([
		['https://example.com/a.png', 201],
		['https://example.com/a', 400],
		['https://example.com/a.png?token=1', 400],
	])('WhatsApp Business and %s: %i', async (media, status) => {
		const answer = await send('v2', 'sendMedia', { mediatype: 'image', media }, 'cap');
		expect(answer.status).toBe(status);
	});
});

describe('a message that was sent', () => {
	const sent = async (version: Version, content: object) =>
		(await send(version, 'sendText', content)).body!.key.id;

	test.each<[Version, string, object]>([
		['v1', 'PUT', { textMessage: { text: 'Hi' } }],
		['v2', 'POST', { text: 'Hi' }],
	])('%s: is edited, and taken back', async (version, method, content) => {
		const id = await sent(version, content);
		const own = { id, remoteJid: JID, fromMe: true };
		const edit = { number: NUMBER, text: 'Hello', key: own };
		expect((await ask(version, '/chat/updateMessage/phone', edit, method)).status).toBe(200);
		expect(await shown()).toMatchObject({
			to: `+${NUMBER}`,
			type: 'edit',
			about: id,
			text: 'Hello',
		});
		const path = '/chat/deleteMessageForEveryone/phone';
		expect((await ask(version, path, own, 'DELETE')).status).toBe(201);
		expect(await shown()).toMatchObject({ to: `+${NUMBER}`, type: 'delete', about: id });
		expect((await sandbox.messages()).map(({ accepted }) => accepted)).toEqual([true, true, true]);
	});

	test('is quoted by a phone by its ID alone; one that it does not know is left out', async () => {
		const id = await sent('v2', { text: 'Hi' });
		const answer = async (quotedId: string) =>
			(await send('v2', 'sendText', { text: 'a', quoted: { key: { id: quotedId } } })).body;
		expect(await answer(id)).toMatchObject({
			contextInfo: { stanzaId: id, quotedMessage: { conversation: 'Hi' } },
		});
		expect((await answer('3B'))!.contextInfo).not.toHaveProperty('stanzaId');
	});
});

describe('signs', () => {
	test.each<[Version, string, object]>([
		['v1', 'PUT', { read_messages: [key] }],
		['v2', 'POST', { readMessages: [key] }],
	])('%s: what was read', async (version, method, body) => {
		const { status } = await ask(version, '/chat/markMessageAsRead/phone', body, method);
		expect(status).toBe(201);
		expect(await sandbox.messages()).toMatchObject([
			{
				accepted: true,
				messageId: null,
				content: { to: `+${NUMBER}`, type: 'read', about: ['3A1'] },
			},
		]);
	});

	test.each<[Version, object]>([
		['v1', { options: { presence: 'composing', delay: 200 } }],
		['v2', { presence: 'composing', delay: 200 }],
	])('%s: typing, for as long as it takes', async (version, presence) => {
		const started = Date.now();
		await ask(version, '/chat/sendPresence/phone', { number: NUMBER, ...presence });
		expect(Date.now() - started).toBeGreaterThanOrEqual(190);
		expect(await shown()).toMatchObject({ type: 'typing', presence: 'composing', seconds: 0.2 });
	});

	test('neither they nor edits are told as sent messages', async () => {
		await ask('v2', '/webhook/set/phone', {
			webhook: { enabled: true, url: 'http://127.0.0.1:9/', events: ['SEND_MESSAGE'] },
		});
		await sandbox.deliver({ tellOfSent: true });
		const id = (await send('v2', 'sendText', { text: 'Hi' })).body!.key.id;
		const own = { id, remoteJid: JID, fromMe: true };
		await ask('v2', '/chat/updateMessage/phone', { number: NUMBER, text: 'Ho', key: own });
		await ask('v2', '/chat/markMessageAsRead/phone', { readMessages: [key] });
		await ask('v2', '/chat/deleteMessageForEveryone/phone', own, 'DELETE');
		expect(await sandbox.deliveries()).toMatchObject([{ event: 'send.message' }]);
		await sandbox.deliver({});
		await sandbox.forgetWebhooks();
	});
});

describe('questions', () => {
	test('who is on WhatsApp, groups first, with the names that are known', async () => {
		await sandbox.reply({
			provider: 'evolution-v2',
			from: NUMBER,
			name: 'José',
			type: 'text',
			text: 'Hi',
		});
		const numbers = [NUMBER, '5511000000001', '120363021234567890@g.us', '123456@lid'];
		const { body } = await ask('v2', '/chat/whatsappNumbers/phone', { numbers });
		expect(body).toEqual([
			{ jid: numbers[2], exists: true, number: numbers[2], name: 'Lab group' },
			{ jid: JID, exists: true, number: NUMBER, name: 'José' },
			{ jid: '5511000000001@s.whatsapp.net', exists: false, number: numbers[1] },
			{ jid: numbers[3], exists: true, number: numbers[3], lid: 'lid' },
		]);
	});

	test('the groups of a phone, with their members where they are asked for', async () => {
		const path = '/group/fetchAllGroups/phone?getParticipants=';
		const plain = (await ask('v2', `${path}false`)).body as unknown as object[];
		expect(plain).toMatchObject([
			{ id: '120363021234567890@g.us', subject: 'Lab group', size: 1 },
			{ subject: 'Sales team', size: 3, announce: true },
		]);
		expect(plain[0]).not.toHaveProperty('participants');
		expect((await ask('v1', `${path}true`)).body).toMatchObject([
			{ participants: [{ id: JID, admin: 'superadmin' }] },
			{},
		]);
	});

	test('nothing that only asks is kept', async () => {
		await ask('v2', '/chat/whatsappNumbers/phone', { numbers: [NUMBER] });
		await ask('v2', '/group/fetchAllGroups/phone?getParticipants=false');
		expect(await sandbox.messages()).toEqual([]);
	});
});
