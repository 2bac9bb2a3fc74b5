import type { Account } from '../account';
import type { SandboxMessage } from '../conversations';
import { Refusal } from '../http/refusal';
import { textAt } from '../lib/jsonAccess';
import { digitsOf } from '../lib/recipient';
import type { Reply, Vote } from '../replies/reply';
import type { Inbound, Status } from '../webhooks/inbound';
import type { Dialect } from './dialect';
import { instances, type Instance } from './instances';
import { addressOn } from './jid';
import type { MessageStore } from './messageStore';
import { quotedContext, withContext } from './quotedContext';
import { keyOfQuoted, receivedMessage } from './receivedMessage';
import { webhookToken } from './webhookToken';

/** The Cloud API's words first, then a phone's. */
const STATUS_WORDS: Record<Status['value'], [string, string]> = {
	sent: ['SENT', 'SERVER_ACK'],
	delivered: ['DELIVERED', 'DELIVERY_ACK'],
	read: ['READ', 'READ'],
	failed: ['FAILED', 'ERROR'],
};

const instanceOf = ({ id }: Account) => instances.find(({ name }) => name === id)!;

const isCloud = ({ integration }: Instance) => integration === 'WHATSAPP-BUSINESS';

/** As an event is called in the list of a webhook's events. */
export const wantedName = (event: string) => event.replace(/[.-]/g, '_').toUpperCase();

/** Whose words came in are WhatsApp's own: no digit is rewritten here. */
function jidFrom(contact: string, { integration }: Instance): string {
	if (contact.includes('@')) return contact;
	const digits = digitsOf(contact);
	return integration === 'EVOLUTION' ? digits : `${digits}@s.whatsapp.net`;
}

/** [EV2] local time, although it says Z. */
const localTime = (at: Date) =>
	new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString();

export function inboundOf(provider: string, dialect: Dialect, store: MessageStore): Inbound {
	const accounts = instances.map(({ name }) => ({ id: name, name, phone: null }));

	/** `base64` goes to the webhooks that ask for it; otherwise the file is in an S3 storage. */
	function upsert(reply: Reply, base64: boolean) {
		const instance = instanceOf(reply.account);
		const contact = jidFrom(reply.from, instance);
		const received = receivedMessage(reply, {
			instance,
			chat: reply.group ?? contact,
			buttonsAreFlow: dialect.buttonsAreFlow,
			tellsTaps: dialect.ofCloud.tellsTaps,
		});
		const quoted = reply.context === null ? undefined : store.withId(instance, reply.context);
		const contextIsBeside = !isCloud(instance) || dialect.ofCloud.contextIsBeside;
		const contextInfo = quotedContext(reply, { instance, contact, quoted });
		const { message, messageType = received.messageType } = withContext(
			received.message,
			contextInfo,
			{ cloud: isCloud(instance), keepsTextKind: dialect.keepsTextKind },
		);
		const file = 'file' in reply ? reply.file : null;
		const inBase64 = base64 && file?.bytes ? file.bytes.toString('base64') : null;
		return {
			...headOf(reply, instance),
			message: {
				...message,
				...(file && (inBase64 ? { base64: inBase64 } : { mediaUrl: file.link })),
			},
			...(contextInfo && contextIsBeside && { contextInfo }),
			messageType,
			...tailOf(reply, instance),
		};
	}

	const isUntold = (reply: Reply, instance: Instance) =>
		isCloud(instance) &&
		!dialect.ofCloud.tellsTaps &&
		reply.type === 'button' &&
		reply.button.id === undefined;

	function headOf({ messageId, from, name, group, fromMe }: Reply | Vote, instance: Instance) {
		const contact = jidFrom(from, instance);
		return {
			key: {
				id: messageId,
				remoteJid: group ?? contact,
				fromMe,
				...(group && !fromMe && { participant: contact }),
			},
			...(!fromMe && { pushName: name ?? digitsOf(from) }),
		};
	}

	function tailOf({ at }: Reply | Vote, instance: Instance) {
		const seconds = Math.floor(at.getTime() / 1000);
		return {
			messageTimestamp:
				isCloud(instance) && dialect.ofCloud.timestampIsText ? String(seconds) : seconds,
			...dialect.placeOf(instance),
		};
	}

	return {
		accounts,
		groupAccount: accounts.find(
			(account) => !isCloud(instanceOf(account)) && instanceOf(account).state === 'open',
		),
		webhookPerAccount: true,
		messageIdOf: (answer) => textAt(answer, 'key', 'id'),
		newMessageId: (account) => dialect.newMessageId(instanceOf(account)),
		received(reply, eventContext) {
			const { account } = reply;
			const instance = instanceOf(account);
			if (reply.group && isCloud(instance)) {
				throw new Refusal(
					400,
					`group: instance ${instance.name} is on the Cloud API, which has none`,
				);
			}
			if (isUntold(reply, instance)) {
				throw new Refusal(
					400,
					`button: on instance ${instance.name} version ${dialect.version} tells nothing of a tap on a template`,
				);
			}
			const event = this.event('messages.upsert', {}, reply, eventContext);
			store.add(instance, upsert(reply, false));
			return {
				...event,
				body: (webhook) => ({ ...event.body(webhook), data: upsert(reply, webhook.base64) }),
			};
		},
		voted(vote, eventContext) {
			const instance = instanceOf(vote.account);
			if (isCloud(instance)) {
				throw new Refusal(
					400,
					`type: instance ${instance.name} is on the Cloud API, which has no polls`,
				);
			}
			const key = keyOfQuoted(vote, vote.group ?? jidFrom(vote.from, instance));
			const pollUpdates = pollUpdatesOf(vote, jidFrom(vote.from, instance));
			if (dialect.votesAreUpdates) {
				const data = { ...key, datetime: vote.at.getTime(), owner: instance.name, pollUpdates };
				return this.event('messages.update', data, vote, eventContext);
			}
			const data = {
				...headOf(vote, instance),
				message: {
					pollUpdateMessage: {
						pollCreationMessageKey: key,
						vote: { selectedOptions: vote.options },
						senderTimestampMs: vote.at.getTime(),
					},
				},
				pollUpdates,
				messageType: 'pollUpdateMessage',
				...tailOf(vote, instance),
			};
			store.add(instance, data);
			return this.event('messages.upsert', data, vote, eventContext);
		},
		changed(message: SandboxMessage, { value }, eventContext) {
			const account = accounts.find(({ name }) => name === message.content.sender)!;
			const instance = instanceOf(account);
			const to = message.content.to!;
			const [cloud, phone] = STATUS_WORDS[value];
			const status = isCloud(instance) ? cloud : phone;
			const messageId = message.messageId!;
			store.note(instance, messageId, status);
			const data = dialect.updated({
				instance,
				messageId,
				remoteJid: addressOn(instance, to),
				status,
				at: eventContext.at,
			});
			return this.event(
				'messages.update',
				data,
				{ account, digits: digitsOf(to), name: null },
				eventContext,
			);
		},
		sent({ content }, answer, eventContext) {
			// An edit or a deletion is no message of its own.
			if (content.type === 'edit' || content.type === 'delete') return null;
			const account = accounts.find(({ name }) => name === content.sender)!;
			const about = { account, digits: digitsOf(content.to), name: null };
			return this.event('send.message', answer as object, about, eventContext);
		},
		samples: {
			'connection.update': ({ account }) => ({
				instance: account.name,
				state: 'close',
				statusReason: 401,
			}),
			'qrcode.updated': ({ account }) => ({
				qrcode: {
					instance: account.name,
					pairingCode: null,
					code: '2@sandbox',
					base64: 'data:image/png;base64,iVBORw0KGgo=',
				},
			}),
			'messages.delete': ({ account, digits }) => ({
				id: dialect.newMessageId(instanceOf(account)),
				remoteJid: jidFrom(digits, instanceOf(account)),
				fromMe: false,
			}),
			...(dialect.webhook.events.includes('MESSAGES_EDITED') && {
				// Baileys' shape of an edit; no document shows what Evolution makes of it.
				'messages.edited': ({ account, digits }) => ({
					key: {
						id: dialect.newMessageId(instanceOf(account)),
						remoteJid: jidFrom(digits, instanceOf(account)),
						fromMe: false,
					},
					editedMessage: { conversation: 'What I meant to say' },
				}),
			}),
			'contacts.upsert': ({ account, digits, name }) => [contactRow(account, digits, name)],
			'contacts.update': ({ account, digits, name }) => [contactRow(account, digits, name)],
			'chats.upsert': ({ account, digits }) => [
				{
					remoteJid: jidFrom(digits, instanceOf(account)),
					...dialect.placeOf(instanceOf(account)),
				},
			],
			call: ({ account, digits }) => ({
				chatId: jidFrom(digits, instanceOf(account)),
				from: jidFrom(digits, instanceOf(account)),
				id: 'CALL0001',
				status: 'offer',
				isVideo: false,
				isGroup: false,
			}),
		},
		event(name, data, { account }, { origin, at }) {
			const instance = instanceOf(account);
			return {
				name,
				account,
				body: ({ url }) => ({
					event: name,
					instance: instance.name,
					data,
					// The whole URL, with whatever secret it holds.
					destination: url,
					date_time: localTime(at),
					...(instance.ownerJid && { sender: instance.ownerJid }),
					server_url: `${origin}/${provider}`,
					apikey: instance.token,
				}),
			};
		},
		request(webhook, { name, body }) {
			const { jwt_key: key, ...headers } = webhook.headers ?? {};
			return {
				url: webhook.byEvents
					? `${webhook.url}/${wantedName(name).replace(/_/g, '-').toLowerCase()}`
					: webhook.url,
				// Signed once, before all attempts.
				headers: {
					...headers,
					...(key !== undefined && { authorization: `Bearer ${webhookToken(key, new Date())}` }),
				},
				text: JSON.stringify(body(webhook)),
			};
		},
		wants: ({ events }, { name }) => events?.includes(wantedName(name)) ?? true,
		retries: dialect.webhook.retries,
	};
}

/** All options, with who chose them: of one vote. */
function pollUpdatesOf({ options, quoted }: Vote, voter: string) {
	const all = quoted?.content.type === 'poll' ? quoted.content.poll.options : options;
	return all.map((name) => ({ name, voters: options.includes(name) ? [voter] : [] }));
}

const contactRow = (account: Account, digits: string, name: string | null) => ({
	remoteJid: jidFrom(digits, instanceOf(account)),
	pushName: name ?? 'Ada Lovelace',
	profilePicUrl: null,
	instanceId: instanceOf(account).id,
});
