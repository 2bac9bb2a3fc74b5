import { setTimeout as wait } from 'node:timers/promises';

/** Live bytes of the heap. */
export interface Memory {
	/** The most while it ran, above those before it, its input included. */
	most: number;
	/** What a copy of the output takes. */
	output: number;
}

/** Often enough to meet the most, seldom enough to get on. */
const LOOKS = 25;
const MIN_INTERVAL_MS = 100;

function liveBytes(): number {
	global.gc!();
	return process.memoryUsage().heapUsed;
}

/**
 * Does a work that takes about a millisecond for each message, and looks at the heap. Needs
 * `--expose-gc`.
 * @returns the memory, and the output of the work
 */
export async function watchMemory<Output>(messages: number, work: () => Promise<Output>) {
	const before = liveBytes();
	let most = before;
	const look = () => (most = Math.max(most, liveBytes()));
	const timer = setInterval(look, Math.max(MIN_INTERVAL_MS, messages / LOOKS));
	const output = await work();
	clearInterval(timer);
	look();

	// What only the last moments of the run held is not part of the copy.
	await wait(1000);
	const beforeCopy = liveBytes();
	const copy = structuredClone(output);
	const memory: Memory = { most: most - before, output: liveBytes() - beforeCopy };
	return { memory, copy };
}
