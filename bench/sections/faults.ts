import { kindOf, KINDS, type FaultKind } from '../../sandbox/faults/kinds';
import { startSandboxProcess, type SandboxProcess } from '../../test/support/sandbox/sandbox';
import type { ContenderName } from '../contenders';
import { measure } from '../processes';
import { items } from '../items';
import type { Findings, Section } from '../section';
import type { FaultsJob, Told } from '../workers/faults';

const LOAD = { messages: 300, recipients: 60 };
const PROBABILITY = 0.05;
const SEED = 2026;
const SLOW_BODY_MS = 3000;

const OURS = 'ours, Retry On Fail';
const HTTP = 'HTTP Request, Retry On Fail';
const names = [OURS, HTTP] satisfies ContenderName[];

const ON_ERROR = { stop: 'stopWorkflow', 'go on': 'continueErrorOutput' } as const;
type Mode = keyof typeof ON_ERROR;

/** What became of the messages of one run, counted by the sandbox. */
interface Count {
	/** Did not arrive, and nobody says so. */
	lost: number;
	/** Arrived once more than they should. */
	doubled: number;
	/** Arrived after a later one to the same recipient. */
	outOfOrder: number;
	/** Arrived. */
	arrived: number;
	/** Executions that never ended. */
	hung: number;
}

/** Without those that other providers have words for. */
const kinds: FaultKind[] = (Object.keys(KINDS) as FaultKind[]).filter(
	(kind) => kindOf(kind).says !== 'own words',
);

async function count(
	sandbox: SandboxProcess,
	contender: ContenderName,
	mode: Mode,
	kind: FaultKind,
): Promise<Count> {
	const bodyMs = kind === 'slow-body' ? { bodyMs: SLOW_BODY_MS } : {};
	await sandbox.misbehave({
		seed: SEED,
		faults: [{ kind, provider: 'vobiz', probability: PROBABILITY, ...bodyMs }],
	});
	await sandbox.clear();
	const job: FaultsJob = { contender, url: sandbox.url, onError: ON_ERROR[mode], ...LOAD };
	const { ended, items: named } = await measure<Told>('faults.ts', job);
	const told = new Set(named);

	const arrivals = (await sandbox.messages())
		.filter(({ accepted }) => accepted)
		.map(({ content }) => `${content.to} ${content.text}`);
	const copies = new Map<string, number>();
	const lastOf = new Map<string, number>();
	let outOfOrder = 0;
	for (const message of arrivals) {
		const [, to, place] = /^(\S+) .*#(\d+)$/.exec(message)!;
		const isFirst = !copies.has(message);
		copies.set(message, (copies.get(message) ?? 0) + 1);
		if (!isFirst) continue;
		if (Number(place) < (lastOf.get(to) ?? 0)) outOfOrder++;
		else lastOf.set(to, Number(place));
	}
	const lost = items(LOAD).filter(
		({ to, text }, item) => !copies.has(`${to} ${text}`) && !told.has(item),
	).length;
	const doubled = arrivals.length - copies.size;
	return { lost, doubled, outOfOrder, arrived: copies.size, hung: ended ? 0 : 1 };
}

const sum = (counts: Count[], figure: keyof Count) =>
	counts.reduce((total, each) => total + each[figure], 0);

const cells = (counts: Count[]) => [
	sum(counts, 'lost'),
	sum(counts, 'doubled'),
	sum(counts, 'outOfOrder'),
	`${sum(counts, 'arrived')} of ${counts.length * LOAD.messages}${sum(counts, 'hung') > 0 ? ', never ended' : ''}`,
];

/** A provider or a line that fails now and then. */
export const faults: Section = {
	name: 'faults',
	title: `${100 * PROBABILITY} % faults`,
	method: `For each fault that the sandbox knows: ${LOAD.messages} messages to ${LOAD.recipients} recipients through Vobiz Send and through an HTTP Request node that sends the same, both with Retry On Fail (3 tries) and a timeout of 1 s, while ${100 * PROBABILITY} % of the requests suffer that fault (same seed for both; the answer that comes piece by piece takes ${SLOW_BODY_MS / 1000} s). Once as n8n's nodes are by default, where an error stops the workflow, and once with the error output. Counted by the sandbox. Lost: did not arrive, and neither the error nor the error output says so of that item.`,
	async measure(): Promise<Findings> {
		const sandbox = await startSandboxProcess();
		const counts = new Map<string, Count>();
		for (const mode of Object.keys(ON_ERROR) as Mode[]) {
			for (const kind of kinds) {
				for (const name of names) {
					counts.set(`${mode} ${kind} ${name}`, await count(sandbox, name, mode, kind));
				}
			}
		}
		await sandbox.stop();

		const of = (mode: Mode, name: ContenderName, some = kinds) =>
			some.map((kind) => counts.get(`${mode} ${kind} ${name}`)!);
		const row = (label: string, mode: Mode, some?: FaultKind[]) => [
			label,
			...names.flatMap((name) => cells(of(mode, name, some))),
		];
		const everything = [...of('stop', OURS), ...of('go on', OURS)];
		return {
			table: {
				columns: [
					'Fault',
					...['ours', 'HTTP Request'].flatMap((name) => [
						`${name}: lost`,
						'doubled',
						'out of order',
						'arrived',
					]),
				],
				rows: [
					...kinds.map((kind) => row(KINDS[kind].title, 'stop', [kind])),
					row('**All, an error stops the workflow**', 'stop'),
					row('**All, with the error output**', 'go on'),
				],
			},
			targets: (['lost', 'doubled', 'outOfOrder'] as const).map((figure) => ({
				what: `Messages of ours ${figure === 'outOfOrder' ? 'out of order' : figure} under ${kinds.length} kinds of faults`,
				measured: String(sum(everything, figure)),
				wanted: '0',
				met: sum(everything, figure) === 0,
			})),
			notes: [
				'Where an error stops the workflow, ours sends nothing after a message whose outcome is unknown or refused, and names the items that were sent, those that were not and those that may be out: that is why fewer of ours arrive. With the error output, all others go on.',
				'"Never ended": an execution that waits for ever, as the request helper of the HTTP Request node does after half an answer.',
			],
		};
	},
};
