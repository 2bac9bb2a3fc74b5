import { isIP } from 'node:net';
import fastifySse from '@fastify/sse';
import fastify from 'fastify';
import { Conversations } from './conversations';
import { Faults } from './faults/faults';
import { faultRoutes } from './faults/routes';
import { Files } from './files/files';
import { LinkedFiles } from './files/linkedFiles';
import { fileRoutes } from './files/routes';
import { requireOwnHostName } from './http/hostNames';
import { inboxRoutes } from './inbox/routes';
import { mountProvider } from './mountProvider';
import { providers } from './providers';
import { replyRoutes } from './replies/routes';
import { Deliveries } from './webhooks/deliveries';
import { webhookRoutes } from './webhooks/routes';
import { Webhooks } from './webhooks/webhooks';

export interface Sandbox {
	/** Of the inbox page; a provider's base URL is this and its name. */
	url: string;
	close(): Promise<void>;
}

/**
 * Starts the stand-in for the providers and its inbox page.
 * @param port 0 for any free one
 * @param host where it listens, and a name that it answers to: in a container, loopback is too little
 * @throws the system's error where the port is taken
 */
export async function startSandbox(port: number, host = '127.0.0.1'): Promise<Sandbox> {
	const app = fastify({
		bodyLimit: 20 * 1024 * 1024,
		forceCloseConnections: true,
		// A provider judges what it receives; it does not mend it first.
		ajv: { customOptions: { coerceTypes: false, useDefaults: false, removeAdditional: false } },
	});
	const conversations = new Conversations();
	const faults = new Faults(providers);
	const webhooks = new Webhooks();
	const deliveries = new Deliveries(webhooks, providers);
	const files = new Files();
	const linkedFiles = new LinkedFiles({ conversations, files, deliveries });
	const endAll = () => {
		deliveries.clear();
		linkedFiles.clear();
	};
	conversations.on('cleared', () => {
		endAll();
		files.clear();
	});
	const parts = { providers, conversations, files, linkedFiles, faults, webhooks, deliveries };

	requireOwnHostName(app, host);
	await app.register(fastifySse);
	for (const provider of providers) await mountProvider(app, provider, parts);
	await app.register(faultRoutes, parts);
	await app.register(webhookRoutes, parts);
	await app.register(replyRoutes, parts);
	await app.register(fileRoutes, parts);
	await app.register(inboxRoutes, parts);
	app.addHook('preClose', async () => endAll());

	const address = new URL(await app.listen({ host, port }));
	if (!isIP(host)) address.hostname = host;
	return { url: address.origin, close: async () => await app.close() };
}
