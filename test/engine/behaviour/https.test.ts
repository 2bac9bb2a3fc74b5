import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { senders } from '../../providers/providers';
import { nodeAt, runNode, searchList } from '../../support/n8n/engine';
import { startRawServer } from '../../support/servers/rawServer';

/** A server that speaks HTTPS, and a credential whose address begins with http://. */
const pem = readFileSync(join(__dirname, '..', '..', 'fixtures', 'selfSigned.pem'));
const { parameters } = senders.evolutionV2;
const items = ['1', '2', '3'].map((digit) => ({ to: `+5691234567${digit}`, text: 'A' }));

async function send(url: string) {
	const { outputs } = await runNode(
		nodeAt('evolutionV2', url),
		parameters,
		items,
		'continueRegularOutput',
	);
	return outputs[0].map(({ json }) => json.details as IDataObject);
}

describe('one that only ends the connection', () => {
	let server: Server;
	let url: string;
	let refused = 0;
	beforeAll(async () => {
		server = createServer({ key: pem, cert: pem }, (_request, response) => response.end());
		server.on('tlsClientError', () => refused++);
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => server.close());

	test('is named, and nothing more is sent there', async () => {
		const [first, ...rest] = await send(url);
		expect(first).toMatchObject({ outcome: 'unknown' });
		expect(first.reason).toContain('speaks HTTPS');
		expect(first.whatToDo).toContain('begin the address with https://');
		expect(rest.map(({ outcome }) => outcome)).toEqual(['notSent', 'notSent']);
		for (const { reason, whatToDo } of rest) {
			expect(reason).toContain('Not tried after what happened at item 1');
			expect(whatToDo).toContain('item 1');
		}
		expect(refused).toBe(1);
	});

	test('is named where a list was wanted', async () => {
		const node = nodeAt('evolutionV2', url);
		await expect(searchList(node, 'instances')).rejects.toThrow('speaks HTTPS');
	});

	test('is named where the node only asks', async () => {
		const get = { operation: 'get', contactId: 'c', options: {} };
		const { error } = await runNode(nodeAt('vambeTicket', url), get, [{}]);
		expect(error!.message).toContain('speaks HTTPS');
		expect(error!.context.data).toMatchObject({ notSent: [0] });
	});
});

async function answered(answer: (socket: Socket) => unknown) {
	const server = await startRawServer(answer);
	const results = await send(server.url);
	await server.stop();
	return { results, connections: server.received.length };
}

test('an alert of TLS is certain: such a server reads no message', async () => {
	const { results, connections } = await answered((socket) =>
		socket.end(Buffer.from([0x15, 0x03, 0x01, 0, 2, 2, 0x46])),
	);
	expect(results.map(({ outcome }) => outcome)).toEqual(['notSent', 'notSent', 'notSent']);
	expect(results[0].reason).toContain('speaks HTTPS');
	expect(connections).toBe(1);
});

test.each([
	'<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>',
	'Client sent an HTTP request to an HTTPS server.\n',
	"<p>Reason: You're speaking plain HTTP to an SSL-enabled server port.</p>",
])('%s', async (body) => {
	const { results, connections } = await answered((socket) =>
		socket.end(`HTTP/1.1 400 Bad Request\r\n\r\n${body}`),
	);
	expect(results.map(({ outcome }) => outcome)).toEqual(['unknown', 'notSent', 'notSent']);
	expect(results[0].reason).toContain('speaks HTTPS');
	expect(connections).toBe(1);
});

test('a connection that is lost says nothing of HTTPS, and stops nothing', async () => {
	const { results } = await answered((socket) => socket.destroy());
	expect(results.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown']);
	expect(results[0].reason).not.toContain('HTTPS');
});
