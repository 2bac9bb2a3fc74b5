import type { Conversations, SandboxMessage } from './conversations';

/** Node takes no longer time than this. */
const MAX_WAIT_MS = 2 ** 31 - 1;

function at(time: number, act: () => void): void {
	const ms = time - Date.now();
	const go = ms > MAX_WAIT_MS ? () => at(time, act) : act;
	setTimeout(go, Math.min(ms, MAX_WAIT_MS)).unref();
}

/**
 * Acts once a message is sent: at once, or when its time has come, unless it was cancelled or the
 * inbox cleared until then.
 */
export function whenSent(
	message: SandboxMessage,
	conversations: Conversations,
	act: () => void,
): void {
	const { scheduledFor } = message.content;
	if (!scheduledFor) {
		act();
		return;
	}
	at(new Date(scheduledFor).getTime(), () => {
		if (conversations.message(message.id) && !isCancelled(message, conversations)) act();
	});
}

const isCancelled = ({ provider, messageId }: SandboxMessage, { messages }: Conversations) =>
	messages.some(
		({ accepted, content, ...cancelling }) =>
			accepted &&
			cancelling.provider === provider &&
			content.type === 'delete' &&
			content.about === messageId,
	);
