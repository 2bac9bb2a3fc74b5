import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Conversations } from './conversations';
import { bodyOf, type Answer } from './faults/answers';
import type { Faults } from './faults/faults';
import { registerFaultHooks } from './faults/hooks';
import type { Files } from './files/files';
import type { LinkedFiles } from './files/linkedFiles';
import { acceptEmptyBodies } from './http/emptyBodies';
import { acceptForms } from './http/forms';
import { bodyShown } from './http/bodyShown';
import type { SandboxProvider } from './provider';
import { providers } from './providers';
import { whenSent } from './scheduled';
import { registerTyping } from './typing';
import type { Deliveries } from './webhooks/deliveries';
import type { Webhooks } from './webhooks/webhooks';
import { isSign } from './signs';

const HIDDEN_HEADERS = new Set([
	'authorization',
	'cookie',
	...providers.flatMap(({ keyHeaders }) => keyHeaders),
]);

/** The answer is there before WhatsApp says what became of the message. */
const FATE_MS = 250;

interface Parts {
	conversations: Conversations;
	files: Files;
	linkedFiles: LinkedFiles;
	faults: Faults;
	webhooks: Webhooks;
	deliveries: Deliveries;
}

/** Serves a provider's API under its name and keeps every request to send something. */
export async function mountProvider(
	app: FastifyInstance,
	provider: SandboxProvider,
	{ conversations, files, linkedFiles, faults, webhooks, deliveries }: Parts,
): Promise<void> {
	const { name, inbound, bodyLimit = app.initialConfig.bodyLimit!, takesForms } = provider;
	const routes = async (scope: FastifyInstance) => {
		scope.addHook('onRoute', (route) => {
			route.bodyLimit = bodyLimit;
		});
		acceptEmptyBodies(scope);
		if (takesForms) await acceptForms(scope, bodyLimit);
		registerFaultHooks(scope, {
			provider,
			faults,
			files,
			keep(request, { content, accepted, fault, answer, real }) {
				const message = conversations.record({
					provider: name,
					direction: 'outgoing',
					messageId: accepted ? inbound.messageIdOf(real) : null,
					accepted,
					fault,
					content: accepted ? linkedFiles.expected(content) : content,
					...exchange(request, answer),
				});
				if (!accepted || isSign(content)) return;
				const eventContext = () => deliveries.contextOf(provider, request);
				const about = { provider, about: message.id, quietly: true };
				whenSent(message, conversations, () => {
					const event =
						deliveries.settings.tellOfSent && inbound.sent?.(message, real, eventContext());
					if (event) deliveries.deliver(event, about);
					void linkedFiles.fetchFor(message, { provider, eventContext });
					const fate = inbound.fate?.(message, conversations.messages);
					if (!fate) return;
					const report = () => {
						// It may have been cleared meanwhile.
						if (conversations.message(message.id)?.receivedAt !== message.receivedAt) return;
						const changed = inbound.changed(message, fate, eventContext());
						deliveries.deliver(changed, { ...about, value: fate.value });
					};
					setTimeout(report, FATE_MS).unref();
				});
			},
		});
		registerTyping(scope, { provider, conversations, files });
		await scope.register(provider.routes, { webhooks, conversations, files, deliveries });
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
			body: bodyShown(request),
		},
		response: { status: answer.status, body: bodyOf(answer) },
	};
}
