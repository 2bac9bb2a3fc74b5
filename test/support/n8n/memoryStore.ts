import type { DeduplicationHelperFunctions, IDataDeduplicator } from 'n8n-workflow';

type Helpers = Pick<DeduplicationHelperFunctions, 'checkProcessedAndRecord' | 'removeProcessed'>;

/** n8n's deduplication store without its database: what is called, is seen and may be made to fail. */
export class MemoryStore {
	private entries: string[] = [];

	/** Runs before every call, which waits for it. */
	before: (call: 'record' | 'remove', entries: string[]) => unknown = () => {};

	clear(): void {
		this.entries = [];
	}

	/** As a node sees it. */
	readonly helpers: Helpers = {
		checkProcessedAndRecord: async (items, _scope, { maxEntries = Infinity }) => {
			const entries = items.map(String);
			await this.before('record', entries);
			const known = new Set(this.entries);
			const unknown = entries.filter((entry) => !known.has(entry));
			this.entries = [...this.entries, ...unknown].slice(-maxEntries);
			return { new: unknown, processed: entries.filter((entry) => known.has(entry)) };
		},
		removeProcessed: async (items) => {
			const entries = new Set(items.map(String));
			await this.before('remove', [...entries]);
			this.entries = this.entries.filter((entry) => !entries.has(entry));
		},
	};

	/** As n8n sees it. */
	readonly service = {
		checkProcessedAndRecord: async (items, scope, _context, options) =>
			await this.helpers.checkProcessedAndRecord(items, scope, options),
		removeProcessed: async (items, scope, _context, options) =>
			await this.helpers.removeProcessed(items, scope, options),
	} as Partial<IDataDeduplicator> as IDataDeduplicator;
}
