import type { ReadEvent } from '../shared/event';
import type { Inbound } from '../shared/inbound';
import { metaEvents } from '../shared/metaInbound';
import { at, textOf, timeOf } from '../shared/reading';
import { vobiz } from './vobiz';
import { registration } from './webhooks';

/**
 * Source: "Webhooks API" and "Webhook events" of docs.vobiz.ai. The payload of a message is Meta's
 * whole envelope in every sample, though the text says the value of its change: both are read.
 */
export const inbound: Inbound = {
	provider: vobiz,
	proofs: [{ kind: 'hmac', header: 'x-webhook-signature' }],
	derivesSecretFrom: ({ authToken }) => String(authToken ?? ''),
	read(body) {
		const occurredAt = timeOf(at(body, 'occurred_at'));
		const account = textOf(at(body, 'account_id'));
		const withCommon = (event: ReadEvent): ReadEvent => ({
			...event,
			occurredAt: event.occurredAt ?? occurredAt,
			account: event.account ?? account,
		});
		const type = textOf(at(body, 'event_type')) ?? '';
		const events = metaEvents(at(body, 'payload'));
		if (type.startsWith('call.')) events.splice(0, events.length, { event: 'call' });
		if (events.length === 0) events.push({ event: 'other' });
		return { eventId: textOf(at(body, 'event_id')), events: events.map(withCommon) };
	},
	registration,
};
