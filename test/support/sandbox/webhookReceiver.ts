import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A request as it came, to the byte. */
export interface ReceivedWebhook {
	path: string;
	headers: IncomingHttpHeaders;
	raw: Buffer;
	at: number;
}

/** Listens for webhooks, and answers as a test wants. */
export async function receiveWebhooks() {
	const received: ReceivedWebhook[] = [];
	let answers: number[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			received.push({
				path: request.url!,
				headers: request.headers,
				raw: Buffer.concat(chunks),
				at: performance.now(),
			});
			response.writeHead(answers.shift() ?? 200).end();
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received,
		/** The statuses of the next answers; 200 afterwards. */
		answer(...statuses: number[]) {
			answers = statuses;
		},
		/** Waits until so many have come. */
		async first(count: number): Promise<ReceivedWebhook[]> {
			while (received.length < count) await wait(10);
			return received.slice(0, count);
		},
		clear() {
			received.length = 0;
			answers = [];
		},
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

export type WebhookReceiver = Awaited<ReturnType<typeof receiveWebhooks>>;
