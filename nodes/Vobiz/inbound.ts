import { metaEvents } from '../shared/cloudApi/webhook';
import type { ReadEvent } from '../shared/contract/event';
import type { Inbound } from '../shared/contract/inbound';
import { at, fieldsOf, textOf, timeOf } from '../shared/lib/jsonAccess';
import { vobiz } from './vobiz';
import { registration } from './webhooks';

/**
 * Source: "Webhooks API" and "Webhook events" of docs.vobiz.ai. The payload of a message is Meta's
 * whole envelope in every sample, though the text says the value of its change: both are read.
 */
export const inbound: Inbound = {
	provider: vobiz,
	verifications: [{ kind: 'hmac', header: 'x-webhook-signature' }],
	derivesSecretFrom: ({ authToken }) => String(authToken ?? ''),
	read(body) {
		const occurredAt = timeOf(at(body, 'occurred_at'));
		const account = textOf(at(body, 'account_id'));
		const isCall = textOf(at(body, 'event_type'))?.startsWith('call.') ?? false;
		const events = metaEvents(at(body, 'payload')).map(
			({ message, status, raw, ...event }): ReadEvent => ({
				...event,
				...(isCall ? { event: 'call' } : { message, status }),
				occurredAt: event.occurredAt ?? occurredAt,
				account: event.account ?? account,
				...(raw !== undefined && { raw: { ...fieldsOf(body), payload: raw } }),
			}),
		);
		return { eventId: textOf(at(body, 'event_id')), events };
	},
	registration,
};
