import type { SandboxMessage } from '../conversations';
import type { Status } from '../webhooks/inbound';

const WINDOW_MS = 24 * 60 * 60 * 1000;

/** What becomes of a text or a file outside the window, in Meta's words. */
export const OUTSIDE_WINDOW: Status = {
	value: 'failed',
	error: {
		code: 131047,
		message:
			'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
	},
};

/**
 * When the window ends, in ms: each message of the contact opens it anew, and no other does.
 * @param thread what one channel and one contact said to each other
 */
export function windowEnd(thread: readonly SandboxMessage[]): number | null {
	const last = thread.findLast(
		({ direction, content }) => direction === 'incoming' && !content.fromMe,
	);
	return last ? Date.parse(last.receivedAt) + WINDOW_MS : null;
}

/** Whether WhatsApp refuses it later on: only templates reach those who did not write of late. */
export function isOutsideWindow(message: SandboxMessage, thread: readonly SandboxMessage[]) {
	const before = thread.filter(({ id }) => id < message.id);
	return (
		message.content.type !== 'template' && Date.parse(message.receivedAt) > (windowEnd(before) ?? 0)
	);
}
