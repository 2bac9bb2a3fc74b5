import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SandboxMessage } from '../../sandbox/conversations';
import { KINDS } from '../../sandbox/faults/kinds';
import { providers } from '../../sandbox/providers';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => {
	await behave();
	await sandbox.clear();
});

const FAULTS = '/inbox/faults';

async function put(settings: unknown) {
	const response = await fetch(`${sandbox.url}${FAULTS}`, {
		method: 'PUT',
		headers: { 'content-type': 'application/json' },
		body: typeof settings === 'string' ? settings : JSON.stringify(settings),
	});
	return { status: response.status, body: await response.json() };
}

async function misbehave(settings: object) {
	const { status, body } = await put(settings);
	expect({ status, message: body.message }).toEqual({ status: 200, message: undefined });
}

const behave = async () => await fetch(`${sandbox.url}${FAULTS}`, { method: 'DELETE' });

const get = async (path: string) => await (await fetch(`${sandbox.url}${path}`)).json();

/** One message that each provider takes, and what else a test has to know of it. */
const SENDS = {
	vambe: {
		path: '/vambe/api/public/ticket/open/web-whatsapp/1001',
		headers: { 'x-api-key': 'vambe-sandbox-key' },
		status: 200,
		message: (to: string) => ({
			to_phone_number: to,
			stage_id: 'stage_initial_001',
			contact_metadata: {},
			ticket_metadata: {},
			integration_data: {},
		}),
		error: (status: number, message: string) => ({ statusCode: status, message }),
	},
	vobiz: {
		path: '/vobiz/messages',
		headers: { 'x-auth-id': 'MA_SANDBOX', 'x-auth-token': 'vobiz-sandbox-token' },
		status: 201,
		message: (to: string) => ({
			channel_id: '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1',
			waba_id: '123456789012345',
			to,
			type: 'text',
			text: { body: 'Hello' },
		}),
		error: (_status: number, message: string) => ({ error: message }),
	},
	aisoule: {
		path: '/aisoule/api/messages/send',
		headers: { 'x-api-key': 'aisoule-sandbox-key' },
		status: 200,
		message: (to: string) => ({ to, type: 'text', text: 'Hello' }),
		error: (_status: number, message: string) => ({ message, status: 'error' }),
	},
	'evolution-v1': {
		path: '/evolution-v1/message/sendContact/cap',
		headers: { apikey: 'evolution-sandbox-key' },
		status: 201,
		message: (number: string) => ({
			number: number.slice(1),
			contactMessage: [{ fullName: 'Maria', wuid: '56912345678', phoneNumber: '+56912345678' }],
		}),
		error: (status: number, message: string) => ({
			status,
			error: message,
			response: { message: [message] },
		}),
	},
	'evolution-v2': {
		path: '/evolution-v2/message/sendContact/cap',
		headers: { apikey: 'evolution-sandbox-key' },
		status: 201,
		message: (number: string) => ({
			number: number.slice(1),
			contact: [{ fullName: 'Maria', wuid: '56912345678', phoneNumber: '+56912345678' }],
		}),
		error: (status: number, message: string) => ({
			status,
			error: message,
			response: { message: [message] },
		}),
	},
};

type Provider = keyof typeof SENDS;

const PROVIDERS = Object.keys(SENDS) as Provider[];

const TO = '+56912345678';

/** What a client saw. */
interface Seen {
	status: number | null;
	headers: IncomingHttpHeaders;
	text: string;
	/** Its code, or `gave up` where the client did. */
	error?: string;
	/** When the answer's pieces came, in milliseconds from the request. */
	pieces: number[];
	ms: number;
}

interface Call {
	provider?: Provider;
	to?: string;
	path?: string;
	method?: string;
	headers?: Record<string, string>;
	giveUpMs?: number;
}

/** One request over a connection of its own, without a client's mercy. */
async function call({
	provider = 'aisoule',
	to = TO,
	path = SENDS[provider].path,
	method = 'POST',
	headers = SENDS[provider].headers,
	giveUpMs = 5000,
}: Call = {}): Promise<Seen> {
	const started = performance.now();
	const since = () => performance.now() - started;
	const seen: Seen = { status: null, headers: {}, text: '', pieces: [], ms: 0 };
	return await new Promise((resolve) => {
		const end = (error?: string) => {
			sent.destroy();
			resolve({ ...seen, error: seen.error ?? error, ms: since() });
		};
		const sent = request(`${sandbox.url}${path}`, {
			method,
			agent: false,
			headers: { 'content-type': 'application/json', ...headers },
		});
		sent.on('error', (error: NodeJS.ErrnoException) => end(error.code));
		sent.on('response', (answer) => {
			seen.status = answer.statusCode!;
			seen.headers = answer.headers;
			answer.on('data', (piece: Buffer) => {
				seen.pieces.push(since());
				seen.text += String(piece);
			});
			answer.on('error', (error: NodeJS.ErrnoException) => end(error.code));
			answer.on('end', () => end());
		});
		setTimeout(() => end('gave up'), giveUpMs).unref();
		sent.end(method === 'POST' ? JSON.stringify(SENDS[provider].message(to)) : undefined);
	});
}

const recorded = async () =>
	(await sandbox.messages()).map(({ accepted, fault, response }) => ({
		accepted,
		fault,
		status: response.status,
	}));

const one = (accepted: boolean, fault: string | null, status: number | null) => [
	{ accepted, fault, status },
];

const inTurn = async <Result>(times: number, act: (turn: number) => Promise<Result>) => {
	const results: Result[] = [];
	for (let turn = 0; turn < times; turn++) results.push(await act(turn));
	return results;
};

const atOnce = async (times: number, message: Call = {}) =>
	await Promise.all(Array.from({ length: times }, async () => await call(message)));

const statuses = (seen: Seen[]) => seen.map(({ status }) => status);

describe('without faults', () => {
	test.each(PROVIDERS)('%s takes its message, and nothing struck it', async (provider) => {
		const { status } = await call({ provider });
		expect(status).toBe(SENDS[provider].status);
		expect(await recorded()).toEqual(one(true, null, SENDS[provider].status));
	});
});

describe('broken connections', () => {
	/** Sends headers that promise a body, and never the body. */
	async function halfRequest() {
		const { host, hostname, port } = new URL(sandbox.url);
		const socket = connect(Number(port), hostname);
		const { path, headers } = SENDS.aisoule;
		const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
		socket.write(
			`POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
				`content-length: 1000000\r\n${lines.join('')}\r\n`,
		);
		const ended = once(socket, 'close').then(
			() => 'closed',
			(error: NodeJS.ErrnoException) => error.code,
		);
		const end = await Promise.race([ended, wait(500, 'still open')]);
		socket.destroy();
		return end;
	}

	test('reset-before does not wait for the body', async () => {
		await misbehave({ faults: [{ kind: 'reset-before' }] });
		expect(await halfRequest()).toBe('ECONNRESET');
		expect(await recorded()).toEqual(one(false, 'reset-before', null));
		const [{ content }] = await sandbox.messages();
		expect(content).toMatchObject({ to: null, text: null, type: 'unreadable' });
	});

	test('reset-after waits for the body', async () => {
		await misbehave({ faults: [{ kind: 'reset-after' }] });
		expect(await halfRequest()).toBe('still open');
	});

	test.each([
		['reset-before', {}, false],
		['reset-after', {}, true],
		['reset-after', { taken: false }, false],
	])('%s %j: ECONNRESET', async (kind, more, taken) => {
		await misbehave({ faults: [{ kind, ...more }] });
		expect(await call()).toMatchObject({ status: null, error: 'ECONNRESET' });
		expect(await recorded()).toEqual(one(taken, kind, null));
	});

	test.each([
		[{}, true],
		[{ taken: false }, false],
	])('timeout %j: no answer until the client goes', async (more, taken) => {
		await misbehave({ faults: [{ kind: 'timeout', ...more }] });
		expect(await call({ giveUpMs: 400 })).toMatchObject({ status: null, error: 'gave up' });
		expect(await recorded()).toEqual(one(taken, 'timeout', null));
	});

	test('a request that the provider refuses is not taken, though its answer is lost', async () => {
		await misbehave({ faults: [{ kind: 'reset-after', taken: true }] });
		const path = '/vambe/api/public/ticket/open/web-whatsapp/1503';
		expect(await call({ provider: 'vambe', path })).toMatchObject({ error: 'ECONNRESET' });
		expect(await recorded()).toEqual(one(false, 'reset-after', null));
	});

	test('a request with a wrong key is refused at the door, and nothing strikes it', async () => {
		await misbehave({ faults: [{ kind: 'reset-after' }] });
		expect((await call({ headers: {} })).status).toBe(401);
		expect(await recorded()).toEqual(one(false, null, 401));
	});

	test('the sandbox stops all the same while answers are out', async () => {
		const other = await startSandboxProcess();
		await fetch(`${other.url}${FAULTS}`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ latencyMs: 60_000, faults: [{ kind: 'timeout', times: 1 }] }),
		});
		const hang = () =>
			fetch(`${other.url}${SENDS.aisoule.path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...SENDS.aisoule.headers },
				body: JSON.stringify(SENDS.aisoule.message(TO)),
			}).catch(() => 'ended');
		const hanging = [hang(), hang()];
		while ((await other.messages()).length < 2) await wait(10);
		const started = performance.now();
		await other.stop();
		expect(performance.now() - started).toBeLessThan(3000);
		expect(await Promise.all(hanging)).toEqual(['ended', 'ended']);
	});
});

describe('broken answers', () => {
	test('slow-body: correct, in many pieces, in the time that it was told', async () => {
		await misbehave({ faults: [{ kind: 'slow-body', bodyMs: 1500 }] });
		const { status, headers, text, pieces, ms } = await call();
		expect(status).toBe(200);
		expect(headers['content-length']).toBe(String(text.length));
		expect(JSON.parse(text)).toMatchObject({ status: 'success' });
		expect(ms).toBeGreaterThan(1400);
		const pauses = pieces.slice(1).map((at, index) => at - pieces[index]);
		expect(pauses.length).toBeGreaterThanOrEqual(4);
		expect(Math.max(...pauses)).toBeLessThan(1000);
		expect(await recorded()).toEqual(one(true, 'slow-body', 200));
	});

	test('slow-body takes its time unless told', async () => {
		await misbehave({ faults: [{ kind: 'slow-body' }] });
		const { status, headers, text } = await call({ giveUpMs: 1500 });
		expect(status).toBe(200);
		expect(text.length).toBeGreaterThan(0);
		// Less than a sixtieth of it has to come in a second, if the whole takes more than a minute.
		expect(text.length).toBeLessThan((Number(headers['content-length']) * 1.6) / 60);
	});

	test('truncated-body: the length of the whole, half of the text, and the end', async () => {
		await misbehave({ faults: [{ kind: 'truncated-body' }] });
		// The connection ends though the client would keep it.
		const keptAlive = { ...SENDS.aisoule.headers, connection: 'keep-alive' };
		const { status, headers, text, error } = await call({ headers: keptAlive });
		expect({ status, error }).toEqual({ status: 200, error: 'ECONNRESET' });
		expect(text).toMatch(/^\{"data":\{"message_id/);
		expect(text.length).toBe(Math.floor(Number(headers['content-length']) / 2));
		expect(await recorded()).toEqual(one(true, 'truncated-body', 200));
	});

	test.each([
		[{}, false],
		[{ taken: true }, true],
	])('html %j: a page with HTTP 200', async (more, taken) => {
		await misbehave({ faults: [{ kind: 'html', ...more }] });
		const { status, headers, text } = await call({ provider: 'vobiz' });
		expect(status).toBe(200);
		expect(headers['content-type']).toContain('text/html');
		expect(text).toMatch(/^<!doctype html>/);
		expect(await recorded()).toEqual(one(taken, 'html', 200));
	});

	test.each(['vambe', 'vobiz', 'evolution-v2'] as const)(
		'empty: the status of %s, and nothing else',
		async (provider) => {
			await misbehave({ faults: [{ kind: 'empty' }] });
			const { status, text, error } = await call({ provider });
			expect({ status, text, error }).toEqual({
				status: SENDS[provider].status,
				text: '',
				error: undefined,
			});
			expect(await recorded()).toEqual(one(true, 'empty', SENDS[provider].status));
		},
	);

	test('empty, not taken', async () => {
		await misbehave({ faults: [{ kind: 'empty', taken: false }] });
		expect(await call()).toMatchObject({ status: 200, text: '' });
		expect(await recorded()).toEqual(one(false, 'empty', 200));
	});

	test('broken-json: a whole answer with half of the JSON', async () => {
		await misbehave({ faults: [{ kind: 'broken-json' }] });
		const { status, headers, text, error } = await call();
		expect({ status, error }).toEqual({ status: 200, error: undefined });
		expect(headers['content-length']).toBe(String(text.length));
		expect(text).toMatch(/^\{"data":\{"message_id/);
		expect(() => JSON.parse(text)).toThrow(SyntaxError);
		expect(await recorded()).toEqual(one(true, 'broken-json', 200));
		const [{ response }] = await sandbox.messages();
		expect(response.body).toBe(text);
	});

	test.each([
		[{}, 'http://127.0.0.1:9/'],
		[{ location: 'http://127.0.0.1:4999/other' }, 'http://127.0.0.1:4999/other'],
	])('redirect %j', async (more, location) => {
		await misbehave({ faults: [{ kind: 'redirect', ...more }] });
		expect(await call()).toMatchObject({ status: 307, headers: { location } });
		expect(await recorded()).toEqual(one(false, 'redirect', 307));
	});

	test.each([
		['aisoule', 200, { status: 'error' }],
		['evolution-v2', 201, { code: 131047 }],
	] as const)('refusal-2xx of %s', async (provider, status, words) => {
		await misbehave({ faults: [{ kind: 'refusal-2xx', provider }] });
		const seen = await call({ provider });
		expect(seen.status).toBe(status);
		const body = JSON.parse(seen.text) as Record<string, unknown>;
		expect(body).toMatchObject(words);
		expect(body).not.toHaveProperty('key');
		expect(body).not.toHaveProperty('data');
		expect(await recorded()).toEqual(one(false, 'refusal-2xx', status));
	});

	test('refusal-2xx for all strikes only those who do so', async () => {
		await misbehave({ faults: [{ kind: 'refusal-2xx' }] });
		await call({ provider: 'vambe' });
		await call({ provider: 'aisoule' });
		expect((await recorded()).map(({ fault }) => fault)).toEqual([null, 'refusal-2xx']);
	});

	test.each([
		['evolution-v1', 190, 400, { response: { message: [expect.stringMatching(/^\(#190\) /)] } }],
		['evolution-v2', 190, 201, { code: 190, error_data: { details: expect.any(String) } }],
		['evolution-v2', 131099, 201, { code: 131099, message: '(#131099) Refused' }],
	] as const)('meta-refusal of %s with %d', async (provider, code, status, words) => {
		await misbehave({ faults: [{ kind: 'meta-refusal', code, provider }] });
		const seen = await call({ provider });
		expect(seen.status).toBe(status);
		expect(JSON.parse(seen.text)).toMatchObject(words);
		expect(await recorded()).toEqual(one(false, 'meta-refusal', status));
	});
});

describe('the message goes out, then the answer is an error', () => {
	test.each(PROVIDERS)('HTTP 500 in the words of %s', async (provider) => {
		await misbehave({ faults: [{ kind: 'out-500', provider }] });
		const { status, headers } = await call({ provider });
		expect(status).toBe(500);
		expect(headers['content-type']).toContain('application/json');
		expect(await recorded()).toEqual(one(true, 'out-500', 500));
	});

	test.each([499, 502, 503, 504])('the page of a proxy with HTTP %d', async (status) => {
		await misbehave({ faults: [{ kind: `out-${status}` }] });
		const { headers, ...seen } = await call();
		expect(seen.status).toBe(status);
		expect(headers['content-type']).toContain('text/html');
		expect(seen.text).toContain(`<h1>${status} `);
		expect(await recorded()).toEqual(one(true, `out-${status}`, status));
	});

	test.each([
		['evolution-v1', 'out-type-error', /^TypeError: .*'data'/],
		['evolution-v1', 'out-connection-closed', /^Error: Connection Closed$/],
		['evolution-v1', 'out-timed-out', /^Error: Timed Out$/],
		['evolution-v1', 'out-meta-error', /^An unknown error has occurred\.$/],
		['evolution-v2', 'out-type-error', /^TypeError: .*'message'/],
		['evolution-v2', 'out-not-stored', /^PrismaClient/],
		['evolution-v2', 'out-connection-closed', /^Error: Connection Closed$/],
		['evolution-v2', 'out-timed-out', /^Error: Timed Out$/],
	] as const)('%s: %s', async (provider, kind, words) => {
		await misbehave({ faults: [{ kind, provider }] });
		const { status, text } = await call({ provider });
		expect(status).toBe(400);
		expect(JSON.parse(text)).toEqual({
			status: 400,
			error: 'Bad Request',
			response: { message: [expect.stringMatching(words)] },
		});
		expect(await recorded()).toEqual(one(true, kind, 400));
	});

	test('Meta’s unknown error looks like a refusal on version 2', async () => {
		await misbehave({ faults: [{ kind: 'out-meta-error', provider: 'evolution-v2' }] });
		const { status, text } = await call({ provider: 'evolution-v2' });
		expect(status).toBe(201);
		expect(JSON.parse(text)).toMatchObject({ code: 1, type: 'OAuthException' });
		expect(await recorded()).toEqual(one(true, 'out-meta-error', 201));
	});
});

describe('statuses', () => {
	test.each([400, 401, 402, 403, 404, 408, 409, 422, 429, 500, 502, 503, 504])(
		'status-%d, not taken',
		async (status) => {
			await misbehave({ faults: [{ kind: `status-${status}` }] });
			const { headers, ...seen } = await call();
			expect(seen.status).toBe(status);
			expect(JSON.parse(seen.text)).toMatchObject({ status: 'error' });
			expect(headers).not.toHaveProperty('retry-after');
			expect(await recorded()).toEqual(one(false, `status-${status}`, status));
		},
	);

	test.each([408, 500, 502, 504])('status-%d, taken', async (status) => {
		await misbehave({ faults: [{ kind: `status-${status}`, taken: true }] });
		expect((await call()).status).toBe(status);
		expect(await recorded()).toEqual(one(true, `status-${status}`, status));
	});

	test.each([
		['vambe', 401, { message: 'Invalid or missing API key' }],
		['vambe', 429, { message: 'Daily message limit reached for this QR channel' }],
		['vobiz', 401, { error: 'Missing or invalid authentication credentials' }],
		['vobiz', 402, { error: 'Insufficient balance' }],
		['aisoule', 401, { status: 'error', message: 'Invalid API key' }],
		['aisoule', 429, { status: 'error', message: expect.stringMatching(/^Rate limit exceeded/) }],
		['evolution-v1', 400, { response: { message: [['Invalid format']] } }],
		['evolution-v2', 401, { error: 'Unauthorized', response: { message: 'Unauthorized' } }],
	] as const)('in the words of %s: %d', async (provider, status, words) => {
		await misbehave({ faults: [{ kind: `status-${status}` }] });
		expect(JSON.parse((await call({ provider })).text)).toMatchObject(words);
	});

	test.each(PROVIDERS)('in the shape of %s', async (provider) => {
		await misbehave({ faults: [{ kind: 'status-502' }] });
		const { headers, text } = await call({ provider });
		expect(headers['content-type']).toContain('application/json');
		expect(JSON.parse(text)).toEqual(SENDS[provider].error(502, 'Bad Gateway'));
	});

	test.each([429, 503])('status-%d says when to try again', async (status) => {
		await misbehave({ faults: [{ kind: `status-${status}`, retryAfter: 7 }] });
		expect((await call()).headers['retry-after']).toBe('7');

		const reset = 2_000_000_000;
		await misbehave({ faults: [{ kind: `status-${status}`, rateLimitReset: reset }] });
		const { headers } = await call();
		expect(headers['x-ratelimit-reset']).toBe(String(reset));
		expect(headers).not.toHaveProperty('retry-after');

		await misbehave({ faults: [{ kind: `status-${status}`, retryAfter: 'date' }] });
		const date = String((await call()).headers['retry-after']);
		expect(date).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
		expect(Date.parse(date) - Date.now()).toBeGreaterThan(0);
		expect(Date.parse(date) - Date.now()).toBeLessThanOrEqual(2000);
	});
});

describe('whom a fault strikes', () => {
	const pattern = async (settings: object) => {
		await misbehave(settings);
		await sandbox.clear();
		await inTurn(200, async () => await call());
		return (await recorded()).map(({ fault }) => (fault ? 'x' : '.')).join('');
	};

	test('probability: about as often as told, and the same ones for the same seed', async () => {
		const faults = [{ kind: 'status-500', probability: 0.3 }];
		const first = await pattern({ seed: 7, faults });
		expect(await pattern({ seed: 7, faults })).toBe(first);
		expect(await pattern({ seed: 8, faults })).not.toBe(first);
		const strikes = first.replaceAll('.', '').length;
		expect(strikes).toBeGreaterThan(40);
		expect(strikes).toBeLessThan(80);
	});

	test('the seed of a run without one can be read, and repeats it', async () => {
		const faults = [{ kind: 'status-500', probability: 0.5 }];
		const first = await pattern({ faults });
		const { seed } = await get(FAULTS);
		expect(await pattern({ faults })).not.toBe(first);
		expect(await pattern({ seed, faults })).toBe(first);
	});

	test('probability 0 never', async () => {
		await misbehave({ faults: [{ kind: 'status-500', probability: 0 }] });
		expect(new Set(statuses(await atOnce(20)))).toEqual(new Set([200]));
	});

	test('times', async () => {
		await misbehave({ faults: [{ kind: 'status-500', times: 2 }] });
		const seen = await inTurn(4, async () => await call());
		expect(statuses(seen)).toEqual([500, 500, 200, 200]);
	});

	test.each(['+56 9 1234-5678', '56912345678'])('to %s, however it is written', async (to) => {
		await misbehave({ faults: [{ kind: 'status-500', to }] });
		expect((await call({ to: '+56987654321' })).status).toBe(200);
		expect((await call({ to: TO })).status).toBe(500);
	});

	test('provider', async () => {
		await misbehave({ faults: [{ kind: 'status-500', provider: 'vobiz' }] });
		expect((await call({ provider: 'aisoule' })).status).toBe(200);
		expect((await call({ provider: 'vobiz' })).status).toBe(500);
	});

	test('of several faults the first that fits', async () => {
		await misbehave({
			faults: [
				{ kind: 'status-404', provider: 'vobiz' },
				{ kind: 'status-500', times: 1 },
				{ kind: 'status-503' },
			],
		});
		expect(statuses(await inTurn(3, async () => await call()))).toEqual([500, 503, 503]);
	});

	const lookUp = async () => await call({ path: '/aisoule/api/accounts', method: 'GET' });

	test.each(['status-500', 'reset-before'])('%s: look-ups only with scope all', async (kind) => {
		await misbehave({ faults: [{ kind }] });
		expect(await lookUp()).toMatchObject({ status: 200, error: undefined });
		await misbehave({ scope: 'all', faults: [{ kind }] });
		expect(await lookUp()).toMatchObject(
			kind === 'status-500' ? { status: 500 } : { error: 'ECONNRESET' },
		);
		expect(await recorded()).toEqual([]);
	});

	test('latency: before the answer to a message, to look-ups only with scope all', async () => {
		await misbehave({ latencyMs: 400 });
		expect((await call()).ms).toBeGreaterThanOrEqual(400);
		expect((await lookUp()).ms).toBeLessThan(400);
		await misbehave({ latencyMs: 400, scope: 'all' });
		expect((await lookUp()).ms).toBeGreaterThanOrEqual(400);
	});

	test.each(['slow-body', 'truncated-body', 'reset-after', 'html'])(
		'%s: a client that leaves before a late answer harms nobody',
		async (kind) => {
			await misbehave({ latencyMs: 200, faults: [{ kind, taken: kind === 'html' || undefined }] });
			expect((await call({ giveUpMs: 50 })).error).toBe('gave up');
			await wait(300);
			await behave();
			expect((await call()).status).toBe(200);
			expect((await recorded()).map(({ accepted }) => accepted)).toEqual([true, true]);
		},
	);
});

describe('limits', () => {
	const sorted = (seen: Seen[]) => statuses(seen).sort();

	test('off unless switched on', async () => {
		expect(new Set(statuses(await atOnce(30)))).toEqual(new Set([200]));
	});

	test('AIsoule: 10 in a second, and says when to try again', async () => {
		await misbehave({ limits: 'documented' });
		const seen = await atOnce(12);
		expect(sorted(seen)).toEqual([...Array<number>(10).fill(200), 429, 429]);
		const { headers, text } = seen.find(({ status }) => status === 429)!;
		expect(JSON.parse(text)).toEqual({
			message: 'Rate limit exceeded. Try again in 1 seconds.',
			status: 'error',
		});
		expect(headers).toMatchObject({
			'retry-after': '1',
			'x-ratelimit-limit': '10',
			'x-ratelimit-remaining': '0',
		});
		expect(Number(headers['x-ratelimit-reset']) - Date.now() / 1000).toBeGreaterThan(-1);
		expect(Number(headers['x-ratelimit-reset']) - Date.now() / 1000).toBeLessThan(3);
		await wait(1000 * Number(headers['retry-after']));
		expect((await call()).status).toBe(200);
		expect((await recorded()).filter(({ accepted }) => accepted)).toHaveLength(11);
	});

	test('the windows roll: each place is free again a second after it was taken', async () => {
		await misbehave({ limits: 'documented' });
		await atOnce(5);
		await wait(600);
		await atOnce(5);
		await wait(500);
		expect(sorted(await atOnce(6))).toEqual([200, 200, 200, 200, 200, 429]);
	});

	test('AIsoule: 100 in a minute, on a clock that runs 20 times faster', async () => {
		await misbehave({ limits: 'documented', timeScale: 20 });
		for (let burst = 0; burst < 10; burst++) {
			expect(new Set(statuses(await atOnce(10)))).toEqual(new Set([200]));
			await wait(60);
		}
		const { status, headers } = await call();
		expect(status).toBe(429);
		expect(headers['x-ratelimit-limit']).toBe('100');
		expect(Number(headers['retry-after'])).toBeLessThanOrEqual(3);
		await wait(1000 * Number(headers['retry-after']));
		expect((await call()).status).toBe(200);
	});

	test('Vambe: 250 a day on a channel, and does not say when to try again', async () => {
		await misbehave({ limits: 'documented', timeScale: (24 * 60 * 60) / 4 });
		const message: Call = { provider: 'vambe' };
		for (let burst = 0; burst < 5; burst++) {
			expect(new Set(statuses(await atOnce(50, message)))).toEqual(new Set([200]));
		}
		const { status, headers, text } = await call(message);
		expect(status).toBe(429);
		expect(JSON.parse(text)).toEqual({
			statusCode: 429,
			message: 'Daily message limit reached for this QR channel',
		});
		expect(Object.keys(headers).filter((name) => /retry|ratelimit/.test(name))).toEqual([]);
		const path = SENDS.vambe.path.replace('1001', '1002');
		expect((await call({ provider: 'vambe', path })).status).toBe(200);
		await wait(4000);
		expect((await call(message)).status).toBe(200);
	});

	test.each(['vobiz', 'evolution-v1', 'evolution-v2'] as const)(
		'%s documents none',
		async (provider) => {
			await misbehave({ limits: 'documented' });
			expect(new Set(statuses(await atOnce(120, { provider })))).toEqual(
				new Set([SENDS[provider].status]),
			);
		},
	);

	test.each([
		[{ perSecond: 3 }, '3'],
		[{ perMinute: 3 }, '3'],
		[{ perSecond: 4, perMinute: 3 }, '3'],
	])('own limits %j hold for every provider', async (limits, most) => {
		await misbehave({ limits });
		for (const provider of ['vobiz', 'evolution-v2'] as const) {
			const seen = await atOnce(4, { provider });
			expect(sorted(seen)).toEqual([201, 201, 201, 429]);
			expect(seen.find(({ status }) => status === 429)!.headers).toMatchObject({
				'x-ratelimit-limit': most,
				'retry-after': 'perMinute' in limits ? '60' : '1',
			});
		}
	});

	test('a fault that keeps a message from the provider takes no place', async () => {
		await misbehave({ limits: { perMinute: 1 }, faults: [{ kind: 'status-502', times: 3 }] });
		const seen = await inTurn(5, async () => await call());
		expect(statuses(seen)).toEqual([502, 502, 502, 200, 429]);
	});

	test('replacing the settings empties the windows', async () => {
		await misbehave({ limits: { perMinute: 1 } });
		expect(sorted(await atOnce(2))).toEqual([200, 429]);
		await misbehave({ limits: { perMinute: 1 } });
		expect((await call()).status).toBe(200);
	});
});

describe('the settings', () => {
	test('are complete, and can be put back as they are', async () => {
		await misbehave({ faults: [{ kind: 'timeout' }, { kind: 'reset-before', times: 3 }] });
		const settings = await get(FAULTS);
		expect(settings).toEqual({
			latencyMs: 0,
			seed: expect.any(Number),
			limits: 'off',
			timeScale: 1,
			scope: 'messages',
			faults: [
				{ kind: 'timeout', probability: 1, taken: true },
				{ kind: 'reset-before', probability: 1, times: 3, taken: false },
			],
		});
		expect(await put(settings)).toEqual({ status: 200, body: settings });
	});

	test('are replaced as a whole, and behave again', async () => {
		await misbehave({ latencyMs: 5, limits: 'documented', faults: [{ kind: 'timeout' }] });
		await misbehave({ timeScale: 2 });
		expect(await get(FAULTS)).toMatchObject({ latencyMs: 0, limits: 'off', faults: [] });
		expect((await behave()).status).toBe(204);
		expect(await get(FAULTS)).toMatchObject({ timeScale: 1 });
	});

	const faulty = (fault: object) => ({ faults: [{ kind: 'timeout' }, fault] });

	test.each([
		['latencyMs', { latencyMs: -1 }],
		['latencyMs', { latencyMs: '5' }],
		['seed', { seed: 1.5 }],
		['limits', { limits: 'none' }],
		['limits', { limits: {} }],
		['limits.perSecond', { limits: { perSecond: 0 } }],
		['limits.perHour', { limits: { perHour: 5 } }],
		['timeScale', { timeScale: 0 }],
		['scope', { scope: 'some' }],
		['keep', { keep: 5 }],
		['faults', { faults: 'timeout' }],
		['body', []],
		['faults[1].kind', faulty({})],
		['faults[1].kind', faulty({ kind: 'status-418' })],
		['faults[1].provider', faulty({ kind: 'html', provider: 'meta' })],
		['faults[1].provider', faulty({ kind: 'refusal-2xx', provider: 'vambe' })],
		['faults[1].provider', faulty({ kind: 'refusal-2xx', provider: 'vobiz' })],
		['faults[1].provider', faulty({ kind: 'refusal-2xx', provider: 'evolution-v1' })],
		['faults[1].provider', faulty({ kind: 'out-not-stored', provider: 'evolution-v1' })],
		['faults[1].provider', faulty({ kind: 'out-timed-out', provider: 'aisoule' })],
		['faults[1].taken', faulty({ kind: 'out-502', taken: false })],
		['faults[1].code', faulty({ kind: 'refusal-2xx', code: 190 })],
		['faults[1].code', faulty({ kind: 'meta-refusal', code: 'x' })],
		['faults[1].probability', faulty({ kind: 'html', probability: 1.1 })],
		['faults[1].times', faulty({ kind: 'html', times: 0 })],
		['faults[1].to', faulty({ kind: 'html', to: '' })],
		['faults[1].to', faulty({ kind: 'reset-before', to: TO })],
		['faults[1].taken', faulty({ kind: 'html', taken: 'yes' })],
		['faults[1].taken', faulty({ kind: 'reset-before', taken: true })],
		['faults[1].taken', faulty({ kind: 'slow-body', taken: false })],
		['faults[1].taken', faulty({ kind: 'status-429', taken: true })],
		['faults[1].bodyMs', faulty({ kind: 'html', bodyMs: 5 })],
		['faults[1].bodyMs', faulty({ kind: 'slow-body', bodyMs: -5 })],
		['faults[1].location', faulty({ kind: 'html', location: 'http://127.0.0.1:9/' })],
		['faults[1].location', faulty({ kind: 'redirect', location: 'there' })],
		['faults[1].retryAfter', faulty({ kind: 'status-500', retryAfter: 5 })],
		['faults[1].retryAfter', faulty({ kind: 'status-429', retryAfter: 'soon' })],
		['faults[1].rateLimitReset', faulty({ kind: 'status-429', rateLimitReset: 'x' })],
		['faults[1].colour', faulty({ kind: 'html', colour: 'red' })],
	])('400 names %s: %j', async (field, settings) => {
		await misbehave({ latencyMs: 1 });
		const { status, body } = await put(settings);
		expect(status).toBe(400);
		expect(body.message.split(': ')[0]).toBe(field);
		expect(await get(FAULTS)).toMatchObject({ latencyMs: 1, faults: [] });
	});

	test('400 for broken JSON', async () => {
		expect((await put('{')).status).toBe(400);
	});

	test('are told to whoever listens to the inbox', async () => {
		const { until, stop } = await sandbox.listen();
		await misbehave({ latencyMs: 321 });
		await until('event: faults');
		await until('"latencyMs":321');
		await stop();
	});
});

describe('counts and pages', () => {
	test('counts say what came of the messages, until they are cleared', async () => {
		const none = { accepted: 0, refused: {}, tooMany: 0, struck: {}, mostAcceptedByOne: 0 };
		await misbehave({
			faults: [
				{ kind: 'status-500', taken: true, to: TO, times: 1 },
				{ kind: 'status-429', to: TO, times: 2 },
				{ kind: 'reset-after', taken: false, to: TO, times: 1 },
			],
		});
		await inTurn(6, async () => await call());
		await call({ to: '+56987654321' });
		await call({ headers: {} });
		expect(await get('/inbox/counts')).toEqual({
			...Object.fromEntries(providers.map(({ name }) => [name, none])),
			aisoule: {
				accepted: 4,
				refused: { '429': 2, '401': 1, none: 1 },
				tooMany: 2,
				struck: { 'status-500': 1, 'status-429': 2, 'reset-after': 1 },
				mostAcceptedByOne: 3,
			},
		});
		await sandbox.clear();
		expect((await get('/inbox/counts')).aisoule).toEqual(none);
	});

	test('messages in pages of 5,000, after an id', async () => {
		for (let burst = 0; burst < 51; burst++) await atOnce(99);
		const all = await sandbox.messages();
		expect(all).toHaveLength(5049);
		const after = async (id: number) =>
			(await get(`/inbox/messages?after=${id}`)) as SandboxMessage[];
		expect(await after(0)).toEqual(all.slice(0, 5000));
		expect(await after(all[4999].id)).toEqual(all.slice(5000));
		expect(await after(all[5047].id)).toEqual([all[5048]]);
		expect(await after(all[5048].id)).toEqual([]);
		await sandbox.clear();
		expect(await after(0)).toEqual([]);
		await call();
		expect(await after(0)).toMatchObject([{ id: all[5048].id + 1 }]);
	});

	test.each(['', 'x', '-1', '1.5'])('400 for after=%s', async (after) => {
		const response = await fetch(`${sandbox.url}/inbox/messages?after=${after}`);
		expect(response.status).toBe(400);
		expect((await response.json()).message).toContain('after');
	});
});

test('the page about the sandbox has every kind', () => {
	const page = readFileSync(join(__dirname, '..', '..', 'docs', 'sandbox.md'), 'utf8');
	expect(Object.keys(KINDS).filter((kind) => !page.includes(`\`${kind}\``))).toEqual([]);
});
