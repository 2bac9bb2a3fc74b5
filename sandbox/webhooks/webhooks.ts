import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { Refusal } from '../http/refusal';
import { parseUrl } from '../lib/parseUrl';

/** Where a provider reports what happens: registered over its API, or entered on the inbox page. */
export interface Webhook {
	id: string;
	provider: string;
	/** The instance that it belongs to; `null` where it gets the events of the whole account. */
	account: string | null;
	url: string;
	secret: string | null;
	enabled: boolean;
	/** The events it wants, as the provider's API spells them; `null`: all. */
	events: string[] | null;
	/** What is sent along word for word, where the provider does that. */
	headers: Record<string, string> | null;
	/** Whether the name of the event is appended to the URL. */
	byEvents: boolean;
	/** Whether media come in base64. */
	base64: boolean;
	/** ISO 8601. */
	createdAt: string;
	updatedAt: string;
}

type Draft = Pick<Webhook, 'provider' | 'url'> & Partial<Webhook>;

/** A webhook as everybody may see it. */
export interface PublicWebhook extends Omit<Webhook, 'secret' | 'headers'> {
	hasSecret: boolean;
	/** The names alone. */
	headers: string[];
}

/** All the webhooks that the providers know. */
export class Webhooks extends EventEmitter<{ changed: [] }> {
	private readonly known = new Map<string, Webhook>();

	of(provider: string, account: string | null = null): Webhook[] {
		return [...this.known.values()].filter(
			(webhook) => webhook.provider === provider && webhook.account === account,
		);
	}

	/** Adds one, or puts it in the place of the one with its id. */
	put(draft: Draft): Webhook {
		const id = draft.id ?? randomUUID();
		const now = new Date().toISOString();
		const webhook: Webhook = {
			account: null,
			secret: null,
			enabled: true,
			events: null,
			headers: null,
			byEvents: false,
			base64: false,
			...draft,
			id,
			createdAt: this.known.get(id)?.createdAt ?? now,
			updatedAt: now,
		};
		this.known.set(id, webhook);
		this.emit('changed');
		return webhook;
	}

	/** @returns whether there was one */
	remove(provider: string, id: string): boolean {
		const found = this.known.get(id)?.provider === provider && this.known.delete(id);
		if (found) this.emit('changed');
		return found;
	}

	clear(): void {
		this.known.clear();
		this.emit('changed');
	}

	shown(): PublicWebhook[] {
		return [...this.known.values()].map(({ secret, headers, url, ...webhook }) => ({
			...webhook,
			url: withoutSecrets(url),
			hasSecret: secret !== null,
			headers: Object.keys(headers ?? {}),
		}));
	}
}

/** @throws Refusal where nothing can be delivered to it */
export function requireWebAddress(url: string): URL {
	const parsed = parseUrl(url);
	if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) {
		throw new Refusal(400, `url: must begin with http:// or https://, unlike "${url}"`);
	}
	return parsed;
}

/** A URL whose query may hold a secret, to be shown. */
export function withoutSecrets(url: string): string {
	const shown = new URL(url);
	for (const name of new Set(shown.searchParams.keys())) shown.searchParams.set(name, '***');
	if (shown.password) shown.password = '***';
	return shown.href;
}
