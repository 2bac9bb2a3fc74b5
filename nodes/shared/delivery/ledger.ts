import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** What became of a message in an earlier try of the same run of the node. */
export interface Entry {
	outcome: 'accepted' | 'unknown' | 'inflight';
	/** By the name of its key in a receipt, such as `messageId`. */
	ids: Record<string, string>;
}

const KEY = 'whatsAppLedger';

/** By run and item: `accepted +56912345678 messageId=wamid.X`. */
type Book = Record<string, Record<string, string>>;

/**
 * What was sent in this execution, kept where n8n keeps it over Retry On Fail and over the retry of a
 * failed execution, so that neither sends an accepted message again. A message is known by run, item
 * and recipient: a changed text is not a new message, a changed recipient is.
 */
export class Ledger {
	private readonly context: IDataObject;

	private readonly run: string;

	constructor(node: IExecuteFunctions) {
		this.context = node.getContext('node');
		this.run = String(node.evaluateExpression('{{ $runIndex }}', 0) ?? 0);
	}

	find(item: number, to: string): Entry | undefined {
		const [outcome, recipient, ...ids] = this.page()[item]?.split(' ') ?? [];
		if (recipient !== to) return undefined;
		return {
			outcome: outcome as Entry['outcome'],
			ids: Object.fromEntries(ids.map((id) => id.split(/=(.*)/, 2) as [string, string])),
		};
	}

	/** @param to `null` where the recipient cannot be read now */
	has(item: number, to: string | null): boolean {
		return to === null ? this.page()[item] !== undefined : this.find(item, to) !== undefined;
	}

	write(item: number, to: string, { outcome, ids }: Entry): void {
		const known = Object.entries(ids).map(([name, id]) => `${name}=${id}`);
		this.page()[item] = [outcome, to, ...known].join(' ');
	}

	/** The message certainly did not leave. */
	erase(item: number): void {
		delete this.page()[item];
	}

	/** When all was accepted there is nothing to remember, and nothing to store. */
	drop(): void {
		const book = this.book();
		delete book[this.run];
		if (Object.keys(book).length === 0) delete this.context[KEY];
	}

	private book(): Book {
		this.context[KEY] ??= {};
		return this.context[KEY] as Book;
	}

	private page(): Record<string, string> {
		return (this.book()[this.run] ??= {});
	}
}
