import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INode } from 'n8n-workflow';
import { senders } from '../../providers/providers';
import { nodeAt, runNode } from '../../support/n8n/engine';

/** When a run ends early, and what is kept in order over the tries of n8n. */
let server: Server;
let url: string;
let requests: string[];
let answer: (text: string, response: ServerResponse) => void;

beforeAll(async () => {
	server = createServer((request, response) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			const [text = ''] = /mark-\w+/.exec(Buffer.concat(pieces).toString()) ?? [];
			requests.push(text);
			answer(text, response);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => (requests = []));

const json =
	(status: number, body: IDataObject, headers = {}) =>
	(response: ServerResponse) =>
		response
			.writeHead(status, { 'content-type': 'application/json', ...headers })
			.end(JSON.stringify(body));
const yes = json(201, { id: 'v', status: 'queued' });
const no = json(400, { message: 'Bad' });
const silent = json(500, { message: 'oops' });
const tooFast = json(429, { message: 'slow down' }, { 'retry-after': '0' });

let accounts = 0;

const marked = (recipients: string[]) =>
	recipients.map((to, index) => ({ to: `+5691234567${to}`, text: `mark-${index}` }));

async function send(
	items: IDataObject[],
	options: IDataObject = {},
	onError: INode['onError'] = 'continueRegularOutput',
	settings: Partial<INode> = {},
) {
	const { parameters } = senders.vobizSend;
	const account = nodeAt('vobizSend', url, { authToken: `token ${++accounts}` });
	const { outputs, error } = await runNode(
		account,
		{ ...parameters, options },
		items,
		onError,
		settings,
	);
	const results = outputs.flat().map(({ json }) => (json.details ?? json) as IDataObject);
	return { results, error, outcomes: results.map(({ outcome }) => outcome) };
}

const each = (count: number) => marked(Array.from({ length: count }, (_, index) => String(index)));

describe('an account from which nothing clear comes', () => {
	test.each([1, 3, 5])('ends after five messages, %d at once', async (messagesAtOnce) => {
		answer = (_text, response) => silent(response);
		const { outcomes, results } = await send(each(50), { messagesAtOnce });
		expect(requests.length).toBeGreaterThanOrEqual(5);
		// What is on its way when the fifth ends, ends too.
		expect(requests.length).toBeLessThanOrEqual(messagesAtOnce + 4);
		expect(outcomes.filter((outcome) => outcome === 'unknown')).toHaveLength(requests.length);
		expect(outcomes.filter((outcome) => outcome === 'notSent')).toHaveLength(50 - requests.length);
		expect(results[49].reason).toMatch(
			/^Not tried after what happened at item \d: .*5 times in a row/,
		);
		expect(results[49].whatToDo).toMatch(/^Follow what item \d says, then run this item again\.$/);
	});

	test('goes on where a message is accepted in between', async () => {
		answer = (text, response) => (text.endsWith('4') ? yes(response) : silent(response));
		const { outcomes } = await send(each(9), { messagesAtOnce: 1 });
		expect(requests).toHaveLength(9);
		expect(outcomes.filter((outcome) => outcome === 'notSent')).toEqual([]);
	});

	test('does not count what an earlier try left open', async () => {
		answer = (_text, response) => silent(response);
		const { outcomes } = await send(each(4), { messagesAtOnce: 1 }, undefined, {
			retryOnFail: true,
			waitBetweenTries: 1,
		});
		expect(requests).toHaveLength(4);
		expect(outcomes).toEqual(Array(4).fill('unknown'));
	});

	test('is asked no more than five times by an operation that asks', async () => {
		answer = (_text, response) => silent(response);
		const vambeTicket = nodeAt('vambeTicket', url, { apiKey: `key ${++accounts}` });
		const get = { operation: 'get', contactId: 'c', options: {} };
		const list = Array.from({ length: 8 }, () => ({}));
		const { outputs } = await runNode(vambeTicket, get, list, 'continueRegularOutput');
		expect(requests).toHaveLength(15);
		expect(String(outputs[0][7].json.error)).toContain('Not tried after what happened at item 5');
	}, 60_000);
});

describe('an account that refuses for being too fast', () => {
	test.each([1, 5])('is given up after five times in a row, %d at once', async (messagesAtOnce) => {
		answer = (_text, response) => tooFast(response);
		const { outcomes, results } = await send(each(15), { messagesAtOnce });
		// Those that were on their way together were refused together.
		expect(requests.length).toBeLessThanOrEqual(messagesAtOnce + 4);
		expect(outcomes).toEqual(Array(15).fill('notSent'));
		expect(results[14].reason).toMatch(/^Not tried after .*5 times in a row \(HTTP 429/);
	});

	test('is not given up for one burst', async () => {
		let refusals = 0;
		answer = (_text, response) => (refusals++ < 5 ? tooFast(response) : yes(response));
		const { outcomes } = await send(each(10), { messagesAtOnce: 5 });
		expect(outcomes).toEqual(Array(10).fill('accepted'));
	});
});

describe('On Error: Continue with Retry On Fail', () => {
	const settings = { retryOnFail: true, waitBetweenTries: 1 };
	const failing = (text: string, times: number) => {
		let failures = 0;
		answer = (sent, response) =>
			sent === text && failures++ < times ? no(response) : yes(response);
	};

	test('what follows a failed message to the same recipient waits for the next try', async () => {
		failing('mark-0', 1);
		const { outcomes } = await send(marked(['1', '1', '2']), {}, undefined, settings);
		expect(requests.filter((text) => text !== 'mark-2')).toEqual(['mark-0', 'mark-0', 'mark-1']);
		expect(outcomes).toEqual(['accepted', 'accepted', 'replayed']);
	});

	test('also where the first item of all failed later than it', async () => {
		let failures = 0;
		answer = (text, response) => {
			const slow = text === 'mark-0' ? 200 : 0;
			const fails = ['mark-0', 'mark-1'].includes(text) && failures++ < 2;
			setTimeout(() => (fails ? no(response) : yes(response)), slow);
		};
		const items = marked(['1', '2', '2']);
		const { outcomes } = await send(items, { messagesAtOnce: 2 }, undefined, settings);
		expect(requests.filter((text) => text !== 'mark-0')).toEqual(['mark-1', 'mark-1', 'mark-2']);
		expect(outcomes).toEqual(['accepted', 'accepted', 'accepted']);
	});

	test('nothing waits where n8n does not try again, as the first item was sent', async () => {
		failing('mark-1', 1);
		const { outcomes } = await send(marked(['1', '2', '2']), {}, undefined, settings);
		expect(outcomes).toEqual(['accepted', 'notSent', 'accepted']);
	});

	test.each([2, 3])('nothing waits in the last of %d tries', async (maxTries) => {
		failing('mark-0', 9);
		const { outcomes, results } = await send(marked(['1', '1']), {}, undefined, {
			...settings,
			maxTries,
		});
		expect(requests).toEqual([...Array<string>(maxTries).fill('mark-0'), 'mark-1']);
		expect(outcomes).toEqual(['notSent', 'accepted']);
		expect(results[0].httpStatus).toBe(400);
	});

	test('an invalid first item is an error in every try', async () => {
		failing('mark-1', 1);
		const items = [{ to: '12', text: 'x' }, ...marked(['0', '1', '1']).slice(1)];
		const { outcomes } = await send(items, {}, undefined, settings);
		expect(requests).toEqual(['mark-1', 'mark-1', 'mark-2']);
		expect(outcomes).toEqual(['notSent', 'replayed', 'replayed']);
	});
});

describe('Stop Workflow with Retry On Fail', () => {
	test.each([1, 3])(
		'passes by what may be out, and sends the rest, %d at once',
		async (messagesAtOnce) => {
			answer = (text, response) => (text === 'mark-1' ? silent(response) : yes(response));
			const { error } = await send(each(6), { messagesAtOnce }, 'stopWorkflow', {
				retryOnFail: true,
				waitBetweenTries: 1,
			});
			expect([...requests].sort()).toEqual(each(6).map(({ text }) => text));
			expect(error!.context.data).toMatchObject({
				accepted: [0, 2, 3, 4, 5],
				unknown: [1],
				notSent: [],
			});
			expect(error!.message).toMatch(
				/^Item 2: An earlier try .* 5 accepted, 1 unknown, 0 not sent\.$/,
			);
		},
	);

	test('stops at each new failure', async () => {
		answer = (_text, response) => silent(response);
		const { error } = await send(each(6), { messagesAtOnce: 1 }, 'stopWorkflow', {
			retryOnFail: true,
			maxTries: 3,
			waitBetweenTries: 1,
		});
		expect(requests).toEqual(['mark-0', 'mark-1', 'mark-2']);
		expect(error!.context.data).toMatchObject({ unknown: [0, 1, 2], notSent: [3, 4, 5] });
	});
});

describe('what a stop says', () => {
	test('of a part that was sent: how to send only the rest', async () => {
		answer = (text, response) => (text === 'mark-2' ? no(response) : yes(response));
		const { error } = await send(each(5), { messagesAtOnce: 1 }, 'stopWorkflow');
		expect(error!.message).toMatch(/^Item 3: /);
		expect(error!.message).toMatch(
			/Of 5 items, 2 accepted, 0 unknown, 3 not sent\. To send only the rest, retry this execution under Executions\. If an item is refused again, set On Error to Continue first\. "Execute step" would send all 5 again\.$/,
		);
		expect(error!.context).toMatchObject({ itemIndex: 2, data: { accepted: [0, 1] } });
	});

	test('of bad items: how to go on with the others', async () => {
		const items = [...each(2), { to: '12', text: 'x' }, { to: '', text: 'x' }];
		const { error } = await send(items, {}, 'stopWorkflow');
		expect(error!.message).toMatch(/^Item 3: /);
		expect(error!.message).toContain('(items[2].recipient)');
		expect(error!.message).toMatch(
			/1 more item has an error: see the description\. Nothing was sent\. To go on with the valid items, set On Error to Continue in the Settings of this node\.$/,
		);
		expect(error!.description).toMatch(/<br>Item 4: .*\(items\[3\]\.recipient\).*\bempty-field\b/);
		expect(requests).toEqual([]);
	});

	test('of the only item: nothing of others', async () => {
		answer = (_text, response) => no(response);
		const { error } = await send(each(1), {}, 'stopWorkflow');
		expect(error!.message).not.toMatch(/Item 1|Executions|Continue/);
		expect(error!.message).toMatch(/ It was not sent\.$/);
	});

	test('the item that n8n names in its own words, counted from 0, is not said twice', async () => {
		const items = [...each(1), { to: null, text: 'x' }];
		const { parameters } = senders.vobizSend;
		const broken = { ...parameters, recipient: "={{ $('Nowhere').item.json.to }}" };
		const { error } = await runNode(nodeAt('vobizSend', url), broken, items);
		expect(error!.message).toContain('A parameter could not be read');
		expect(error!.message).not.toContain('[item');
	});
});
