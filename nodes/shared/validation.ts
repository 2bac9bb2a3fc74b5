import type { IExecuteFunctions } from 'n8n-workflow';
import type { ZodIssue } from 'zod';
import { expressionAt, findText, givenInsteadOfPhone } from './expressions';
import type { Operation } from './operation';
import { readAllowedRecipients, readSendOnceKey, type SendOnceKey } from './options';
import { parametersOf, type WrittenPhone } from './parameters';
import { fieldPath, reasonOf, type Problem } from './problem';
import { isBlank } from './schema';

type Path = ReadonlyArray<string | number>;

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
function labelOf(path: Path): string {
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

/** The expression that was to fill in a field. What an AI agent left out is up to the agent. */
function expressionOf(node: IExecuteFunctions, path: Path) {
	const expression = expressionAt(node.getNode().parameters, path);
	return expression === undefined || /\$fromAI\b/i.test(expression) ? undefined : expression;
}

/** What a number lacks that an expression was to take from a contact who has none. */
function explainMissingPhone(
	node: IExecuteFunctions,
	path: Path,
	item: number,
): Pick<Problem, 'reason' | 'whatToDo'> | undefined {
	const expression = expressionOf(node, path);
	const instead = expression && givenInsteadOfPhone(node, expression, item);
	if (!instead) return undefined;
	return {
		reason: `This person has no phone number for '${labelOf(path)}': WhatsApp gave only ${instead}`,
		whatToDo:
			"Answer in the provider's own inbox, and filter these people out before this node, with an If node that checks whether contact.phone exists.",
	};
}

/** What a blank field lacks, where an expression was to fill it in. */
function explainBlank(
	node: IExecuteFunctions,
	path: Path,
	parameter = `'${labelOf(path)}'`,
): Pick<Problem, 'reason' | 'whatToDo'> | undefined {
	if (expressionOf(node, path) === undefined) return undefined;
	return {
		reason: `${parameter} is empty: its expression gave nothing for this item`,
		whatToDo:
			'Check that the names in the expression are those of the input data, in upper and lower case too. If this item has no such value, add it or filter the item out.',
	};
}

const explainFixed = (path: Path) => ({
	reason: `'${labelOf(path)}' contains an expression but is set to Fixed`,
	whatToDo: 'Switch the field from Fixed to Expression: above the field, on the right.',
});

const at = (given: unknown, path: Path): unknown =>
	path.reduce<unknown>(
		(value, key) => (value as Record<string | number, unknown> | null | undefined)?.[key],
		given,
	);

/** A phone number comes with the settings that it is read by. */
const isWrittenPhone = (value: unknown): value is WrittenPhone =>
	typeof value === 'object' && value !== null && 'written' in value;

const isPhone = (given: unknown, path: Path) => isWrittenPhone(at(given, path));

function valueAt(given: unknown, path: Path): unknown {
	const value = at(given, path);
	return isWrittenPhone(value) ? value.written : value;
}

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
	const inForm = (path: Path) =>
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
			const explained =
				(isPhone(given, issue.path) && explainMissingPhone(node, path, item)) ||
				(isEmpty && explainBlank(node, path, parameter)) ||
				explain(issue);
			return { ...invalid, field: fieldPath(item, path), ...explained };
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
			...(explainBlank(node, ['sendOnceKey']) ?? {
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
