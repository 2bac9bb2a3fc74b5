import { interleaved, median } from '../figures';
import { measure } from '../processes';
import type { Section } from '../section';
import type { ManyEvents, ManyEventsJob } from '../workers/manyEvents';

const SIZES = [100, 1_000, 5_000];
const ROUNDS = 5;
const MAX_MEGABYTES = 100;

const providers = { evolution: 'Evolution, contacts', vobiz: 'Vobiz, statuses' } as const;

const jobs = Object.keys(providers).flatMap((provider) =>
	SIZES.map((entries) => ({ provider, entries }) as ManyEventsJob),
);

const nameOf = ({ provider, entries }: ManyEventsJob) => `${provider} ${entries}`;
const megabytes = (bytes: number) => bytes / 2 ** 20;

/** What one call with many events takes. */
export const manyEvents: Section = {
	name: 'many-events',
	title: 'Many events in one call',
	method: `One proven call with ${SIZES.map((size) => size.toLocaleString('en')).join(', ')} events, from its bytes to the items that n8n starts the workflow with, written out once as n8n stores them. Each in a process of its own; the most memory that the process took, above what it had before the call. Medians of ${ROUNDS} rounds in turns.`,
	async measure() {
		const runs = await interleaved(jobs.map(nameOf), ROUNDS, async (name) => {
			const job = jobs.find((each) => nameOf(each) === name)!;
			return await measure<ManyEvents>('manyEvents.ts', job);
		});
		const figures = jobs.map((job) => {
			const of = runs[nameOf(job)];
			const [{ events, bodyBytes }] = of;
			const ms = median(of.map((run) => run.ms));
			const peak = megabytes(median(of.map((run) => run.peakBytes)) - bodyBytes);
			return { ...job, events, bodyBytes, ms, peak };
		});
		return {
			table: {
				columns: ['Call', 'events', 'kB of the body', 'ms', 'MB at the most, above the body'],
				rows: figures.map(({ provider, events, bodyBytes, ms, peak }) => [
					providers[provider],
					events.toLocaleString('en'),
					Math.round(bodyBytes / 1024),
					ms.toFixed(0),
					peak.toFixed(1),
				]),
			},
			targets: figures
				.filter(({ entries }) => entries === SIZES.at(-1))
				.map(({ provider, entries, events, peak }) => ({
					what: `Memory of a call with ${entries.toLocaleString('en')} events, above its body: ${providers[provider]}`,
					measured: `${peak.toFixed(1)} MB, ${events.toLocaleString('en')} events`,
					wanted: `under ${MAX_MEGABYTES} MB, all events`,
					met: peak < MAX_MEGABYTES && events === entries,
				})),
		};
	},
};
