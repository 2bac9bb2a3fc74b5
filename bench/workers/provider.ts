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

	const app = fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

	app.get('/seen', () => {
		const answer = seen;
		forget();
		return answer;
	});
	app.post('/*', async ({ body }, reply) => {
		const [recipient] = /569\d{8}/.exec(String(body))!;
		const place = Number(/#(\d+)/.exec(String(body))![1]);
		seen.messages++;
		if (place < (lastOf.get(recipient) ?? 0)) seen.outOfOrder++;
		else lastOf.set(recipient, place);

		seen.mostInFlight = Math.max(seen.mostInFlight, ++inFlight);
		if (latencyMs > 0) await wait(latencyMs);
		inFlight--;
		return await reply.code(201).send(ANSWER);
	});
	process.send!(await app.listen({ host: '127.0.0.1', port: 0 }));
}

if (require.main === module) void main();
