import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { nodesAt, runNode, searchList, testCredential } from '../../support/n8n/engine';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';
import { withServer } from '../../support/servers/withServer';

let sandbox: SandboxProcess;
let nodes: ReturnType<typeof nodesAt>;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	nodes = nodesAt(sandbox.url);
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const recording = (name: string) =>
	JSON.parse(readFileSync(join(__dirname, '..', '..', 'fixtures', 'evolution', name), 'utf8')) as {
		response: { status: number; body: IDataObject };
	};

const ada = { fullName: 'Ada Lovelace', phoneNumber: '+55 31 99999-9999' };

const send = async (
	changes: IDataObject,
	version: 'evolutionV1' | 'evolutionV2' = 'evolutionV2',
) => {
	const parameters = {
		operation: 'send',
		instance: { __rl: true, mode: 'list', value: 'phone' },
		recipient: '+56 9 1234 5678',
		contacts: { contact: [ada] },
		apiVersion: 'auto',
		additionalFields: {},
		options: {},
		...changes,
	};
	const result = await runNode(nodes[version], parameters, [{}]);
	const messages = await sandbox.messages();
	return { ...result, messages, body: messages[0]?.request.body as IDataObject };
};

test.each(['evolutionV1', 'evolutionV2'] as const)('%s: receipt', async (version) => {
	const { outputs, body } = await send({}, version);
	expect(outputs[0][0].json).toMatchObject({
		provider: 'evolution',
		outcome: 'accepted',
		to: '56912345678',
		messageId: expect.any(String),
	});
	expect(Object.keys(body).sort()).toEqual(['contact', 'contactMessage', 'number']);
});

test('Detect asks nothing before a message', async () => {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(`${request.method} ${request.url}`);
		// As where the server cannot reach WhatsApp's website.
		if (request.url === '/') return;
		response.writeHead(201).end('{"key":{"id":"ABC"}}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const node = nodesAt('', { serverUrl: `http://127.0.0.1:${port}` }).evolutionV2;
	const parameters = {
		operation: 'send',
		instance: { __rl: true, mode: 'list', value: 'phone' },
		recipient: '+56 9 1234 5678',
		contacts: { contact: [ada] },
		apiVersion: 'auto',
		additionalFields: {},
		options: {},
	};
	const { status } = await runNode(node, parameters, [{}]);
	server.closeAllConnections();
	server.close();
	expect([status, asked]).toEqual(['success', ['POST /message/sendContact/phone']]);
});

test('several contacts are one message', async () => {
	const grace = { fullName: 'Grace Hopper', phoneNumber: '+1 202 555 0143' };
	const { status, messages, body } = await send({ contacts: { contact: [ada, grace] } });
	expect(status).toBe('success');
	expect(messages).toHaveLength(1);
	expect(body.contact).toEqual([
		{ ...ada, wuid: '5531999999999' },
		{ ...grace, wuid: '12025550143' },
	]);
});

test('delay and presence stand where each version looks for them', async () => {
	const additionalFields = { presence: 'composing', delay: 5 };
	const sent = async (apiVersion: string, version: 'evolutionV1' | 'evolutionV2') => {
		await sandbox.clear();
		const { delay, options } = (await send({ additionalFields, apiVersion }, version)).body;
		return { delay, options };
	};
	expect(await sent('v1', 'evolutionV1')).toEqual({ options: additionalFields });
	expect(await sent('v2', 'evolutionV2')).toEqual({ delay: 5 });
	for (const version of ['evolutionV1', 'evolutionV2'] as const) {
		expect(await sent('auto', version)).toEqual({ delay: 5, options: additionalFields });
	}
});

test('version 2 of the node has delay and presence only where the server waits', async () => {
	const additionalFields = { presence: 'composing', delay: 5 };
	const sent = async (apiVersion: string) => {
		await sandbox.clear();
		const node = apiVersion === 'v1' ? nodes.evolutionV1 : nodes.evolutionV2;
		const parameters = {
			operation: 'send',
			instance: { __rl: true, mode: 'list', value: 'phone' },
			recipient: '+56 9 1234 5678',
			contacts: { contact: [ada] },
			apiVersion,
			additionalFields,
			options: {},
		};
		await runNode(node, parameters, [{}], 'stopWorkflow', { typeVersion: 2 });
		return (await sandbox.messages())[0].request.body;
	};
	expect(await sent('v1')).toMatchObject({ options: additionalFields });
	expect(await sent('v2')).not.toHaveProperty('delay');
	expect(await sent('auto')).not.toHaveProperty('delay');
});

test.each([
	['a group', '120363021234567890@g.us'],
	['a chat', '5511999999999@s.whatsapp.net'],
	['a hidden number', '123456789012345@lid'],
])('the recipient may be %s', async (_name, recipient) => {
	expect((await send({ recipient })).body.number).toBe(recipient);
});

describe('contacts', () => {
	const contact = (changes: IDataObject) => ({ contacts: { contact: [{ ...ada, ...changes }] } });

	test.each([
		['as written', '+55 31 99999-9999', '+55 31 99999-9999'],
		['digits', '5531999999999', '5531999999999'],
		['a number cell', '={{ 5531999999999 }}', '5531999999999'],
		['with 00', '0055 31 99999 9999', '+5531999999999'],
	])('phone number %s', async (_name, phoneNumber, shown) => {
		const { body } = await send(contact({ phoneNumber }));
		expect(body.contact).toMatchObject([{ phoneNumber: shown, wuid: '5531999999999' }]);
	});

	test('a national number is read with the default country', async () => {
		const { body } = await send({
			...contact({ phoneNumber: '(31) 99999-9999' }),
			options: { defaultCountry: 'BR' },
		});
		expect(body.contact).toMatchObject([{ phoneNumber: '+5531999999999', wuid: '5531999999999' }]);
	});

	test('a line break cannot write into the vCard', async () => {
		const { body, status } = await send(
			contact({
				fullName: 'Ada\r\nTEL:+1999\u2028Lovelace',
				additional: { organization: 'A\nB', email: 'a@b.co\r', url: '\thttps://example.com' },
			}),
		);
		expect(status).toBe('success');
		expect(body.contact).toMatchObject([
			{
				fullName: 'Ada TEL:+1999 Lovelace',
				organization: 'A B',
				email: 'a@b.co',
				url: 'https://example.com',
			},
		]);
	});

	test.each([
		['no contact', { contacts: {} }, "'Contacts' is empty (items[0].contacts)."],
		[
			'no name',
			contact({ fullName: ' ' }),
			"'Full Name' is empty (items[0].contacts[0].fullName).",
		],
		[
			'a bad number',
			{ contacts: { contact: [ada, { fullName: 'X', phoneNumber: 'abc' }] } },
			'(items[0].contacts[1].phoneNumber).',
		],
		[
			'nine digits',
			contact({ phoneNumber: '+47 1234567' }),
			"'Phone Number' is too short for Evolution, which wants 10 digits",
		],
		[
			'a short WhatsApp ID',
			contact({ additional: { wuid: '123' } }),
			"'WhatsApp ID' needs 10 digits",
		],
		[
			'the same twice',
			{ contacts: { contact: [ada, ada] } },
			'The contact "Ada Lovelace" is there twice (items[0].contacts[1]).',
		],
	])('%s', async (_name, parameters, words) => {
		const { error, messages } = await send(parameters);
		expect(error!.message).toContain(words);
		expect(messages).toEqual([]);
	});
});

test('the instances, without their tokens', async () => {
	for (const version of ['evolutionV1', 'evolutionV2'] as const) {
		const list = await searchList(nodes[version], 'instances');
		expect(list.results).toEqual(
			expect.arrayContaining([
				{ name: 'phone', value: 'phone' },
				{ name: 'capbai (not connected)', value: 'capbai' },
			]),
		);
		expect(JSON.stringify(list)).not.toContain('token');
	}
});

describe('server URLs, as people paste them', () => {
	const at = (serverUrl: string, values = {}) =>
		nodesAt(sandbox.url, { serverUrl, ...values }).evolutionV2;
	const v2 = () => `${sandbox.url}/evolution-v2`;

	test.each([
		['a slash at the end', () => `${v2()}/`],
		['the manager page', () => `${v2()}/manager`],
		['a page of the manager', () => `${v2()}/manager/instance/4a6e/dashboard `],
		['no scheme, on a local network', () => v2().replace('http://', '')],
	])('%s', async (_name, url) => {
		expect((await testCredential(at(url()))).status).toBe('OK');
		const { results } = await searchList(at(url()), 'instances');
		expect(results.length).toBeGreaterThan(0);
	});

	test.each([
		['nobody there', () => 'http://127.0.0.1:9', '(ECONNREFUSED)'],
		['a web page', () => sandbox.url, 'Evolution is not at'],
		['nothing', () => '', 'not a valid web address'],
	])('%s: the connection test says so', async (_name, url, words) => {
		const result = await testCredential(at(url()));
		expect(result).toMatchObject({ status: 'Error', message: expect.stringContaining(words) });
	});

	test('another API: the connection test says so', async () => {
		const server = createServer((_request, response) => response.end('{"name":"other"}'));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const result = await testCredential(at(`http://127.0.0.1:${port}`));
		server.close();
		expect(result.message).toContain('There is no Evolution API at this address');
	});

	/** A server by its answers, as "status body"; where there is none, it never answers. */
	async function testAgainst(answers: Record<string, string>) {
		const server = createServer(({ method, url }, response) => {
			const answer = answers[`${method} ${url}`];
			if (answer) response.writeHead(Number(answer.slice(0, 3))).end(answer.slice(4));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const result = await testCredential(at(`http://127.0.0.1:${port}`));
		server.closeAllConnections();
		server.close();
		return result;
	}

	const list = 'GET /instance/fetchInstances';
	const refused = '401 {"status":401,"error":"Unauthorized","response":{"message":"Unauthorized"}}';

	test.each([
		['a list', { [list]: '200 []' }, 'OK', 'Connection successful'],
		[
			'a refused key, of version 2',
			{ [list]: refused, 'POST /verify-creds': refused },
			'Error',
			'did not accept the key',
		],
		[
			'a refused key, of version 1',
			{ [list]: refused, 'POST /verify-creds': '404 {}' },
			'OK',
			'the key is only tested when sending',
		],
	])('a server that never says its version: %s', async (_name, answers, status, words) => {
		const result = await testAgainst(answers as Record<string, string>);
		expect(result).toMatchObject({ status, message: expect.stringContaining(words) });
	});

	test('a server without licence: where to activate it', async () => {
		const { response } = recording('v2.4.0-rc2-not-activated/fetchInstances-503.json');
		const result = await testAgainst({ [list]: `503 ${JSON.stringify(response.body)}` });
		expect(result).toMatchObject({
			status: 'Error',
			message: expect.stringContaining(
				'Activate this server at http://127.0.0.1:7304/manager/login',
			),
		});
	});

	test('a wrong key is told on version 2; the token of an instance is good on both', async () => {
		expect((await testCredential(at(v2(), { apiKey: 'wrong-key' }))).message).toContain(
			'did not accept the key',
		);
		expect((await testCredential(at(v2(), { apiKey: 'inst-token-1' }))).status).toBe('OK');
		const v1 = nodesAt(sandbox.url, { apiKey: 'inst-token-1' }).evolutionV1;
		expect((await testCredential(v1)).status).toBe('OK');
	});
});

describe('answers of real servers', () => {
	/** What became of some messages where the server answers the first as recorded, and the others with yes. */
	async function sendTo(name: string, recipients: string[]) {
		const { response } = recording(name);
		const requests: string[] = [];
		const server = createServer(async (request, answer) => {
			const chunks: Buffer[] = [];
			for await (const chunk of request) chunks.push(chunk as Buffer);
			const { number } = JSON.parse(Buffer.concat(chunks).toString()) as { number: string };
			requests.push(number);
			if (number.endsWith('9')) {
				answer.writeHead(response.status).end(JSON.stringify(response.body));
			} else answer.writeHead(201).end('{"key":{"id":"ABC"}}');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const serverUrl = `http://127.0.0.1:${port}`;
		const parameters = {
			operation: 'send',
			instance: { __rl: true, mode: 'list', value: 'phone' },
			recipient: '={{ $json.to }}',
			contacts: { contact: [ada] },
			apiVersion: 'auto',
			additionalFields: {},
			options: {},
		};
		const { outputs } = await runNode(
			nodesAt('', { serverUrl, apiKey: name }).evolutionV2,
			parameters,
			recipients.map((to) => ({ to })),
			'continueRegularOutput',
		);
		server.close();
		const problems = outputs[0].map(({ json }) => (json.details ?? {}) as IDataObject);
		return { problems, requests };
	}

	const STRUCK = '+56912345679';
	const OTHER = '+56912345670';

	test.each([
		['v2.4.0-rc2-not-activated/sendContact-503.json', 'notSent', 'Activate this server at http://'],
		['v2.3.7/sendContact-500-connectionClosed.phone.json', 'notSent', 'connect the instance'],
		['v2.3.7/sendContact.phone.json', 'notSent', 'connect the instance'],
		['v2.3.7-phone-line/sendContact-closedAfterSend.json', 'unknown', 'connect the instance'],
		['v2.3.7/sendContact-graph-190.json', 'notSent', 'Enter a new access token'],
		['v1.8.6/sendContact-graph-190.json', 'notSent', 'Enter a new access token'],
	])('%s is %s, and nothing more is tried', async (name, outcome, words) => {
		const { problems, requests } = await sendTo(name, [STRUCK, OTHER]);
		expect(problems[0]).toMatchObject({ outcome, whatToDo: expect.stringContaining(words) });
		expect(problems[1].reason).toContain('Not tried after');
		expect(requests).toHaveLength(1);
	});

	test.each([
		['v2.3.7/sendContact-graph-reset.json', 'unknown', null],
		['v2.3.7/sendContact-halfEmoji-SENT-but-400.json', 'unknown', null],
		['v2.3.7-phone-line/sendContact-timedOutAfterSend.json', 'unknown', null],
		['v2.3.7/sendContact-graph-500.json', 'unknown', null],
		['v2.3.7/sendContact-graph-503.json', 'unknown', null],
		['v2.3.7/sendContact-graph-131026.json', 'notSent', 'items[0].recipient'],
		['v1.8.6/sendContact-graph-131047.json', 'notSent', 'items[0].recipient'],
		['v2.3.7/sendContact-400-group-notConnected.phone.json', 'notSent', 'items[0].recipient'],
	])('%s is %s, of that message alone', async (name, outcome, field) => {
		const { problems, requests } = await sendTo(name, [STRUCK, OTHER]);
		expect(problems[0]).toMatchObject({ outcome, field });
		expect(problems[1]).toEqual({});
		expect(requests).toHaveLength(2);
	});

	test('the rate limit of Meta is waited for', async () => {
		const { problems, requests } = await sendTo('v2.3.7/sendContact-graph-130429.json', [STRUCK]);
		expect(problems[0]).toMatchObject({ outcome: 'notSent' });
		expect(requests).toHaveLength(5);
	});

	test('a list of a server without licence says where to activate it', async () => {
		const { response } = recording('v2.4.0-rc2-not-activated/fetchInstances-503.json');
		const server = createServer((_request, answer) =>
			answer.writeHead(503).end(JSON.stringify(response.body)),
		);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const { evolutionV2 } = nodesAt('', { serverUrl: `http://127.0.0.1:${port}` });
		await expect(searchList(evolutionV2, 'instances')).rejects.toThrow(
			'Activate this server at http://127.0.0.1:7304/manager/login',
		);
		server.close();
	});
});

const card = {
	operation: 'send',
	instance: { __rl: true, mode: 'id', value: 'phone' },
	recipient: '+56912345678',
	contacts: { contact: [ada] },
	apiVersion: 'v2',
	additionalFields: {},
	options: {},
};

const sendCard = async (changes: object, items: IDataObject[]) => {
	const result = await runNode(
		nodes.evolutionV2,
		{ ...card, ...changes },
		items,
		'continueErrorOutput',
	);
	return { ...result, messages: await sandbox.messages() };
};

const instanceOfItem = { instance: { ...card.instance, value: '={{ $json.instance }}' } };

describe('an answer that is not a clear yes', () => {
	test.each([
		['Evolution with a key of another shape', 201, '{"key":{"fromMe":true}}', 'unknown'],
		['Evolution without key', 201, '{"message":"New words"}', 'unknown'],
		['Evolution, an empty object', 201, '{}', 'unknown'],
		['Evolution, a queue', 202, '{"queued":true}', 'unknown'],
		[
			'Evolution, a code of Meta that nobody knows',
			201,
			'{"message":"New words","type":"OAuthException","code":139999}',
			'notSent',
		],
		[
			"Evolution, somebody else's code",
			201,
			'{"message":"Queued","type":"queue","code":200}',
			'unknown',
		],
	])('%s', async (_name, status, body, outcome) => {
		const { error } = await withServer(
			status,
			body,
			async (url) => await runNode(nodesAt(url).evolutionV2, card, [{}]),
		);
		expect(error!.context.data).toMatchObject({ [outcome]: [0] });
	});

	test('a status of another kind does not make a yes unreadable', async () => {
		const { status } = await withServer(
			201,
			'{"key":{"id":"ABC"},"status":1}',
			async (url) => await runNode(nodesAt(url).evolutionV2, card, [{}]),
		);
		expect(status).toBe('success');
	});
});

test('delay counts on top of timeout', async () => {
	const { status } = await send(
		{ apiVersion: 'v1', options: { timeout: 1 }, additionalFields: { delay: 1500 } },
		'evolutionV1',
	);
	expect(status).toBe('success');
});

test('Evolution 401 stops its instance only', async () => {
	const node = nodesAt(sandbox.url, { apiKey: 'inst-token-1' }).evolutionV2;
	const { outputs } = await runNode(
		node,
		{ ...card, ...instanceOfItem },
		['cap', 'phone', 'capbai', 'channel'].map((instance) => ({ instance })),
		'continueErrorOutput',
	);
	expect([outputs[0].length, (await sandbox.messages()).length]).toEqual([1, 4]);
});

test('what is stopped by another item does not carry its field', async () => {
	const { outputs } = await sendCard({ instance: { ...card.instance, value: 'nope' } }, [{}, {}]);
	expect(outputs[1].map(({ json }) => (json.details as IDataObject).field)).toEqual([
		'items[0].instance',
		null,
	]);
});

test('Evolution path', async () => {
	const { messages } = await sendCard({ instance: { ...card.instance, value: 'My shop/1?é' } }, [
		{},
	]);
	expect(messages[0].request.path).toBe('/evolution-v2/message/sendContact/My%20shop%2F1%3F%C3%A9');
});

test('an ID that no address can hold is a problem of its item; the others are sent', async () => {
	const items = ['phone', 'x\ud83d', 'phone'].map((instance) => ({ instance }));
	const { outputs } = await sendCard(instanceOfItem, items);
	expect(outputs.map((output) => output.length)).toEqual([2, 1]);
	expect(outputs[1][0].json.details).toMatchObject({ item: 1, outcome: 'notSent' });
});

test('a given WhatsApp ID is sent', async () => {
	const contact = [{ ...ada, additional: { wuid: '+55 31 9999-9999' } }];
	const { body } = await send({ contacts: { contact } });
	expect(body.contact).toMatchObject([{ wuid: '553199999999' }]);
});

test('an instance that is not connected stops that instance', async () => {
	const { outputs } = await runNode(
		nodes.evolutionV2,
		{
			operation: 'send',
			instance: { __rl: true, mode: 'id', value: '={{ $json.instance }}' },
			recipient: '5531982968010',
			contacts: { contact: [ada] },
			apiVersion: 'auto',
			additionalFields: {},
			options: {},
		},
		[{ instance: 'capbai' }, { instance: 'cap' }, { instance: 'capbai' }],
		'continueErrorOutput',
	);
	expect(outputs.map((output) => output.length)).toEqual([1, 2]);
	const [first, second] = outputs[1].map(({ json }) => json.details as IDataObject);
	expect([first.outcome, second.outcome]).toEqual(['notSent', 'notSent']);
	expect(second.reason).toContain('Not tried after');
	expect(await sandbox.messages()).toHaveLength(2);
});
