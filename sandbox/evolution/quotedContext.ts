import type { Reply } from '../replies/reply';
import type { Instance } from './instances';

/** What a reply says of the message that it quotes: of the Cloud API the id alone is left. */
export function quotedContext(
	{ context, quoted, type }: Reply,
	{ integration, ownerJid }: Instance,
	contact: string,
): object | undefined {
	if (context === null || type === 'reaction') return undefined;
	if (integration === 'WHATSAPP-BUSINESS') return { stanzaId: context };
	const text = quoted?.content.text;
	return {
		stanzaId: context,
		participant: quoted?.direction === 'incoming' ? contact : ownerJid,
		...(text && { quotedMessage: { conversation: text } }),
	};
}

/** The message with its context, where a version and a channel have it in there. */
export function withContext(
	message: Record<string, unknown>,
	contextInfo: object | undefined,
	{ cloud, keepsTextKind }: { cloud: boolean; keepsTextKind: boolean },
): { message: Record<string, unknown>; messageType?: string } {
	if (!contextInfo) return { message };
	if (cloud) return { message: { ...message, contextInfo } };
	const [[name, content]] = Object.entries(message);
	if (name !== 'conversation') {
		return { message: { [name]: { ...(content as object), contextInfo } } };
	}
	// [EV2] version 2 makes a plain text of it.
	if (!keepsTextKind) return { message };
	return {
		message: { extendedTextMessage: { text: content, contextInfo } },
		messageType: 'extendedTextMessage',
	};
}
