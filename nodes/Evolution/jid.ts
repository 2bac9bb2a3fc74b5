/** Mexico and Argentina: a mobile prefix of one digit behind the country code, 13 digits in all. */
const MEXICO_ARGENTINA = /^(52|54)\d(\d{10})$/;

/** Brazil, from area code 31 on: WhatsApp knows old mobile numbers without their ninth digit. */
const BRAZIL = /^55(3[1-9]|[4-9]\d)\d([7-9]\d{7})$/;

/**
 * The chat as WhatsApp names it, for requests in which the server does not rewrite the number itself.
 * Source: `createJid` of the server.
 * @param chat digits, or the ID of a chat
 */
export function jidOf(chat: string): string {
	if (chat.includes('@')) return chat;
	const digits = chat.replace(MEXICO_ARGENTINA, '$1$2').replace(BRAZIL, '55$1$2');
	return `${digits}@s.whatsapp.net`;
}
