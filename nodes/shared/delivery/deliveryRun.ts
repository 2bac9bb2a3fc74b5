import type { IExecuteFunctions } from 'n8n-workflow';
import type { Operation, ProviderRequest } from '../contract/operation';
import type { RateLimit } from '../contract/provider';
import type { Account } from '../http/account';
import { Exchange, type Answered, type Failed } from '../http/exchange';
import { memoizedLookup } from '../http/lookups';
import type { RespectedOptOuts } from '../optOuts/respectedOptOuts';
import type { Problem } from '../outcome/problem';
import type { SharedMemory } from '../sharedMemory/sharedMemory';
import type { Turn } from './budget';
import { CircuitBreaker } from './circuitBreaker';
import type { RunStats } from './hints';
import { Ledger } from './ledger';
import { NodeKeys } from './nodeKeys';
import type { Granted, RateLimiter } from './rateLimiter';
import { rateLimiterOf, slotRegisterOf } from './rateLimiters';
import type { SendingHours } from './sendingHours';
import { SendOnce } from './sendOnce';
import { readDeliverySettings } from './settings';
import { SharedKeys } from './sharedKeys';
import { SharedRequests } from './sharedRequests';
import { spreadEvenly } from './spreadEvenly';

/** What only some runs have. */
interface Beside {
	/** What all processes of n8n know together. */
	memory?: SharedMemory;
	/** Who gets no message. */
	optOuts?: RespectedOptOuts;
	/** When messages may leave. */
	hours?: SendingHours;
}

/**
 * What all messages of a run share: the account with its limits, what was sent already, and what
 * stops the rest. Once the account or a channel is refused, it is tried no more.
 */
export class DeliveryRun<Message, Found> {
	readonly stats: RunStats = { retried: 0, maxWaitMs: 0, tookMs: 0 };

	readonly memory: Beside['memory'];

	readonly optOuts: Beside['optOuts'];

	readonly hours: Beside['hours'];

	readonly exchange: Exchange;

	readonly lookUp: ReturnType<typeof memoizedLookup<Found>>;

	readonly rateLimiter: RateLimiter;

	/** Only messages count against them: a query sends none. */
	readonly limits: readonly RateLimit[];

	/** What each of its messages waits for. */
	readonly turn: Turn;

	readonly ledger: Ledger | undefined;

	readonly sendOnce: SendOnce;

	readonly breaker = new CircuitBreaker();

	/** When the execution is cancelled or the run halts. */
	readonly signal: AbortSignal;

	/** The refusals after which nothing more is sent, by what they stopped. */
	private readonly stops = new Map<string, Problem>();

	private readonly halting = new AbortController();

	private readonly shared: SharedRequests<Message>;

	constructor(
		readonly node: IExecuteFunctions,
		readonly operation: Operation<Message, Found>,
		readonly account: Account,
		readonly settings = readDeliverySettings(node, operation.provider),
		messages: readonly Message[] = [],
		{ memory, optOuts, hours }: Beside = {},
	) {
		this.memory = memory;
		this.optOuts = optOuts;
		this.hours = hours;
		const { provider, kind, verdicts } = operation;
		this.exchange = new Exchange(node, provider, account, this.settings.timeoutSeconds);
		this.lookUp = memoizedLookup<Found>(
			async (request) => await this.exchange.ask(request, { kind: 'query', verdicts }),
		);
		this.rateLimiter = rateLimiterOf(provider, account, memory);
		const limits = [...(provider.limits ?? []), ...this.settings.limits];
		const pace = this.settings.spreadEvenly ? spreadEvenly(limits) : [];
		this.limits = kind === 'send' ? [...limits, ...pace] : [];
		this.ledger = kind === 'send' ? new Ledger(node) : undefined;
		this.signal = AbortSignal.any([
			this.halting.signal,
			...(this.cancelled ? [this.cancelled] : []),
		]);
		const keys = memory ? new SharedKeys(node, memory.table, this.signal) : new NodeKeys(node);
		this.sendOnce = new SendOnce(node, keys, this.signal);
		this.turn = {
			limits: this.limits,
			urgent: this.settings.urgent,
			signal: this.signal,
			register: memory && slotRegisterOf(provider, account, memory),
		};
		this.shared = new SharedRequests(operation, messages);
	}

	get isHalted(): boolean {
		return this.halting.signal.aborted;
	}

	get isCancelled(): boolean {
		return this.cancelled?.aborted ?? false;
	}

	/** The request that asks for this message and others; `undefined`: it has one of its own. */
	sharedRequest(message: Message): ProviderRequest | undefined {
		return this.shared.requestOf(message);
	}

	async ask(request: ProviderRequest): Promise<Answered | Failed> {
		return await this.shared.ask(
			request,
			async (asked) => await this.exchange.ask(asked, this.operation),
		);
	}

	/** The answer to this request says nothing that a document describes. */
	askAnew(request: ProviderRequest): void {
		this.shared.forget(request);
	}

	/** What stopped the account or the channel of this message. */
	stopFor(message: Message): Problem | undefined {
		return this.stops.get('account') ?? this.stops.get(this.channelOf(message));
	}

	/** After this problem, the rest would end the same way. */
	stop(what: 'account' | 'channel', message: Message, problem: Problem): void {
		this.stops.set(what === 'account' ? what : this.channelOf(message), problem);
	}

	/** A message came to its turn. */
	took({ waitedMs, outage }: Granted): void {
		this.stats.maxWaitMs = Math.max(this.stats.maxWaitMs, waitedMs);
		if (outage === undefined || this.stats.outage !== undefined) return;
		this.stats.outage = `Shared Memory could not be reached, so this n8n process kept the limits by itself for a while: ${outage}`;
		this.node.logger.warn(`${this.node.getNode().name}: ${this.stats.outage}`);
	}

	/** Nothing more is begun; what waits is given up. */
	halt(): void {
		this.halting.abort();
	}

	/** Nothing is left to remember when all went well. What n8n discards, as it was cancelled, is kept. */
	close(allAccepted: boolean): void {
		if (this.isCancelled) return;
		const mayTryAgain = !this.node.continueOnFail() || this.node.getNode().retryOnFail === true;
		if (allAccepted || !mayTryAgain) this.ledger?.drop();
	}

	private get cancelled(): AbortSignal | undefined {
		return this.node.getExecutionCancelSignal?.();
	}

	private channelOf(message: Message): string {
		const channel = this.operation.channel?.(message);
		return channel === undefined ? 'account' : `channel ${channel}`;
	}
}
