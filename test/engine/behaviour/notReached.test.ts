import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { senders } from '../../providers/providers';
import { nodeAt, runNode } from '../../support/n8n/engine';

/** A try that ends early says of what it did not come to what an earlier try did with it. */
const [FAILS, TAKES] = ['+56911111111', '+56922222222'];
const MESSAGES = [FAILS, TAKES, TAKES].map((to) => ({ to, text: 'Hello' }));

let server: Server;
let url: string;
let arrived: string[];

beforeAll(async () => {
	let held: ServerResponse | undefined;
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { to } = JSON.parse(String(Buffer.concat(chunks))) as { to: string };
			arrived.push(to);
			if (to === FAILS) held = response;
			else response.writeHead(201).end(JSON.stringify({ id: `v${arrived.length}` }));
			// The others are out before anybody hears of the failure.
			if (arrived.length === MESSAGES.length) held!.writeHead(502).end('Bad Gateway');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});
beforeEach(() => (arrived = []));

test.each([
	['as it comes', {}, { accepted: [1, 2], unknown: [0], notSent: [] }],
	[
		'with Retry On Fail',
		{ retryOnFail: true, maxTries: 3 },
		{ accepted: [1, 2], unknown: [0], notSent: [] },
	],
])('%s', async (_, settings, told) => {
	const { error } = await runNode(
		nodeAt('vobizSend', url),
		senders.vobizSend.parameters,
		MESSAGES,
		'stopWorkflow',
		{ waitBetweenTries: 1, ...settings },
	);
	expect(error!.context.data).toMatchObject(told);
	expect(arrived).toHaveLength(MESSAGES.length);
});
