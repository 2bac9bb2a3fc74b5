import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
}

/** By "GET /path"; what is not there is never answered. */
export type Answers = Record<string, Answer | ((body: unknown) => Answer)>;

interface Asked {
	request: string;
	headers: IncomingHttpHeaders;
	body: unknown;
}

/** A server that answers as a test says, and knows what it was asked. */
export async function answeringServer(answers: Answers) {
	const asked: Asked[] = [];
	const server = createServer((incoming, response) => {
		const pieces: Buffer[] = [];
		incoming.on('data', (piece: Buffer) => pieces.push(piece));
		incoming.on('end', () => {
			const text = Buffer.concat(pieces).toString();
			const body: unknown = text === '' ? undefined : JSON.parse(text);
			const request = `${incoming.method} ${incoming.url}`;
			asked.push({ request, headers: incoming.headers, body });
			const given = answers[request];
			if (given === undefined) return;
			const {
				status = 200,
				headers,
				body: content,
			} = typeof given === 'function' ? given(body) : given;
			response.writeHead(status, headers);
			response.end(Buffer.isBuffer(content) ? content : JSON.stringify(content));
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		host: `127.0.0.1:${port}`,
		url: `http://127.0.0.1:${port}`,
		port,
		asked,
		requests: () => asked.map(({ request }) => request),
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

export type AnsweringServer = Awaited<ReturnType<typeof answeringServer>>;
