import { EventEmitter, setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { requireShape } from '../http/requireShape';
import type { SandboxProvider } from '../provider';
import type { Delivered, EventContext, Inbound, InboundEvent, Retries, Status } from './inbound';
import { webhookSettings, type WebhookSettings } from './settings';
import { withoutSecrets, type Webhook, type Webhooks } from './webhooks';

/** How late a shuffled delivery starts at most: enough for many to overtake each other. */
const SHUFFLE_MS = 250;

/** An event on its way to one webhook, and what became of it. */
export interface Delivery {
	/** From 1. */
	id: number;
	provider: string;
	/** As the provider names it. */
	event: string;
	/** The message in the inbox that it is about. */
	about: number | null;
	/** What became of that message, where the event says so. */
	value: Status['value'] | null;
	/** `null` where nobody listens. */
	url: string | null;
	/** `unheard`: no webhook wants it; `failed`: it is given up. */
	state: 'waiting' | 'delivered' | 'retrying' | 'failed' | 'unheard';
	/** Why nobody heard of it, or why it was refused. */
	reason: string | null;
	attempts: Array<{
		/** ISO 8601. */
		at: string;
		/** `null` where there was no answer. */
		status: number | null;
		error: string | null;
	}>;
	/** When it is tried again, on our clock. */
	nextAt: string | null;
}

interface Options {
	provider: SandboxProvider;
	about: number | null;
	value?: Status['value'] | null;
	/** Nothing is noted where nobody listens. */
	quietly?: boolean;
}

/** Carries events to the webhooks that want them, as often as the provider would try. */
export class Deliveries extends EventEmitter<{ delivery: [Delivery] }> {
	private made: Delivery[] = [];

	private lastId = 0;

	private readonly schema: ReturnType<typeof webhookSettings>;

	private current: WebhookSettings;

	/** Ends all that is under way. */
	private ending = endingForAll();

	constructor(
		private readonly webhooks: Webhooks,
		providers: SandboxProvider[],
	) {
		super();
		this.schema = webhookSettings(providers);
		this.current = requireShape(this.schema, {});
	}

	get all(): readonly Delivery[] {
		return this.made;
	}

	/** What was last reported of a message in the inbox. */
	toldOf(id: number): Status['value'] | undefined {
		return (
			this.made.findLast(({ about, value }) => about === id && value !== null)?.value ?? undefined
		);
	}

	get settings(): WebhookSettings {
		return this.current;
	}

	/** @throws Refusal that names the field that is wrong */
	configure(body: unknown): void {
		this.current = requireShape(this.schema, body);
	}

	/** What is the same for all events that a request brings about. */
	contextOf(provider: SandboxProvider, { host }: FastifyRequest): EventContext {
		return { origin: `http://${host}`, form: this.formOf(provider), at: new Date() };
	}

	/** Starts an event on its way, and says where it goes. */
	deliver(event: InboundEvent, { provider, about, value = null, quietly }: Options): Delivery[] {
		const { inbound, name, title } = provider;
		const blank = { provider: name, event: event.name, about, value };
		const account = inbound.webhookPerAccount ? event.account.id : null;
		const known = this.webhooks.of(name, account);
		const listening = known.filter(
			(webhook) => webhook.enabled && (inbound.wants?.(webhook, event) ?? true),
		);
		if (listening.length === 0) {
			if (quietly) return [];
			const whose = account === null ? title : `${title}, ${account}`;
			const reason =
				known.length === 0
					? `no webhook is registered (${whose})`
					: `the webhook does not want ${event.name} (${whose})`;
			return [this.keep({ ...blank, url: null, state: 'unheard', reason })];
		}
		return listening.flatMap((webhook) => {
			const request = inbound.request(webhook, event, this.formOf(provider));
			return Array.from({ length: this.current.copies }, () => {
				const url = withoutSecrets(request.url);
				const delivery = this.keep({ ...blank, url, state: 'waiting', reason: null });
				void this.carry(delivery, request, { inbound, webhook });
				return delivery;
			});
		});
	}

	/** Forgets all, and ends what is under way. */
	clear(): void {
		this.ending.abort();
		this.ending = endingForAll();
		this.made = [];
	}

	private formOf({ name }: SandboxProvider): string {
		return this.current.forms[name] ?? '';
	}

	private keep(draft: Omit<Delivery, 'id' | 'attempts' | 'nextAt'>): Delivery {
		const delivery: Delivery = { id: ++this.lastId, ...draft, attempts: [], nextAt: null };
		this.made.push(delivery);
		this.emit('delivery', delivery);
		return delivery;
	}

	private async carry(
		delivery: Delivery,
		request: Delivered,
		{ inbound, webhook }: { inbound: Inbound; webhook: Webhook },
	): Promise<void> {
		const { retries } = inbound;
		const { signal } = this.ending;
		const { shuffle } = this.current;
		// An aborted wait rejects: then nobody asks for this delivery any more.
		const pause = async (ms: number) =>
			await wait(ms, true, { signal, ref: false }).catch(() => false);
		if (shuffle && !(await pause(Math.random() * SHUFFLE_MS))) return;
		for (const seconds of [...retries.waits, null]) {
			const attempt = await attemptAt(request, { retries, signal });
			if (signal.aborted) return;
			const { status } = attempt;
			const taken = status !== null && retries.takes(status);
			const ended = taken || seconds === null || retries.final.includes(status ?? 0);
			const waitMs = ended ? 0 : (seconds * 1000) / this.current.timeScale;
			delivery.attempts.push(attempt);
			delivery.reason = status === 401 ? whyUnproven(webhook, inbound) : null;
			delivery.state = taken ? 'delivered' : ended ? 'failed' : 'retrying';
			delivery.nextAt = ended ? null : new Date(Date.now() + waitMs).toISOString();
			this.emit('delivery', delivery);
			if (ended || !(await pause(waitMs))) return;
		}
	}
}

function endingForAll(): AbortController {
	const ending = new AbortController();
	// One for each delivery under way; Node warns of more than ten.
	setMaxListeners(0, ending.signal);
	return ending;
}

async function attemptAt(
	{ url, headers, text }: Delivered,
	{ retries: { timeoutSeconds }, signal }: { retries: Retries; signal: AbortSignal },
): Promise<Delivery['attempts'][number]> {
	const at = new Date().toISOString();
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: text,
			redirect: 'manual',
			signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)]),
		});
		// Frees the connection.
		await response.arrayBuffer();
		return { at, status: response.status, error: null };
	} catch (error) {
		return { at, status: null, error: wordsFor(error) };
	}
}

/** What is wrong with the proof of a call, seen from the provider's side. */
function whyUnproven({ url, secret }: Webhook, { enteredByHand }: Inbound): string {
	if (!enteredByHand) return 'the credential has changed: publish the workflow again';
	if (secret) return 'the secret is not the Webhook Secret of the credential';
	return new URL(url).searchParams.has('secret')
		? 'the secret in the address is not the Webhook Secret of the credential'
		: 'the secret is missing in the address';
}

function wordsFor(error: unknown): string {
	const { name, message, cause } = error as Error & { cause?: Error & { code?: string } };
	if (name === 'TimeoutError') return 'no answer in time';
	return cause?.code ?? cause?.message ?? message;
}
