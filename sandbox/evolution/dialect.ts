import type { FaultKind } from '../faults/kinds';
import type { Retries } from '../webhooks/inbound';
import type { Webhook } from '../webhooks/webhooks';
import type { Instance } from './instances';
import type { MetaError } from './metaErrors';
import type { Contact } from './vcard';

/** A message that Evolution hands to WhatsApp. */
export interface Dispatch {
	instance: Instance;
	remoteJid: string;
	/** Contact cards, or a text. */
	content: Contact[] | string;
	/** The message that it answers. */
	quoted: Quoted | null;
}

export interface Quoted {
	id: string;
	message: unknown;
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

/** Where the two major versions differ. */
export interface Dialect {
	version: string;
	specification: string;
	/** Whether a newer one of its kind wants a licence. */
	hasLicence: boolean;
	/** Whether an instance's own key may list it. */
	instanceKeyMayList: boolean;
	welcome(serverUrl: string): object;
	contactsIn(body: unknown): Contact[];
	textIn(body: unknown): string;
	quotedIn(body: unknown): Quoted | null;
	/** Milliseconds that the server waits before it sends. */
	delayIn(body: unknown, dispatch: Dispatch): number;
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
	/** Whether `messageTimestamp` is a text where the Cloud API reports a message. */
	timestampIsText: boolean;
	webhook: WebhookDialect;
	/** Meta's refusal, as this version passes it on. */
	rejectedByMeta(error: MetaError): { status: number; body: object };
	/** What it says with HTTP 400 when something fails after the message is out. */
	afterSending: Partial<Record<FaultKind, string>>;
}

export function refusalBody(status: number, message: unknown, error: string) {
	return { status, error, response: { message } };
}
