import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A server that answers with whatever bytes a test wants. */
export interface RawServer {
	url: string;
	/** What came in, by connection. */
	received: string[];
	/** Waits until the other side has ended all connections; never, while it keeps one. */
	ended(): Promise<void>;
	stop(): Promise<void>;
}

/** @param answer called once a whole request came in */
export async function startRawServer(answer: (socket: Socket) => unknown): Promise<RawServer> {
	const received: string[] = [];
	const open = new Set<Socket>();
	let last = () => {};
	const server = createServer((socket) => {
		const connection = received.push('') - 1;
		let answered = false;
		open.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => {
			open.delete(socket);
			if (open.size === 0) last();
		});
		socket.on('data', (bytes) => {
			received[connection] += bytes.toString('latin1');
			const [head, body] = received[connection].split('\r\n\r\n');
			const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
			if (answered || body === undefined || body.length < length) return;
			answered = true;
			void answer(socket);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received,
		async ended() {
			if (open.size > 0) await new Promise<void>((resolve) => (last = resolve));
		},
		async stop() {
			for (const socket of open) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}
