import { createHash } from 'node:crypto';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { GatewayEvent } from './event';
import { Store } from './store';

/** Providers repeat within minutes; a busy account has this many in some hours. */
const REMEMBERED = 2000;

/** What makes an event the same when it is told again, maybe in another form. */
function identityOf({ provider, event, eventId, message, status }: GatewayEvent, place: number) {
	// An edit has the ID of the message, and there may be many.
	if (message?.id && event !== 'message.edited') return [provider, event, message.id];
	if (status?.messageId) return [provider, event, status.messageId, status.value];
	return [provider, event, eventId, String(place)];
}

/**
 * Ends what was told before: to be called after everything that can fail, so that an event is only
 * remembered when it goes on.
 * @returns the items whose events are new
 * @throws what n8n's store throws
 */
export async function withoutRepeats(
	node: IExecuteFunctions,
	items: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const known = items.map(({ json }, place) => {
		const identity = identityOf(json as unknown as GatewayEvent, place).join(' ');
		return createHash('sha256').update(identity).digest('base64url').slice(0, 22);
	});
	const first = new Set(await new Store(node, REMEMBERED).record(known));
	// In one delivery too, the first of two counts.
	return items.filter((_, place) => first.delete(known[place]));
}
