import type { IExecuteFunctions } from 'n8n-workflow';
import type { Provider, RateLimit } from '../contract/provider';
import { outcomeOf, type Result } from './result';
import { KEY_FORGOTTEN } from './sendOnce';

/** What is worth telling about a run beside its output. */
export interface RunStats {
	/** Messages that were tried more than once. */
	retried: number;
	/** The longest that a message waited for its turn, in ms. */
	maxWaitMs: number;
	/** The whole run, in ms. */
	tookMs: number;
	/** That this process kept the limits without the others. */
	outage?: string;
}

/** From here on a person wonders whether it still runs. */
const LONG_RUN_MS = 60_000;

const WORTH_TELLING_MS = 500;

const minutes = (ms: number) => `${Math.max(1, Math.round(ms / 60_000))} min`;

const perTime = ({ messages, ms }: RateLimit) =>
	ms === 60_000 ? `${messages} a minute` : `${messages} in ${ms / 1000} s`;

/** The limit that a run of this size waits for, and how long it takes at least. */
export function slowest(count: number, limits: readonly RateLimit[]) {
	return limits
		.map((limit) => ({
			limit,
			ms: (Math.ceil(count / limit.messages) - 1) * limit.ms * (limit.jitter ? 0.5 : 1),
		}))
		.sort((a, b) => b.ms - a.ms)[0];
}

/** Says beforehand how long a long run takes, and whether the workflow would be stopped before. */
export function announce(
	node: IExecuteFunctions,
	provider: Provider,
	count: number,
	limits: readonly RateLimit[],
): void {
	const { limit, ms = 0 } = slowest(count, limits) ?? {};
	if (limit && ms >= LONG_RUN_MS) {
		const plan = `${count} messages take at least ${minutes(ms)}, at ${perTime(limit)}`;
		const warning = timeoutWarning(node, plan, ms);
		if (warning) warn(node, warning);
		else node.logger.info(`${node.getNode().name}: ${plan}`);
	}
	const { quotaHint } = provider;
	if (quotaHint && count >= quotaHint.messages) hint(node, quotaHint.text);
}

/** @returns `undefined` where the workflow is not stopped before */
function timeoutWarning(node: IExecuteFunctions, plan: string, ms: number): string | undefined {
	const timeoutMs = Number(node.getWorkflowSettings?.().executionTimeout ?? -1) * 1000;
	return timeoutMs > 0 && timeoutMs < ms
		? `${plan}, but the workflow's timeout stops it after ${minutes(timeoutMs)}. Raise it in the settings of the workflow.`
		: undefined;
}

function warn(node: IExecuteFunctions, warning: string): void {
	node.logger.warn(`${node.getNode().name}: ${warning}`);
	hint(node, warning);
}

const messagesOf = (count: number, verb: string) =>
	count === 1 ? `1 message ${verb}s` : `${count} messages ${verb}`;

/** Says at its beginning how long messages wait for their hours: the execution stays open meanwhile. */
export function tellOfWait(
	node: IExecuteFunctions,
	count: number,
	until: number,
	inWords: string,
): void {
	const plan = `${messagesOf(count, 'wait')} until ${inWords}, when the hours of Send Between begin`;
	const warning = timeoutWarning(node, plan, until - Date.now());
	if (warning) return warn(node, warning);
	node.logger.info(`${node.getNode().name}: ${plan}. The execution stays open until then.`);
	hint(node, plan);
}

export function logProgress(
	node: IExecuteFunctions,
	{ done, total, leftMs }: { done: number; total: number; leftMs: number },
): void {
	node.logger.info(
		`${node.getNode().name}: ${done} of ${total} messages done, about ${minutes(leftMs)} left`,
	);
}

/** Says that nobody else got anything. */
export function hintAtTest(node: IExecuteFunctions, results: readonly Result[]): void {
	const sent = results.flatMap((result) =>
		result.kind === 'receipt' &&
		result.receipt.intendedTo !== undefined &&
		['accepted', 'replayed'].includes(wordOf(result))
			? [result.receipt.to]
			: [],
	);
	if (sent.length === 0) return;
	const all = sent.length === 1 ? 'The message' : `All ${sent.length} messages`;
	hint(
		node,
		`${all} of this run went to the Test Recipient ${sent[0]}. Remove this option to send to the recipients of the items.`,
	);
}

const wordOf = (result: Result) =>
	result.kind === 'receipt' ? result.receipt.outcome : outcomeOf(result);

/** More reasons than a person reads: each opt-out may have one of its own. */
const MAX_REASONS = 5;

/** How many were skipped, or have something to be said of, for each reason, the most frequent first. */
function reasonsIn(results: readonly Result[]): string[] {
	const counts = new Map<string, number>();
	for (const result of results) {
		if (result.kind !== 'receipt' || result.receipt.reason === undefined) continue;
		const { outcome, reason } = result.receipt;
		const words = `${outcome === 'skipped' ? 'skipped' : 'with a remark'} (${reason})`;
		counts.set(words, (counts.get(words) ?? 0) + 1);
	}
	const sorted = [...counts].sort(([, a], [, b]) => b - a);
	const others = sorted.slice(MAX_REASONS).reduce((sum, [, count]) => sum + count, 0);
	return [
		...sorted.slice(0, MAX_REASONS).map(([words, count]) => `${count} ${words}`),
		...(others > 0 ? [`${others} for other reasons, which their receipts say`] : []),
	];
}

/** Reports what went differently than expected: tried again, waited, replayed, skipped, previewed. */
export function reportRun(
	node: IExecuteFunctions,
	results: readonly Result[],
	stats: RunStats,
	limits: readonly RateLimit[],
): void {
	if (stats.outage !== undefined) hint(node, stats.outage);
	const count = (word: string) => results.filter((result) => wordOf(result) === word).length;
	const forgotten = results.filter(
		(result) => result.kind === 'receipt' && result.receipt.status === KEY_FORGOTTEN,
	).length;
	const waited = stats.maxWaitMs >= WORTH_TELLING_MS;
	const notable = [
		stats.retried > 0 && `${stats.retried} tried again`,
		count('replayed') > 0 && `${count('replayed')} already sent by an earlier try`,
		...reasonsIn(results),
		forgotten > 0 && `Send Once key forgotten for ${forgotten}`,
		count('preview') > 0 && `${count('preview')} previewed, not sent`,
		stats.tookMs >= LONG_RUN_MS && `took ${minutes(stats.tookMs)}`,
		waited && limits.length > 0 && `paced at ${limits.map(perTime).join(' and ')}`,
	].filter((part) => part !== false);
	if (notable.length === 0) return;
	const unsent = [
		count('unknown') > 0 && `${count('unknown')} unknown`,
		count('notSent') > 0 && `${count('notSent')} not sent`,
	].filter((part) => part !== false);
	hint(node, [`${count('accepted')} accepted`, ...unsent, ...notable].join(', '));
}

/** A cancelled execution shows no output: the log is the only place that still says what went out. */
export function logCancelled(node: IExecuteFunctions, results: readonly Result[]) {
	const itemsOf = (word: string) =>
		results.flatMap((result, item) => (wordOf(result) === word ? [item + 1] : [])).join(', ') ||
		'none';
	node.logger.warn(
		`${node.getNode().name}: cancelled. Accepted items: ${itemsOf('accepted')}. Unknown: ${itemsOf('unknown')}.`,
	);
}

/** Not every n8n has hints at run time, and not for tools of an agent. */
export function hint(node: IExecuteFunctions, message: string): void {
	node.addExecutionHints?.({ message, location: 'outputPane' });
}
