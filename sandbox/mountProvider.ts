import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Conversations } from './conversations';
import { bodyOf, type Answer } from './faults/answers';
import type { Faults } from './faults/faults';
import { registerFaultHooks } from './faults/hooks';
import { acceptEmptyBodies } from './http/emptyBodies';
import type { SandboxProvider } from './provider';
import { providers } from './providers';
import type { Deliveries } from './webhooks/deliveries';
import type { Webhooks } from './webhooks/webhooks';

const HIDDEN_HEADERS = new Set([
	'authorization',
	'cookie',
	...providers.flatMap(({ keyHeaders }) => keyHeaders),
]);

/** The answer is there before WhatsApp says what became of the message. */
const FATE_MS = 250;

interface Parts {
	conversations: Conversations;
	faults: Faults;
	webhooks: Webhooks;
	deliveries: Deliveries;
}

/** Serves a provider's API under its name and keeps every request to send something. */
export async function mountProvider(
	app: FastifyInstance,
	provider: SandboxProvider,
	{ conversations, faults, webhooks, deliveries }: Parts,
): Promise<void> {
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
				if (!accepted) return;
				const context = deliveries.contextOf(provider, request);
				const about = { provider, about: message.id, quietly: true };
				if (deliveries.settings.tellOfSent && inbound.sent) {
					deliveries.deliver(inbound.sent(message, real, context), about);
				}
				const fate = inbound.fate?.(message, conversations.messages);
				if (!fate) return;
				const report = () => {
					// It may have been cleared meanwhile.
					if (conversations.message(message.id) !== message) return;
					const event = inbound.changed(message, fate, context);
					deliveries.deliver(event, { ...about, value: fate.value });
				};
				setTimeout(report, FATE_MS).unref();
			},
		});
		await scope.register(provider.routes, { webhooks, conversations, deliveries });
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
