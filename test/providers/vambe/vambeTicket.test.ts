import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { nodeAt, nodesAt, runNode, searchList, testCredential } from '../../support/n8n/engine';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';
import { withServer } from '../../support/servers/withServer';

const WRONG_KEY = 'wrong-key-5d41402abc4b2a76';

let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const account = (values: IDataObject = {}) => nodesAt(sandbox.url, values as never).vambeTicket;

/** The parameters of a ticket, all read from the item. */
const parameters = (changes: IDataObject = {}) => ({
	operation: 'open',
	channel: { __rl: true, mode: 'id', value: '={{ $json.channel ?? "1001" }}' },
	stage: { __rl: true, mode: 'list', value: 'stage_initial_001' },
	recipient: '={{ $json.phone }}',
	firstMessage: 'none',
	additionalFields: {},
	options: {},
	...changes,
});

const withEmail = parameters({ additionalFields: { email: '={{ $json.email }}' } });

const phones = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		phone: `+5691${String(index).padStart(7, '0')}`,
	}));

const bodies = async () => (await sandbox.messages()).map(({ request }) => request.body);

describe('sending', () => {
	test('100 items are 100 tickets and 100 receipts, paired and in order', async () => {
		const items = phones(100);
		const { status, outputs } = await runNode(account(), parameters(), items);

		expect(status).toBe('success');
		const numbers = items.map(({ phone }) => phone);
		const received = await sandbox.messages();
		expect(received.map(({ content }) => content.to)).toEqual(numbers);
		expect(received.every(({ accepted }) => accepted)).toBe(true);

		const [receipts] = outputs;
		expect(receipts.map(({ json }) => json.to)).toEqual(numbers);
		expect(receipts.map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, item) => ({ item })),
		);
		expect(receipts.map(({ json }) => json.contactId)).toEqual(
			received.map(({ content }) => content.contactId),
		);
	});

	test('a receipt has what the contract says, and nothing called error', async () => {
		const { outputs } = await runNode(account(), parameters(), [{ phone: '+56912345678' }]);
		const [{ response }] = await sandbox.messages();
		expect(outputs[0][0].json).toEqual({
			provider: 'vambe',
			outcome: 'accepted',
			to: '+56912345678',
			toCountry: 'CL',
			messageId: null,
			contactId: (response.body as { aiContactId: string }).aiContactId,
			status: 'ok',
			attempts: 1,
			sentAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
			response: response.body,
		});
	});

	test('without a first message there is none in the body, and the three objects are there', async () => {
		await runNode(account(), parameters(), [{ phone: '+56912345678' }]);
		expect(await bodies()).toEqual([
			{
				to_phone_number: '+56912345678',
				stage_id: 'stage_initial_001',
				contact_metadata: {},
				ticket_metadata: {},
				integration_data: {},
			},
		]);
	});

	test('every field of the document arrives, on its path, as JSON, under the key', async () => {
		const everything = parameters({
			firstMessage: 'template',
			templateId: ' welcome_template ',
			templateVariable: 'Maria',
			aiGenerated: true,
			additionalFields: {
				contactName: 'Maria Rodriguez',
				email: 'maria.rodriguez@example.com',
				contactMetadata: { fields: [{ key: 'company', value: 'Acme Corp' }] },
				ticketMetadata: { json: [{ object: '{"priority":"high","items":[1,2]}' }] },
				integrationData: { fields: [{ key: 'shopify_order_id', value: '={{ 1234 }}' }] },
			},
		});
		await runNode(account(), everything, [{ phone: '56912345678', channel: 1002 }]);

		const [{ request }] = await sandbox.messages();
		expect(request.method).toBe('POST');
		expect(request.path).toBe('/vambe/api/public/ticket/open/web-whatsapp/1002');
		expect(request.headers).toMatchObject({
			'content-type': 'application/json',
			'x-api-key': '[hidden]',
		});
		expect(request.body).toEqual({
			to_phone_number: '+56912345678',
			stage_id: 'stage_initial_001',
			contact_name: 'Maria Rodriguez',
			email: 'maria.rodriguez@example.com',
			contact_metadata: { company: 'Acme Corp' },
			ticket_metadata: { priority: 'high', items: [1, 2] },
			integration_data: { shopify_order_id: 1234 },
			message: { templateId: 'welcome_template', content: 'Maria', ai_generated: true },
		});
	});

	test('a text keeps its line breaks and emoji; ai_generated is always said', async () => {
		const text = 'Hola María 👋\nTotal: $1.000';
		const message = { firstMessage: 'text', messageText: text, aiGenerated: false };
		await runNode(account(), parameters(message), [{ phone: '+56912345678' }]);
		expect(await bodies()).toMatchObject([{ message: { content: text, ai_generated: false } }]);
	});

	test('a template without a variable sends no empty content', async () => {
		const message = {
			firstMessage: 'template',
			templateId: 't1',
			templateVariable: '',
			aiGenerated: false,
		};
		await runNode(account(), parameters(message), [{ phone: '+56912345678' }]);
		expect(await bodies()).toMatchObject([{ message: { templateId: 't1', ai_generated: false } }]);
		expect(JSON.stringify(await bodies())).not.toContain('"content"');
	});

	test('in version 2 of the node, the template is picked and AI Generated is an additional field', async () => {
		const ofVersion2 = (changes: IDataObject) =>
			runNode(account(), parameters(changes), [{ phone: '+56912345678' }], 'stopWorkflow', {
				typeVersion: 2,
			});
		const template = {
			firstMessage: 'template',
			templateId: { __rl: true, mode: 'list', value: 'template_42' },
			templateVariable: '',
		};
		await ofVersion2(template);
		await ofVersion2({ ...template, additionalFields: { aiGenerated: true } });
		await ofVersion2({ firstMessage: 'none', additionalFields: { aiGenerated: true } });
		const sent = await bodies();
		expect(sent.map((body) => (body as IDataObject).message)).toEqual([
			{ templateId: 'template_42', ai_generated: false },
			{ templateId: 'template_42', ai_generated: true },
			undefined,
		]);
	});

	test('an ID with odd characters stays one part of the path', async () => {
		await runNode(
			account(),
			parameters(),
			[{ phone: '+56912345678', channel: '../1001?x=é' }],
			'continueErrorOutput',
		);
		const [{ request }] = await sandbox.messages();
		expect(request.path).toBe('/vambe/api/public/ticket/open/web-whatsapp/..%2F1001%3Fx%3D%C3%A9');
	});
});

describe('bad input', () => {
	const items = phones(10);
	items[7] = { phone: 'call me maybe' };

	test('stop mode: the error names items[7].recipient, and nothing at all was sent', async () => {
		const { status, error, outputs } = await runNode(account(), parameters(), items);
		expect(status).toBe('error');
		expect(outputs).toEqual([]);
		expect(error!.message).toBe(
			`Item 8: 'Recipient Phone Number' has characters that do not belong in a phone number: "call me maybe" (items[7].recipient). Write it with its country code, such as +56912345678. Spaces, dashes and brackets may stay. Nothing was sent. To go on with the valid items, set On Error to Continue in the Settings of this node.`,
		);
		expect(error!.context.itemIndex).toBe(7);
		expect(error!.context.data).toMatchObject({
			accepted: [],
			unknown: [],
			notSent: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
			problems: [{ item: 7, field: 'items[7].recipient', httpStatus: null }],
		});
		expect(await sandbox.messages()).toEqual([]);
	});

	test('a bad email is found before the first request too', async () => {
		const given = phones(10).map((item, index) => ({
			...item,
			email: index === 7 ? 'maria@' : '',
		}));
		const { error } = await runNode(account(), withEmail, given);
		expect(error!.message).toContain(
			`'Email' is not a valid email address: "maria@" (items[7].email).`,
		);
		expect(await sandbox.messages()).toEqual([]);
	});

	test('several bad items are all in one error', async () => {
		const given = [{ phone: '' }, { phone: '+56912345678' }, { phone: 12 }];
		const { error } = await runNode(account(), parameters(), given);
		expect(error!.message).toContain('(items[0].recipient)');
		expect(error!.message).toContain('1 more item has an error');
		expect(error!.description).toContain('(items[2].recipient)');
		expect(error!.context.data!.problems).toHaveLength(2);
	});

	test('continue mode: the good ones are sent, the bad one goes to the error branch', async () => {
		const { status, outputs } = await runNode(
			account(),
			parameters(),
			items,
			'continueErrorOutput',
		);
		expect(status).toBe('success');
		const [receipts, errors] = outputs;
		expect(receipts.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4, 5, 6, 8, 9].map((item) => ({ item })),
		);
		expect(errors).toHaveLength(1);
		expect(errors[0].json).toMatchObject({
			phone: 'call me maybe',
			error: expect.stringContaining('(items[7].recipient)'),
			details: {
				outcome: 'notSent',
				item: 7,
				field: 'items[7].recipient',
				to: null,
				httpStatus: null,
				reason: expect.any(String),
				whatToDo: expect.any(String),
			},
		});
		expect(await sandbox.messages()).toHaveLength(9);
	});

	test('continue on the regular output keeps the order of the items', async () => {
		const { outputs } = await runNode(account(), parameters(), items, 'continueRegularOutput');
		expect(outputs[0].map(({ json }) => ('error' in json ? 'error' : json.to))).toEqual(
			items.map(({ phone }, index) => (index === 7 ? 'error' : phone)),
		);
	});

	test('an expression that cannot be evaluated is a problem of its item, in both modes', async () => {
		const broken = parameters({
			recipient: `={{ $json.phone ?? $('No such node').first().json.phone }}`,
		});
		const given = [{ phone: '+56912345678' }, {}];

		const stopped = await runNode(account(), broken, given);
		expect(stopped.error!.message).toContain('A parameter could not be read');
		expect(stopped.error!.message).toContain('(items[1])');
		expect(await sandbox.messages()).toEqual([]);

		const { outputs } = await runNode(account(), broken, given, 'continueErrorOutput');
		expect(outputs.map((items) => items.length)).toEqual([1, 1]);
	});

	test.each([
		[
			'channel',
			{ channel: { __rl: true, mode: 'id', value: '={{ $json.none }}' } },
			"'Channel' is empty: its expression gave nothing for this item",
		],
		[
			'stage',
			{ stage: { __rl: true, mode: 'list', value: '={{ "" }}' } },
			"'Pipeline Stage' is empty: its expression gave nothing for this item",
		],
		[
			'messageText',
			{ firstMessage: 'text', messageText: '={{ " " }}' },
			"'Message Text' is empty: its expression gave nothing for this item",
		],
		[
			'templateId',
			{ firstMessage: 'template', templateId: '={{ "" }}' },
			"'Template ID' is empty: its expression gave nothing for this item",
		],
	])('%s is required', async (path, changes, reason) => {
		const { error } = await runNode(account(), parameters({ aiGenerated: false, ...changes }), [
			{ phone: '+56912345678' },
		]);
		expect(error!.message).toContain(`${reason} (items[0].${path}).`);
		expect(error!.message).toContain('It was not sent.');
	});
});

describe('what Vambe refuses', () => {
	test('a wrong key is one error that says where to mend it, and the key is nowhere', async () => {
		const { error, everything } = await runNode(
			account({ apiKey: WRONG_KEY }),
			parameters(),
			phones(5),
		);
		expect(error!.message).toBe(
			'Item 1: Vambe did not accept the API key (HTTP 401, "Invalid or missing API key"). Open the credential "My account" and paste the key from app.vambeai.com/developers. Nothing was sent.',
		);
		expect(error!.failure).toEqual({ cause: 'credential-invalid' });
		expect(await sandbox.messages()).toHaveLength(1);
		expect(everything).not.toContain(WRONG_KEY);
	});

	test('in continue mode a wrong key is tried once, not five times', async () => {
		const { outputs, everything } = await runNode(
			account({ apiKey: WRONG_KEY }),
			parameters(),
			phones(5),
			'continueErrorOutput',
		);
		expect(await sandbox.messages()).toHaveLength(1);
		const [receipts, errors] = outputs;
		expect(receipts).toEqual([]);
		expect(errors.map(({ json }) => (json.details as IDataObject).outcome)).toEqual(
			Array(5).fill('notSent'),
		);
		expect(errors[4].json.error).toMatch(
			/^Not tried after what happened at item 1: Vambe did not accept the API key/,
		);
		expect(everything).not.toContain(WRONG_KEY);
	});

	test.each([
		['1429', 429, 'notSent', 'daily quota', 'quota-exhausted'],
		['1500', 500, 'unknown', 'internal error', 'temporarily-unavailable'],
		['1503', 503, 'notSent', 'phone of this channel is offline', 'temporarily-unavailable'],
		['nope', 404, 'notSent', 'does not know this channel', 'configuration-invalid'],
	])('channel %s: HTTP %d is %s', async (channel, httpStatus, outcome, words, cause) => {
		const { error } = await runNode(account(), parameters(), [{ phone: '+56912345678', channel }]);
		expect(error!.message).toContain(words);
		expect(error!.failure).toEqual({ cause });
		expect(error!.context.data).toMatchObject({
			[outcome]: [0],
			problems: [{ httpStatus, outcome }],
		});
	});

	test('an offline phone stops its channel only', async () => {
		const items = ['1503', '1001', '1503', '1002'].map((channel, index) => ({
			...phones(4)[index],
			channel,
		}));
		const { outputs } = await runNode(account(), parameters(), items, 'continueErrorOutput');
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 3 }]);
		expect(await sandbox.messages()).toHaveLength(3);
	});

	test('stop mode says what was accepted before', async () => {
		const items = ['1001', '1002', '1503', '1001'].map((channel, index) => ({
			...phones(4)[index],
			channel,
		}));
		const { error } = await runNode(account(), parameters(), items);
		expect(error!.message).toContain('Of 4 items, 2 accepted, 0 unknown, 2 not sent.');
		expect(error!.context.data).toMatchObject({ accepted: [0, 1], unknown: [], notSent: [2, 3] });
		expect(error!.context.itemIndex).toBe(2);
	});

	test('a stage that is not there', async () => {
		const stage = { stage: { __rl: true, mode: 'id', value: 'gone' } };
		const { error } = await runNode(account(), parameters(stage), [{ phone: '+56912345678' }]);
		expect(error!.message).toContain('(HTTP 404, "Stage ID not found")');
	});
});

describe('odd answers', () => {
	let server: Server;
	let answer: (
		url: string,
	) => { status: number; headers?: Record<string, string>; body: string } | null;
	let received = 0;

	beforeAll(async () => {
		server = createServer((request, response) => {
			request.resume().on('end', () => {
				received++;
				const next = answer(request.headers['x-api-key'] as string);
				if (next) response.writeHead(next.status, next.headers).end(next.body);
				else response.destroy();
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	afterAll(() => server.close());
	beforeEach(() => (received = 0));

	const odd = () =>
		nodeAt('vambeTicket', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
	const send = async (changes: IDataObject = {}) =>
		await runNode(odd(), parameters(changes), [{ phone: '+56912345678' }]);

	test.each([
		['a web page', { status: 200, body: '<html>login</html>' }],
		['nothing', { status: 200, body: '' }],
		['JSON of another kind', { status: 200, body: '{"ok":true}' }],
		['broken JSON', { status: 200, body: '{"aiContactId":"4' }],
	])('2xx with %s is unknown', async (_name, next) => {
		answer = () => next;
		const { error } = await send();
		expect(error!.context.data).toMatchObject({ unknown: [0] });
		expect(error!.message).toContain('It is not known whether it was sent.');
	});

	test('a redirect is not followed, so the key goes nowhere else', async () => {
		answer = () => ({ status: 307, headers: { location: `${sandbox.url}/vambe` }, body: '' });
		const { error } = await send();
		expect(error!.context.data).toMatchObject({ notSent: [0] });
		expect(error!.message).toContain('redirect');
		expect(await sandbox.messages()).toEqual([]);
	});

	test('a connection that ends after the request was read is unknown', async () => {
		answer = () => null;
		const { error } = await send();
		expect(received).toBe(1);
		expect(error!.context.data).toMatchObject({ unknown: [0] });
	});

	test('a silent server is unknown after the timeout of the options', async () => {
		const silent = createServer(() => {});
		await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
		const { port } = silent.address() as AddressInfo;
		const node = nodeAt('vambeTicket', `http://127.0.0.1:${port}`);
		const { error } = await runNode(node, parameters({ options: { timeout: 1 } }), phones(1));
		silent.closeAllConnections();
		silent.close();
		expect(error!.context.data).toMatchObject({ unknown: [0] });
	});

	test.each([
		['nobody listens', 'http://127.0.0.1:9', 'ECONNREFUSED'],
		['there is no such host', 'http://vambe.invalid', 'ENOTFOUND'],
	])('where %s, nothing was sent', async (_name, baseUrl, code) => {
		const { error } = await runNode(nodeAt('vambeTicket', baseUrl), parameters(), phones(1));
		expect(error!.message).toContain(`(${code})`);
		expect(error!.context.data).toMatchObject({ notSent: [0] });
	});

	test('a server that echoes the key does not get it into the output', async () => {
		answer = (key) => ({
			status: 200,
			body: JSON.stringify({ aiContactId: 'c1', status: 'ok', echo: { [key]: `key=${key}` } }),
		});
		const accepted = await send();
		expect(accepted.outputs[0][0].json.response).toMatchObject({
			echo: { '[hidden]': 'key=[hidden]' },
		});

		answer = (key) => ({ status: 400, body: `bad key ${key}` });
		const refused = await send();
		expect(refused.error!.message).toContain('bad key [hidden]');

		expect(accepted.everything + refused.everything).not.toContain('vambe-sandbox-key');
	});

	test.each([
		['', 'has no valid address'],
		['ftp://vambe', 'has no valid address'],
	])('base URL %j: %s', async (baseUrl, words) => {
		const node = nodeAt('vambeTicket', baseUrl);
		const { error } = await runNode(node, parameters(), phones(1));
		expect(error!.message).toContain(words);
	});

	test('a credential that cannot be read never throws in continue mode', async () => {
		const { outputs } = await runNode(
			nodeAt('vambeTicket', ''),
			parameters(),
			phones(2),
			'continueErrorOutput',
		);
		expect(outputs.map((items) => items.length)).toEqual([0, 2]);
	});
});

describe('lists', () => {
	test('channels, with their numbers', async () => {
		const { results } = await searchList(account(), 'channels');
		expect(results).toContainEqual({ name: 'Sales – +56900001001', value: '1001' });
		const names = results.map(({ name }) => name);
		expect(names).toEqual([...names].sort());
	});

	test('templates, with their language and what is not approved', async () => {
		const { results } = await searchList(account(), 'templates');
		expect(results).toEqual([
			{ name: 'Abandoned cart (pt_BR, pending)', value: 'template_43' },
			{ name: 'Appointment reminder (es)', value: '3c90c3cc-0d44-4b50-8888-8dd25736052a' },
			{ name: 'Order shipped (es)', value: 'template_42' },
			{ name: 'We are open (es)', value: '9b2f5e0c-7c1d-4a52-9a44-51c8f7d3b6e2' },
			{ name: 'Welcome (es)', value: 'welcome_template' },
		]);
	});

	test('stages, with their pipelines', async () => {
		const { results } = await searchList(account(), 'stages');
		expect(results.map(({ name }) => name)).toContain('Support › Waiting for customer');
		expect(results[0]).toEqual({ name: 'Sales › New lead', value: 'stage_initial_001' });
	});

	test('can be searched by name and by ID', async () => {
		expect((await searchList(account(), 'stages', ' WAITING ')).results).toHaveLength(1);
		expect((await searchList(account(), 'channels', '1002')).results).toHaveLength(1);
		expect((await searchList(account(), 'channels', 'nothing')).results).toEqual([]);
	});

	test('a wrong key says so, without the key', async () => {
		const list = searchList(account({ apiKey: WRONG_KEY }), 'channels');
		await expect(list).rejects.toThrow('Open the credential "My account"');
		await expect(list).rejects.not.toThrow(WRONG_KEY);
	});

	test.each([
		['an array', [{ id: 7, name: 'A' }]],
		['{data}', { data: [{ id: '7', name: 'A' }] }],
		['{channels}', { channels: [{ id: 7, name: 'A' }, { noId: true }] }],
		['{items}', { items: [{ id: 7, name: 'A' }] }],
		['the object that Vambe shows', { client_id: 'c', id: 7, name: 'A' }],
		['one in {data}', { data: { id: 7, name: 'A' } }],
	])('channels in %s are read', async (_name, body) => {
		const server = createServer((_request, response) => response.end(JSON.stringify(body)));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const node = nodeAt('vambeTicket', `http://127.0.0.1:${port}`);
		const { results } = await searchList(node, 'channels');
		server.close();
		expect(results).toEqual([{ name: 'A', value: '7' }]);
	});
});

describe('connection test', () => {
	test.each([
		['as it should be', {}, 'OK', ''],
		['a slash and a blank too many', { baseUrl: 'SANDBOX/vambe/ ' }, 'OK', ''],
		['a wrong key', { apiKey: WRONG_KEY }, 'Error', 'did not accept the key (HTTP 401)'],
		['a wrong path', { baseUrl: 'SANDBOX/vanbe' }, 'Error', 'Vambe is not at'],
		['nobody there', { baseUrl: 'http://127.0.0.1:9' }, 'Error', '(ECONNREFUSED)'],
		['no such host', { baseUrl: 'http://vambe.invalid' }, 'Error', '(ENOTFOUND)'],
		['no address', { baseUrl: '' }, 'Error', 'not a valid web address'],
	])('%s', async (_name, values, status, words) => {
		const entries = Object.entries(values).map(([key, value]) => [
			key,
			value.replace('SANDBOX', sandbox.url),
		]);
		const result = await testCredential(account(Object.fromEntries(entries)));
		expect(result.status).toBe(status);
		expect(result.message).toContain(words);
		expect(result.message).not.toContain(WRONG_KEY);
	});

	test('a web page is not the API', async () => {
		const server = createServer((_request, response) => response.end('<!doctype html>'));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const result = await testCredential(account({ baseUrl: `http://127.0.0.1:${port}` }));
		server.close();
		expect(result).toMatchObject({ status: 'Error', message: expect.stringContaining('web page') });
	});
});

test('connection test follows no redirect', async () => {
	const location = `${sandbox.url}/vambe/api/public/pipeline`;
	const result = await withServer(
		302,
		'',
		async (baseUrl) => await testCredential(account({ baseUrl })),
		{ location },
	);
	expect(result).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('Vambe is not at'),
	});
});

test.each([
	[500, '', 'did not answer with a list'],
	[503, '', 'did not answer with a list'],
	[200, '<html>', 'A web page answered instead of the API of Vambe'],
	[429, '', 'Rate limit of Vambe reached for this account'],
])(
	'a list that is answered with %d %s does not speak of messages sent',
	async (status, body, words) => {
		const list = withServer(
			status,
			body,
			async (baseUrl) => await searchList(account({ baseUrl }), 'channels'),
		);
		await expect(list).rejects.toThrow(words);
		await expect(list).rejects.not.toThrow(
			/before you send it again|phone of this channel|daily quota/,
		);
	},
);
