import fastifySse from '@fastify/sse';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Conversations } from './conversations';
import { inboxRoutes } from './inbox/routes';
import type { SandboxProvider } from './provider';
import { vambe } from './vambe/vambe';

const providers: SandboxProvider[] = [vambe];

const HIDDEN_HEADERS = new Set(['authorization', 'x-api-key', 'cookie']);

export interface Sandbox {
	/** Of the inbox page; a provider's base URL is this and its name. */
	url: string;
	close(): Promise<void>;
}

/**
 * Starts the stand-in for the providers and its inbox page, on loopback only.
 * @param port 0 for any free one
 * @throws the system's error where the port is taken
 */
export async function startSandbox(port: number): Promise<Sandbox> {
	const app = fastify({
		bodyLimit: 20 * 1024 * 1024,
		forceCloseConnections: true,
		// A provider judges what it receives; it does not mend it first.
		ajv: { customOptions: { coerceTypes: false, useDefaults: false, removeAdditional: false } },
	});
	const conversations = new Conversations();

	await app.register(fastifySse);
	for (const provider of providers) await play(app, provider, conversations);
	await app.register(inboxRoutes, { conversations, providers });

	const url = await app.listen({ host: '127.0.0.1', port });
	return { url, close: async () => await app.close() };
}

/** Serves a provider's API under its name and keeps every request to send something. */
async function play(app: FastifyInstance, provider: SandboxProvider, conversations: Conversations) {
	const routes = async (scope: FastifyInstance) => {
		scope.addHook('onSend', async (request, reply, payload) => {
			if (request.method === 'POST') {
				conversations.record({
					provider: provider.name,
					accepted: reply.statusCode < 300,
					content: provider.contentOf(request),
					...exchange(request, reply, payload),
				});
			}
			return payload;
		});
		await scope.register(provider.routes);
	};
	await app.register(routes, { prefix: `/${provider.name}` });
}

function exchange(request: FastifyRequest, reply: FastifyReply, payload: unknown) {
	const headers = Object.entries(request.headers).map(([name, value]) => [
		name,
		HIDDEN_HEADERS.has(name) ? '[hidden]' : String(value),
	]);
	return {
		request: {
			method: request.method,
			path: request.url,
			headers: Object.fromEntries(headers),
			body: request.body ?? null,
		},
		response: { status: reply.statusCode, body: JSON.parse(String(payload)) },
	};
}
