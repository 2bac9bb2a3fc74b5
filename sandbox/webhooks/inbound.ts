import type { Account } from '../account';
import type { SandboxMessage } from '../conversations';
import type { Reply, Vote } from '../replies/reply';
import type { Webhook } from './webhooks';

/** How a provider reports what happens: its own payloads, signatures and retries. */
export interface Inbound {
	/** Its channels, accounts or instances; the first where nobody says which. */
	accounts: Account[];
	/** The one that is in groups, where the provider knows groups. */
	groupAccount?: Account;
	/** Whether each account has webhooks of its own. */
	webhookPerAccount?: boolean;
	/** Where it is entered by hand, what a person has to know of that. */
	enteredByHand?: EnteredByHand;
	/** Of several payloads that its documents show, the names: the first is the usual one. */
	forms?: [string, ...string[]];
	/** The provider's id of a contact, where it has one. */
	contactIdOf?(digits: string): string;
	/** The id by which events name a message, from the answer to the one who sent it. */
	messageIdOf(answer: unknown): string | null;
	newMessageId(account: Account, eventContext: EventContext): string;
	/** @throws Refusal where the provider does not report that */
	received(reply: Reply, eventContext: EventContext): InboundEvent;
	/**
	 * A vote on a poll, where the provider has polls.
	 * @throws Refusal where the provider does not report that one
	 */
	voted?(vote: Vote, eventContext: EventContext): InboundEvent;
	/** @throws Refusal where the provider has no such event */
	changed(message: SandboxMessage, status: Status, eventContext: EventContext): InboundEvent;
	/** The event about a message that was just sent, where there is one. */
	sent?(message: SandboxMessage, answer: unknown, eventContext: EventContext): InboundEvent | null;
	/**
	 * What becomes of a message that was accepted, where that is clear from the beginning.
	 * @param kept everything in the inbox, this message included
	 */
	fate?(message: SandboxMessage, kept: readonly SandboxMessage[]): Status | undefined;
	/** Its other events, by name: what they hold. */
	samples: Record<string, (about: About, eventContext: EventContext) => object>;
	/** Any event, by name and what it holds. */
	event(name: string, data: object, about: About, eventContext: EventContext): InboundEvent;
	/** The request that carries an event to a webhook. */
	request(webhook: Webhook, event: InboundEvent, form: string): Delivered;
	/** Whether the webhook asked for it. */
	wants?(webhook: Webhook, event: InboundEvent): boolean;
	retries: Retries;
}

/** Where the secret comes from, and what a person has to know of it. */
export interface EnteredByHand {
	/** What the provider makes; `null`: a person may choose one. */
	generatedSecret: string | null;
	note: string;
}

/** What is the same for all events of one moment. */
export interface EventContext {
	/** Of the sandbox, as its client calls it. */
	origin: string;
	/** Which payload, where the provider has several forms. */
	form: string;
	at: Date;
}

/** Whom an event is about. */
export interface About {
	account: Account;
	/** Digits alone. */
	digits: string;
	name: string | null;
}

export interface InboundEvent {
	/** As the provider names it where it delivers it. */
	name: string;
	account: Account;
	body(webhook: Webhook): object;
}

export interface Status {
	value: 'sent' | 'delivered' | 'read' | 'failed';
	error: { code: number; message: string };
}

export interface Delivered {
	url: string;
	headers: Record<string, string>;
	text: string;
}

export interface Retries {
	/** Seconds before the second attempt, the third, and so on. */
	waits: number[];
	timeoutSeconds: number;
	/** Statuses after which it gives up. */
	final: number[];
	/** Whether a status says that the delivery was taken. */
	takes(status: number): boolean;
}

export const is2xx = (status: number) => status >= 200 && status < 300;
