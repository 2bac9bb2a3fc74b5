import { objectAt, textAt } from '../lib/jsonAccess';
import type { Reply } from '../replies/reply';
import type { Instance } from './instances';
import type { StoredMessage } from './messageStore';

interface Surroundings {
	instance: Instance;
	contact: string;
	/** Where the server has it. */
	quoted: StoredMessage | undefined;
}

/** What a reply says of the message that it quotes: of the Cloud API the id alone is left. */
export function quotedContext(
	{ context, type }: Reply,
	{ instance: { integration, ownerJid }, contact, quoted }: Surroundings,
): object | undefined {
	if (context === null || type === 'reaction') return undefined;
	if (integration === 'WHATSAPP-BUSINESS') return { stanzaId: context };
	return {
		stanzaId: context,
		participant: quoted?.told.key.fromMe === false ? contact : ownerJid,
		...(quoted && { quotedMessage: quotedMessage(quoted.told.message) }),
	};
}

/** As it was sent, without what that one quotes itself. */
function quotedMessage(message: unknown): object {
	const text = textAt(message, 'conversation') ?? textAt(message, 'extendedTextMessage', 'text');
	if (text !== null) return { conversation: text };
	const [name] = Object.keys(objectAt(message)).filter((part) => !BESIDE.includes(part));
	return { [name]: { ...objectAt(message, name), contextInfo: undefined } };
}

/** What is beside the content of a message. */
const BESIDE = ['messageContextInfo', 'mediaUrl', 'base64'];

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
