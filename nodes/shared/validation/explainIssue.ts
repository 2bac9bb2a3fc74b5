import type { IExecuteFunctions } from 'n8n-workflow';
import type { ZodIssue } from 'zod';
import type { ErrorCode } from '../contract/errorCode';
import type { Explanation } from '../outcome/problem';
import { expressionAt, givenInsteadOfPhone } from './expressions';

export type Path = ReadonlyArray<string | number>;

/** Where the form does not name a parameter by the words of its name. */
const LABELS: Record<string, string> = {
	binaryField: 'Input Binary Field',
	contactPhone: 'Contact Phone Number',
	fieldType: 'Element Type',
	fileFrom: 'Take File From',
	filename: 'File Name',
	lid: 'LID',
	mediaFrom: 'Take File From',
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

/**
 * Our own refusals say what to do; zod's are about choices and booleans that an expression set.
 * @param code of a refusal that names none
 */
export function explainIssue(issue: ZodIssue, code: ErrorCode): Explanation {
	if (issue.code === 'custom') {
		const own = issue.params as Pick<Explanation, 'whatToDo'> & Partial<Explanation>;
		return { code: own.code ?? code, reason: issue.message, whatToDo: own.whatToDo };
	}
	const parameter = `'${labelOf(issue.path)}'`;
	if (issue.code === 'invalid_union_discriminator' || issue.code === 'invalid_enum_value') {
		return {
			code,
			reason: `${parameter} has a value that is not one of its choices`,
			whatToDo: `Use one of: ${issue.options.map(String).join(', ')}.`,
		};
	}
	if (issue.code === 'invalid_type') {
		return {
			code,
			reason:
				issue.received === 'undefined'
					? `${parameter} has no value`
					: `${parameter} has the type ${issue.received} instead of ${issue.expected}`,
			whatToDo: `Use an expression that returns the type ${issue.expected}.`,
		};
	}
	return { code, reason: `${parameter}: ${issue.message}`, whatToDo: 'Check this parameter.' };
}

/** The expression that was to fill in a field. What an AI agent left out is up to the agent. */
function expressionOf(node: IExecuteFunctions, path: Path) {
	const expression = expressionAt(node.getNode().parameters, path);
	return expression === undefined || /\$fromAI\b/i.test(expression) ? undefined : expression;
}

/** What a number lacks that an expression was to take from a contact who has none. */
export function explainMissingPhone(
	node: IExecuteFunctions,
	path: Path,
	item: number,
): Explanation | undefined {
	const expression = expressionOf(node, path);
	const instead = expression && givenInsteadOfPhone(node, expression, item);
	if (!instead) return undefined;
	return {
		code: 'person-without-number',
		reason: `This person has no phone number for '${labelOf(path)}': WhatsApp gave only ${instead}`,
		whatToDo:
			"Answer in the provider's own inbox, and filter these people out before this node, with an If node that checks whether contact.phone exists.",
	};
}

/** What a blank field lacks, where an expression was to fill it in. */
export function explainBlank(
	node: IExecuteFunctions,
	path: Path,
	parameter = `'${labelOf(path)}'`,
): Explanation | undefined {
	if (expressionOf(node, path) === undefined) return undefined;
	return {
		code: 'empty-field',
		reason: `${parameter} is empty: its expression gave nothing for this item`,
		whatToDo:
			'Check that the names in the expression are those of the input data, in upper and lower case too. If this item has no such value, add it or filter the item out.',
	};
}

export const explainFixed = (path: Path): Explanation => ({
	code: 'invalid-expression',
	reason: `'${labelOf(path)}' contains an expression but is set to Fixed`,
	whatToDo: 'Switch the field from Fixed to Expression: above the field, on the right.',
});
