import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { FastifyInstance } from 'fastify';
import type { Conversations, SandboxMessage, Typing } from '../conversations';
import type { Faults } from '../faults/faults';
import type { Settings } from '../faults/settings';
import { Refusal } from '../http/refusal';
import type { ProviderGuide, SandboxProvider } from '../provider';
import type { Deliveries, Delivery } from '../webhooks/deliveries';
import type { Webhooks } from '../webhooks/webhooks';
import { Counts } from './counts';
import { isSign } from '../signs';

interface InboxOptions {
	conversations: Conversations;
	faults: Faults;
	webhooks: Webhooks;
	deliveries: Deliveries;
	providers: SandboxProvider[];
}

const PAGE_SIZE = 5000;

/** The inbox page, and the same as data: every message, live, and a way to clear them. */
export async function inboxRoutes(
	app: FastifyInstance,
	{ conversations, faults, webhooks, deliveries, providers }: InboxOptions,
) {
	const files = await pageFiles();
	for (const [path, { type, content }] of Object.entries(files)) {
		app.get(path, async (_request, reply) => await reply.type(type).send(content));
	}

	app.get('/inbox/providers', async () =>
		providers.map(
			({ name, title, brand, credential, faults, inbound }): ProviderGuide => ({
				name,
				title,
				brand,
				credential,
				faults,
				webhook: inbound.enteredByHand ?? null,
				accounts: inbound.accounts.map((account) => account.name),
			}),
		),
	);

	app.get<{ Querystring: { after?: string } }>('/inbox/messages', async ({ query: { after } }) => {
		if (after === undefined) return conversations.messages;
		if (!/^\d+$/.test(after)) throw new Refusal(400, 'after: must be the id of a message, or 0');
		return conversations.pageAfter(Number(after), PAGE_SIZE);
	});

	app.delete('/inbox/messages', async (_request, reply) => {
		conversations.clear();
		return await reply.status(204).send();
	});

	const counts = new Counts(providers.map(({ name }) => name));
	conversations
		.on('message', (message) => {
			if (message.direction === 'outgoing' && !isSign(message.content)) counts.add(message);
		})
		.on('cleared', () => counts.clear());
	app.get('/inbox/counts', async () => counts.byProvider());

	app.get('/inbox/events', { sse: 'only' }, async (_request, reply) => {
		const onMessage = (message: SandboxMessage) =>
			void reply.sse.send({ event: 'message', data: message });
		const onChanged = (message: SandboxMessage) =>
			void reply.sse.send({ event: 'changed', data: message });
		const onTyping = (typing: Typing) => void reply.sse.send({ event: 'typing', data: typing });
		const onCleared = () => void reply.sse.send({ event: 'cleared', data: null });
		const onFaults = (settings: Settings) =>
			void reply.sse.send({ event: 'faults', data: settings });
		const onDelivery = (delivery: Delivery) =>
			void reply.sse.send({ event: 'delivery', data: delivery });
		const onWebhooks = () => void reply.sse.send({ event: 'webhooks', data: webhooks.shown() });
		conversations
			.on('message', onMessage)
			.on('changed', onChanged)
			.on('typing', onTyping)
			.on('cleared', onCleared);
		faults.on('changed', onFaults);
		deliveries.on('delivery', onDelivery);
		webhooks.on('changed', onWebhooks);
		reply.sse.onClose(() => {
			conversations
				.off('message', onMessage)
				.off('changed', onChanged)
				.off('typing', onTyping)
				.off('cleared', onCleared);
			faults.off('changed', onFaults);
			deliveries.off('delivery', onDelivery);
			webhooks.off('changed', onWebhooks);
		});
		reply.sse.keepAlive();
		await reply.sse.send({ event: 'connected', data: null });
	});
}

/** The page is small enough to be built when the sandbox starts. */
async function pageFiles() {
	const folder = join(__dirname, 'page');
	const { outputFiles } = await build({
		entryPoints: [join(folder, 'app.tsx')],
		bundle: true,
		write: false,
		format: 'esm',
		jsx: 'automatic',
		jsxImportSource: 'preact',
		minify: true,
	});
	const file = (name: string) => readFileSync(join(folder, name), 'utf8');
	return {
		'/': { type: 'text/html; charset=utf-8', content: file('index.html') },
		'/app.js': { type: 'text/javascript; charset=utf-8', content: outputFiles[0].text },
		'/style.css': { type: 'text/css; charset=utf-8', content: file('style.css') },
		'/icon.svg': { type: 'image/svg+xml', content: file('icon.svg') },
	};
}
