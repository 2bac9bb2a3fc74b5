import type { Chat, Contact } from '../shared/contract/event';
import { at, firstText, textOf, type Given } from '../shared/lib/jsonAccess';
import { phoneOf, userIdOf } from '../shared/webhook/contactIds';

/** Who and where: the chat to answer to, and the person in it. */
export interface Partner {
	contact: Partial<Contact>;
	chat: Chat;
}

/**
 * Where the key of a message names the person. From 2.3.0 on a chat may be known by a LID, with
 * the number beside it, under a name that changed with nearly every version.
 */
const IN_CHAT = ['remoteJid', 'remoteJidAlt', 'previousRemoteJid'];
const AS_SENDER = ['senderPn', 'senderLid'];
const IN_GROUP = ['participant', 'participantAlt', 'participantPn', 'participantLid'];
/** Of a call or a contact, which has no key; `id` may also be that of the call or of a message. */
const ALONE = ['id', 'from', 'callerPn', 'phoneNumber', 'lid'];

const USER_IDS = ['userId', 'user_id', 'from_user_id', 'bsuid'];

/**
 * @param own what we wrote, and our number if the server says it: the sender in its key is we, and the
 *   name on it is ours ("Você")
 */
export function partnerIn(data: Given, own?: { ours: string }): Partner {
	const key = at(data, 'key') ?? data;
	const ids = (names: string[]) => names.flatMap((name) => textOf(at(key, name)) ?? []);
	const alone = ids(ALONE).filter((id) => id.includes('@'));
	const chatId = firstText(at(key, 'remoteJid'), ...alone);
	const chat = chatOf(chatId);
	const inChat = [...ids(IN_CHAT), ...(own ? [] : ids(AS_SENDER)), ...alone];
	const known = (chat === 'person' ? inChat : ids(own ? [] : IN_GROUP)).filter(
		(id) => id === chatId || userOf(id) !== own?.ours,
	);
	const isPerson = chat === 'person' && chatId !== null;
	const called = firstText(at(data, 'pushName'), isPerson ? at(data, 'name') : undefined);
	return {
		contact: {
			waId: chatId !== null && (chatId.includes('@') || phoneIn(chatId)) ? chatId : null,
			phone: firstOf(known, phoneIn),
			lid: known.find((id) => /@(hosted\.)?lid$/.test(id)) ?? null,
			userId:
				firstOf(known, (id) => userIdOf(userOf(id))) ??
				firstText(
					...[key, data].flatMap((from) => USER_IDS.map((name) => userIdOf(at(from, name)))),
				),
			username: firstText(
				at(key, chat === 'person' ? 'remoteJidUsername' : 'participantUsername'),
				...(own ? [] : [at(key, 'username'), at(data, 'username')]),
			),
			// Where there is no name, the server writes digits of the ID instead.
			name: own || known.some((id) => userOf(id) === called) ? null : called,
		},
		chat,
	};
}

function chatOf(jid: string | null): Chat {
	if (jid?.endsWith('@g.us')) return 'group';
	return jid?.endsWith('@broadcast') || jid?.endsWith('@newsletter') ? 'broadcast' : 'person';
}

/** The part before the @, and before the number of the device. */
export const userOf = (jid: string) => jid.split(/[@:_]/)[0];

/** Of a JID that stands for a number; an instance of the EVOLUTION channel writes bare digits. */
const phoneIn = (id: string) =>
	/^[^@]*(@(s\.whatsapp\.net|c\.us|hosted))?$/.test(id) ? phoneOf(userOf(id)) : null;

const firstOf = (ids: string[], read: (id: string) => string | null) =>
	ids.map(read).find((found) => found !== null) ?? null;
