import { phoneField } from '../shared/validation/schema';

/** Groups and chats are known by these instead of a number; the server passes them through. */
const CHAT_ID = /^[\w-]+@(g\.us|s\.whatsapp\.net|lid)$/;

/** Digits, as the server wants a number, or the ID of a chat. */
export const recipient = (label: string) =>
	phoneField(label, (written, readNumber) => {
		const chatId = typeof written === 'string' ? written.trim() : '';
		return CHAT_ID.test(chatId) ? chatId : readNumber().slice(1);
	});
