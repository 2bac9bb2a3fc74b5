import type { IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import type { Contact } from '../../../nodes/shared/contract/event';
import { contactMark, resumeAddress } from '../../../nodes/shared/lib/resumeReference';
import { resume, type IncomingAnswer } from '../../../nodes/shared/webhook/resume';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** What the n8n at an address says: a status and a body, or nothing at all. */
type Says = { statusCode: number; body?: unknown } | Error;

const taken: Says = { statusCode: 200, body: '{"state":"taken"}' };
const running: Says = {
	statusCode: 409,
	body: '{"code":0,"message":"The execution \\"7\\" is running already."}',
};

const SOCKET = { localAddress: '127.0.0.1', localPort: 5678 };
const HERE = 'http://127.0.0.1:5678/webhook-waiting';
const PUBLIC = 'https://n8n.example/webhook-waiting';

/** The trigger, in an n8n that says one after the other, and the last for ever. */
function trigger(says: Says[], socket: object = SOCKET) {
	const requests: IHttpRequestOptions[] = [];
	const logged: string[] = [];
	const node = {
		evaluateExpression: () => `${PUBLIC}/99`,
		getRequestObject: () => ({ socket }),
		getNode: () => ({ name: 'Trigger' }),
		logger: { warn: (message: string) => logged.push(message) },
		helpers: {
			httpRequest: async (options: IHttpRequestOptions) => {
				requests.push(options);
				const said = says.length > 1 ? says.shift()! : says[0];
				if (said instanceof Error) throw said;
				return said;
			},
		},
	} as unknown as IWebhookFunctions;
	return { node, requests, logged };
}

/** Each test asks another question. */
let executions = 0;
beforeEach(() => void executions++);

const reference = (choice?: string) => ({
	execution: String(executions),
	node: 'node',
	...(choice !== undefined && { choice }),
	round: '0',
	signature: 'ab'.repeat(32),
});

const PHONE = 'phone +56912345678';

const tap: IncomingAnswer = { contact: { phone: '+56912345678' }, messageId: 'm1' };

async function resumed(
	{ node }: ReturnType<typeof trigger>,
	incoming = tap,
	answered = reference('0'),
) {
	const state = resume(node, answered, incoming);
	await jest.runAllTimersAsync();
	return await state;
}

const addressesOf = ({ requests }: ReturnType<typeof trigger>) =>
	requests.map(({ url }) => url.replace(/\/\d+\/node\?.*$/, ''));

const address = (base: string, name: string) =>
	resumeAddress(base, reference('0'), contactMark(name));

test('an answer is posted to the address that n8n signed for this person', async () => {
	const n8n = trigger([taken]);
	expect(await resumed(n8n, { ...tap, contact: { phone: '+56912345678', name: 'Maria' } })).toBe(
		'taken',
	);
	expect(n8n.requests).toEqual([
		expect.objectContaining({
			method: 'POST',
			url: address(HERE, PHONE),
			headers: { 'Content-Type': 'application/json' },
			skipSslCertificateValidation: true,
			disableFollowRedirect: true,
		}),
	]);
	expect(JSON.parse(String(n8n.requests[0].body))).toEqual({
		contact: {
			phone: '+56912345678',
			waId: null,
			lid: null,
			userId: null,
			username: null,
			name: 'Maria',
		} satisfies Contact,
	});
});

test('words go along', async () => {
	const n8n = trigger([taken]);
	await resumed(n8n, { ...tap, text: '1' });
	expect(JSON.parse(String(n8n.requests[0].body))).toMatchObject({ text: '1' });
});

describe('what n8n says', () => {
	const page = '<!doctype html><html><body>No action required</body></html>';

	test.each<[string, Says, string]>([
		['taken', taken, 'taken'],
		['not an answer', { statusCode: 200, body: '{"state":"notAnAnswer"}' }, 'notAnAnswer'],
		['over', { statusCode: 200, body: '{"state":"over"}' }, 'over'],
		['finished, as a page', { statusCode: 200, body: page }, 'over'],
		['forged, or of somebody else', { statusCode: 401, body: page }, 'refused'],
		[
			'deleted',
			{ statusCode: 404, body: '{"message":"The execution \\"7\\" does not exist."}' },
			'over',
		],
		['another path', { statusCode: 404, body: 'Cannot POST /webhook-waiting' }, 'failed'],
		[
			'finished',
			{ statusCode: 409, body: '{"message":"The execution \\"7\\" has finished"}' },
			'over',
		],
		[
			'words for a form',
			{ statusCode: 415, body: '{"message":"Expected multipart"}' },
			'notAnAnswer',
		],
		['too much', { statusCode: 413, body: '' }, 'failed'],
		['starting', { statusCode: 503, body: 'n8n is starting up' }, 'failed'],
		['elsewhere', { statusCode: 302, body: '' }, 'failed'],
		['nothing', new Error('connect ECONNREFUSED'), 'failed'],
	])('%s', async (_what, says, state) => {
		expect(await resumed(trigger([says]))).toBe(state);
	});

	test('running: it is asked again until it waits', async () => {
		const n8n = trigger([running, running, taken]);
		expect(await resumed(n8n)).toBe('taken');
		expect(n8n.requests).toHaveLength(3);
	});

	test('that the other of two came first: it is asked again', async () => {
		expect(await resumed(trigger([{ statusCode: 500, body: '' }, taken]))).toBe('taken');
	});

	test('running for too long: it has failed', async () => {
		const n8n = trigger([running]);
		expect(await resumed(n8n)).toBe('failed');
		expect(n8n.requests).toHaveLength(5);
	});
});

describe('a person', () => {
	const refused: Says = { statusCode: 401, body: '' };
	const known = { phone: '+5491123456789', lid: '123@lid', userId: 'CL.4' };

	test('was asked by one of their names', async () => {
		const n8n = trigger([refused, refused, taken]);
		expect(await resumed(n8n, { ...tap, contact: known })).toBe('taken');
		const names = ['phone +541123456789', 'lid 123', 'user CL.4'];
		expect(n8n.requests.map(({ url }) => url)).toEqual(names.map((name) => address(HERE, name)));
	});

	test('is not asked for again once n8n knows them', async () => {
		const n8n = trigger([{ statusCode: 200, body: '{"state":"notAnAnswer"}' }]);
		expect(await resumed(n8n, { ...tap, contact: known })).toBe('notAnAnswer');
		expect(n8n.requests).toHaveLength(1);
	});

	test('who is somebody else is refused by all of them', async () => {
		const n8n = trigger([refused]);
		expect(await resumed(n8n, { ...tap, contact: known })).toBe('refused');
		expect(n8n.requests).toHaveLength(3);
	});

	test('without a name answers nothing', async () => {
		const n8n = trigger([taken]);
		expect(await resumed(n8n, { ...tap, contact: { waId: '1@g.us', name: 'Maria' } })).toBe(
			'refused',
		);
		expect(n8n.requests).toEqual([]);
	});
});

describe('the same question', () => {
	test('is taken once: a second tap comes too late', async () => {
		const n8n = trigger([taken]);
		expect(await resumed(n8n)).toBe('taken');
		expect(await resumed(n8n, { ...tap, messageId: 'm2' }, reference('1'))).toBe('over');
		expect(n8n.requests).toHaveLength(1);
	});

	test('answered twice at once is taken by the first', async () => {
		const n8n = trigger([running, taken]);
		const states = await Promise.all([
			resumed(n8n),
			resumed(n8n, { ...tap, messageId: 'm2' }, reference('1')),
		]);
		expect(states).toEqual(['taken', 'over']);
	});

	test('is taken for all who hear of the same message', async () => {
		const [one, other] = [trigger([taken]), trigger([taken])];
		const states = await Promise.all([resumed(one), resumed(other), resumed(one)]);
		expect(states).toEqual(['taken', 'taken', 'taken']);
		expect(one.requests.length + other.requests.length).toBe(1);
	});

	test('answered by messages without an ID is over after the first', async () => {
		const n8n = trigger([taken]);
		const unknown = { ...tap, messageId: null };
		expect([await resumed(n8n, unknown), await resumed(n8n, unknown)]).toEqual(['taken', 'over']);
	});

	test('can be answered after what was none, or failed', async () => {
		const refused = { statusCode: 401, body: '' };
		const n8n = trigger([refused, { statusCode: 200, body: '{"state":"notAnAnswer"}' }, taken]);
		const states = [await resumed(n8n), await resumed(n8n), await resumed(n8n)];
		expect(states).toEqual(['refused', 'notAnAnswer', 'taken']);
	});

	test('is asked about again after five thousand others were answered', async () => {
		const n8n = trigger([taken]);
		const answered = async (execution: string) =>
			await resumed(n8n, { ...tap, messageId: null }, { ...reference('0'), execution });
		await answered('1000001');
		for (let other = 0; other < 4999; other++) await answered(String(2_000_000 + other));
		expect(await answered('1000001')).toBe('over');
		await answered('3000000');
		expect(await answered('1000001')).toBe('taken');
	});

	test('in another round is another question', async () => {
		const n8n = trigger([taken]);
		expect(await resumed(n8n)).toBe('taken');
		expect(await resumed(n8n, tap, { ...reference('0'), round: '1' })).toBe('taken');
		expect(n8n.requests).toHaveLength(2);
	});
});

test('many at once go to n8n ten at a time, each of them once', async () => {
	const n8n = trigger([taken]);
	let underWay = 0;
	let most = 0;
	n8n.node.helpers.httpRequest = async (options) => {
		n8n.requests.push(options as (typeof n8n.requests)[number]);
		most = Math.max(most, ++underWay);
		await new Promise((answer) => setTimeout(answer, 50));
		underWay--;
		return taken;
	};
	const many = Array.from({ length: 40 }, (_, each) => String(9_000_000 + each));
	const states = Promise.all(
		many.map(async (execution) => await resume(n8n.node, { ...reference('0'), execution }, tap)),
	);
	await jest.runAllTimersAsync();
	expect(new Set(await states)).toEqual(new Set(['taken']));
	expect([most, n8n.requests.length]).toEqual([10, many.length]);
});

describe('n8n is found', () => {
	const blocked = new Error(
		'The request was blocked because it resolves to a restricted IP address',
	);

	test.each<[string, object, string]>([
		['by the socket of the call', SOCKET, HERE],
		['over IPv6', { ...SOCKET, localAddress: '::1' }, 'http://[::1]:5678/webhook-waiting'],
		[
			'over IPv6 that is IPv4',
			{ ...SOCKET, localAddress: '::ffff:10.0.0.2' },
			'http://[::ffff:10.0.0.2]:5678/webhook-waiting',
		],
		[
			'over TLS, where the socket has it',
			{ ...SOCKET, encrypted: true },
			'https://127.0.0.1:5678/webhook-waiting',
		],
		['at the public address, where the socket is gone', {}, PUBLIC],
	])('%s', async (_how, socket, base) => {
		const n8n = trigger([taken], socket);
		expect(await resumed(n8n)).toBe('taken');
		expect(addressesOf(n8n)).toEqual([base]);
	});

	test('nowhere, where n8n does not say its address', async () => {
		const n8n = trigger([taken]);
		Object.assign(n8n.node, { evaluateExpression: () => undefined });
		expect(await resumed(n8n)).toBe('failed');
		expect(n8n.requests).toEqual([]);
	});

	test.each<[string, Says]>([
		['blocked', blocked],
		['something else', { statusCode: 404, body: 'Not here' }],
	])('at the public address, where the first is %s', async (_what, says) => {
		const n8n = trigger([says, taken]);
		expect(await resumed(n8n)).toBe('taken');
		expect(addressesOf(n8n)).toEqual([HERE, PUBLIC]);
		// Whoever stands between could answer with what is sent there.
		expect(n8n.requests.map((request) => request.skipSslCertificateValidation)).toEqual([
			true,
			false,
		]);
	});

	test('nowhere: it has failed, and no signature is logged', async () => {
		const n8n = trigger([blocked]);
		expect(await resumed(n8n)).toBe('failed');
		expect(addressesOf(n8n)).toEqual([HERE, PUBLIC]);
		expect(n8n.logged).toEqual([expect.stringMatching(`${HERE}.+nor at ${PUBLIC}`)]);
		expect(n8n.logged.join()).not.toContain(reference().signature);
	});
});
