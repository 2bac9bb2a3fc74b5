/** Meta's IDs of messages, which no phone gives: only the channel WHATSAPP-BUSINESS has them. */
export const isOfCloud = (messageId: string | null | undefined): boolean =>
	messageId?.startsWith('wamid.') ?? false;
