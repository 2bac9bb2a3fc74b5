import { Grouped } from '../lib/grouped';

/** The most rows to name in one call: they go in an address, and not every server takes longer ones. */
export const MAX_AT_ONCE = 50;

/** How an execution reaches a table; those of the same place may go together. */
interface Reached {
	place: string;
}

interface Asked<Table extends Reached, Entry> {
	table: Table;
	entry: Entry;
}

/**
 * Calls of one kind: what all executions of this process ask one table at the same time goes as one, as each
 * of them has only few entries.
 */
export class TableCalls<Table extends Reached, Entry, Answer> {
	private readonly byPlace = new Map<string, Grouped<Asked<Table, Entry>, Answer>>();

	/** @param call gives an answer to each entry, in their order */
	constructor(private readonly call: (table: Table, entries: Entry[]) => Promise<Answer[]>) {}

	/** @throws what the call throws, for all that went with it */
	async ask(table: Table, entry: Entry): Promise<Answer> {
		const calls = this.byPlace.get(table.place) ?? this.callsFrom(table);
		return await calls.ask({ table, entry });
	}

	private callsFrom({ place }: Table): Grouped<Asked<Table, Entry>, Answer> {
		const calls = new Grouped<Asked<Table, Entry>, Answer>(
			// It is the same table for all of them, as whoever asked first reaches it.
			async (asked) =>
				await this.call(
					asked[0].table,
					asked.map(({ entry }) => entry),
				),
			MAX_AT_ONCE,
		);
		this.byPlace.set(place, calls);
		return calls;
	}
}
