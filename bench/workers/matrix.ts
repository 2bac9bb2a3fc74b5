import '../../test/support/n8n/n8nEnvironment';
import { setTimeout as wait } from 'node:timers/promises';
import type { IDataObject, INode } from 'n8n-workflow';
import type { FaultKind } from '../../sandbox/faults/kinds';
import { senders } from '../../test/providers/providers';
import { nodesAt, runNode, type RunResult } from '../../test/support/n8n/engine';
import { inboxAt } from '../../test/support/sandbox/inbox';
import { items, type Load } from '../items';
import { answerJob } from './job';

/** A kind of fault, and how it strikes. */
export interface Strike extends IDataObject {
	kind: FaultKind;
}

/** How a person sets up a node that may fail. */
export interface Setting {
	retryOnFail: boolean;
	onError: INode['onError'];
}

export interface MatrixJob extends Load {
	/** By its name in the samples. */
	sender: string;
	/** Of a sandbox that nobody else uses. */
	url: string;
	strikes: Strike[];
	settings: Setting[];
}

/** What became of the messages of one run, by what the node said and what the sandbox has. */
export interface Outcome {
	/** Said to be accepted and did not arrive, or nothing is said of it. */
	lost: number;
	/** Arrived once more than it should. */
	doubled: number;
	/** Said to be not sent, and arrived. */
	dishonest: number;
}

export interface MatrixRun extends Setting, Outcome {
	kind: FaultKind;
}

const NEVER_ENDS_MS = 60_000;

const TRIES = { maxTries: 3, waitBetweenTries: 1 };

let accounts = 0;

async function run({ sender, url, strikes, settings, ...load }: MatrixJob): Promise<MatrixRun[]> {
	const { server, parameters } = senders[sender];
	// A request without an answer then costs a second.
	const quick = { ...parameters, options: { timeout: 1 } };
	const inbox = inboxAt(url);
	const runs: MatrixRun[] = [];
	for (const strike of strikes) {
		for (const { retryOnFail, onError } of settings) {
			await inbox.misbehave({ seed: runs.length, faults: [{ provider: server, ...strike }] });
			await inbox.clear();
			// An account of its own: the limits of one would make each run wait for those before.
			const nodes = nodesAt(url, { webhookSecret: `account ${++accounts}` });
			const running = runNode(nodes[sender], quick, items(load), onError, {
				...(retryOnFail && { retryOnFail, ...TRIES }),
			});
			const result = await Promise.race([running, wait(NEVER_ENDS_MS, undefined, { ref: false })]);
			const said = result ? saidBy(result) : new Map<number, string>();
			const arrived = countByMark(await inbox.messages());
			runs.push({ kind: strike.kind, retryOnFail, onError, ...outcomeOf(load, said, arrived) });
		}
	}
	return runs;
}

/** What the person gets to know of each item: from the receipts, the error output, or the error. */
function saidBy({ outputs, error }: RunResult): Map<number, string> {
	const said = new Map<number, string>();
	for (const { json, pairedItem } of outputs.flat()) {
		const { item } = pairedItem as { item: number };
		said.set(item, String(((json.details as IDataObject | undefined) ?? json).outcome));
	}
	const told = (error?.context.data ?? {}) as Record<string, number[]>;
	for (const outcome of ['accepted', 'unknown', 'notSent']) {
		for (const item of told[outcome] ?? []) said.set(item, outcome);
	}
	return said;
}

type Messages = Awaited<ReturnType<ReturnType<typeof inboxAt>['messages']>>;

function countByMark(messages: Messages): Map<string, number> {
	const arrived = new Map<string, number>();
	for (const { accepted, content } of messages) {
		if (!accepted) continue;
		const text = 'contacts' in content ? content.contacts[0].name : content.text;
		const mark = `${content.to} ${text}`;
		arrived.set(mark, (arrived.get(mark) ?? 0) + 1);
	}
	return arrived;
}

function outcomeOf(load: Load, said: Map<number, string>, arrived: Map<string, number>): Outcome {
	const outcome = { lost: 0, doubled: 0, dishonest: 0 };
	items(load).forEach(({ to, text }, item) => {
		const copies = arrived.get(`${to} ${text}`) ?? 0;
		const saying = said.get(item);
		const isYes = saying === 'accepted' || saying === 'replayed';
		if (saying === undefined || (isYes && copies === 0)) outcome.lost++;
		if (saying === 'notSent' && copies > 0) outcome.dishonest++;
		outcome.doubled += Math.max(0, copies - 1);
	});
	return outcome;
}

answerJob(run);
