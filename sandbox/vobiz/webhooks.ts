import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal';
import { requireWebAddress, type Webhook, type Webhooks } from '../webhooks/webhooks';

const PROVIDER = 'vobiz';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

type Create = FastifyRequest<{ Body: { url: string; secret: string } }>;
type ById = FastifyRequest<{ Params: { id: string } }>;

/** The secret is never returned. */
const listed = ({ id, url, enabled, createdAt, updatedAt }: Webhook) => ({
	id,
	url,
	status: enabled ? 'active' : 'inactive',
	created_at: createdAt,
	updated_at: updatedAt,
});

/** Account-wide: any number of webhooks, and each hears of every event. */
export const webhookOperations = (webhooks: Webhooks) => ({
	async createWebhook({ body: { url, secret } }: Create, reply: FastifyReply) {
		const { protocol, hostname } = requireWebAddress(url);
		// The document wants HTTPS; an n8n on this machine has none.
		if (protocol !== 'https:' && !LOOPBACK.test(hostname)) {
			throw new Refusal(400, 'url must be an HTTPS URL');
		}
		const webhook = webhooks.put({ provider: PROVIDER, url, secret });
		return await reply.status(201).send(listed(webhook));
	},
	listWebhooks: async () => ({ items: webhooks.of(PROVIDER).map(listed) }),
	async deleteWebhook({ params }: ById, reply: FastifyReply) {
		if (!webhooks.remove(PROVIDER, params.id)) throw new Refusal(404, 'Webhook not found');
		return await reply.status(204).send();
	},
});
