import type { DataTable } from '../sharedMemory/dataTable';
import { lookupOf, newToken, type NewRow } from '../sharedMemory/row';
import { MAX_AT_ONCE } from '../sharedMemory/tableCalls';
import { namesOf, type Person } from '../validation/person';

/** That a person wants no messages. */
export interface OptOut {
	/** ISO 8601. */
	since: string;
	/** Why, or how it came; blank where nobody said. */
	reason: string;
}

/** What became of one entry. */
export interface Change {
	/** As it is afterwards; `undefined` where the person may be written to. */
	optOut?: OptOut;
	changed: boolean;
}

interface Known extends OptOut {
	token: string;
}

/**
 * Who wants no messages, for all accounts of the table: a row for each name of a person, and rows of one
 * person have one token. Who is in it twice is in it.
 */
export class OptOutList {
	constructor(private readonly table: Pick<DataTable, 'find' | 'insert' | 'update' | 'remove'>) {}

	/** @returns what is known of each, in their order; `undefined` where a person may be written to */
	async find(people: readonly Person[]): Promise<Array<OptOut | undefined>> {
		const known = await this.known(people);
		return people.map((person) => optOutOf(entriesOf(person, known)));
	}

	/** Who is in the list stays there as before; what else the person is known by is added. */
	async add(entries: ReadonlyArray<{ person: Person; reason: string }>): Promise<Change[]> {
		const known = await this.known(entries.map(({ person }) => person));
		const rows: NewRow[] = [];
		/** Tokens of what was thought to be another person, and the one instead. */
		const joined = new Map<string, string>();
		const changes = entries.map(({ person, reason }): Change => {
			const [before, ...others] = entriesOf(person, known);
			const entry = before ?? { since: new Date().toISOString(), reason, token: newToken() };
			for (const { token } of others) if (token !== entry.token) joined.set(token, entry.token);
			for (const { lookup, key } of keysOf(person)) {
				if (known.has(lookup)) continue;
				rows.push({ kind: 'Opt-out', key, lookup, token: entry.token, data: entry.reason });
				known.set(lookup, [entry]);
			}
			return { optOut: optOutOf([entry]), changed: before === undefined };
		});
		if (rows.length > 0) await this.table.insert(rows);
		for (const [token, instead] of joined) {
			await this.table.update({ any: 'token', of: [token] }, { token: instead });
		}
		return changes;
	}

	/** Takes out all names of these people, also those that are not said here. */
	async remove(people: readonly Person[]): Promise<Change[]> {
		const known = await this.known(people);
		const removed = new Set<string>();
		const changes = people.map((person): Change => {
			const tokens = entriesOf(person, known).map(({ token }) => token);
			const changed = tokens.some((token) => !removed.has(token));
			tokens.forEach((token) => removed.add(token));
			return { changed };
		});
		// Of a row that somebody wrote by hand without one: it would be that of other rows too.
		removed.delete('');
		for (const tokens of inParts([...removed])) {
			await this.table.remove({ any: 'token', of: tokens });
		}
		return changes;
	}

	/** What the list has of these people, by lookup: several where two processes added one at the same time. */
	private async known(people: readonly Person[]): Promise<Map<string, Known[]>> {
		const lookups = new Set(people.flatMap(keysOf).map(({ lookup }) => lookup));
		const known = new Map<string, Known[]>();
		for (const { lookup, createdAt, data, token } of await this.table.find([...lookups])) {
			const entry = { since: createdAt, reason: data, token };
			known.set(lookup, [...(known.get(lookup) ?? []), entry]);
		}
		return known;
	}
}

/** What a person is found by in the table, and how people read it there. */
const keysOf = ({ phone, lid, userId }: Person) =>
	[{ phone }, { lid }, { userId }].flatMap((one) =>
		namesOf(one).map((name) => ({
			lookup: lookupOf('Opt-out', name),
			key: String(Object.values(one)[0]),
		})),
	);

/** What is known of a person, the oldest first. */
const entriesOf = (person: Person, known: ReadonlyMap<string, Known[]>): Known[] =>
	keysOf(person)
		.flatMap(({ lookup }) => known.get(lookup) ?? [])
		.sort((a, b) => (a.since < b.since ? -1 : 1));

const optOutOf = ([first]: Known[]): OptOut | undefined =>
	first && { since: first.since, reason: first.reason };

function inParts<Entry>(entries: readonly Entry[]): Entry[][] {
	const parts: Entry[][] = [];
	for (let start = 0; start < entries.length; start += MAX_AT_ONCE) {
		parts.push(entries.slice(start, start + MAX_AT_ONCE));
	}
	return parts;
}
