import { inboxAt } from '../../test/support/sandbox/inbox';
import { startSandboxProcess } from '../../test/support/sandbox/sandbox';
import { ratio, seconds } from '../figures';
import { measure } from '../processes';
import type { Section } from '../section';
import type { Job, Timed } from '../workers/load';

const LOAD = { messages: 1000, recipients: 500 };
const CLOCK = 10;
const MAX_OF_MINIMUM = 1.03;

/** AIsoule's, as its document has them. */
const LIMITS = [
	{ messages: 10, ms: 1_000 },
	{ messages: 100, ms: 60_000 },
];

/** When the last message may leave at the earliest, if all requests took no time. */
function minimumMs(messages: number): number {
	const leaves: number[] = [];
	for (let index = 0; index < messages; index++) {
		const earliest = LIMITS.map(
			(limit) => (leaves[index - limit.messages] ?? -limit.ms) + limit.ms,
		);
		leaves.push(Math.max(0, ...earliest));
	}
	return leaves.at(-1)!;
}

/** A provider that enforces its limits. */
export const rateLimit: Section = {
	name: 'rate-limit',
	title: "1,000 messages into AIsoule's limit",
	method: `${LOAD.messages} messages from AIsoule Send, as it is set up by default, to the sandbox, which enforces AIsoule's documented limits (10 in a second, 100 in a minute, rolling) and answers 429 above them. Both clocks run ${CLOCK} times faster; requests do not, so that each counts as ${CLOCK} times as long. One run.`,
	async measure() {
		const sandbox = await startSandboxProcess();
		await sandbox.misbehave({ limits: 'documented', timeScale: CLOCK });
		const job: Job = { contender: 'AIsoule Send', url: sandbox.url, cold: true, ...LOAD };
		const { wallMs } = await measure<Timed>('load.ts', job, {
			BENCH_CLOCK: String(CLOCK),
		});
		const messages = await inboxAt(sandbox.url).messages();
		await sandbox.stop();

		const accepted = messages.filter((message) => message.accepted).length;
		const refused = messages.length - accepted;
		const beside = wallMs / minimumMs(LOAD.messages);
		return {
			table: {
				columns: ['Node', 'time', 'least possible', '× least', 'arrived', '429'],
				rows: [
					[
						'ours',
						seconds(wallMs),
						seconds(minimumMs(LOAD.messages)),
						ratio(beside),
						accepted,
						refused,
					],
				],
			},
			targets: [
				{
					what: "Time of a run into AIsoule's limits, by the least possible",
					measured: beside.toFixed(3),
					wanted: `at most ${MAX_OF_MINIMUM}`,
					met: beside <= MAX_OF_MINIMUM && accepted === LOAD.messages,
				},
				{
					what: 'Answers 429 in that run',
					measured: String(refused),
					wanted: '0',
					met: refused === 0,
				},
			],
		};
	},
};
