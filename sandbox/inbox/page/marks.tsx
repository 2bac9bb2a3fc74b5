import type { Delivery } from '../../webhooks/deliveries';
import { isOurs, type Entry } from './thread';

const SIGNS = {
	scheduled: { sign: '🕓', words: 'Scheduled' },
	sent: { sign: '✓', words: 'Sent' },
	delivered: { sign: '✓✓', words: 'Delivered' },
	read: { sign: '✓✓', words: 'Read' },
	failed: { sign: '!', words: 'Failed' },
};

/** How far a message came, as a chat shows it beside the time. */
export function Marks({ entry, deliveries }: { entry: Entry; deliveries: Delivery[] }) {
	const state = stateOf(entry, deliveries);
	if (!state) return null;
	const { sign, words } = SIGNS[state];
	return (
		<span class={`marks ${state}`} role="img" aria-label={words} title={words}>
			{sign}
		</span>
	);
}

function stateOf(
	{ message, read, deleted }: Entry,
	deliveries: Delivery[],
): keyof typeof SIGNS | undefined {
	if (!isOurs(message)) return read ? 'read' : undefined;
	if (!message.accepted || deleted) return undefined;
	const told = deliveries.flatMap(({ about, value }) =>
		about === message.id && value ? [value] : [],
	);
	const { content } = message;
	if ('media' in content && content.media.fetched?.state === 'failed') return 'failed';
	const { scheduledFor } = content;
	if (scheduledFor && Date.parse(scheduledFor) > Date.now()) return 'scheduled';
	// Nothing undoes that it was read, be the reports in any order.
	return (['failed', 'read', 'delivered'] as const).find((value) => told.includes(value)) ?? 'sent';
}
