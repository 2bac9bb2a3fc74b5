/**
 * Lets the clock of this process run faster, so that a run that waits for minutes takes seconds. Only
 * for what waits: the work itself takes as long as ever, and counts as so much longer.
 */
const scale = Number(process.env.BENCH_CLOCK ?? 1);

if (scale !== 1) {
	const realTimeout = globalThis.setTimeout;
	const realNow = performance.now.bind(performance);
	const realDate = Date.now;
	const begun = realDate();
	performance.now = () => realNow() * scale;
	Date.now = () => begun + (realDate() - begun) * scale;
	globalThis.setTimeout = ((work: () => void, ms = 0, ...args: []) =>
		realTimeout(work, ms / scale, ...args)) as typeof setTimeout;
}
