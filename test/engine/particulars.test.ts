import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { aisoule } from '../../nodes/Aisoule/aisoule';
import { apiVersionIn } from '../../nodes/Evolution/apiVersion';
import { readBaseUrl } from '../../nodes/shared/http/baseUrl';
import { memoizedLookup } from '../../nodes/shared/http/lookups';
import { verdictOnAnswer } from '../../nodes/shared/outcome/answerVerdict';
import { nodesAt, runNode, searchList, testCredential, type Parameters } from '../support/engine';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox';

/** What is easily broken and hurts: a wrong yes, a key that travels, a field that is lost. */
let sandbox: SandboxProcess;
let nodes: ReturnType<typeof nodesAt>;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	nodes = nodesAt(sandbox.url);
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const located = (value: string) => ({ __rl: true, mode: 'id', value });
const SHOP = '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1';
const common = { recipient: '+56912345678', options: {}, additionalFields: {} };
const vobiz = {
	...common,
	operation: 'send',
	channel: located(SHOP),
	additionalFields: { wabaId: '1' },
	messageType: 'text',
	messageText: 'Hi',
};
const ai = { ...common, operation: 'send', messageType: 'text', messageText: 'Hi' };
const qr = {
	...common,
	operation: 'send',
	channel: located('1001'),
	stage: located('s'),
	contactName: 'M',
	messageText: 'Hola',
};
const evo = {
	...common,
	operation: 'send',
	instance: located('phone'),
	contacts: { contact: [{ fullName: 'A', phoneNumber: '+56912345678' }] },
	apiVersion: 'v2',
};
const aiSend = async (options: IDataObject, recipients: string[]) => {
	const { hints, error } = await runNode(
		nodes.aisouleSend,
		{ ...ai, recipient: '={{ $json.to }}', options } as Parameters,
		recipients.map((to) => ({ to })),
	);
	const sent = (await sandbox.messages()).map(({ content }) => content.to);
	return { hints, error, sent };
};
async function answering<T>(
	status: number,
	body: string,
	use: (url: string) => Promise<T>,
	headers = {},
): Promise<T> {
	const server = createServer((_request, response) =>
		response.writeHead(status, headers).end(body),
	);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	try {
		return await use(`http://127.0.0.1:${port}`);
	} finally {
		server.close();
	}
}

type Nodes = ReturnType<typeof nodesAt>;
test.each<[string, keyof Nodes, object, number, string, string]>([
	['Vobiz without id', 'vobizSend', vobiz, 201, '{"ok":true}', 'unknown'],
	['AIsoule without message_id', 'aisouleSend', ai, 200, '{"data":{}}', 'unknown'],
	['QR web page', 'vambeQrMessage', qr, 200, '<html>login</html>', 'unknown'],
	[
		'AIsoule status error, unknown words',
		'aisouleSend',
		ai,
		200,
		'{"status":"error","message":"New words"}',
		'notSent',
	],
	[
		'AIsoule that failed',
		'aisouleSend',
		ai,
		200,
		'{"data":{"message_id":"x","status":"failed"}}',
		'notSent',
	],
	['Vobiz that failed', 'vobizSend', vobiz, 201, '{"id":"x","status":"failed"}', 'notSent'],
	[
		'Evolution with a key of another shape',
		'evolutionV2',
		evo,
		201,
		'{"key":{"fromMe":true}}',
		'unknown',
	],
	[
		'AIsoule words in a success',
		'aisouleSend',
		ai,
		200,
		'{"message":"rate limit 80% used"}',
		'unknown',
	],
	[
		'AIsoule words in a failure',
		'aisouleSend',
		ai,
		502,
		'{"message":"invalid phone cache"}',
		'unknown',
	],
	[
		'AIsoule status error with an id',
		'aisouleSend',
		ai,
		200,
		// It has the ID of a message, and not the words of a refusal.
		'{"status":"error","data":{"message_id":"x"}}',
		'unknown',
	],
	['Evolution without key', 'evolutionV2', evo, 201, '{"message":"New words"}', 'unknown'],
	['Evolution, an empty object', 'evolutionV2', evo, 201, '{}', 'unknown'],
	['Evolution, a queue', 'evolutionV2', evo, 202, '{"queued":true}', 'unknown'],
	[
		'Evolution, a code of Meta that nobody knows',
		'evolutionV2',
		evo,
		201,
		'{"message":"New words","type":"OAuthException","code":139999}',
		'notSent',
	],
	[
		"Evolution, somebody else's code",
		'evolutionV2',
		evo,
		201,
		'{"message":"Queued","type":"queue","code":200}',
		'unknown',
	],
	['QR captive portal', 'vambeQrMessage', qr, 200, 'Captive portal: please pay', 'unknown'],
	['QR that says no', 'vambeQrMessage', qr, 200, '{"success":false,"error":"Bad"}', 'notSent'],
	['QR that says no without words', 'vambeQrMessage', qr, 200, '{"success":false}', 'unknown'],
	[
		'QR that says no and yes',
		'vambeQrMessage',
		qr,
		200,
		'{"success":true,"error":"Bad"}',
		'unknown',
	],
	[
		'QR that failed inside',
		'vambeQrMessage',
		qr,
		200,
		'{"status":"error","message":"TypeError: x"}',
		'unknown',
	],
	['QR phone offline, by a proxy', 'vambeQrMessage', qr, 503, 'no healthy upstream', 'unknown'],
	[
		'close web page',
		'vambeTicket',
		{ operation: 'close', contactId: 'c', options: {} },
		200,
		'<html>login</html>',
		'notSent',
	],
])('%s', async (_name, node, parameters, status, body, outcome) => {
	const { error } = await answering(
		status,
		body,
		async (url) => await runNode(nodesAt(url)[node], parameters as Parameters, [{}]),
	);
	expect(error?.context.data).toMatchObject({ [outcome]: [0] });
});

test('connection test follows no redirect', async () => {
	const location = `${sandbox.url}/vambe/api/public/pipeline`;
	const result = await answering(
		302,
		'',
		async (url) => await testCredential(nodesAt(url).vambeTicket),
		{ location },
	);
	expect(result).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('Vambe is not at'),
	});
});

test('delay counts on top of timeout', async () => {
	const { status } = await runNode(
		nodes.evolutionV1,
		{
			...evo,
			apiVersion: 'v1',
			options: { timeout: 1 },
			additionalFields: { delay: 1500 },
		} as Parameters,
		[{}],
	);
	expect(status).toBe('success');
});

test('allowed per item', async () => {
	const both = ['+56912345678', '+5511987654321'];
	const { sent } = await aiSend(
		{ allowedRecipients: `={{ ${JSON.stringify(both)}[$itemIndex] }}` },
		both,
	);
	expect(sent).toEqual(both);
});
test('country per item', async () => {
	const { sent } = await aiSend({ defaultCountry: '={{ ["CL", "BR"][$itemIndex] }}' }, [
		'9 1234 5678',
		'11 98765 4321',
	]);
	expect(sent).toEqual(['+56912345678', '+5511987654321']);
});
test('hints without plus', async () => {
	const { hints } = await aiSend({ withoutPlus: true }, ['+551198765432']);
	expect(hints.join('\n')).toContain('+551198765432 may be a mobile without');
});
test('Vobiz file name of a header', async () => {
	await runNode(
		nodes.vobizSend,
		{
			...common,
			operation: 'sendTemplate',
			channel: located(SHOP),
			template: located('any|en_US'),
			variablesAs: 'fields',
			templateVariables: {
				mappingMode: 'defineBelow',
				value: { header_document: 'https://example.com/a.pdf', header_filename: 'invoice.pdf' },
			},
		} as Parameters,
		[{}],
	);
	const [{ request }] = await sandbox.messages();
	expect((request.body as IDataObject).template).toMatchObject({
		components: [
			{
				type: 'header',
				parameters: [
					{
						type: 'document',
						document: { link: 'https://example.com/a.pdf', filename: 'invoice.pdf' },
					},
				],
			},
		],
	});
});
test('Evolution 401 stops its instance only', async () => {
	const node = nodesAt(sandbox.url, { apiKey: 'inst-token-1' }).evolutionV2;
	const { outputs } = await runNode(
		node,
		{ ...evo, instance: located('={{ $json.instance }}') } as Parameters,
		['cap', 'phone', 'capbai', 'channel'].map((instance) => ({ instance })),
		'continueErrorOutput',
	);
	const statuses = (await sandbox.messages()).map(({ response }) => response.status);
	expect([outputs[0].length, statuses.length]).toEqual([1, 4]);
});
test('QR path', async () => {
	await runNode(nodes.vambeQrMessage, { ...qr, channel: located('../1001?x=é') } as Parameters, [
		{},
	]);
	const [{ request }] = await sandbox.messages();
	expect(request.path).toBe(
		'/vambe/api/public/web-whatsapp-message/send/..%2F1001%3Fx%3D%C3%A9/message',
	);
});
test('Evolution path', async () => {
	await runNode(nodes.evolutionV2, { ...evo, instance: located('My shop/1?é') } as Parameters, [
		{},
	]);
	const [{ request }] = await sandbox.messages();
	expect(request.path).toBe('/evolution-v2/message/sendContact/My%20shop%2F1%3F%C3%A9');
});
test('AIsoule disconnected stops its account of WhatsApp', () => {
	const body = { message: 'WhatsApp account disconnected', status: 'error' };
	const answer = { status: 400, body, text: JSON.stringify(body) };
	expect(verdictOnAnswer(answer, aisoule, { sends: true })).toMatchObject({
		outcome: 'notSent',
		stops: 'channel',
	});
});
test('each question once', async () => {
	const asked: string[] = [];
	const look = memoizedLookup<number>(async ({ path }) => {
		asked.push(path);
		const answer = { status: 200, body: null, text: '', headers: {} };
		return { kind: 'answered', answer };
	});
	const question = (path: string) => ({
		request: { method: 'GET' as const, path },
		find: () => 1,
		missing: { field: '', reason: '', whatToDo: '' },
	});
	await Promise.all(['/a', '/a', '/b'].map(async (path) => await look(question(path))));
	await look(question('/a'));
	expect(asked).toEqual(['/a', '/b']);
});
test.each([
	['app.aisoule.com', 'https://app.aisoule.com'],
	['evolution.example.com:8080/', 'https://evolution.example.com:8080'],
	['192.168.1.5:8080', 'http://192.168.1.5:8080'],
	['evolution:8080', 'http://evolution:8080'],
	['nas.local', 'http://nas.local'],
])('%s is %s', (given, address) => expect(readBaseUrl(given)).toBe(address));
test('a look-up whose connection breaks is notSent', async () => {
	const server = createServer((_request, response) => response.destroy());
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const { error } = await runNode(
		nodesAt(`http://127.0.0.1:${port}`).vobizSend,
		{ ...vobiz, additionalFields: {} } as Parameters,
		[{}],
	);
	server.close();
	expect(error!.message).toContain('Could not load the data that Vobiz needs for this message');
	expect(error!.context.data).toMatchObject({ notSent: [0] });
});
test('a given WABA ID needs no list of channels', async () => {
	const server = createServer((request, response) =>
		request.method === 'POST'
			? response.writeHead(201).end('{"id":"m1"}')
			: response.writeHead(404).end(),
	);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const { status } = await runNode(
		nodesAt('', { baseUrl: `http://127.0.0.1:${port}` }).vobizSend,
		vobiz as Parameters,
		[{}],
	);
	server.close();
	expect(status).toBe('success');
});
test('media of a header by ID', async () => {
	await runNode(
		nodes.vobizSend,
		{
			...common,
			operation: 'sendTemplate',
			channel: located(SHOP),
			template: located('any|en_US'),
			variablesAs: 'fields',
			templateVariables: { mappingMode: 'defineBelow', value: { header_image: '1013' } },
		} as Parameters,
		[{}],
	);
	const [{ request }] = await sandbox.messages();
	expect((request.body as IDataObject).template).toMatchObject({
		components: [{ parameters: [{ type: 'image', image: { id: '1013' } }] }],
	});
});
test('a given WhatsApp ID is sent', async () => {
	const contact = [
		{ fullName: 'A', phoneNumber: '+55 31 99999-9999', additional: { wuid: '+55 31 9999-9999' } },
	];
	await runNode(nodes.evolutionV2, { ...evo, contacts: { contact } } as Parameters, [{}]);
	const [{ request }] = await sandbox.messages();
	expect((request.body as IDataObject).contact).toMatchObject([{ wuid: '553199999999' }]);
});
test.each([
	['1.8.6', 'v1'],
	['2.3.6', 'v2'],
	['3.0.0', 'v2'],
	['0.9', undefined],
	['beta', undefined],
])('version %s is %s', (version, shape) => expect(apiVersionIn({ version })).toBe(shape));

test('a status of another kind does not make a yes unreadable', async () => {
	const { status } = await answering(
		201,
		'{"key":{"id":"ABC"},"status":1}',
		async (url) => await runNode(nodesAt(url).evolutionV2, evo as Parameters, [{}]),
	);
	expect(status).toBe('success');
});

test.each([
	['a blank at the end', 'sk_live_abcdef123456 '],
	['an invisible character', 'sk_live_\u200babcdef123456'],
])('a key with %s is hidden as it went over the wire', async (_name, apiKey) => {
	const server = createServer((request, response) =>
		response.writeHead(400).end(`bad key ${request.headers['x-api-key']}`),
	);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const node = nodesAt('', { apiKey, baseUrl: `http://127.0.0.1:${port}` }).aisouleSend;
	const { error, everything } = await runNode(node, ai as Parameters, [{}]);
	server.close();
	expect(error!.message).not.toContain('abcdef123456');
	expect(everything.replace(JSON.stringify(apiKey).slice(1, -1), '')).not.toContain(
		'sk_live_abcdef123456',
	);
});

test('an ID that no address can hold is a problem of its item; the others are sent', async () => {
	const { outputs } = await runNode(
		nodes.evolutionV2,
		{ ...evo, instance: located('={{ $json.instance }}') } as Parameters,
		['phone', 'x\ud83d', 'phone'].map((instance) => ({ instance })),
		'continueErrorOutput',
	);
	expect(outputs.map((items) => items.length)).toEqual([2, 1]);
	expect(outputs[1][0].json.details).toMatchObject({ item: 1, outcome: 'notSent' });
});

test('an expression in the options that breaks for one item stops that item only', async () => {
	const options = { defaultCountry: `={{ $itemIndex === 0 ? $('Nope').first().json.x : 'CL' }}` };
	const { outputs } = await runNode(
		nodes.aisouleSend,
		{ ...ai, recipient: '={{ $json.to }}', options } as Parameters,
		[{ to: '912345678' }, { to: '912345678' }],
		'continueErrorOutput',
	);
	expect(outputs.map((items) => items.length)).toEqual([1, 1]);
	expect(String(outputs[1][0].json.error)).toContain('A parameter could not be read');
});

test('hints are about what was sent', async () => {
	const { outputs, hints } = await runNode(
		nodes.aisouleSend,
		{
			...ai,
			recipient: '+1234567890',
			options: { allowedRecipients: '+56912345678' },
		} as Parameters,
		[{}],
		'continueErrorOutput',
	);
	expect(outputs[1]).toHaveLength(1);
	expect(hints).toEqual([]);
});

test('what is stopped by another item does not carry its field', async () => {
	const { outputs } = await runNode(
		nodes.evolutionV2,
		{ ...evo, instance: located('nope') } as Parameters,
		[{}, {}],
		'continueErrorOutput',
	);
	expect(outputs[1].map(({ json }) => (json.details as IDataObject).field)).toEqual([
		'items[0].instance',
		null,
	]);
});

test('a date is a text: {{ $now }}', async () => {
	await runNode(nodes.aisouleSend, { ...ai, messageText: '={{ $now }}' } as Parameters, [{}]);
	const [{ content }] = await sandbox.messages();
	expect(content.text).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('one odd channel does not hide the others', async () => {
	const body = {
		items: [
			{ id: SHOP, waba_id: '1' },
			{ id: 'x', waba_id: null },
		],
	};
	const { results } = await answering(
		200,
		JSON.stringify(body),
		async (url) => await searchList(nodesAt('', { baseUrl: url }).vobizSend, 'channels'),
	);
	expect(results).toEqual([{ name: SHOP, value: SHOP }]);
});

test.each([
	[500, '', 'did not answer with a list'],
	[503, '', 'did not answer with a list'],
	[200, '<html>', 'A web page answered instead of the API of Vambe'],
	[429, '', 'Rate limit of Vambe reached for this account'],
])(
	'a list that is answered with %d %s does not speak of messages sent',
	async (status, body, words) => {
		const list = answering(
			status,
			body,
			async (url) => await searchList(nodesAt('', { baseUrl: url }).vambeTicket, 'channels'),
		);
		await expect(list).rejects.toThrow(words);
		await expect(list).rejects.not.toThrow(
			/before you send it again|phone of this channel|daily quota/,
		);
	},
);
