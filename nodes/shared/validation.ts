import type { IExecuteFunctions } from 'n8n-workflow';
import type { ZodIssue } from 'zod';
import { expressionAt, findText, givenInsteadOfPhone } from './expressions';
import type { Operation } from './operation';
import { readAllowedRecipients, readSendOnceKey, type SendOnceKey } from './options';
import { parametersOf } from './parameters';
import { fieldPath, reasonOf, type Problem } from './problem';
import { isBlank } from './schema';

/** An item whose message is valid. */
export interface Draft<Message> {
	item: number;
	message: Message;
	/** The recipient; `null` where nothing is sent to anybody. */
	to: string | null;
	sendOnce?: SendOnceKey;
}

/** Where the form does not name a parameter by the words of its name. */
const LABELS: Record<string, string> = {
	contactPhone: 'Contact Phone Number',
	filename: 'File Name',
	recipient: 'Recipient Phone Number',
	stage: 'Pipeline Stage',
	url: 'URL',
	wuid: 'WhatsApp ID',
};

/** A parameter as the form names it: `messageType` is "Message Type", an entry of a list has its number. */
function labelOf(path: ReadonlyArray<string | number>): string {
	const last = path.findLastIndex((key) => typeof key === 'string');
	const name = String(path[last] ?? '');
	const words = name.replace(/([A-Z])/g, ' $1');
	const label = LABELS[name] ?? words.replace(/^./, (first) => first.toUpperCase());
	const entry = path[last + 1];
	return (
		label.replace(/\b(Ai|Api|Id)\b/g, (word) => word.toUpperCase()) +
		(typeof entry === 'number' ? ` ${entry + 1}` : '')
	);
}

/** Our own refusals say what to do; zod's are about choices and booleans that an expression set. */
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
					: `${parameter} has the type ${issue.received} instead of ${issue.expected}`,
			whatToDo: `Use an expression that returns the type ${issue.expected}.`,
		};
	}
	return { reason: `${parameter}: ${issue.message}`, whatToDo: 'Check this parameter.' };
}

/** What a blank field lacks, where an expression was to fill it in. */
function explainBlank(
	node: IExecuteFunctions,
	path: ReadonlyArray<string | number>,
	item: number,
	parameter = `'${labelOf(path)}'`,
): Pick<Problem, 'reason' | 'whatToDo'> | undefined {
	const expression = expressionAt(node.getNode().parameters, path);
	// What an AI agent left out is up to the agent, and not to the expression.
	if (expression === undefined || /\$fromAI\b/i.test(expression)) return undefined;
	const instead = givenInsteadOfPhone(node, expression, item);
	if (instead) {
		return {
			reason: `This person has no phone number for ${parameter}: WhatsApp gave only ${instead}`,
			whatToDo:
				"Answer in the provider's own inbox, and filter these people out before this node, with an If node that checks whether contact.phone exists.",
		};
	}
	return {
		reason: `${parameter} is empty: its expression gave nothing for this item`,
		whatToDo:
			'Check that the names in the expression are those of the input data, in upper and lower case too. If this item has no such value, add it or filter the item out.',
	};
}

const explainFixed = (path: ReadonlyArray<string | number>) => ({
	reason: `'${labelOf(path)}' contains an expression but is set to Fixed`,
	whatToDo: 'Switch the field from Fixed to Expression: above the field, on the right.',
});

/** What was read for a field, without the settings that go with a phone number. */
const writtenIn = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && 'written' in value ? value.written : value;

const valueAt = (given: unknown, path: ReadonlyArray<string | number>): unknown =>
	writtenIn(
		path.reduce<unknown>(
			(value, key) => (value as Record<string | number, unknown> | null | undefined)?.[key],
			given,
		),
	);

/**
 * Reads and judges one item. Never throws: an expression that cannot be evaluated is a problem too.
 * @param credentialCountry the Default Country of the credential
 * @param fixedExpressions those of the node that nobody evaluates
 */
export function draft<Message, Found>(
	node: IExecuteFunctions,
	operation: Operation<Message, Found>,
	item: number,
	credentialCountry: unknown,
	fixedExpressions: ReadonlySet<string>,
): Draft<Message> | Problem {
	const invalid = { outcome: 'notSent' as const, item, to: null, httpStatus: null };
	const inForm = (path: ReadonlyArray<string | number>) =>
		path
			.slice(path.indexOf('settings') + 1)
			.filter((key) => key !== 'written' && !operation.groups?.includes(String(key)));
	try {
		const parameters = parametersOf(node, item, credentialCountry);
		const given = operation.read(parameters);
		const guards = 'to' in operation ? parameters.options : {};
		const fixed = findText(fixedExpressions, [given, guards])?.slice(1);
		if (fixed) {
			const path = inForm(fixed);
			return { ...invalid, field: fieldPath(item, path), ...explainFixed(path) };
		}
		const parsed = operation.schema.safeParse(given);
		if (!parsed.success) {
			const [issue] = parsed.error.issues;
			const path = inForm(issue.path);
			const [, parameter] = /^('.+') is empty$/.exec(issue.message) ?? [];
			const isEmpty =
				issue.code === 'custom' ? parameter !== undefined : isBlank(valueAt(given, issue.path));
			const blank = isEmpty && explainBlank(node, path, item, parameter);
			return { ...invalid, field: fieldPath(item, path), ...(blank || explain(issue)) };
		}
		const message = parsed.data;
		const { options, phoneSettings } = parameters;
		const to = 'to' in operation ? operation.to(message) : null;
		const refusal = to !== null && readAllowedRecipients(node, options, phoneSettings)?.refuse(to);
		if (refusal) return { ...invalid, to, ...refusal, field: fieldPath(item, [refusal.field]) };
		const sendOnce = to === null ? undefined : readSendOnceKey(options, node.getMode());
		if (!sendOnce || sendOnce.key !== '') return { item, message, to, sendOnce };
		return {
			...invalid,
			to,
			field: fieldPath(item, ['sendOnceKey']),
			...(explainBlank(node, ['sendOnceKey'], item) ?? {
				reason: "'Send Once Key' is empty",
				whatToDo: 'Enter a key that is unique to this message, such as the number of the order.',
			}),
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
