import type { FastifyInstance } from 'fastify';

const OWN_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Answers only to the names of this machine, and of the host that it listens at. A page of the web
 * whose name was pointed here would otherwise be taken for the inbox page, and could read and write
 * as it does.
 */
export function requireOwnHostName(app: FastifyInstance, host: string): void {
	const names = [...new Set([...OWN_NAMES, host.toLowerCase()])];
	app.addHook('onRequest', (request, reply, done) => {
		const { localPort } = request.socket;
		const own = names.map((name) => (localPort === 80 ? name : `${name}:${localPort}`));
		const asked = request.headers.host ?? '';
		if (own.includes(asked.toLowerCase())) {
			done();
			return;
		}
		// Before any hook: this is the answer of no provider, and no message of one.
		reply.hijack();
		const addresses = own.map((name) => `http://${name}`).join(', ');
		const message = `The sandbox answers only at ${addresses}, not at "${asked}"`;
		reply.raw.writeHead(421, { 'content-type': 'application/json', connection: 'close' });
		reply.raw.end(JSON.stringify({ message }));
	});
}
