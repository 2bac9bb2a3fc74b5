/** Where it is remembered what came. */
export interface EventStore {
	/**
	 * @param events the entries of each, of which the first says whether it is known
	 * @returns those first entries that were new; of calls at the same time, only the first to bring one
	 * gets it
	 * @throws what the store throws
	 */
	record(events: ReadonlyArray<readonly string[]>): Promise<Set<string>>;
}
