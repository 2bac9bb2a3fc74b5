import type { IExecuteFunctions } from 'n8n-workflow';
import type { Operation } from '../contract/operation';
import type { WrittenPhone } from '../contract/parameters';
import { reasonOf } from '../lib/reasonOf';
import { fieldPath, type Problem } from '../outcome/problem';
import { readAllowedRecipients } from './allowedRecipients';
import {
	explainIssue,
	explainBlank,
	explainFixed,
	explainMissingPhone,
	type Path,
} from './explainIssue';
import { findText } from './expressions';
import { parametersOf } from './readParameters';
import { isBlank } from './schema';
import { readSendOnceKey, type SendOnceKey } from './sendOnceKey';

/** An item whose message is valid. */
export interface ValidMessage<Message> {
	item: number;
	message: Message;
	/** The recipient; `null` where nothing is sent to anybody. */
	to: string | null;
	sendOnce?: SendOnceKey;
}

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
export function validateItem<Message, Found>(
	node: IExecuteFunctions,
	operation: Operation<Message, Found>,
	item: number,
	credentialCountry: unknown,
	fixedExpressions: ReadonlySet<string>,
): ValidMessage<Message> | Problem {
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
				explainIssue(issue);
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
