import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { IDataObject } from 'n8n-workflow';
import { senders } from '../../providers/providers';
import { nodeAt, runNode } from '../../support/n8n/engine';
import { startRawServer, type RawServer } from '../../support/servers/rawServer';

/** An answer has an end: by a deadline, and by its size. Then its connection has ended too. */
let server: RawServer | undefined;
afterEach(async () => await server?.stop());

const HEAD = 'HTTP/1.1 201 Created\r\ncontent-type: application/json\r\n';
const { parameters } = senders.vobizSend;

async function send(answer: (socket: Socket) => unknown, messages = 1, timeout = 0.5) {
	server = await startRawServer(answer);
	const items = Array.from({ length: messages }, (_, index) => ({
		to: `+5691234567${index}`,
		text: 'Hi',
	}));
	const { outputs } = await runNode(
		nodeAt('vobizSend', server.url),
		{ ...parameters, options: { timeout } },
		items,
		'continueRegularOutput',
	);
	await server.ended();
	return outputs[0].map(({ json }) => (json.details ?? json) as IDataObject);
}

const drip = (socket: Socket, bytes: string) => {
	const timer = setInterval(() => socket.write(bytes), 50);
	socket.on('close', () => clearInterval(timer));
};

test.each<[string, (socket: Socket) => unknown]>([
	[
		'drips',
		(socket) => {
			socket.write(`${HEAD}content-length: 100000\r\n\r\n{`);
			drip(socket, ' ');
		},
	],
	['stops in the middle', (socket) => socket.write(`${HEAD}content-length: 100\r\n\r\n{"id":`)],
	[
		'stops in the middle, gzipped',
		(socket) => socket.write(`${HEAD}content-encoding: gzip\r\n\r\n\x1f`),
	],
	[
		'drips its head',
		(socket) => {
			socket.write('HTTP/1.1 201 Created\r\n');
			drip(socket, 'x-more: 1\r\n');
		},
	],
	['never begins', () => {}],
])('an answer that %s ends at the deadline, and its connection with it', async (_what, answer) => {
	const results = await send(answer, 3);
	expect(results.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown']);
	expect(server!.received).toHaveLength(3);
});

const MB = 2 ** 20;

test('an answer without end is left at 16 MB', async () => {
	let written = 0;
	const endless = (socket: Socket) => {
		socket.write(`${HEAD}\r\n`);
		const more = () => {
			while (!socket.destroyed && socket.write(' '.repeat(MB))) written += MB;
			written += MB;
		};
		socket.on('drain', more);
		more();
	};
	const [result] = await send(endless, 1, 60);
	expect(result).toMatchObject({ outcome: 'unknown' });
	expect(result.reason).toContain('larger than 16 MB');
	expect(written).toBeLessThan(64 * MB);
});

test('an answer that unpacks to more than 16 MB is left there', async () => {
	const bomb = gzipSync(Buffer.alloc(200 * MB));
	const before = process.memoryUsage().rss;
	const [result] = await send((socket) => {
		socket.write(`${HEAD}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`);
		socket.end(bomb);
	});
	expect(result).toMatchObject({ outcome: 'unknown' });
	expect(result.reason).toContain('larger than 16 MB');
	expect(process.memoryUsage().rss - before).toBeLessThan(150 * MB);
});

test('16 MB are taken', async () => {
	const body = `{"id":"v","pad":"${'x'.repeat(15 * MB)}"}`;
	const [result] = await send((socket) => {
		socket.end(`${HEAD}content-length: ${body.length}\r\n\r\n${body}`);
	});
	expect(result).toMatchObject({ outcome: 'accepted', messageId: 'v' });
});

test.each<[string, string]>([
	['before its length', 'content-length: 100\r\n\r\n{"id":"v"}'],
	['before the last chunk', 'transfer-encoding: chunked\r\n\r\na\r\n{"id":"v"}\r\n'],
])('an answer that is cut off %s is unknown, whatever came', async (_where, rest) => {
	const [result] = await send((socket) => socket.end(HEAD + rest));
	expect(result).toMatchObject({ outcome: 'unknown' });
	expect(result.reason).toContain('cut off');
});

test('half of a gzipped answer is no answer', async () => {
	const packed = gzipSync(JSON.stringify({ id: 'v', text: 'x'.repeat(50) }));
	const half = packed.subarray(0, packed.length / 2);
	const [result] = await send((socket) => {
		socket.write(`${HEAD}content-encoding: gzip\r\ncontent-length: ${half.length}\r\n\r\n`);
		socket.end(half);
	});
	expect(result).toMatchObject({ outcome: 'unknown' });
});

test('a mark at the beginning of a text is no part of it', async () => {
	const [result] = await send((socket) => socket.end(`${HEAD}\r\n\ufeff{"id":"v"}`));
	expect(result).toMatchObject({ outcome: 'accepted', messageId: 'v' });
});
