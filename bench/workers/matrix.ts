import '../../test/support/n8n/n8nEnvironment';
import { setTimeout as wait } from 'node:timers/promises';
import type { IBinaryData, IDataObject, INode } from 'n8n-workflow';
import type { FaultKind } from '../../sandbox/faults/kinds';
import { senders } from '../../test/providers/providers';
import { keepFilesOnDisk, storedFile } from '../../test/support/n8n/binaryFiles';
import { nodesAt, runNode, type RunResult } from '../../test/support/n8n/engine';
import { inboxAt, type Inbox } from '../../test/support/sandbox/inbox';
import { items, type Load } from '../items';
import { messageKinds, type MessageKind } from '../senders';
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
	/** By its place among all. */
	messageKind: number;
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

async function run(job: MatrixJob): Promise<MatrixRun[]> {
	const { messageKind, url, strikes, settings, ...load } = job;
	const kind = messageKinds[messageKind];
	const { server } = senders[kind.sender];
	const send = await senderOf(kind, url, load);
	const spared = await send({ faults: [] }, { retryOnFail: false, onError: 'stopWorkflow' });
	if (spared.accepted < load.messages || spared.lost + spared.doubled > 0) {
		throw new Error(`${kind.node} does not send "${kind.message}": ${JSON.stringify(spared)}`);
	}
	const runs: MatrixRun[] = [];
	for (const strike of strikes) {
		for (const setting of settings) {
			const faults = { seed: runs.length, faults: [{ provider: server, ...strike }] };
			const { lost, doubled, dishonest } = await send(faults, setting);
			runs.push({ kind: strike.kind, ...setting, lost, doubled, dishonest });
		}
	}
	return runs;
}

/** One run after the other of the same messages, each with faults of its own. */
async function senderOf(kind: MessageKind, url: string, load: Load) {
	const { parameters } = senders[kind.sender];
	const given = kind.parameters ?? parameters;
	// A request without an answer then costs a second.
	const quick = { ...given, options: { ...(given.options as IDataObject), timeout: 1 } };
	const files = await filesFor(kind, load);
	const inbox = inboxAt(url);
	return async (faults: object, { retryOnFail, onError }: Setting) => {
		await inbox.misbehave(faults);
		await inbox.clear();
		await openWindows(kind, load, inbox);
		// An account of its own: the limits of one would make each run wait for those before.
		const nodes = nodesAt(url, { webhookSecret: `account ${++accounts}` });
		const retries = retryOnFail ? { retryOnFail, ...TRIES } : {};
		const input = items(load);
		const running = runNode(nodes[kind.sender], quick, input, onError, retries, { files });
		const result = await Promise.race([running, wait(NEVER_ENDS_MS, undefined, { ref: false })]);
		const said = result ? saidBy(result) : new Map<number, string>();
		return outcomeOf(said, countByItem(input, await inbox.messages()));
	};
}

async function filesFor({ file }: MessageKind, load: Load): Promise<IBinaryData[] | undefined> {
	if (!file) return undefined;
	await keepFilesOnDisk();
	const { mimeType, extension, begins } = file;
	return await Promise.all(
		items(load).map(
			async ({ text }) =>
				await storedFile(Buffer.from(begins), { fileName: `${text}.${extension}`, mimeType }),
		),
	);
}

/** Some messages reach only those who wrote before. */
async function openWindows({ answers }: MessageKind, load: Load, inbox: Inbox) {
	if (!answers) return;
	for (const from of new Set(items(load).map(({ to }) => to))) {
		await inbox.reply({ ...answers, from, type: 'text', text: 'Hello' });
	}
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

type Item = ReturnType<typeof items>[number];

/** An ID or the name of a file has no blanks. */
const lettersOf = (text: string) => text.replace(/\W/g, '');

/** How often each item arrived: its text stands somewhere in what the recipient sees. */
function countByItem(
	input: Item[],
	messages: Awaited<ReturnType<Inbox['messages']>>,
): Map<Item, number> {
	const contents = messages
		.filter(({ accepted, direction }) => accepted && direction === 'outgoing')
		.map(({ content }) => ({ to: content.to, letters: lettersOf(JSON.stringify(content)) }));
	return new Map(
		input.map((item) => [
			item,
			contents.filter(({ to, letters }) => to === item.to && letters.includes(lettersOf(item.text)))
				.length,
		]),
	);
}

function outcomeOf(said: Map<number, string>, arrived: Map<Item, number>) {
	const outcome = { accepted: 0, lost: 0, doubled: 0, dishonest: 0 };
	[...arrived.values()].forEach((copies, item) => {
		const saying = said.get(item);
		const isYes = saying === 'accepted' || saying === 'replayed';
		if (isYes) outcome.accepted++;
		if (saying === undefined || (isYes && copies === 0)) outcome.lost++;
		if (saying === 'notSent' && copies > 0) outcome.dishonest++;
		outcome.doubled += Math.max(0, copies - 1);
	});
	return outcome;
}

answerJob(run);
