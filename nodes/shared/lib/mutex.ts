const chains = new Map<string, Promise<unknown>>();

/** In one process; two processes at the same time do not know of each other. */
export async function runExclusive<Result>(
	chain: string,
	work: () => Promise<Result>,
): Promise<Result> {
	const before = chains.get(chain) ?? Promise.resolve();
	const mine = before.then(work);
	const settled = mine.catch(() => {});
	chains.set(chain, settled);
	void settled.then(() => {
		if (chains.get(chain) === settled) chains.delete(chain);
	});
	return await mine;
}
