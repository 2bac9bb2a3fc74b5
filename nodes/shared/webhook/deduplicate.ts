import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { GatewayEvent } from '../contract/event';
import { keepHouse } from '../sharedMemory/housekeeping';
import { openSharedMemory } from '../sharedMemory/sharedMemory';
import { SharedMemoryError } from '../sharedMemory/sharedMemoryError';
import type { EventStore } from './eventStore';
import { NodeEvents } from './nodeEvents';
import { SharedEvents } from './sharedEvents';

/** Long enough for all tries of a provider whose events have no time. */
const REPEATED_WITHIN_MS = 10 * 60_000;

/** What makes an event the same when it is reported again, maybe in another form. */
function identityOf({ provider, event, eventId, message, status }: GatewayEvent, place: number) {
	// An edit has the ID of the message, and there may be many.
	if (message?.id && event !== 'message.edited') return [provider, event, message.id];
	if (status?.messageId) return [provider, event, status.messageId, status.value];
	return [provider, event, eventId, String(place)];
}

/**
 * What is remembered of an event: that it came, or, where neither an ID nor a time tells it apart from
 * the same thing happening again, that it came lately.
 * @returns entries, of which the first says whether it is known
 */
function entriesFor(event: GatewayEvent, place: number, now: number): string[] {
	const identity = identityOf(event, place).join(' ');
	const isTimeless = event.occurredAt === null && !event.message?.id && !event.status?.messageId;
	const period = Math.floor(now / REPEATED_WITHIN_MS);
	return isTimeless ? [`${identity} ${period}`, `${identity} ${period + 1}`] : [identity];
}

/**
 * Ends what was reported before: to be called after everything that can fail, so that an event is only
 * remembered when it goes on.
 * @param now epoch ms
 * @returns the items whose events are new
 * @throws what n8n's store throws, and a NodeOperationError where the shared memory cannot be asked
 */
export async function dropDuplicates(
	node: IExecuteFunctions,
	items: INodeExecutionData[],
	now = Date.now(),
): Promise<INodeExecutionData[]> {
	const entries = items.map(({ json }, place) =>
		entriesFor(json as unknown as GatewayEvent, place, now),
	);
	const first = await record(node, entries).catch((error: unknown) => {
		throw error instanceof SharedMemoryError ? error.in(node.getNode()) : error;
	});
	// In one delivery too, the first of two counts.
	return items.filter((_, place) => first.delete(entries[place][0]));
}

async function record(node: IExecuteFunctions, entries: string[][]): Promise<Set<string>> {
	const memory = await openSharedMemory(node);
	const store: EventStore = memory ? new SharedEvents(node, memory) : new NodeEvents(node);
	const first = await store.record(entries);
	// Nobody waits for it.
	if (memory) void keepHouse(node, memory);
	return first;
}
