import type { IDataDeduplicator } from 'n8n-workflow';

/** n8n's deduplication store without its database: what is called, is seen and may be made to fail. */
export class MemoryStore {
	private entries: string[] = [];

	/** Runs before every call, as long as the store takes for it. */
	before: (entries: string[]) => unknown = () => {};

	readonly service = {
		checkProcessedAndRecord: async (items, _scope, _context, { maxEntries = Infinity }) => {
			const entries = items.map(String);
			await this.before(entries);
			const known = new Set(this.entries);
			const unknown = entries.filter((entry) => !known.has(entry));
			this.entries = [...this.entries, ...unknown].slice(-maxEntries);
			return { new: unknown, processed: entries.filter((entry) => known.has(entry)) };
		},
		removeProcessed: async (items) => {
			await this.before(items.map(String));
			this.entries = this.entries.filter((entry) => !items.includes(entry));
		},
	} as Partial<IDataDeduplicator> as IDataDeduplicator;
}
