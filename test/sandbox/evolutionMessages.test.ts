import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

/** What an Evolution server has stored, and how it is found. */
let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

type Version = 'v1' | 'v2';

const NUMBER = '15550100002';
const JID = `${NUMBER}@s.whatsapp.net`;
const KEY = 'evolution-sandbox-key';

async function ask(version: Version, path: string, body: unknown, apikey = KEY) {
	const response = await fetch(`${sandbox.url}/evolution-${version}/${path}`, {
		method: 'POST',
		headers: { apikey, 'content-type': 'application/json' },
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	return { status: response.status, body: JSON.parse(await response.text()) };
}

const sends = async (version: Version, text: string, to = NUMBER, instance = 'phone') => {
	const message = { number: to, text, textMessage: { text } };
	const { body } = await ask(version, `message/sendText/${instance}`, message);
	return body.key.id as string;
};

const says = async (version: Version, said: object, account = 'phone') => {
	const contact = { provider: `evolution-${version}`, account, from: `+${NUMBER}`, name: 'Ada' };
	return (await sandbox.reply({ ...contact, ...said })).message.messageId!;
};

const find = async (version: Version, query?: unknown, instance = 'phone') =>
	(await ask(version, `chat/findMessages/${instance}`, query)).body;

const withId = (id: unknown) => ({ where: { key: { id } } });

describe('version 2', () => {
	const found = async (query?: unknown, instance?: string) =>
		(await find('v2', query, instance)).messages;

	const texts = async (query?: unknown) =>
		(await found(query)).records.map(
			({ message }: { message: { conversation: string } }) => message.conversation,
		);

	test('an answer of the contact, with what it quotes', async () => {
		const asked = await sends('v2', 'Do you approve?');
		const id = await says('v2', { type: 'text', text: 'Yes', context: asked });
		expect(await found(withId(id))).toEqual({
			total: 1,
			pages: 1,
			currentPage: 1,
			records: [
				{
					id: expect.stringMatching(/^cm\w{23}$/),
					key: { id, remoteJid: JID, fromMe: false },
					pushName: 'Ada',
					messageType: 'conversation',
					message: { conversation: 'Yes' },
					messageTimestamp: expect.any(Number),
					instanceId: expect.any(String),
					source: 'android',
					contextInfo: {
						stanzaId: asked,
						participant: '551155550000@s.whatsapp.net',
						quotedMessage: { conversation: 'Do you approve?' },
					},
					MessageUpdate: [],
				},
			],
		});
	});

	test('the newest first, page by page', async () => {
		for (const text of ['1', '2', '3', '4', '5']) await sends('v2', text);
		expect(await texts()).toEqual(['5', '4', '3', '2', '1']);
		const { records, ...second } = await found({ page: 2, offset: 2 });
		expect(second).toEqual({ total: 5, pages: 3, currentPage: 2 });
		expect(await texts({ page: 2, offset: 2 })).toEqual(['3', '2']);
		expect(records).toHaveLength(2);
		expect(await texts({ page: 3, offset: 2 })).toEqual(['1']);
		expect(await texts({ page: 4, offset: 2 })).toEqual([]);
		expect(await texts({ offset: 0, limit: 1 })).toHaveLength(5);
	});

	test.each<[string, object, string[]]>([
		['a chat', { key: { remoteJid: JID } }, ['Yes', 'Approve?']],
		['digits, which are no chat', { key: { remoteJid: NUMBER } }, []],
		['what was sent', { key: { fromMe: true } }, ['Hello', 'Approve?']],
		['what came, which is no filter', { key: { fromMe: false } }, ['Hello', 'Yes', 'Approve?']],
		['both of them', { key: { remoteJid: JID, fromMe: true } }, ['Approve?']],
		['a kind', { messageType: 'imageMessage' }, []],
		['nothing', {}, ['Hello', 'Yes', 'Approve?']],
	])('those of %s', async (_name, where, expected) => {
		await sends('v2', 'Approve?');
		await says('v2', { type: 'text', text: 'Yes' });
		await sends('v2', 'Hello', '15550100003');
		expect(await texts({ where })).toEqual(expected);
	});

	test('an ID in another chat, an unknown one, and one of another instance find nothing', async () => {
		const id = await sends('v2', 'Approve?');
		const nothing = { total: 0, pages: 0, currentPage: 1, records: [] };
		const elsewhere = { where: { key: { id, remoteJid: '15550100003@s.whatsapp.net' } } };
		expect(await found(elsewhere)).toEqual(nothing);
		expect(await found(withId('NOPE'))).toEqual(nothing);
		expect(await found(withId(id), 'cap')).toEqual(nothing);
		expect((await found(withId(id))).total).toBe(1);
	});

	test('what became of it, and its words after an edit', async () => {
		const id = await sends('v2', 'Aprove?');
		const [message] = await sandbox.messages();
		for (const value of ['delivered', 'read']) await sandbox.status({ id: message.id, value });
		const key = { id, remoteJid: JID, fromMe: true };
		await ask('v2', 'chat/updateMessage/phone', { number: NUMBER, text: 'Approve?', key });
		const statuses = ['DELIVERY_ACK', 'READ', 'EDITED'].map((status) => ({ status }));
		expect((await found(withId(id))).records).toMatchObject([
			{ message: { conversation: 'Approve?' }, MessageUpdate: statuses },
		]);
	});

	test('a file of a contact by its address, never the file itself', async () => {
		const id = await says('v2', { type: 'image' });
		const [{ message }] = (await found(withId(id))).records;
		expect(message).toEqual({
			imageMessage: expect.any(Object),
			mediaUrl: expect.stringContaining('/inbox/files/'),
		});
	});

	test('nothing after the inbox was cleared, and a phone that is not connected answers too', async () => {
		const id = await sends('v2', 'Approve?');
		await sandbox.clear();
		expect((await found(withId(id))).total).toBe(0);
		expect((await found(undefined, 'capbai')).total).toBe(0);
	});

	test('what was refused is not stored', async () => {
		await sandbox.misbehave({ faults: [{ kind: 'status-400', times: 1 }] });
		await ask('v2', 'message/sendText/phone', { number: NUMBER, text: 'Hello' });
		await sandbox.misbehave({});
		await ask('v2', 'message/sendText/phone', { number: '5511000000001', text: 'Hello' });
		expect((await found()).total).toBe(0);
	});

	test.each([{ page: '2' }, { offset: '5' }, { offset: 1.5 }])('500 for %o', async (query) => {
		const { status, body } = await ask('v2', 'chat/findMessages/phone', query);
		expect({ status, body }).toMatchObject({
			status: 500,
			body: { status: 500, error: 'Internal Server Error' },
		});
		expect(body.response.message).toContain('Invalid `this.prismaRepository');
	});
});

describe('version 1', () => {
	const texts = async (query?: unknown) =>
		(await find('v1', query)).map(
			({ message }: { message: { conversation?: string; extendedTextMessage?: object } }) =>
				message.conversation ?? (message.extendedTextMessage as { text: string }).text,
		);

	test('a list, the newest first, of which only the ID and a limit are a filter', async () => {
		const asked = await sends('v1', 'Approve?');
		const id = await says('v1', { type: 'text', text: 'Yes' });
		await sends('v1', 'Hello', '15550100003');
		expect(await texts()).toEqual(['Hello', 'Yes', 'Approve?']);
		const ignored = { where: { key: { remoteJid: JID, fromMe: true } }, page: 2, offset: 1 };
		expect(await texts(ignored)).toEqual(['Hello', 'Yes', 'Approve?']);
		expect(await texts({ limit: 2 })).toEqual(['Hello', 'Yes']);
		expect(await texts(withId(asked))).toEqual(['Approve?']);
		expect(await find('v1', withId('NOPE'))).toEqual([]);
		expect(await find('v1', withId(id))).toEqual([
			{
				key: { id, remoteJid: JID, fromMe: false },
				pushName: 'Ada',
				message: { conversation: 'Yes' },
				messageType: 'conversation',
				messageTimestamp: expect.any(Number),
				owner: 'phone',
				source: 'android',
			},
		]);
	});

	test.each([
		['a poll', 'sendPoll', { pollMessage: { name: 'Q?', selectableCount: 1, values: ['a', 'b'] } }],
		[
			'a place',
			'sendLocation',
			{ locationMessage: { name: 'P', address: '', latitude: 1, longitude: 2 } },
		],
	])('%s of a phone', async (_name, operation, content) => {
		const message = { number: NUMBER, ...content };
		const { body } = await ask('v1', `message/${operation}/phone`, message);
		const messageType = Object.keys(body.message).at(-1);
		expect(await find('v1', withId(body.key.id))).toMatchObject([
			{ message: body.message, messageType },
		]);
	});
});

describe.each<[Version]>([['v1'], ['v2']])('%s', (version) => {
	test.each<[unknown, string]>([
		[withId(''), 'The property cannot be empty'],
		[withId(7), 'The property cannot be empty'],
		[{ where: { key: { remoteJid: '' } } }, 'The property cannot be empty'],
		[{ where: { key: { fromMe: 'true' } } }, 'where.key.fromMe is not of a type(s) boolean'],
		[{ where: 'all' }, 'where is not of a type(s) object'],
		[{ limit: '5' }, 'limit is not of a type(s) integer'],
	])('400 for %o', async (query, words) => {
		const { status, body } = await ask(version, 'chat/findMessages/phone', query);
		expect({ status, body }).toMatchObject({
			status: 400,
			body: { status: 400, error: 'Bad Request' },
		});
		expect(body.response.message[0]).toContain(words);
	});

	test('only for the key of the server and of the instance, and for an instance that exists', async () => {
		const path = 'chat/findMessages/phone';
		expect((await ask(version, path, {}, 'phone-token')).status).toBe(200);
		expect((await ask(version, path, {}, 'inst-token-1')).status).toBe(401);
		const { status, body } = await ask(version, 'chat/findMessages/nobody', {});
		expect(status).toBe(404);
		expect(body.response.message).toEqual(['The "nobody" instance does not exist']);
	});
});
