import type { ContenderName } from '../contenders';
import { measure, startProvider } from '../processes';
import type { Section } from '../section';
import type { Job } from '../workers/load';
import type { Memory } from '../workers/memory';

const SIZES = [1_000, 10_000, 100_000];
const MAX_BYTES = 2048;

/** What is in flight at once with the HTTP Request node, so that the largest run would take gigabytes. */
const LARGEST: Partial<Record<ContenderName, number>> = { 'HTTP Request': 10_000 };

const OURS = 'ours, 20 at once';
const names = [OURS, 'bare pool of 20', 'HTTP Request'] satisfies ContenderName[];

const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);

/** What a large run holds. */
export const memory: Section = {
	name: 'memory',
	title: 'Memory',
	method: `Runs of ${SIZES.map((size) => size.toLocaleString('en')).join(', ')} messages, half as many recipients, to a stand-in that answers at once. Live bytes of the heap after garbage collection, looked at some 25 times in a run: the most of them above those before the run, which hold the input; less what a copy of the output takes. The growth for an item is the difference between two sizes, so that what every run needs (connections, buffers) does not count.`,
	async measure() {
		const provider = await startProvider(0);
		const beyond = async (contender: ContenderName, messages: number) => {
			const job: Job = {
				contender,
				url: provider.url,
				messages,
				recipients: messages / 2,
				memory: true,
			};
			const { most, output } = await measure<Memory>('load.ts', job);
			return most - output;
		};
		const held: Partial<Record<ContenderName, number[]>> = {};
		for (const name of names) {
			const sizes = SIZES.filter((size) => size <= (LARGEST[name] ?? Infinity));
			held[name] = [];
			for (const size of sizes) held[name].push(await beyond(name, size));
		}
		await provider.stop();

		const growth = (name: ContenderName) => {
			const [first, ...more] = held[name]!;
			const last = more.at(-1)!;
			return Math.round((last - first) / (SIZES[more.length] - SIZES[0]));
		};
		return {
			table: {
				columns: [
					'Node',
					...SIZES.map((size) => `MB at ${size.toLocaleString('en')}`),
					'bytes for an item',
				],
				rows: names.map((name) => [
					name,
					...SIZES.map((_, index) => {
						const bytes = held[name]![index];
						return bytes === undefined ? 'not run' : megabytes(bytes);
					}),
					growth(name),
				]),
			},
			targets: [
				{
					what: 'Growth of the memory for an item, beyond input and output',
					measured: `${growth(OURS)} bytes`,
					wanted: `under ${MAX_BYTES} bytes`,
					met: growth(OURS) < MAX_BYTES,
				},
			],
			notes: [
				'HTTP Request has all its messages in flight at once, so that its largest run was left out.',
			],
		};
	},
};
