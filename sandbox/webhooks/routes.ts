import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../http/refusal';
import { requireShape } from '../http/requireShape';
import { uuidOf } from '../lib/uuid';
import { providerNamed, type SandboxProvider } from '../provider';
import type { Deliveries } from './deliveries';
import { requireWebAddress, type Webhooks } from './webhooks';

interface Options {
	providers: SandboxProvider[];
	webhooks: Webhooks;
	deliveries: Deliveries;
}

type OfProvider = FastifyRequest<{ Params: { provider: string } }>;

const entered = z.object({ url: z.string(), secret: z.string().trim().min(1).optional() }).strict();

const SETTINGS = '/inbox/webhooks/settings';

/** The webhooks of all providers, those to be entered by hand, and how deliveries are made. */
export async function webhookRoutes(
	app: FastifyInstance,
	{ providers, webhooks, deliveries }: Options,
) {
	app.get('/inbox/webhooks', async () => webhooks.shown());

	app.delete('/inbox/webhooks', async (_request, reply) => {
		webhooks.clear();
		return await reply.status(204).send();
	});

	app.put('/inbox/webhooks/:provider', async ({ params, body }: OfProvider) => {
		const { name, generatedSecret } = enteredByHand(params.provider);
		const { url, secret } = requireShape(entered, body);
		requireWebAddress(url);
		const webhook = webhooks.put({
			provider: name,
			id: uuidOf(`${name} webhook`),
			url,
			secret: secret ?? generatedSecret,
		});
		// The one time that it is shown, as on the page of the provider.
		return { provider: name, id: webhook.id, url, secret: webhook.secret };
	});

	app.delete('/inbox/webhooks/:provider', async ({ params }: OfProvider, reply) => {
		const { name } = enteredByHand(params.provider);
		if (!webhooks.remove(name, uuidOf(`${name} webhook`))) {
			throw new Refusal(404, `No webhook of ${name} was entered`);
		}
		return await reply.status(204).send();
	});

	app.get(SETTINGS, async () => deliveries.settings);

	app.put(SETTINGS, async ({ body }) => {
		deliveries.configure(body);
		return deliveries.settings;
	});

	app.delete(SETTINGS, async (_request, reply) => {
		deliveries.configure({});
		return await reply.status(204).send();
	});

	app.get('/inbox/deliveries', async () => deliveries.all);

	function enteredByHand(provider: string) {
		const { name, title, inbound } = providerNamed(provider, providers);
		if (!inbound.enteredByHand) {
			throw new Refusal(400, `provider: webhooks of ${title} are registered over its API`);
		}
		return { name, generatedSecret: inbound.enteredByHand.generatedSecret };
	}
}
