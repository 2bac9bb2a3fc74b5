import {
	NodeOperationError,
	type Failure,
	type IExecuteFunctions,
	type INodeExecutionData,
	type JsonValue,
} from 'n8n-workflow';
import type { Answer, Provider } from './operation';
import type { Outcome, Verdict } from './outcomes';
import { wordsOf } from './providerWords';
import { fieldsOf, textOf } from './reading';
import type { Account } from './request';

/** Why an item has no receipt; these are the `details` of an error item. */
export interface Problem {
	outcome: Exclude<Outcome, 'accepted'>;
	/** Index of the input item, from 0. */
	item: number;
	/** Path of the parameter at fault, such as `items[7].email`, or `null`. */
	field: string | null;
	/** The recipient, where it could be read. */
	to: string | null;
	httpStatus: number | null;
	/** What happened, without a full stop. */
	reason: string;
	whatToDo: string;
	/** n8n's own word for the cause; kept out of the details. */
	failure?: Failure;
}

export const isProblem = (entry: object): entry is Problem => 'reason' in entry;

/** A parameter as errors name it: `items[3].contacts[1].phoneNumber`. */
export const fieldPath = (item: number, path: ReadonlyArray<string | number>): string =>
	path.reduce<string>(
		(whole, key) => (typeof key === 'number' ? `${whole}[${key}]` : `${whole}.${key}`),
		`items[${item}]`,
	);

/** A thrown error as the start of a sentence; n8n's own name the item at their end, counted from 0. */
export const reasonOf = (thrown: unknown): string =>
	(thrown instanceof Error ? thrown.message : String(thrown)).replace(/( \[item \d+\])?\.?$/, '');

/** Stands for an item until it is sent, and in stop mode for what was not begun. */
export const notBegun = ({ item, to }: { item: number; to: string | null }): Problem => ({
	outcome: 'notSent',
	item,
	field: null,
	to,
	httpStatus: null,
	reason: '',
	whatToDo: '',
});

/** Puts a verdict into words for one item, with what the provider itself said. */
export function problemFrom(
	{ verdict, answer, waitMs }: { verdict: Verdict; answer?: Answer; waitMs?: number },
	message: { item: number; to: string | null },
	provider: Provider,
	account: Account,
): Problem {
	const names: Record<string, JsonValue | undefined> = {
		...fieldsOf(answer?.body && account.hide.value(answer.body)),
		provider: provider.displayName,
		credential: account.credentialName,
	};
	const fill = (text: string) =>
		text.replace(/\{(\w+)\}/g, (placeholder, name: string) => textOf(names[name]) ?? placeholder);
	const words = answer && wordsOf(answer, provider, account.hide.text);
	const heard = answer ? ` (HTTP ${answer.status}${words ? `, "${words}"` : ''})` : '';
	return {
		outcome: verdict.outcome,
		...message,
		field: verdict.field ? fieldPath(message.item, [verdict.field]) : null,
		httpStatus: answer?.status ?? null,
		reason: fill(verdict.reason) + heard,
		whatToDo: fill(verdict.whatToDo),
		failure:
			verdict.failure?.cause === 'rate-limited' && waitMs !== undefined
				? { cause: 'rate-limited', retryAfterMs: waitMs }
				: verdict.failure,
	};
}

/** The whole story in one text: an AI agent sees nothing else. */
function explain(problem: Problem): string {
	const place = problem.field ? ` (${problem.field})` : '';
	return `${problem.reason}${place}. ${problem.whatToDo}`;
}

function detailsOf({ outcome, item, field, to, httpStatus, reason, whatToDo }: Problem) {
	return { outcome, item, field, to, httpStatus, reason, whatToDo };
}

/** An item for the error branch: with `error` and `details` alone, or n8n would not send it there. */
export function errorItem(problem: Problem): INodeExecutionData {
	return {
		json: { error: explain(problem), details: detailsOf(problem) },
		pairedItem: { item: problem.item },
	};
}

/** Item numbers by how they ended. */
export type Tally = Record<Outcome, number[]>;

/** Counts the results so far; items that have none yet were not sent. */
export function tallyOf(results: ReadonlyArray<object | undefined>, total: number): Tally {
	const tally: Tally = { accepted: [], unknown: [], notSent: [] };
	for (let item = 0; item < total; item++) {
		const result = results[item];
		tally[!result ? 'notSent' : isProblem(result) ? result.outcome : 'accepted'].push(item);
	}
	return tally;
}

/** Items as people count them. */
const place = (item: number) => `Item ${item + 1}`;

/** What became of the other messages, and how to send those that are not out. */
function summarise({ accepted, unknown, notSent }: Tally): string {
	const total = accepted.length + unknown.length + notSent.length;
	if (notSent.length === total) return total === 1 ? 'It was not sent.' : 'Nothing was sent.';
	if (total === 1) return 'It is not known whether it was sent.';
	const ended = `Of ${total} items, ${accepted.length} accepted, ${unknown.length} unknown, ${notSent.length} not sent.`;
	return notSent.length === 0
		? ended
		: `${ended} To send only the rest, retry this execution under Executions. If an item is refused again, set On Error to Continue first. "Execute step" would send all ${total} again.`;
}

const MOST_LISTED = 20;

/**
 * The error that stops the node. The first problem leads, the others follow in the description;
 * `context.data` is what n8n shows as JSON and hands to error workflows.
 * @param sends whether the node sends messages, so that it says which are out
 * @param wayOn how to go on in spite of it
 */
export function stopError(
	node: IExecuteFunctions,
	[first, ...others]: [Problem, ...Problem[]],
	tally: Tally,
	sends: boolean,
	wayOn?: string,
): NodeOperationError {
	const total = Object.values(tally).flat().length;
	const named = (problem: Problem) =>
		total === 1 ? explain(problem) : `${place(problem.item)}: ${explain(problem)}`;
	const message = [
		named(first),
		...(others.length === 1 ? ['1 more item has an error: see the description.'] : []),
		...(others.length > 1 ? [`${others.length} more items have errors: see the description.`] : []),
		...(sends ? [summarise(tally)] : []),
		...(wayOn ? [wayOn] : []),
	].join(' ');

	const listed = others.slice(0, MOST_LISTED).map(named);
	if (others.length > listed.length) listed.push(`… and ${others.length - listed.length} more.`);

	const error = new NodeOperationError(node.getNode(), message, {
		itemIndex: first.item,
		...(listed.length > 0 && { description: listed.join('<br>') }),
		...(first.failure && { failure: first.failure }),
	});
	// n8n replaces messages that name a known code, such as ECONNREFUSED, with its own text.
	error.message = message;
	error.context.data = { ...tally, problems: [first, ...others].map(detailsOf) };
	return error;
}
