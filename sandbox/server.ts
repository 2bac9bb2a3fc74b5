import fastifySse from '@fastify/sse';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { aisoule } from './aisoule/aisoule';
import { readMissingBodies } from './bodies';
import { Conversations } from './conversations';
import { evolutionV1, evolutionV2 } from './evolution/evolution';
import { bodyOf, type Answer } from './faults/answers';
import { Faults } from './faults/faults';
import { standBetween } from './faults/hooks';
import { faultRoutes } from './faults/routes';
import { inboxRoutes } from './inbox/routes';
import type { SandboxProvider } from './provider';
import { vambe } from './vambe/vambe';
import { vobiz } from './vobiz/vobiz';

export const providers: SandboxProvider[] = [vambe, vobiz, aisoule, evolutionV1, evolutionV2];

const HIDDEN_HEADERS = new Set(['authorization', 'x-api-key', 'x-auth-token', 'apikey', 'cookie']);

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
	const faults = new Faults(providers);

	await app.register(fastifySse);
	for (const provider of providers) await play(app, provider, { conversations, faults });
	await app.register(faultRoutes, { faults });
	await app.register(inboxRoutes, { conversations, faults, providers });

	const url = await app.listen({ host: '127.0.0.1', port });
	return { url, close: async () => await app.close() };
}

/** Serves a provider's API under its name and keeps every request to send something. */
async function play(
	app: FastifyInstance,
	provider: SandboxProvider,
	{ conversations, faults }: { conversations: Conversations; faults: Faults },
) {
	const routes = async (scope: FastifyInstance) => {
		readMissingBodies(scope);
		standBetween(scope, {
			provider,
			faults,
			keep: (request, { content, accepted, fault, answer }) =>
				conversations.record({
					provider: provider.name,
					accepted,
					fault,
					content,
					...exchange(request, answer),
				}),
		});
		await scope.register(provider.routes);
	};
	await app.register(routes, { prefix: `/${provider.name}` });
}

function exchange(request: FastifyRequest, answer: Answer) {
	// The headers as they came, before `readMissingBodies`.
	const headers = Object.entries(request.raw.headers).map(([name, value]) => [
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
		response: { status: answer.status, body: bodyOf(answer) },
	};
}
