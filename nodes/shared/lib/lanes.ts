/**
 * Works through entries: those of one lane in their order, different lanes side by side. Nothing is
 * begun ahead of time, so that many entries cost no more than their place in the list.
 * @param atOnce how many lanes side by side; with 1, all entries go in their order
 * @param work returns false to begin nothing more, and 'held' to leave it with what follows in its lane
 * @returns what was left so
 */
export async function inLanes<Entry>(
	entries: readonly Entry[],
	laneOf: (entry: Entry) => string,
	atOnce: number,
	work: (entry: Entry) => Promise<boolean | 'held'>,
): Promise<Entry[]> {
	const lanes = atOnce === 1 ? [entries] : [...groupBy(entries, laneOf).values()];
	let next = 0;
	let goOn = true;
	const held: Entry[] = [];
	const heldLanes = new Set<string>();
	const worker = async () => {
		while (goOn && next < lanes.length) {
			for (const entry of lanes[next++]) {
				if (!goOn) return;
				const lane = laneOf(entry);
				const end = heldLanes.has(lane) ? 'held' : await work(entry);
				if (end === 'held') {
					held.push(entry);
					heldLanes.add(lane);
				}
				if (!end) goOn = false;
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, lanes.length) }, worker));
	return held;
}

function groupBy<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string) {
	const groups = new Map<string, Entry[]>();
	for (const entry of entries) {
		const group = groups.get(keyOf(entry));
		if (group) group.push(entry);
		else groups.set(keyOf(entry), [entry]);
	}
	return groups;
}
