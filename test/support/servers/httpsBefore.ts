import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const pem = readFileSync(join(__dirname, '..', '..', 'fixtures', 'selfSigned.pem'));

/**
 * Puts HTTPS before a server, as a reverse proxy does.
 * @param url where the server is
 */
export async function httpsBefore(url: string) {
	const asked: string[] = [];
	const server = createServer({ key: pem, cert: pem }, (incoming, answer) => {
		asked.push(`${incoming.method} ${incoming.url}`);
		const { method, headers } = incoming;
		const passedOn = request(new URL(incoming.url!, url), { method, headers }, (response) => {
			answer.writeHead(response.statusCode!, response.headers);
			response.pipe(answer);
		});
		passedOn.on('error', () => answer.destroy());
		incoming.pipe(passedOn);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
		/** What was asked for, such as "GET /path". */
		asked,
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
