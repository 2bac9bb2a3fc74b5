import { EventEmitter } from 'node:events';
import type { FastifyRequest } from 'fastify';
import type { MessageContent } from '../conversations';
import { conversationWith } from '../lib/recipient';
import type { SandboxProvider } from '../provider';
import { isAbleTo } from './answers';
import type { Fault } from './fault';
import { kindOf } from './kinds';
import { Limits, type LimitRefusal } from './limits';
import { randomFrom } from './random';
import { readSettings, type Settings } from './settings';
import { isSign } from '../signs';

interface Armed {
	fault: Fault;
	/** Of its own, so that one fault does not shift the luck of another. */
	random(): number;
	struck: number;
}

/** Who is asked, and what for; `content` is null for a look-up. */
interface Asked {
	provider: SandboxProvider;
	content: MessageContent | null;
}

/** A look-up is not; a sign to the contact, such as a read mark, counts as one. */
const isSending = ({ content }: Asked) => content !== null && !isSign(content);

/** How the providers misbehave at present. */
export class Faults extends EventEmitter<{ changed: [Settings] }> {
	private current: Settings;

	private armed: Armed[] = [];

	private limits: Limits;

	constructor(private readonly providers: SandboxProvider[]) {
		super();
		this.current = readSettings({}, providers);
		this.limits = new Limits(this.current);
	}

	get settings(): Settings {
		return this.current;
	}

	/**
	 * Starts over: what struck or was sent before no longer counts.
	 * @throws Refusal that names the field that is wrong
	 */
	replace(body: unknown): void {
		this.current = readSettings(body, this.providers);
		this.armed = this.current.faults.map((fault, index) => ({
			fault,
			random: randomFrom(this.current.seed + index),
			struck: 0,
		}));
		this.limits = new Limits(this.current);
		this.emit('changed', this.current);
	}

	/** Before the body is read, so that the recipient is not known yet. */
	strikeUnread(asked: Asked): Fault | undefined {
		return this.strike(asked, (fault) => kindOf(fault.kind).end === 'unread');
	}

	/** Once the provider has understood the request. */
	strikeRead(asked: Asked): Fault | undefined {
		return this.strike(asked, (fault) => kindOf(fault.kind).end !== 'unread');
	}

	refusalByLimit(asked: Asked, request: FastifyRequest): LimitRefusal | undefined {
		return isSending(asked) ? this.limits.refusal(asked.provider, request) : undefined;
	}

	latencyMs(asked: Asked): number {
		return isSending(asked) || this.current.scope === 'all' ? this.current.latencyMs : 0;
	}

	private strike(asked: Asked, now: (fault: Fault) => boolean): Fault | undefined {
		if (!isSending(asked) && this.current.scope !== 'all') return undefined;
		const found = this.armed.find(
			({ fault, random, struck }) =>
				now(fault) &&
				struck < (fault.times ?? Infinity) &&
				concerns(fault, asked) &&
				random() < fault.probability,
		);
		if (found) found.struck++;
		return found?.fault;
	}
}

function concerns({ kind, provider: only, to }: Fault, { provider, content }: Asked): boolean {
	if (only !== undefined && only !== provider.name) return false;
	if (!isAbleTo(provider, kind)) return false;
	return to === undefined || [to, conversationWith(to)].includes(content?.to ?? null);
}
