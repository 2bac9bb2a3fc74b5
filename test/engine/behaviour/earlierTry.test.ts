import type { IDataObject } from 'n8n-workflow';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { senders } from '../../providers/providers';
import { nodeAt, runNode, type NodeUnderTest } from '../../support/n8n/engine';

/** A later try that cannot even begin says of each message what the earlier try did with it. */
let server: Server;
let url: string;
let answers: number[];
let afterwards: () => void;

beforeAll(async () => {
	server = createServer((request, response) => {
		request.resume().on('end', () => {
			const status = answers.shift() ?? 201;
			response.writeHead(status).end(JSON.stringify(status === 201 ? { id: 'v' } : {}));
			if (answers.length === 0) afterwards();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const { parameters } = senders.vobizSend;
const twice = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

const run = async (node: NodeUnderTest, items: IDataObject[], goesOn = false) =>
	await runNode(
		node,
		{ ...parameters, options: { messagesAtOnce: 1 } },
		items,
		goesOn ? 'continueRegularOutput' : 'stopWorkflow',
		twice,
	);

const itemsOf = () =>
	['+56911111111', '+56922222222', '+56933333333'].map((to) => ({ to, text: 'Hello' }));

test('a column of the input called error makes n8n try nothing again', async () => {
	let requests = 0;
	answers = [];
	afterwards = () => requests++;
	const { outputs } = await runNode(
		nodeAt('vobizSend', url),
		{ ...parameters, options: { keepInputFields: 'receipt' } },
		[{ ...itemsOf()[0], error: 'last time' }],
		'stopWorkflow',
		twice,
	);
	expect(requests).toBe(1);
	expect(outputs[0][0].json).toMatchObject({ receipt: { outcome: 'accepted' } });
});

test('where an item is invalid by then', async () => {
	const items = itemsOf();
	answers = [201, 500];
	afterwards = () => (items[2].text = '');
	const { error } = await run(nodeAt('vobizSend', url), items);
	expect(error!.context.data).toMatchObject({ accepted: [0], unknown: [1], notSent: [2] });
	expect(error!.message).toMatch(/^Item 3: .*1 accepted, 1 unknown, 1 not sent/);
	expect(error!.description).toMatch(/<br>Item 2: An earlier try/);
});

test('where the item that is invalid may be out', async () => {
	const items = itemsOf();
	answers = [201, 500];
	afterwards = () => (items[0].text = '');
	const { error } = await run(nodeAt('vobizSend', url), items);
	expect(error!.context.data).toMatchObject({ accepted: [], unknown: [0, 1], notSent: [2] });
});

test.each([false, true])(
	'where the credential is of no use by then, going on: %s',
	async (goesOn) => {
		answers = [500, 201, 201].slice(0, goesOn ? 3 : 1);
		const node = nodeAt('vobizSend', url);
		const { credential } = node;
		afterwards = () => (credential.baseUrl = '');
		const { error, outputs } = await run(node, itemsOf(), goesOn);
		if (goesOn) {
			const ended = outputs[0].map(({ json }) => (json.details as IDataObject) ?? json);
			expect(ended.map(({ outcome }) => outcome)).toEqual(['unknown', 'replayed', 'replayed']);
		} else {
			expect(error!.context.data).toMatchObject({ accepted: [], unknown: [0], notSent: [1, 2] });
		}
	},
);
