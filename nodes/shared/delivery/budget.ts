import type { RateLimit } from '../contract/provider';
import type { SlotRegister } from './slotHistory';

/** What a message waits for: that it may leave. */
export interface Turn {
	limits: readonly RateLimit[];
	/** Passes those that are not. */
	urgent?: boolean;
	/** After it, nobody waits any more. */
	signal?: AbortSignal;
	/** Where the slots of the account are, if all processes share them. */
	register?: SlotRegister;
}

/** What an account may still send. */
export interface Budget {
	/** In ms; infinite while only the end of a message, or a call of `wake`, can help. */
	waitFor(turn: Turn): number;

	/** A message leaves. */
	start(turn: Turn): void;

	/** One that left has ended. */
	end(): void;

	/**
	 * Gets ready what these need that wait, in the order in which they are to leave.
	 * @returns when it wants to be called again, in ms
	 */
	plan?(turns: readonly Turn[], wake: () => void): number;

	/** Nothing leaves for so long. */
	pause?(ms: number): void;

	/** Why it does not know of other processes now. */
	readonly outage?: string;
}
