import { setTimeout as wait } from 'node:timers/promises';
import fastify from 'fastify';

/**
 * Stands for any provider: accepts every message after a while, and watches how they come. A process
 * of its own, so that its work is not counted as that of a node.
 */

/** What was seen since it was last asked. */
export interface Seen {
	messages: number;
	mostInFlight: number;
	/** Messages that came after a later one to the same recipient. */
	outOfOrder: number;
}

/** The answers of all providers at once: each reads its own part. */
const ANSWER = {
	id: 'msg_1',
	status: 'queued',
	key: { id: 'BAE5' },
	messages: [{ id: 'wamid.1' }],
};

const MAX_BODY = 64 * 2 ** 20;

/** An instance of this name answers with the file that it got, as a WhatsApp Business channel does. */
const ECHO = /\/echo$/;

async function main() {
	const latencyMs = Number(process.argv[2]);
	const lastOf = new Map<string, number>();
	let seen: Seen;
	let inFlight = 0;
	const forget = () => {
		lastOf.clear();
		seen = { messages: 0, mostInFlight: 0, outOfOrder: 0 };
	};
	forget();

	const app = fastify({ bodyLimit: MAX_BODY, forceCloseConnections: true });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

	app.get('/seen', () => {
		const answer = seen;
		forget();
		return answer;
	});
	// What kind of instance it is.
	app.get('/instance/fetchInstances', () => [{ name: 'phone' }]);
	app.post('/*', async ({ url, body }, reply) => {
		const text = (body as Buffer).toString('latin1');
		const [recipient] = /569\d{8}/.exec(text)!;
		const place = Number(/#(\d+)/.exec(text)![1]);
		seen.messages++;
		if (place < (lastOf.get(recipient) ?? 0)) seen.outOfOrder++;
		else lastOf.set(recipient, place);

		seen.mostInFlight = Math.max(seen.mostInFlight, ++inFlight);
		if (latencyMs > 0) await wait(latencyMs);
		inFlight--;
		const answer = ECHO.test(url) ? echoOf(body as Buffer) : ANSWER;
		return await reply.code(201).send(answer);
	});
	process.send!(await app.listen({ host: '127.0.0.1', port: 0 }));
}

const echoOf = (body: Buffer) => ({
	...ANSWER,
	message: { documentMessage: { media: body.toString('base64') } },
});

if (require.main === module) void main();
