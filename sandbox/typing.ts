import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Conversations } from './conversations';
import type { Files } from './files/files';
import type { SandboxProvider } from './provider';

/** Who refuses does so at once. */
const REFUSED_WITHIN_MS = 50;

interface Options {
	provider: SandboxProvider;
	conversations: Conversations;
	files: Files;
}

/** Shows “typing…” from the beginning: a call may last as long as the sign does. */
export function registerTyping(
	app: FastifyInstance,
	{ provider, conversations, files }: Options,
): void {
	const waiting = new WeakMap<FastifyRequest, { timer: NodeJS.Timeout; show(): void }>();

	app.addHook('preHandler', (request, _reply, done) => {
		const content = provider.contentOf(request, files);
		if (content?.type === 'typing') {
			const { to, sender, presence, seconds } = content;
			const until = Date.now() + seconds * 1000;
			const show = () => conversations.emit('typing', { to, sender, presence, until });
			const timer = setTimeout(show, REFUSED_WITHIN_MS);
			waiting.set(request, { timer, show });
		}
		done();
	});

	app.addHook('onSend', async (request, { statusCode }) => {
		const begun = waiting.get(request);
		if (!begun) return;
		clearTimeout(begun.timer);
		if (statusCode < 300) begun.show();
	});
}
