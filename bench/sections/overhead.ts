import { median, ratio } from '../figures';
import { measure, startProvider } from '../processes';
import type { Section } from '../section';
import type { OverheadFigures, OverheadJob } from '../workers/overhead';

const LOAD = { messages: 1000, recipients: 500 };
const ROUNDS = 25;
const MOST_PERCENT = 5;

/** What the care for a message costs. */
export const overhead: Section = {
	name: 'overhead',
	title: 'CPU time of a message',
	method: `${LOAD.messages} messages, one at a time, to a stand-in that answers at once. The floor is a node with the same fields that reads the same parameters and calls n8n's request helper, and does nothing else. Both take turns in one process, ${ROUNDS} rounds after a warm-up; CPU time of all threads, garbage collection included. The median of the ratios of the rounds.`,
	async measure() {
		const provider = await startProvider(0);
		const job: OverheadJob = {
			url: provider.url,
			pair: ['ours, 1 at once', 'bare loop'],
			rounds: ROUNDS,
			...LOAD,
		};
		const rounds = await measure<OverheadFigures>('overhead.ts', job);
		await provider.stop();

		const micros = (ms: number[]) => Math.round((1000 * median(ms)) / LOAD.messages);
		const percent = 100 * (median(rounds.map(([ours, floor]) => ours / floor)) - 1);
		return {
			table: {
				columns: ['Node', 'µs of CPU for a message', '× floor'],
				rows: [
					['ours', micros(rounds.map(([ours]) => ours)), ratio(1 + percent / 100)],
					['the floor', micros(rounds.map(([, floor]) => floor)), ratio(1)],
				],
			},
			targets: [
				{
					what: 'CPU time of a message beyond the floor',
					measured: `${percent.toFixed(1)} %`,
					wanted: `at most ${MOST_PERCENT} %`,
					met: percent <= MOST_PERCENT,
				},
			],
		};
	},
};
