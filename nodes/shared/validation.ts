import type { IExecuteFunctions } from 'n8n-workflow';
import type { ZodIssue } from 'zod';
import type { Operation } from './operation';
import { readAllowedRecipients, readSendOnceKey, type SendOnceKey } from './options';
import { parametersOf } from './parameters';
import { fieldPath, reasonOf, type Problem } from './problem';

/** An item whose message is valid. */
export interface Draft<Message> {
	item: number;
	message: Message;
	/** The recipient; `null` where nothing is sent to anybody. */
	to: string | null;
	sendOnce?: SendOnceKey;
}

/** A parameter as the form names it: `messageType` is "Message Type", an entry of a list has its number. */
function labelOf(path: ReadonlyArray<string | number>): string {
	const last = path.findLastIndex((key) => typeof key === 'string');
	const words = String(path[last] ?? '').replace(/([A-Z])/g, ' $1');
	const label = words.replace(/^./, (first) => first.toUpperCase());
	const entry = path[last + 1];
	return (
		label.replace(/\b(Ai|Api|Id)\b/g, (word) => word.toUpperCase()) +
		(typeof entry === 'number' ? ` ${entry + 1}` : '')
	);
}

/** Our own refusals say what to do; zod's are about choices and switches that an expression set. */
function explain(issue: ZodIssue): Pick<Problem, 'reason' | 'whatToDo'> {
	if (issue.code === 'custom') {
		return { reason: issue.message, whatToDo: String(issue.params?.whatToDo) };
	}
	const parameter = `'${labelOf(issue.path)}'`;
	if (issue.code === 'invalid_union_discriminator' || issue.code === 'invalid_enum_value') {
		return {
			reason: `${parameter} has a value that is not one of its choices`,
			whatToDo: `Use one of: ${issue.options.map(String).join(', ')}.`,
		};
	}
	if (issue.code === 'invalid_type') {
		return {
			reason:
				issue.received === 'undefined'
					? `${parameter} has no value`
					: `${parameter} has a value of the wrong kind: ${issue.received}`,
			whatToDo: `Give it a value of the kind ${issue.expected}.`,
		};
	}
	return { reason: `${parameter}: ${issue.message}`, whatToDo: 'Check this parameter.' };
}

/** Reads and judges one item. Never throws: an expression that cannot be evaluated is a problem too. */
export function draft<Message, Found>(
	node: IExecuteFunctions,
	operation: Operation<Message, Found>,
	item: number,
): Draft<Message> | Problem {
	const invalid = { outcome: 'notSent' as const, item, to: null, httpStatus: null };
	try {
		const parameters = parametersOf(node, item);
		const parsed = operation.schema.safeParse(operation.read(parameters));
		if (!parsed.success) {
			const [issue] = parsed.error.issues;
			const path = issue.path.filter((key) => !operation.groups?.includes(String(key)));
			return { ...invalid, field: fieldPath(item, path), ...explain(issue) };
		}
		const message = parsed.data;
		const to = 'to' in operation ? operation.to(message) : null;
		const refusal = to !== null && readAllowedRecipients(node, parameters.options)?.refuse(to);
		if (refusal) return { ...invalid, to, ...refusal, field: fieldPath(item, [refusal.field]) };
		const sendOnce = to === null ? undefined : readSendOnceKey(parameters.options, node.getMode());
		if (!sendOnce || sendOnce.key !== '') return { item, message, to, sendOnce };
		return {
			...invalid,
			to,
			field: fieldPath(item, ['sendOnceKey']),
			reason: "'Send Once Key' is empty",
			whatToDo: 'Give it what makes this message one of a kind, such as the number of the order.',
		};
	} catch (error) {
		return {
			...invalid,
			field: fieldPath(item, []),
			reason: `A parameter could not be read: ${reasonOf(error)}`,
			whatToDo: 'Check the expressions in the parameters of this node.',
		};
	}
}
