import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { allSenders, partOf, senders } from '../../providers/providers';
import { nodeAt, nodesAt, runNode, searchList } from '../../support/n8n/engine';

/** A provider that repeats the key in every writing: none of them leaves the node, on any way out. */
const KEY = 'Sk/live+42"=9f&8Zq-tail';
const PASSWORD = 'p@ss/word 7';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const escaped = (text: string) =>
	[...text].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

const writings = (secret: string): Record<string, string> => ({
	plain: secret,
	'in lower case': secret.toLowerCase(),
	'for an address': encodeURIComponent(secret),
	'for an address, twice': encodeURIComponent(encodeURIComponent(secret)),
	'for an address, in lower case': encodeURIComponent(secret).toLowerCase(),
	'in a form': new URLSearchParams({ secret }).toString(),
	'in JSON': JSON.stringify({ secret }),
	'in JSON in JSON': JSON.stringify(JSON.stringify({ secret })),
	'in JSON, every character escaped': escaped(secret),
	'in HTML': secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
	base64: base64(secret),
	'base64 of Basic': base64(`user:${secret}`),
	'base64 within a text': base64(`xy${secret}zzz`),
	base64url: Buffer.from(`x${secret}z`).toString('base64url'),
	hex: Buffer.from(secret).toString('hex'),
});

const spellings = Object.entries({
	...writings(KEY),
	...Object.fromEntries(
		Object.entries(writings(PASSWORD)).map(([name, text]) => [`password ${name}`, text]),
	),
	'user and password': `user:${encodeURIComponent(PASSWORD)}`,
});

/** As long as it shows, what is searched for: the writing without what surrounds the secret. */
const traces = spellings.map(([name, text]) => [name, text.slice(4, -4)] as const);

let server: Server;
let url: string;
let answer: (request: IncomingMessage) => { status: number; body: string };
beforeAll(async () => {
	server = createServer((request, response) => {
		const { status, body } = answer(request);
		request.resume().on('end', () => response.writeHead(status).end(body));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	url = `http://user:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`;
});
afterAll(() => server.close());

const items = [{ to: '+56912345678', text: 'Hi' }];
const echo = Object.fromEntries([
	...spellings.map(([name, text]) => [name, text]),
	[KEY, 'as a key'],
]);

function expectNone(said: unknown, name: string) {
	const shown = JSON.stringify(said);
	// Of the writings that JSON itself would escape, both are looked for.
	const found = traces.filter(
		([, trace]) => shown.includes(trace) || shown.includes(JSON.stringify(trace).slice(1, -1)),
	);
	expect([name, found.map(([writing]) => writing)]).toEqual([name, []]);
	expect(shown).toContain('[hidden]');
}

describe.each(allSenders)('$provider: $name', ({ provider, name, parameters, accepted }) => {
	const { key } = partOf(provider, 'samples').credential;
	const ours = () => nodeAt(name, url, { [key]: KEY });
	const run = async (options: IDataObject = {}) =>
		await runNode(ours(), { ...parameters, options }, items, 'continueRegularOutput');

	test('in a receipt', async () => {
		answer = () => ({ ...accepted, body: JSON.stringify({ ...echo, ...accepted.body }) });
		const { outputs } = await run();
		expect(outputs[0][0].json).toMatchObject({ outcome: 'accepted' });
		expectNone(outputs, 'receipt');
	});

	test.each([
		...spellings.map(([writing, text]) => [writing, JSON.stringify({ message: `No: ${text}` })]),
		['all, unreadable', `No: ${JSON.stringify(echo)}`],
	])('in an error, %s', async (_writing, body) => {
		answer = () => ({ status: 422, body });
		const { outputs } = await run();
		expect(outputs[0][0].json.error).toBeDefined();
		expectNone(outputs, 'error item');
		const stopped = await runNode(ours(), { ...parameters, options: {} }, items);
		const { message, description, context } = stopped.error!;
		expectNone([message, description, context], 'error');
	});

	test('in a preview', async () => {
		const text = `${KEY} ${encodeURIComponent(KEY)} ${base64(KEY)}`;
		const shown = await runNode(ours(), { ...parameters, options: { preview: true } }, [
			{ ...items[0], text },
		]);
		const { request } = shown.outputs[0][0].json as { request: IDataObject };
		expect(String(request.url)).toMatch(/^http:\/\/127\.0\.0\.1:/);
		expectNone(request, 'preview');
	});
});

test('in the data of an operation', async () => {
	answer = () => ({ status: 200, body: JSON.stringify({ ...echo, id: 'contact' }) });
	const get = { operation: 'get', contactId: 'c', options: {} };
	const vambeTicket = nodeAt('vambeTicket', url, { apiKey: KEY });
	const { outputs, error } = await runNode(vambeTicket, get, [{}]);
	expect(error).toBeUndefined();
	expectNone(outputs, 'data');
});

test('in a list', async () => {
	const channels = spellings.map(([, text], index) => ({ id: `${index}`, name: text }));
	answer = () => ({ status: 200, body: JSON.stringify({ data: channels }) });
	const vambeQrMessage = nodeAt('vambeQrMessage', url, { apiKey: KEY });
	const { results } = await searchList(vambeQrMessage, 'channels');
	expect(results).toHaveLength(channels.length);
	expectNone(results, 'list');
});

describe('a key that is a word of the answer changes nothing of how it is read', () => {
	test.each(['data', 'message_id', 'status', 'success', 'wamid.X'])('%s', async (word) => {
		const { parameters, accepted } = senders.aisouleSend;
		answer = () => ({ ...accepted, body: JSON.stringify(accepted.body) });
		const { outputs } = await runNode(
			nodeAt('aisouleSend', url, { apiKey: word }),
			parameters,
			items,
		);
		expect(outputs[0][0].json).toMatchObject({
			outcome: 'accepted',
			messageId: word === 'wamid.X' ? '[hidden]' : 'wamid.X',
		});
	});

	test('and of a refusal', async () => {
		const { parameters } = senders.aisouleSend;
		const body = JSON.stringify({ status: 'error', message: 'not on whatsapp' });
		answer = () => ({ status: 200, body });
		const { error } = await runNode(
			nodeAt('aisouleSend', url, { apiKey: 'whatsapp' }),
			parameters,
			items,
		);
		expect(error!.context.data).toMatchObject({ problems: [{ field: 'items[0].recipient' }] });
	});
});

test.each([
	['a blank at the end', 'sk_live_abcdef123456 '],
	['an invisible character', 'sk_live_\u200babcdef123456'],
])('a key with %s is hidden as it went over the wire', async (_name, apiKey) => {
	answer = ({ headers }) => ({ status: 400, body: `bad key ${String(headers['x-api-key'])}` });
	const text = {
		operation: 'send',
		recipient: '+56912345678',
		messageType: 'text',
		messageText: 'Hi',
		additionalFields: {},
		options: {},
	};
	const node = nodesAt('', { apiKey, baseUrl: url }).aisouleSend;
	const { error, everything } = await runNode(node, text, [{}]);
	expect(error!.message).not.toContain('abcdef123456');
	expect(everything.replace(JSON.stringify(apiKey).slice(1, -1), '')).not.toContain(
		'sk_live_abcdef123456',
	);
});
