import type { ContenderName } from '../contenders';
import { interleaved, median, ratio, seconds } from '../figures';
import { measure, startProvider } from '../processes';
import type { Section } from '../section';
import type { Job, Timed } from '../workers/load';
import type { Seen } from '../workers/provider';

const LOAD = { messages: 1000, recipients: 500 };
const LATENCY_MS = 50;
const ROUNDS = 3;

const MAX_OF_POOL = 1.1;
const LEAST_OF_SEQUENTIAL = 10;

const OURS = 'ours, 20 at once';
const POOL = 'bare pool of 20';

const names = [
	OURS,
	'ours, 5 at once',
	POOL,
	'HTTP Request',
	'HTTP Request, batches of 50 a second',
	'built-in WhatsApp',
	'n8n-nodes-evolution-api',
] satisfies ContenderName[];

/** Many messages to a provider that takes its time. */
export const speed: Section = {
	name: 'speed',
	title: `${LOAD.messages} messages at ${LATENCY_MS} ms`,
	method: `${LOAD.messages} messages to ${LOAD.recipients} recipients, through n8n's own engine and request helper, to a stand-in on the same machine that answers each after ${LATENCY_MS} ms and notes when a message comes after a later one to the same recipient. One process for each run, after a warm-up; medians of ${ROUNDS} interleaved runs. The bare pool is a node that reads the same parameters and keeps 20 requests going, and does nothing else. A sequential peer has one request at a time.`,
	async measure() {
		const provider = await startProvider(LATENCY_MS);
		const runs = await interleaved(names, ROUNDS, async (contender) => {
			const job: Job = { contender, url: provider.url, ...LOAD };
			const { wallMs } = await measure<Timed>('load.ts', job);
			const seen = (await (await fetch(`${provider.url}/seen`)).json()) as Seen;
			if (seen.messages !== LOAD.messages) throw new Error(`${contender}: ${seen.messages} came`);
			return { wallMs, ...seen };
		});
		await provider.stop();

		const ms = (name: (typeof names)[number]) => median(runs[name].map(({ wallMs }) => wallMs));
		const most = (name: (typeof names)[number], figure: 'mostInFlight' | 'outOfOrder') =>
			Math.max(...runs[name].map((run) => run[figure]));
		const sequential = names.filter((name) => most(name, 'mostInFlight') === 1);
		const beside = ms(OURS) / ms(POOL);
		return {
			table: {
				columns: ['Node', 'time', '× ours, 20 at once', 'most in flight', 'out of order'],
				rows: names.map((name) => [
					name,
					seconds(ms(name)),
					ratio(ms(name) / ms(OURS)),
					most(name, 'mostInFlight'),
					most(name, 'outOfOrder'),
				]),
			},
			targets: [
				{
					what: 'Ours with 20 at once, by the time of the bare pool of 20',
					measured: ratio(beside),
					wanted: `at most ${MAX_OF_POOL}`,
					met: beside <= MAX_OF_POOL,
				},
				...sequential.map((name) => ({
					what: `Times faster than ${name}, which sends one after the other`,
					measured: ratio(ms(name) / ms(OURS)),
					wanted: `at least ${LEAST_OF_SEQUENTIAL}`,
					met: ms(name) / ms(OURS) >= LEAST_OF_SEQUENTIAL,
				})),
				{
					what: 'Messages of ours that came out of order',
					measured: String(most(OURS, 'outOfOrder')),
					wanted: '0',
					met: most(OURS, 'outOfOrder') === 0,
				},
			],
			chart: {
				title: `${LOAD.messages} messages at ${LATENCY_MS} ms`,
				unit: 'seconds',
				bars: names.map((name) => ({ name, value: ms(name) / 1000 })),
			},
			notes: [
				'HTTP Request without batching and the built-in WhatsApp node send everything at once: nothing keeps an order or a limit then, and what is in flight takes its memory (see Memory).',
			],
		};
	},
};
