/** The digits of a phone number, however it was written. */
export const digitsOf = (phone: unknown) => String(phone ?? '').replace(/\D/g, '');

/** The name of the conversation with a phone number. */
export function conversationWith(phone: unknown): string | null {
	const digits = digitsOf(phone);
	return digits ? `+${digits}` : null;
}
