import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { DataDeduplicationService } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';
import { senders } from '../../providers/providers';
import { nodeAt, runNode } from '../../support/n8n/engine';
import { MemoryStore } from '../../support/n8n/memoryStore';

/** What is tried again, and what is remembered for it, against a server that answers as it is told, one answer after the other. */
interface Told {
	status: number;
	headers?: Record<string, string>;
	body?: object;
	/** Happens before the answer. */
	meanwhile?: () => unknown;
}

const OK: Told = { status: 201, body: { id: 'v' } };
const store = new MemoryStore();
let server: Server;
let answers: Told[];
let requests: number;
let url: string;
let accounts = 0;

beforeAll(async () => {
	await DataDeduplicationService.init(store.service);
	server = createServer(async (_request, response) => {
		const { status, headers, body, meanwhile } = answers[Math.min(requests++, answers.length - 1)];
		await meanwhile?.();
		response.writeHead(status, { 'content-type': 'application/json', ...headers });
		response.end(JSON.stringify(body ?? { message: `told ${status}` }));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => (store.before = () => {}));

async function send(
	told: Told[],
	options: IDataObject = {},
	{
		items = 1,
		stop = false,
		baseUrl = `${url}/vobiz`,
		cancel = undefined as AbortSignal | undefined,
	} = {},
) {
	answers = told;
	requests = 0;
	// An account of its own: a pause of one test must not hold up the next.
	const node = nodeAt('vobizSend', baseUrl, { authToken: `token ${++accounts}` });
	const parameters = { ...senders.vobizSend.parameters, options };
	const list = Array.from({ length: items }, (_, index) => ({
		to: `+5691234567${index}`,
		text: 'Hi',
	}));
	const { outputs, error, hints, everything } = await runNode(
		node,
		parameters,
		list,
		stop ? 'stopWorkflow' : 'continueRegularOutput',
		{},
		{ mode: 'webhook', cancel },
	);
	const results = outputs.flat().map(({ json }) => (json.details as IDataObject) ?? json);
	return { results, error, hints, everything };
}

const outcomes = (results: IDataObject[]) => results.map(({ outcome }) => outcome);

test('a 503 is not tried again for X-RateLimit-Reset alone: the message may be out', async () => {
	const { results } = await send([{ status: 503, headers: { 'x-ratelimit-reset': '0' } }, OK]);
	expect(outcomes(results)).toEqual(['unknown']);
	expect(requests).toBe(1);
});

test('a connection that never came up is not sent, and is tried again', async () => {
	let connections = 0;
	const silent = createTcpServer(() => connections++);
	await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
	const baseUrl = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
	const { results } = await send([OK], { timeout: 1 }, { baseUrl });
	silent.close();
	expect(outcomes(results)).toEqual(['notSent']);
	expect(results[0].reason).toContain('could not be reached');
	expect(connections).toBe(3);
});

test('a timeout may have a fraction', async () => {
	const { results } = await send([{ status: 400 }], { timeout: 2.01 });
	expect(outcomes(results)).toEqual(['notSent']);
});

test('a refusal does not take back that an earlier try may have sent it', async () => {
	const { results } = await send([{ status: 500 }, { status: 400 }], { retryWhenUnsure: true });
	expect(requests).toBe(2);
	expect(outcomes(results)).toEqual(['unknown']);
	expect(results[0].reason).toContain('An earlier try may have sent the message');
});

test('who is told to wait too long leaves the account alone', async () => {
	const told = [{ status: 429, headers: { 'retry-after': '600' } }];
	const { results } = await send(told, {}, { items: 4 });
	expect(outcomes(results)).toEqual(Array(4).fill('notSent'));
	expect(requests).toBeLessThan(4 + 1);
	await send(told, { messagesAtOnce: 1 }, { items: 4 });
	expect(requests).toBe(1);
});

test('a time to wait of nothing is believed once', async () => {
	const begin = performance.now();
	const told = [{ status: 429, headers: { 'retry-after': '0' } }];
	const { results } = await send(told, {});
	expect(outcomes(results)).toEqual(['notSent']);
	expect(requests).toBe(5);
	expect(performance.now() - begin).toBeGreaterThan(1500);
});

test('in stop mode nothing leaves after the first refusal, however long it would have waited', async () => {
	const options = { delay: 2, messagesAtOnce: 4 };
	const { error } = await send([{ status: 400 }], options, { items: 4, stop: true });
	expect(requests).toBe(1);
	expect(error!.context.data).toMatchObject({ accepted: [], unknown: [], notSent: [0, 1, 2, 3] });
	expect(error!.context.data!.problems).toHaveLength(1);
});

test('hints count what was tried again', async () => {
	const told = [{ status: 429, headers: { 'retry-after': '0' } }, { status: 400 }];
	const { hints } = await send(told);
	expect(hints).toContain('0 accepted, 1 not sent, 1 tried again');
});

test('a look-up that fails in passing is asked again', async () => {
	const { parameters } = senders.vobizSend;
	const { value: id } = parameters.channel as { value: string };
	answers = [
		{ status: 503 },
		{ status: 200, body: { items: [{ id, waba_id: '1' }] } },
		{ status: 201, body: { id: 'v' } },
	];
	requests = 0;
	const message = { to: '+56912345678', text: 'Hi' };
	const { outputs } = await runNode(
		nodeAt('vobizSend', url),
		{ ...parameters, additionalFields: {} },
		[message, message],
	);
	expect(outcomes(outputs[0].map(({ json }) => json))).toEqual(['accepted', 'accepted']);
	expect(requests).toBe(4);
});

describe('of a cancelled execution, which n8n shows no output of, the ledger is kept', () => {
	test('when a part was accepted', async () => {
		const stop = new AbortController();
		const told = [OK, { ...OK, meanwhile: () => stop.abort() }];
		const options = { messagesAtOnce: 1 };
		const { everything } = await send(told, options, { items: 3, cancel: stop.signal });
		expect(requests).toBe(2);
		expect(everything).toContain(
			'{"0":"accepted +56912345670 messageId=v","1":"unknown +56912345671"}',
		);
	});

	test('when everything was accepted', async () => {
		const stop = new AbortController();
		store.before = (call) => call === 'remove' && stop.abort();
		const options = { sendOnceKey: 'cancelled' };
		const { everything } = await send([OK], options, { cancel: stop.signal });
		expect(everything).toContain('{"0":"accepted +56912345670 messageId=v"}');
	});
});

test('a message that was accepted stays so when n8n cannot store that it was', async () => {
	store.before = (call) => {
		if (call === 'remove') throw new Error('The disk is full.');
	};
	const { results } = await send([OK], { sendOnceKey: 'not stored' });
	expect(results).toMatchObject([{ outcome: 'accepted', messageId: 'v' }]);
	expect(requests).toBe(1);

	store.before = () => {};
	expect(outcomes((await send([OK], { sendOnceKey: 'not stored' })).results)).toEqual(['unknown']);
	expect(requests).toBe(0);
});

describe('a message that waits for its Send Once key in another execution', () => {
	const byRecipient = { sendOnceKey: '={{ $json.to }}', messagesAtOnce: 2 };
	let answer: () => void;
	let holder: ReturnType<typeof send>;

	/** The key of the first recipient, until the answer. */
	beforeEach(async () => {
		await new Promise<void>((asked) => {
			const held = new Promise<void>((resolve) => (answer = resolve));
			const meanwhile = async () => {
				asked();
				await held;
			};
			holder = send([{ ...OK, meanwhile }], byRecipient);
		});
	});
	afterEach(async () => {
		answer();
		expect(outcomes((await holder).results)).toEqual(['accepted']);
		await send([OK], { ...byRecipient, forgetSendOnceKey: true }, { items: 2 });
	});

	test('is given up at once when its own is cancelled', async () => {
		const stop = new AbortController();
		const told = [{ ...OK, meanwhile: () => stop.abort() }];
		const { results } = await send(told, byRecipient, { items: 2, cancel: stop.signal });
		expect(outcomes(results)).toEqual(['notSent', 'unknown']);
		expect(results[0].reason).toBe('The execution was cancelled before the message left');
	});

	test('is not begun after the first refusal in stop mode', async () => {
		const { error } = await send([{ status: 400 }], byRecipient, { items: 2, stop: true });
		expect(error!.context.data).toMatchObject({ accepted: [], unknown: [], notSent: [0, 1] });
		expect(error!.context.data!.problems).toMatchObject([{ item: 1, httpStatus: 400 }]);
	});
});
