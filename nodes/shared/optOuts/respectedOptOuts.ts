import type { Explanation } from '../outcome/problem';
import type { SharedMemory } from '../sharedMemory/sharedMemory';
import { SharedMemoryError } from '../sharedMemory/sharedMemoryError';
import { MAX_AT_ONCE } from '../sharedMemory/tableCalls';
import { personOf } from '../validation/person';
import { OptOutList, type OptOut } from './optOutList';

/** How long an answer holds: nobody is written to who opted out longer ago. */
const FRESH_MS = 1000;

interface Asked {
	/** `performance.now()` before it was asked. */
	at: number;
	/** By recipient. */
	optOuts: Promise<Map<string, OptOut | undefined>>;
}

/**
 * Which recipients of a run want no messages, asked just before each message leaves. The recipients behind
 * are asked about along with it: mostly they leave while the answer holds.
 */
export class RespectedOptOuts {
	private readonly recipients: string[];

	private readonly asked = new Map<string, Asked>();

	/** @param recipients in the order in which their messages leave */
	constructor(
		private readonly list: Pick<OptOutList, 'find'>,
		recipients: readonly string[],
	) {
		this.recipients = [...new Set(recipients)];
	}

	/**
	 * @returns why this recipient gets no message, or `undefined`
	 * @throws SharedMemoryError
	 */
	async reasonAgainst(to: string): Promise<string | undefined> {
		if (isGroup(to)) return undefined;
		const last = this.asked.get(to);
		const isFresh = last !== undefined && performance.now() - last.at < FRESH_MS;
		const optOut = (await (isFresh ? last : this.ask(to)).optOuts).get(to);
		return optOut && reasonOf(optOut);
	}

	private ask(to: string): Asked {
		const place = this.recipients.indexOf(to);
		const others = this.recipients.slice(place + 1, place + MAX_AT_ONCE);
		const recipients = [to, ...others.filter((other) => !isGroup(other))];
		const asked = { at: performance.now(), optOuts: this.find(recipients) };
		for (const recipient of recipients) this.asked.set(recipient, asked);
		return asked;
	}

	private async find(recipients: string[]): Promise<Map<string, OptOut | undefined>> {
		const optOuts = await this.list.find(recipients.map(personOf));
		return new Map(recipients.map((recipient, place) => [recipient, optOuts[place]]));
	}
}

export const respectedIn = ({ table }: SharedMemory, recipients: readonly string[]) =>
	new RespectedOptOuts(new OptOutList(table), recipients);

/** @returns what stands against a recipient who is known to the provider alone, as the list cannot know them */
export const refuseUnlisted = (to: string): (Explanation & { field: string }) | undefined =>
	isGroup(to) || personOf(to).userId === undefined
		? undefined
		: {
				field: 'respectOptOuts',
				code: 'not-supported',
				reason: `'Respect Opt-Outs' cannot find out who ${to} is: the list knows people by their phone number`,
				whatToDo: 'Send to the phone number, or remove the option "Respect Opt-Outs".',
			};

/** On a run that is to respect the list, and has no shared memory. */
export const listWithoutMemory = () =>
	new SharedMemoryError({
		code: 'shared-memory-setup',
		reason: "'Respect Opt-Outs' is on, and 'Shared Memory', which has the list, is off",
		whatToDo:
			'Add the option "Shared Memory" too and choose its credential, or remove "Respect Opt-Outs".',
		failure: { cause: 'configuration-invalid' },
	});

const isGroup = (to: string) => to.endsWith('@g.us');

const reasonOf = ({ since, reason }: OptOut) =>
	`This person opted out of messages on ${since.slice(0, 10)}${reason && `: ${reason}`}`;
