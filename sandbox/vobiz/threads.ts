import type { SandboxMessage } from '../conversations';
import { textAt } from '../lib/jsonAccess';
import { timestamp } from '../lib/timestamp';
import { uuidOf } from '../lib/uuid';
import type { Status } from '../webhooks/inbound';
import { AUTH_ID, channels } from './account';
import { contactIdOf, conversationIdOf } from './ids';
import { isOutsideWindow, OUTSIDE_WINDOW, windowEnd } from './window';

/** Until Meta has taken a message, Vobiz does not know its wamid. */
const PENDING_MS = 500;

/** Everything that one channel and one contact said to each other. */
interface Thread {
	id: string;
	channelId: string;
	phone: string;
	messages: SandboxMessage[];
}

/** What the inbox keeps, by channel and contact; the latest thread last. */
export function threadsIn(kept: readonly SandboxMessage[]): Thread[] {
	const threads = new Map<string, Thread>();
	for (const message of kept) {
		const { provider, accepted, content } = message;
		const channel = channels.find(({ display_name }) => display_name === content.sender);
		if (provider !== 'vobiz' || !accepted || !channel || content.to === null) continue;
		const id = conversationIdOf(channel.id, content.to);
		const begun = { id, channelId: channel.id, phone: content.to, messages: [] };
		const thread = threads.get(id) ?? begun;
		thread.messages.push(message);
		threads.delete(id);
		threads.set(id, thread);
	}
	return [...threads.values()];
}

/** What becomes of a message that was accepted, where that is clear from the beginning. */
export function fateOf(message: SandboxMessage, kept: readonly SandboxMessage[]) {
	const { to, sender } = message.content;
	const thread = kept.filter(
		({ provider, accepted, content }) =>
			content.to === to && content.sender === sender && provider === 'vobiz' && accepted,
	);
	return isOutsideWindow(message, thread) ? OUTSIDE_WINDOW : undefined;
}

/** As the "Conversations API" shows it. A window that nobody opened is over since the beginning. */
export function shownThread({ id, channelId, phone, messages }: Thread) {
	const start = Date.parse(messages[0].receivedAt);
	const end = windowEnd(messages) ?? start;
	return {
		id,
		account_id: AUTH_ID,
		channel_id: channelId,
		contact_id: contactIdOf(phone),
		category: 'service',
		is_billable: true,
		started_at: timestamp(start),
		expires_at: timestamp(end),
		status: end > Date.now() ? 'open' : 'closed',
	};
}

/**
 * Its messages, likewise, the newest first.
 * @param told what was last reported of a message
 */
export const shownMessages = (
	{ id, channelId, phone, messages }: Thread,
	told: (message: SandboxMessage) => Status['value'] | undefined,
) =>
	messages
		.map((message) => ({
			account_id: AUTH_ID,
			channel_id: channelId,
			contact_id: contactIdOf(phone),
			conversation_id: id,
			type: message.content.type,
			created_at: timestamp(message.receivedAt),
			...(message.direction === 'incoming' ? received(message) : sent(message, messages, told)),
		}))
		.reverse();

const received = ({ messageId, content }: SandboxMessage) => ({
	id: uuidOf(`vobiz message ${messageId}`),
	direction: 'inbound',
	status: 'delivered',
	content: JSON.stringify({ body: content.text }),
	meta_message_id: messageId,
});

function sent(
	message: SandboxMessage,
	thread: readonly SandboxMessage[],
	told: Parameters<typeof shownMessages>[1],
) {
	const { messageId, request, response, receivedAt } = message;
	const { text, media, template } = request.body as Record<string, unknown>;
	const isPending = Date.now() - Date.parse(receivedAt) < PENDING_MS;
	const status = told(message) ?? (isOutsideWindow(message, thread) ? 'failed' : 'sent');
	return {
		// A fault may have hidden the answer that names it.
		id: textAt(response.body, 'id') ?? uuidOf(`vobiz message ${messageId}`),
		direction: 'outbound',
		status: isPending ? 'pending' : status,
		content: JSON.stringify(text ?? media ?? template),
		meta_message_id: isPending ? null : messageId,
	};
}
