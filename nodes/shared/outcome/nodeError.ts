import {
	NodeOperationError,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { docsOf, type ErrorCode } from '../contract/errorCode';
import type { Outcome } from '../contract/verdict';
import type { Problem } from './problem';

/** The whole story in one text: an AI agent sees nothing else. */
function describe(problem: Problem): string {
	const place = problem.field ? ` (${problem.field})` : '';
	return `${problem.reason}${place}. ${problem.whatToDo}`;
}

function detailsOf(problem: Problem) {
	const { outcome, item, field, to, httpStatus, reason, whatToDo, code, notBefore } = problem;
	const said = { outcome, item, field, to, httpStatus, reason, whatToDo, code, docs: docsOf(code) };
	return notBefore === undefined ? said : { ...said, notBefore };
}

/** A code for the description of an error in an execution, which n8n shows as HTML. */
const linked = (code: ErrorCode) => `Code: <a href="${docsOf(code)}" target="_blank">${code}</a>`;

/** An item for the error branch: with `error` and `details` alone, or n8n would not send it there. */
export function errorItem(problem: Problem): INodeExecutionData {
	return {
		json: { error: describe(problem), details: detailsOf(problem) },
		pairedItem: { item: problem.item },
	};
}

/**
 * An error with its code in the description, in plain text, and with this very message: n8n replaces
 * those that name a code of its own, such as ECONNREFUSED.
 */
export function errorSaying(
	message: string,
	code: ErrorCode,
	node: INode,
	options: Exclude<ConstructorParameters<typeof NodeOperationError>[2], string> = {},
): NodeOperationError {
	const description = `Code: ${code}. ${docsOf(code)}`;
	const error = new NodeOperationError(node, message, { description, ...options });
	error.message = message;
	return error;
}

/** How an item ended for those who send the rest: what was skipped is no message that went out. */
export type End = Outcome | 'skipped';

/** Item numbers by how they ended; `skipped` only where some were. */
export type Tally = Record<Outcome, number[]> & { skipped?: number[] };

/** @param ends of all items, in their order */
export function tallyOf(ends: readonly End[]): Tally {
	const tally: Tally = { accepted: [], unknown: [], notSent: [] };
	ends.forEach((end, item) => (tally[end] ??= []).push(item));
	return tally;
}

/** Items as people count them. */
const place = (item: number) => `Item ${item + 1}`;

/** What became of the other messages, and how to send those that are not out. */
function describeTally({ accepted, unknown, notSent, skipped = [] }: Tally): string {
	const total = accepted.length + unknown.length + notSent.length + skipped.length;
	if (notSent.length === total) return total === 1 ? 'It was not sent.' : 'Nothing was sent.';
	if (total === 1) return 'It is not known whether it was sent.';
	const andSkipped = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
	const ended = `Of ${total} items, ${accepted.length} accepted, ${unknown.length} unknown, ${notSent.length} not sent${andSkipped}.`;
	return notSent.length === 0
		? ended
		: `${ended} To send only the rest, retry this execution under Executions. If an item is refused again, set On Error to Continue first. "Execute step" would send all ${total} again.`;
}

const MAX_LISTED = 20;

/** As n8n's settings of a node name it. */
export const GO_ON =
	'To go on with the valid items, set On Error to Continue in the Settings of this node.';

/**
 * The error that stops the node. The first problem leads, its code and the others follow in the description;
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
		total === 1 ? describe(problem) : `${place(problem.item)}: ${describe(problem)}`;
	const message = [
		named(first),
		...(others.length === 1 ? ['1 more item has an error: see the description.'] : []),
		...(others.length > 1 ? [`${others.length} more items have errors: see the description.`] : []),
		...(sends ? [describeTally(tally)] : []),
		...(wayOn ? [wayOn] : []),
	].join(' ');

	const listed = others
		.slice(0, MAX_LISTED)
		.map((problem) => `${named(problem)} ${linked(problem.code)}`);
	if (others.length > listed.length) listed.push(`… and ${others.length - listed.length} more.`);

	const error = errorSaying(message, first.code, node.getNode(), {
		itemIndex: first.item,
		description: [linked(first.code), ...listed].join('<br>'),
		...(first.failure && { failure: first.failure }),
	});
	error.context.data = { ...tally, problems: [first, ...others].map(detailsOf) };
	return error;
}
