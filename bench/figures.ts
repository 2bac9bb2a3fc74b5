export function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** So many rounds of all, one after the other, so that whatever slows the machine slows all. */
export async function interleaved<Name extends string, Figure>(
	names: readonly Name[],
	rounds: number,
	run: (name: Name) => Promise<Figure>,
): Promise<Record<Name, Figure[]>> {
	const figures = Object.fromEntries(names.map((name) => [name, [] as Figure[]]));
	for (let round = 0; round < rounds; round++) {
		for (const name of names) figures[name].push(await run(name));
	}
	return figures as Record<Name, Figure[]>;
}

export const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
export const ratio = (value: number) => value.toFixed(2);
