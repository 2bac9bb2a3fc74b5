import fastifySse from '@fastify/sse';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { aisoule } from './aisoule';
import { acceptEmptyBodies } from './http/emptyBodies';
import { Conversations } from './conversations';
import { evolutionV1, evolutionV2 } from './evolution';
import { bodyOf, type Answer } from './faults/answers';
import { Faults } from './faults/faults';
import { registerFaultHooks } from './faults/hooks';
import { faultRoutes } from './faults/routes';
import { requireOwnHostName } from './http/hostNames';
import { inboxRoutes } from './inbox/routes';
import type { SandboxProvider } from './provider';
import { vambe } from './vambe';
import { vobiz } from './vobiz';
import { Deliveries } from './webhooks/deliveries';
import { replyRoutes } from './replies/routes';
import { webhookRoutes } from './webhooks/routes';
import { Webhooks } from './webhooks/webhooks';

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
	const webhooks = new Webhooks();
	const deliveries = new Deliveries(webhooks);
	conversations.on('cleared', () => deliveries.clear());
	const parts = { providers, conversations, faults, webhooks, deliveries };

	requireOwnHostName(app);
	await app.register(fastifySse);
	for (const provider of providers) await mountProvider(app, provider, parts);
	await app.register(faultRoutes, parts);
	await app.register(webhookRoutes, parts);
	await app.register(replyRoutes, parts);
	await app.register(inboxRoutes, parts);
	app.addHook('preClose', async () => deliveries.clear());

	const url = await app.listen({ host: '127.0.0.1', port });
	return { url, close: async () => await app.close() };
}

interface Parts {
	conversations: Conversations;
	faults: Faults;
	webhooks: Webhooks;
	deliveries: Deliveries;
}

/** Serves a provider's API under its name and keeps every request to send something. */
async function mountProvider(
	app: FastifyInstance,
	provider: SandboxProvider,
	{ conversations, faults, webhooks, deliveries }: Parts,
) {
	const { name, inbound } = provider;
	const routes = async (scope: FastifyInstance) => {
		acceptEmptyBodies(scope);
		registerFaultHooks(scope, {
			provider,
			faults,
			keep(request, { content, accepted, fault, answer, real }) {
				const message = conversations.record({
					provider: name,
					direction: 'outgoing',
					messageId: accepted ? inbound.messageIdOf(real) : null,
					accepted,
					fault,
					content,
					...exchange(request, answer),
				});
				const { tellOfSent, forms } = deliveries.settings;
				if (!accepted || !tellOfSent || !inbound.sent) return;
				const eventContext = { origin: `http://${request.host}`, forms, at: new Date() };
				const event = inbound.sent(message, real, eventContext);
				deliveries.deliver(event, { provider, about: message.id, quietly: true });
			},
		});
		await scope.register(provider.routes, { webhooks });
	};
	await app.register(routes, { prefix: `/${name}` });
}

function exchange(request: FastifyRequest, answer: Answer) {
	// The headers as they came, before `acceptEmptyBodies`.
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
