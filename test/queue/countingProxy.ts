import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before an n8n, and counts what it is asked. */
export async function startCountingProxy(n8nUrl: string) {
	let calls: Record<string, number> = {};
	const server = createServer((asked, answer) => {
		const method = String(asked.method);
		calls[method] = (calls[method] ?? 0) + 1;
		const { url, headers } = asked;
		const passedOn = request(`${n8nUrl}${url}`, { method, headers }, (given) => {
			answer.writeHead(given.statusCode!, given.headers);
			given.pipe(answer);
		});
		passedOn.on('error', () => answer.destroy());
		asked.pipe(passedOn);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		/** Calls by their method since this was asked last. */
		take(): Record<string, number> {
			const taken = calls;
			calls = {};
			return taken;
		},
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

export type CountingProxy = Awaited<ReturnType<typeof startCountingProxy>>;
