import { createHash } from 'node:crypto';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { GatewayEvent } from '../contract/event';
import { DeduplicationStore } from '../lib/deduplicationStore';

/** Providers repeat within minutes; a busy account has this many in some hours. */
const MAX_REMEMBERED = 2000;

/** Long enough for all tries of a provider whose events have no time. */
const REPEATED_WITHIN_MS = 10 * 60_000;

/** What makes an event the same when it is reported again, maybe in another form. */
function identityOf({ provider, event, eventId, message, status }: GatewayEvent, place: number) {
	// An edit has the ID of the message, and there may be many.
	if (message?.id && event !== 'message.edited') return [provider, event, message.id];
	if (status?.messageId) return [provider, event, status.messageId, status.value];
	return [provider, event, eventId, String(place)];
}

const entryOf = (known: string) =>
	createHash('sha256').update(known).digest('base64url').slice(0, 22);

/**
 * What is remembered of an event: that it came, or, where neither an ID nor a time tells it apart from
 * the same thing happening again, that it came lately.
 * @returns entries of the store, of which the first says whether it is known
 */
function entriesFor(event: GatewayEvent, place: number, now: number): string[] {
	const identity = identityOf(event, place).join(' ');
	const isTimeless = event.occurredAt === null && !event.message?.id && !event.status?.messageId;
	const period = Math.floor(now / REPEATED_WITHIN_MS);
	const entries = isTimeless ? [`${identity} ${period}`, `${identity} ${period + 1}`] : [identity];
	return entries.map(entryOf);
}

/**
 * A call may bring more events than are remembered. So it is remembered as a whole too, now and, if its
 * events have no time, in the period to come.
 */
const entriesForAll = (entries: string[][]): string[] =>
	[0, -1].map((place) => entryOf(entries.map((each) => each.at(place)).join(' ')));

/**
 * Ends what was reported before: to be called after everything that can fail, so that an event is only
 * remembered when it goes on.
 * @param now epoch ms
 * @returns the items whose events are new
 * @throws what n8n's store throws
 */
export async function dropDuplicates(
	node: IExecuteFunctions,
	items: INodeExecutionData[],
	now = Date.now(),
): Promise<INodeExecutionData[]> {
	const entries = items.map(({ json }, place) =>
		entriesFor(json as unknown as GatewayEvent, place, now),
	);
	const whole = items.length > 1 ? entriesForAll(entries) : [];
	// Last, as the store keeps the last ones.
	const first = new Set(
		await new DeduplicationStore(node, MAX_REMEMBERED).record([...entries.flat(), ...whole]),
	);
	if (whole.length > 0 && !first.has(whole[0])) return [];
	// In one delivery too, the first of two counts.
	return items.filter((_, place) => first.delete(entries[place][0]));
}
