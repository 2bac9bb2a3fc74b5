import type { FaultKind } from '../faults/kinds';
import type { Retries } from '../webhooks/inbound';
import type { Webhook } from '../webhooks/webhooks';
import type { Instance } from './instances';
import type { StoredMessage } from './messageStore';
import type { MetaError } from './metaErrors';
import type { Outgoing, SendName } from './outgoing';

/** A message that Evolution hands to WhatsApp. */
export interface Dispatch {
	instance: Instance;
	remoteJid: string;
	outgoing: Outgoing;
	/** The message that it answers. */
	quoted: Quoted | null;
	/** Who is mentioned, in a group. */
	mentioned: string[];
}

export interface Quoted {
	id: string;
	message: unknown;
}

export interface SendOptions {
	quoted: Quoted | null;
	mentioned: { everyone: boolean; numbers: string[] };
	/** Milliseconds. */
	delay: number;
}

/** What became of a message. */
export interface Update {
	instance: Instance;
	messageId: string;
	remoteJid: string;
	/** In WhatsApp's words. */
	status: string;
	at: Date;
}

/** How a version lets a webhook be set, and how often it tries to deliver. */
export interface WebhookDialect {
	/** What a valid body of `webhook/set` asks for. */
	wanted(body: unknown): WantedWebhook;
	/** The answer to `webhook/set`. */
	set(webhook: Webhook, instance: Instance): object;
	/** The answer to `webhook/find`. */
	found(webhook: Webhook | undefined, instance: Instance): object | null;
	events: string[];
	retries: Retries;
}

/** What is left out stays as it was. */
export interface WantedWebhook {
	url: string;
	enabled: boolean;
	headers?: Record<string, string>;
	byEvents?: boolean;
	base64?: boolean;
	events?: string[];
}

/** What a version makes of the messages that it is to send. */
export interface SendingDialect {
	/** What a body has of its message, in the words of version 2. */
	fieldsIn(operation: SendName, body: unknown): unknown;
	/** Whether files come in forms too. */
	takesForms: boolean;
	/** What goes with any message. */
	optionsIn(body: unknown): SendOptions;
	/** Whether a phone waits before it sends a message of this kind. */
	waitsFor(kind: Outgoing['kind']): boolean;
	/** Of a voice message without a file. */
	audioWords: string;
	takesBackReactions: boolean;
	cloud: {
		/** Files go by their links, and in no other way. */
		linksOnly: boolean;
		/** Of a file whose name has no known ending; without a type the server fails. */
		defaultType?: string;
		/** A list row without a description makes the server fail. */
		rowsNeedDescription: boolean;
	};
	phones: {
		sendButtons: boolean;
		sendStickers: boolean;
		/** A voice message without `options` makes the server fail. */
		audioNeedsOptions: boolean;
		/** A file that is no sound ends the server. */
		endOnBadAudio: boolean;
	};
}

/** What a version makes of everything else in a chat. */
export interface ChatDialect {
	/** Whether it keeps what it sent, and edits nothing else. */
	editsKnownOnly: boolean;
	/** The answer to `sendPresence`, which has no body in version 1. */
	presenceShown(presence: string): object | undefined;
	presenceIn(body: unknown): { presence: string; delay: number };
	/** The messages to mark as read. */
	readMessagesIn(body: unknown): unknown[];
	/** Whether groups say whether they are communities. */
	communities: boolean;
	/** The refusal of `whatsappNumbers` by a phone that is not connected. */
	numbersUnanswered(instance: Instance): { status: number; body: object };
	/** Whether numbers that were looked up before are answered all the same. */
	remembersNumbers: boolean;
	/** Operations whose refusals are not enclosed in `response`. */
	barelyRefused: string[];
	/** Whether it fetches the files of a channel WHATSAPP-BUSINESS. */
	fetchesFiles: boolean;
	/** What is stored of a message that was sent, by the answer to its sender. */
	storedOf(sent: object, instance: Instance): object;
	/** The answer to `findMessages`. */
	foundMessages(newestFirst: StoredMessage[], query: unknown, instance: Instance): unknown;
	/** `fileLength`, and what else is beside a file. */
	fileShown(bytes: Buffer): { size: object; buffer?: null };
}

/** Where the two major versions differ. */
export interface Dialect {
	version: string;
	specification: string;
	/** Whether a newer one of its kind wants a licence. */
	hasLicence: boolean;
	/** Whether an instance's own key may list it. */
	instanceKeyMayList: boolean;
	welcome(serverUrl: string): object;
	sending: SendingDialect;
	chat: ChatDialect;
	/** An entry of `fetchInstances`. */
	listed(instance: Instance, serverUrl: string): object;
	/** Words for an instance that `fetchInstances` was asked for and that does not exist. */
	notListed(instanceName: string): { status: number; body: object };
	/** An id such as WhatsApp gives to a message of this instance. */
	newMessageId(instance: Instance): string;
	sent(dispatch: Dispatch): object;
	/** What `data` of a message holds, beside the message itself. */
	placeOf(instance: Instance): object;
	/** `data` of `messages.update`. */
	updated(update: Update): object;
	/** What is reported of the messages of the Cloud API. */
	ofCloud: {
		/** Whether `messageTimestamp` is a text. */
		timestampIsText: boolean;
		/** Whether what is quoted is beside the message too. */
		contextIsBeside: boolean;
		/** Whether a tap is told from words; where it is not, one on a template is not told at all. */
		tellsTaps: boolean;
	};
	/** Whether a text that quotes another stays `extendedTextMessage`, by the source of the version. */
	keepsTextKind: boolean;
	/**
	 * Whether a vote on a poll comes as `messages.update`, by the source of the version; 2.3.7 has it
	 * as a message.
	 */
	votesAreUpdates: boolean;
	/** Whether the buttons of a phone are a native flow, which answers a tap in its own form. */
	buttonsAreFlow: boolean;
	webhook: WebhookDialect;
	/** Meta's refusal, as this version passes it on. */
	rejectedByMeta(error: MetaError): { status: number; body: object };
	/** What it says with HTTP 400 when something fails after the message is out. */
	afterSending: Partial<Record<FaultKind, string>>;
}

export function refusalBody(status: number, message: unknown, error: string) {
	return { status, error, response: { message } };
}
