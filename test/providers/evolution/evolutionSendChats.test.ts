import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { IDataObject } from 'n8n-workflow';
import { nodeWith, runNode, searchList, type Parameters } from '../../support/n8n/engine';
import { located } from '../../support/n8n/located';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';
import { withServer } from '../../support/servers/withServer';
import { sandboxCredential } from '../../support/workflows/credentialOf';

/** What is done in chats and asked of groups, against the servers of the sandbox. */
let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => {
	await sandbox.clear();
	await sandbox.misbehave({});
});

type Version = 'v1' | 'v2';

const versions: Version[] = ['v1', 'v2'];

const at = (serverUrl: string, credential: IDataObject = {}) =>
	nodeWith('evolution', 'Evolution/EvolutionSend', {
		...sandboxCredential('evolution', ''),
		serverUrl,
		...(credential as object),
	});

const schemas = join(__dirname, '..', '..', '..', 'nodes', 'Evolution', '__schema__', 'v2.0.0');

const NUMBER = '56912345678';
const JID = `${NUMBER}@s.whatsapp.net`;

const common = {
	instance: located('phone'),
	sendTo: 'number',
	recipient: `+${NUMBER}`,
	apiVersion: 'auto',
	options: {},
};

async function run(
	version: Version,
	resource: string,
	operation: string,
	parameters: Parameters = {},
	items: IDataObject[] = [{}],
	credential?: IDataObject,
) {
	const node = at(`${sandbox.url}/evolution-${version}`, credential);
	const given = { ...common, resource, operation, ...parameters };
	const result = await runNode(node, given, items, 'continueErrorOutput');
	const [done = [], failed = []] = result.outputs;
	const problems = failed.map(({ json }) => json.details as IDataObject);
	return { ...result, items: done, data: done.map(({ json }) => json), problems };
}

/** A text that was sent, by its ID. */
async function sentText(version: Version): Promise<string> {
	const { data } = await run(version, 'message', 'sendText', {
		messageText: 'Hi',
		additionalFields: {},
	});
	return String(data[0].messageId);
}

const recorded = (file: string) =>
	JSON.parse(readFileSync(join(__dirname, '..', '..', 'fixtures', 'evolution', file), 'utf8')) as {
		request: { method: string; body: IDataObject };
		response: { body: IDataObject };
	};

describe.each(versions)('%s', (version) => {
	test('a message is edited, and deleted for everyone', async () => {
		const messageId = await sentText(version);
		const edited = await run(version, 'message', 'edit', { messageId, messageText: 'hello' });
		const deleted = await run(version, 'message', 'deleteForEveryone', {
			messageId,
			fromMe: true,
			messageAuthor: '',
		});
		for (const { data } of [edited, deleted]) {
			expect(data).toMatchObject([
				{ outcome: 'accepted', to: NUMBER, messageId: expect.any(String), status: 'PENDING' },
			]);
		}
		const [, edit, deletion] = await sandbox.messages();
		expect(edit.content).toMatchObject({ type: 'edit', about: messageId, text: 'hello' });
		expect(deletion.content).toMatchObject({ type: 'delete', about: messageId });
		const method = version === 'v1' ? 'PUT' : 'POST';
		expect([edit.request.method, deletion.request.method]).toEqual([method, 'DELETE']);
		const server = version === 'v1' ? 'v1.8.6-phone-line' : 'v2.3.7-phone-line';
		for (const [sent, file] of [
			[edit, 'updateMessage'],
			[deletion, 'deleteMessage'],
		] as const) {
			const { request } = recorded(`${server}/${file}.json`);
			const text = JSON.stringify(request.body).replace(/3EB0[0-9A-F]+/, messageId);
			expect(sent.request).toMatchObject({ method: request.method, body: JSON.parse(text) });
		}
	});

	test('the version is known where it is given, or where only version 2 would tell', async () => {
		const edit = { messageId: await sentText(version), messageText: 'Hello' };
		const given = await run(version, 'message', 'edit', { ...edit, apiVersion: version });
		const withToken = await run(version, 'message', 'edit', edit, [{}], { apiKey: 'phone-token' });
		expect([given.data, withToken.data]).toMatchObject([
			[{ outcome: 'accepted' }],
			[{ outcome: 'accepted' }],
		]);
	});

	test('of the other version it says so', async () => {
		const other = version === 'v1' ? 'v2' : 'v1';
		const edit = { messageId: '3A1', messageText: 'Hello', apiVersion: other };
		const { problems } = await run(version, 'message', 'edit', edit, [{}, {}]);
		expect(problems).toMatchObject([
			{
				outcome: 'notSent',
				field: 'items[0].apiVersion',
				reason: expect.stringContaining('speaks another version of the API'),
			},
			{ outcome: 'notSent', reason: expect.stringContaining('Not tried') },
		]);
	});

	test('messages are marked as read', async () => {
		const parameters = { messageIds: '3A1, 3A2' };
		const { data } = await run(version, 'chat', 'markRead', parameters);
		expect(data).toEqual([{ success: true, chat: JID, messageIds: ['3A1', '3A2'] }]);
		const [{ content, request }] = await sandbox.messages();
		expect(content).toMatchObject({ type: 'read', about: ['3A1', '3A2'] });
		expect(Object.keys(request.body as object)).toEqual([
			version === 'v1' ? 'read_messages' : 'readMessages',
		]);
	});

	test('typing is shown, for as long as it is to be', async () => {
		const started = Date.now();
		const typing = { activity: 'composing', seconds: 0.5 };
		const { data } = await run(version, 'chat', 'showTyping', typing);
		expect(Date.now() - started).toBeGreaterThanOrEqual(490);
		expect(data).toEqual([{ success: true, chat: NUMBER, activity: 'composing', seconds: 0.5 }]);
		expect((await sandbox.messages()).map(({ content }) => content)).toMatchObject([
			{ type: 'typing', presence: 'composing', seconds: 0.5 },
		]);
	});

	test('the groups are listed, one item for each', async () => {
		const { data, items } = await run(version, 'group', 'getAll', { participants: false });
		expect(data).toEqual([
			{
				id: '120363021234567890@g.us',
				subject: 'Lab group',
				description: 'Everything about the engine',
				size: 1,
				owner: JID,
				createdAt: '2024-06-10T06:13:20.000Z',
				onlyAdminsWrite: false,
				pictureUrl: null,
			},
			expect.objectContaining({ subject: 'Sales team', size: 3, onlyAdminsWrite: true }),
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
		const members = await run(version, 'group', 'getAll', { participants: true });
		expect(members.data[0].participants).toEqual([{ id: JID, phone: null, admin: true }]);
	});

	test('the list of groups to choose from', async () => {
		const node = at(`${sandbox.url}/evolution-${version}`);
		expect(await searchList(node, 'groups', 'sales', { instance: located('phone') })).toEqual({
			results: [{ name: 'Sales team', value: '120363041234567890@g.us' }],
		});
		const none = { instance: located('') };
		expect(await searchList(node, 'groups', '', none)).toEqual({ results: [] });
	});
});

describe('numbers', () => {
	const check = async (numbers: string[], version: Version = 'v2') =>
		await run(
			version,
			'chat',
			'checkNumber',
			{ phoneNumber: '={{ $json.phone }}' },
			numbers.map((phone) => ({ phone })),
		);

	test.each(versions)('%s: who is on WhatsApp', async (version) => {
		const { data } = await check(
			[`+${NUMBER}`, '+5511000000001', '120363021234567890@g.us'],
			version,
		);
		expect(data).toEqual([
			{ number: `+${NUMBER}`, exists: true, jid: JID, lid: null, name: null },
			{
				number: '+5511000000001',
				exists: false,
				jid: '5511000000001@s.whatsapp.net',
				lid: null,
				name: null,
			},
			{
				number: '120363021234567890@g.us',
				exists: true,
				jid: '120363021234567890@g.us',
				lid: null,
				name: 'Lab group',
			},
		]);
	});

	test('the columns of the items are kept, where that is wanted', async () => {
		const parameters = {
			phoneNumber: '={{ $json.phone }}',
			options: { keepInputFields: 'whatsapp' },
		};
		const items = [{ phone: `+${NUMBER}`, name: 'Ada' }];
		const { data } = await run('v2', 'chat', 'checkNumber', parameters, items);
		expect(data).toMatchObject([{ ...items[0], whatsapp: { exists: true, jid: JID } }]);
	});

	test('a LID is one, whatever the server calls it', async () => {
		const { data } = await check(['123456@lid']);
		expect(data).toMatchObject([{ exists: true, jid: '123456@lid', lid: '123456@lid' }]);
	});

	test('they are asked for together, those that are there twice once', async () => {
		const asked: string[][] = [];
		const server = createServer((request, response) => {
			let text = '';
			request.on('data', (piece) => (text += String(piece)));
			request.on('end', () => {
				if (request.method === 'GET') return void response.end('[]');
				const { numbers } = JSON.parse(text) as { numbers: string[] };
				asked.push(numbers);
				const answer = numbers.map((number) => ({ number, exists: true, jid: `${number}@x` }));
				response.end(JSON.stringify(answer));
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const items = Array.from({ length: 52 }, (_, item) => ({ phone: `+5691234${5000 + item}` }));
		const node = at(`http://127.0.0.1:${port}`);
		const parameters = {
			...common,
			resource: 'chat',
			operation: 'checkNumber',
			phoneNumber: '={{ $json.phone }}',
		};
		const { outputs } = await runNode(node, parameters, [...items, items[0]]);
		server.close();
		expect(outputs[0].map(({ json }) => json.number)).toEqual(
			[...items, items[0]].map(({ phone }) => phone),
		);
		expect(asked.map(({ length }) => length)).toEqual([50, 3]);
	});

	test.each([
		['capbai', 'The instance is not connected to WhatsApp'],
		['unpaired', 'The instance is not connected to WhatsApp'],
	])('of the instance %s: %s', async (instance, reason) => {
		for (const version of versions) {
			const { problems } = await run(
				version,
				'chat',
				'checkNumber',
				{ phoneNumber: `+${NUMBER}`, instance: located(instance) },
				[{}],
			);
			expect(problems).toMatchObject([
				{ outcome: 'notSent', reason: expect.stringContaining(reason) },
			]);
		}
	});
});

describe('the media of a message', () => {
	const media = { base64: 'SGVsbG8=', mimeType: 'text/plain', fileName: 'a.txt' };

	const received = async (account: string, version: Version = 'v2') => {
		const provider = `evolution-${version}`;
		const { message, deliveries } = await sandbox.reply({
			provider,
			account,
			from: NUMBER,
			type: 'document',
			media,
		});
		return { id: message.messageId!, deliveries, content: message.content };
	};

	const getMedia = async (json: IDataObject, instance: string, version: Version = 'v2') =>
		await run(
			version,
			'chat',
			'getMedia',
			{ instance: located(instance), message: '={{ $json.given }}', outputField: 'file' },
			[{ given: json as never }],
		);

	const bytesOf = ({ binary }: { binary?: IDataObject | object }) => {
		const { file } = binary as Record<string, { data: string; fileName: string; mimeType: string }>;
		const { data, fileName, mimeType } = file;
		return { text: Buffer.from(data, 'base64').toString(), fileName, mimeType };
	};

	test.each(versions)('%s: a phone finds it by its ID', async (version) => {
		const { id } = await received('phone', version);
		const { items, data } = await getMedia(id as never, 'phone', version);
		expect(data).toEqual([
			{ messageId: id, mimeType: 'text/plain', fileName: 'a.txt', caption: null },
		]);
		expect(bytesOf(items[0])).toEqual({
			text: 'Hello',
			fileName: 'a.txt',
			mimeType: 'text/plain',
		});
	});

	test('WhatsApp Business needs the event, in any of the forms that people have', async () => {
		const { id, content } = await received('cap');
		const message = {
			documentMessage: {
				id: 'media' in content ? content.media.id : '',
				mime_type: 'text/plain',
				filename: 'a.txt',
			},
		};
		const data = { key: { id, remoteJid: JID }, messageType: 'documentMessage', message };
		for (const given of [{ raw: { data } }, { data }, data]) {
			const { items } = await getMedia(given, 'cap');
			expect(bytesOf(items[0])).toMatchObject({ text: 'Hello', fileName: 'a.txt' });
		}
		const { problems } = await getMedia({ message: { id } }, 'cap');
		expect(problems).toMatchObject([
			{ field: 'items[0].message', reason: expect.stringContaining('needs the whole event') },
		]);
	});

	test.each([
		['3AUNKNOWN', 'phone', 'v2', 'items[0].message', 'has no message with this ID'],
		['wamid.ABC', 'cap', 'v1', 'items[0].instance', 'of version 1 does not give the media'],
		['3A1', 'channel', 'v2', 'items[0].instance', 'keeps no media'],
	] as const)('%s of %s, %s: a problem of %s', async (id, instance, version, field, reason) => {
		const { problems } = await getMedia(id as never, instance, version);
		expect(problems).toMatchObject([
			{ outcome: 'notSent', field, reason: expect.stringContaining(reason) },
		]);
	});

	test('of a text there is none', async () => {
		const { problems } = await getMedia((await sentText('v2')) as never, 'phone');
		expect(problems).toMatchObject([
			{ reason: expect.stringContaining('This message has no file') },
		]);
	});

	test.each([
		['', "'Message' is empty"],
		['Hello there', "'Message' is not an event, nor the ID of a message"],
		[{ event: 'call' }, "'Message' is not an event of a message"],
	])('%j says what to enter', async (given, reason) => {
		const { problems } = await getMedia(given as never, 'phone');
		expect(problems).toMatchObject([{ reason: expect.stringContaining(reason) }]);
	});
});

describe('what a channel cannot do', () => {
	test.each<[string, string, Parameters]>([
		['message', 'edit', { messageId: 'wamid.A', messageText: 'Hello' }],
		['message', 'deleteForEveryone', { messageId: 'wamid.A', fromMe: true, messageAuthor: '' }],
		['chat', 'markRead', { messageIds: 'wamid.A' }],
		['chat', 'showTyping', { activity: 'composing', seconds: 1 }],
		['chat', 'checkNumber', { phoneNumber: `+${NUMBER}` }],
		['group', 'getAll', { participants: false }],
	])('%s %s: said before, and by the server to a token of version 1', async (...what) => {
		const [resource, operation, parameters] = what;
		const given = { ...parameters, instance: located('cap') };
		const { problems } = await run('v2', resource, operation, given);
		expect(problems).toMatchObject([
			{
				outcome: 'notSent',
				field: 'items[0].instance',
				reason: expect.stringContaining('works on phones connected by QR code only'),
			},
		]);
		expect(await sandbox.messages()).toEqual([]);
		const token = { apiKey: 'inst-token-1' };
		const unknown = await run('v1', resource, operation, given, [{}], token);
		expect(unknown.problems).toMatchObject([
			{
				outcome: 'notSent',
				reason: expect.stringContaining('The channel of this instance cannot'),
			},
		]);
	});
});

describe('what goes wrong', () => {
	test('an edit of what the server does not know, or knows from another chat', async () => {
		const edit = { messageId: '3EB0UNKNOWN', messageText: 'Hello' };
		const unknown = await run('v2', 'message', 'edit', edit);
		const messageId = await sentText('v2');
		const elsewhere = await run('v2', 'message', 'edit', {
			...edit,
			messageId,
			recipient: '+5511988887777',
		});
		expect([...unknown.problems, ...elsewhere.problems]).toMatchObject([
			{ outcome: 'notSent', field: 'items[0].messageId' },
			{ outcome: 'notSent', field: 'items[0].recipient' },
		]);
	});

	test('a lost connection leaves open whether an edit or a deletion is out', async () => {
		const parameters = { messageId: '3A1', fromMe: true, messageAuthor: '' };
		const lost = { ...parameters, instance: located('capbai') };
		const { problems } = await run('v2', 'message', 'deleteForEveryone', lost);
		expect(problems).toMatchObject([{ outcome: 'unknown', field: 'items[0].instance' }]);
		const never = { ...parameters, instance: located('unpaired') };
		const unpaired = await run('v2', 'message', 'deleteForEveryone', never);
		expect(unpaired.problems).toMatchObject([
			{ outcome: 'notSent', reason: expect.stringContaining('is not connected') },
		]);
		const closed =
			'{"status":500,"error":"Internal Server Error","response":{"message":"Connection Closed"}}';
		const { outputs } = await withServer(
			500,
			closed,
			async (url) =>
				await runNode(
					at(url),
					{ ...common, resource: 'message', operation: 'edit', messageId: '3A1', messageText: 'a' },
					[{}],
					'continueErrorOutput',
				),
		);
		expect(outputs[1][0].json.details).toMatchObject({ outcome: 'unknown' });
	});

	test('a chat known by a LID is not marked as read, whatever the server says', async () => {
		const lid = { messageIds: '3A1', recipient: '123456@lid' };
		const { problems } = await run('v2', 'chat', 'markRead', lid);
		expect(problems).toMatchObject([{ field: 'items[0].recipient' }]);
		expect(await sandbox.messages()).toEqual([]);
	});

	test('nobody is allowed to be edited who is not allowed to be written to', async () => {
		const options = { allowedRecipients: '+5511988887777' };
		const edit = { messageId: '3A1', messageText: 'Hello', options };
		const { problems } = await run('v2', 'message', 'edit', edit);
		expect(problems).toMatchObject([{ reason: expect.stringContaining('Allowed Recipients') }]);
	});

	test('a number that WhatsApp does not know is shown no typing', async () => {
		const typing = { activity: 'composing', seconds: 0.1, recipient: '+5511000000001' };
		const { problems } = await run('v2', 'chat', 'showTyping', typing);
		expect(problems).toMatchObject([
			{ field: 'items[0].recipient', reason: expect.stringContaining('does not know this chat') },
		]);
	});

	test.each([
		['0', 'up to 60'],
		['61', 'up to 60'],
	])('a duration of %s s is refused', async (seconds, words) => {
		const { problems } = await run('v2', 'chat', 'showTyping', { activity: 'composing', seconds });
		expect(problems).toMatchObject([{ whatToDo: expect.stringContaining(words) }]);
	});
});

test('what comes out is what the editor says before the first run', async () => {
	const { message } = await sandbox.reply({
		provider: 'evolution-v2',
		account: 'phone',
		from: NUMBER,
		type: 'image',
	});
	const outputs = {
		'chat/checkNumber': { phoneNumber: '+5511988887777' },
		'chat/getMedia': { message: message.messageId!, outputField: 'data' },
		'chat/showTyping': { activity: 'composing', seconds: 1 },
		'group/getAll': { participants: false },
	};
	for (const [what, parameters] of Object.entries(outputs)) {
		const [resource, operation] = what.split('/');
		const { data } = await run('v2', resource, operation, parameters);
		const { properties } = JSON.parse(readFileSync(join(schemas, `${what}.json`), 'utf8')) as {
			properties: object;
		};
		const ajv = new Ajv({ strict: false, allErrors: true });
		ajv.validate({ properties, required: Object.keys(properties) }, data[0]);
		expect([what, ajv.errors ?? []]).toEqual([what, []]);
		expect(Object.keys(data[0])).toEqual(Object.keys(properties));
	}
});

test('numbers of Brazil, Mexico and Argentina go out as WhatsApp writes them', async () => {
	const bodies = async (recipient: string) => {
		await sandbox.clear();
		const parameters = { messageId: '3A1', fromMe: true, messageAuthor: '', recipient };
		await run('v2', 'message', 'deleteForEveryone', parameters);
		return (await sandbox.messages())[0].request.body;
	};
	expect(await bodies('+5531982968010')).toMatchObject({
		remoteJid: '553182968010@s.whatsapp.net',
	});
	expect(await bodies('+5511982968010')).toMatchObject({
		remoteJid: '5511982968010@s.whatsapp.net',
	});
	expect(await bodies('+5491122334455')).toMatchObject({
		remoteJid: '541122334455@s.whatsapp.net',
	});
});
