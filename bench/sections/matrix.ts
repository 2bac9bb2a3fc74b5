import { isAbleTo } from '../../sandbox/faults/answers';
import { kindOf, KINDS, type FaultKind } from '../../sandbox/faults/kinds';
import { providerNamed } from '../../sandbox/provider';
import { providers } from '../../sandbox/providers';
import { senders } from '../../test/providers/providers';
import { startSandboxProcess } from '../../test/support/sandbox/sandbox';
import { atOnce } from '../atOnce';
import { measure } from '../processes';
import { messageKinds } from '../senders';
import type { Findings, Section } from '../section';
import type { MatrixJob, MatrixRun, Outcome, Setting, Strike } from '../workers/matrix';

const LOAD = { messages: 8, recipients: 4 };

/** At most this often in a run, so that waits and timeouts end. */
const TIMES = 3;
const PROBABILITY = 0.5;
const SLOW_BODY_MS = 3000;

const SETTINGS = {
	stop: { retryOnFail: false, onError: 'stopWorkflow' },
	'stop, Retry On Fail': { retryOnFail: true, onError: 'stopWorkflow' },
	'error output': { retryOnFail: false, onError: 'continueErrorOutput' },
	'error output, Retry On Fail': { retryOnFail: true, onError: 'continueErrorOutput' },
} satisfies Record<string, Setting>;

const FIGURES = ['lost', 'doubled', 'dishonest'] as const satisfies Array<keyof Outcome>;

/** Each in two processes. */
const AT_ONCE = 4;

const nodes = [...new Set(messageKinds.map(({ node }) => node))];
const messages = [...new Set(messageKinds.map(({ message }) => message))];

/** Where the provider may have taken the message or not, it has: so it can be doubled and denied. */
const strikeOf = (kind: FaultKind): Strike => {
	const { fields } = kindOf(kind);
	return {
		kind,
		probability: PROBABILITY,
		times: TIMES,
		...(fields.includes('taken') && { taken: true }),
		...(fields.includes('bodyMs') && { bodyMs: SLOW_BODY_MS }),
		...(fields.includes('retryAfter') && { retryAfter: 1 }),
	};
};

/** All runs of one kind of message, beside a sandbox of its own. */
async function runsOf(messageKind: number): Promise<MatrixRun[]> {
	const { sender } = messageKinds[messageKind];
	const provider = providerNamed(senders[sender].server, providers);
	const kinds = (Object.keys(KINDS) as FaultKind[]).filter((kind) => isAbleTo(provider, kind));
	const sandbox = await startSandboxProcess();
	const job: MatrixJob = {
		...LOAD,
		messageKind,
		url: sandbox.url,
		strikes: kinds.map(strikeOf),
		settings: Object.values(SETTINGS),
	};
	const runs = await measure<MatrixRun[]>('matrix.ts', job);
	await sandbox.stop();
	return runs;
}

const sum = (runs: MatrixRun[], figure: keyof Outcome) =>
	runs.reduce((total, run) => total + run[figure], 0);

/** `1 / 0 / 2`; a dash where there is no such fault. */
const cell = (runs: MatrixRun[]) =>
	runs.length === 0 ? '–' : FIGURES.map((figure) => sum(runs, figure)).join(' / ');

/** Every fault of the sandbox, for every node that sends. */
export const matrix: Section = {
	name: 'matrix',
	title: 'Every fault, every node',
	method: `Each node that sends, with each kind of message (${messageKinds.length} in all), under each fault that the sandbox knows for its provider: ${LOAD.messages} messages to ${LOAD.recipients} recipients, of which about half are struck, ${TIMES} at most (the same seed for all; a timeout of 1 s). Four times each: with an error that stops the workflow and with the error output, with and without Retry On Fail (3 tries), all other options as they come. Where the provider may have taken a message, it has. By what the node says and what the sandbox has, each cell counts: **lost** (said to be accepted and did not arrive, or nothing is said of it) / **doubled** (arrived once more than it should) / **dishonest** (said to be not sent, and arrived).`,
	async measure(): Promise<Findings> {
		const found = await atOnce(AT_ONCE, messageKinds.length, runsOf);
		const all = found.flatMap((runs, index) =>
			runs.map((run) => ({ ...run, ...messageKinds[index] })),
		);
		type Run = (typeof all)[number];
		const row = (label: string, fits: (run: Run) => boolean) => [
			label,
			...nodes.map((node) => cell(all.filter((run) => run.node === node && fits(run)))),
		];
		return {
			table: {
				columns: ['Fault', ...nodes],
				rows: [
					...(Object.keys(KINDS) as FaultKind[]).map((kind) =>
						row(KINDS[kind].title, (run) => run.kind === kind),
					),
					...Object.entries(SETTINGS).map(([label, { retryOnFail, onError }]) =>
						row(
							`**All, ${label}**`,
							(run) => run.retryOnFail === retryOnFail && run.onError === onError,
						),
					),
					...messages.map((message) =>
						row(`**All, ${message}**`, (run) => run.message === message),
					),
				],
			},
			targets: FIGURES.map((figure) => ({
				what: `Messages ${figure} in ${all.length.toLocaleString('en')} runs of all nodes and kinds of messages under all faults`,
				measured: String(sum(all, figure)),
				wanted: '0',
				met: sum(all, figure) === 0,
			})),
		};
	},
};
