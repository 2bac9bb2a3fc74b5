import type { FastifyReply } from 'fastify';
import { uuidOf } from '../lib/uuid';
import type { Webhooks } from '../webhooks/webhooks';
import type { Dialect } from './dialect';
import { EvolutionError } from './evolutionError';
import { instanceNamed, type OfInstance } from './instances';
import { parseUrl } from '../lib/parseUrl';

/** One webhook for each instance: whoever sets it replaces the one that there was. */
export function webhookOperations(provider: string, dialect: Dialect, webhooks: Webhooks) {
	const of = ({ params }: OfInstance) => {
		const instance = instanceNamed(params.instance)!;
		return { instance, webhook: webhooks.of(provider, instance.name).at(0) };
	};
	return {
		async setWebhook(request: OfInstance, reply: FastifyReply) {
			const { instance, webhook } = of(request);
			const { url, enabled, ...wanted } = dialect.webhook.wanted(request.body);
			if (!/^https?:\/\//.test(url) || !parseUrl(url)) {
				throw new EvolutionError(400, ['Invalid "url" property']);
			}
			const given = wanted.events ?? webhook?.events ?? [];
			const events = given.length > 0 ? given : dialect.webhook.events;
			const set = webhooks.put({
				provider,
				account: instance.name,
				id: uuidOf(`${provider} webhook ${instance.id}`),
				url,
				enabled,
				events: enabled ? events : [],
				headers: wanted.headers ?? webhook?.headers ?? null,
				byEvents: wanted.byEvents ?? webhook?.byEvents ?? false,
				base64: wanted.base64 ?? webhook?.base64 ?? false,
			});
			return await reply.status(201).send(dialect.webhook.set(set, instance));
		},
		async findWebhook(request: OfInstance, reply: FastifyReply) {
			const { instance, webhook } = of(request);
			const found = dialect.webhook.found(webhook, instance);
			return await reply.type('application/json; charset=utf-8').send(JSON.stringify(found));
		},
	};
}
