import { median, ratio } from '../figures';
import { measure, startProvider } from '../processes';
import type { Section } from '../section';
import type { OverheadFigures, OverheadJob } from '../workers/overhead';

const LOAD = { messages: 1000, recipients: 500 };
const ROUNDS = 25;
const MAX_PERCENT = 5;

/** What the care for a message costs. */
export const overhead: Section = {
	name: 'overhead',
	title: 'CPU time of a message',
	method: `${LOAD.messages} messages, one at a time, to a stand-in that answers at once. The floor is a node with the same fields that reads the same parameters and calls n8n's request helper, and does nothing else. Both take turns in one process, ${ROUNDS} rounds after a warm-up; CPU time of all threads, garbage collection included. The median of the ratios of the rounds. Ours asks for answers as streams, since only those can be ended; so the floor does that too in a second pair.`,
	async measure() {
		const provider = await startProvider(0);
		const roundsOf = async (pair: OverheadJob['pair']) =>
			await measure<OverheadFigures>('overhead.ts', {
				url: provider.url,
				pair,
				rounds: ROUNDS,
				...LOAD,
			});
		const rounds = await roundsOf(['ours, 1 at once', 'bare loop']);
		const streams = await roundsOf(['bare loop, answers as streams', 'bare loop']);
		await provider.stop();

		const micros = (ms: number[]) => Math.round((1000 * median(ms)) / LOAD.messages);
		const byFloor = (figures: OverheadFigures) =>
			median(figures.map(([first, floor]) => first / floor));
		const percent = 100 * (byFloor(rounds) - 1);
		return {
			table: {
				columns: ['Node', 'µs of CPU for a message', '× floor'],
				rows: [
					['ours', micros(rounds.map(([ours]) => ours)), ratio(1 + percent / 100)],
					['the floor', micros(rounds.map(([, floor]) => floor)), ratio(1)],
					[
						'the floor, answers as streams',
						micros(streams.map(([asStreams]) => asStreams)),
						ratio(byFloor(streams)),
					],
				],
			},
			targets: [
				{
					what: 'CPU time of a message beyond the floor',
					measured: `${percent.toFixed(1)} %`,
					wanted: `at most ${MAX_PERCENT} %`,
					met: percent <= MAX_PERCENT,
				},
			],
		};
	},
};
