import type { IExecuteFunctions } from 'n8n-workflow';
import type { ItemForm, QueryOperation, SendOperation } from '../contract/operation';
import type { WrittenPhone } from '../contract/parameters';
import { reasonOf } from '../lib/reasonOf';
import { wellFormed } from '../lib/wellFormed';
import { fieldPath, unsent, type Explanation, type Problem } from '../outcome/problem';
import { readAllowedRecipients } from './allowedRecipients';
import {
	explainBlank,
	explainFixed,
	explainIssue,
	explainMissingPhone,
	type Path,
} from './explainIssue';
import { findText } from './expressions';
import { parametersOf } from './readParameters';
import { isBlank } from './schema';
import { readSendOnceKey, type SendOnceKey } from './sendOnceKey';

/** An item whose message is valid. */
export interface ValidMessage<Message> {
	kind: 'valid';
	item: number;
	message: Message;
	/** The recipient; `null` where nothing is sent to anybody. */
	to: string | null;
	/** Whom it would go to, where a test recipient gets it. */
	intendedTo?: string;
	sendOnce?: SendOnceKey;
}

/** What is known of an item before anything leaves: how it is read, and whom it goes to. */
type Judged<Message> = ItemForm<Message> &
	(
		| Pick<SendOperation<Message>, 'kind' | 'to' | 'redirect'>
		| Pick<QueryOperation<Message>, 'kind'>
	);

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

const OWN_CHAT_ONLY: Explanation = {
	code: 'not-supported',
	reason:
		"This operation cannot go to the 'Test Recipient': it changes or answers a message in its own chat",
	whatToDo: "Remove the option 'Test Recipient', or leave this step out of the test.",
};

const NO_KEY: Explanation = {
	code: 'empty-field',
	reason: "'Send Once Key' is empty",
	whatToDo: 'Enter a key that is unique to this message, such as the number of the order.',
};

/**
 * Reads and judges one item. Never throws: an expression that cannot be evaluated is a problem too.
 * @param credentialCountry the Default Country of the credential
 * @param fixedExpressions those of the node that nobody evaluates
 * @param testRecipient who gets the message instead of its recipient
 */
export function validateItem<Message>(
	node: IExecuteFunctions,
	operation: Judged<Message>,
	item: number,
	credentialCountry: unknown,
	fixedExpressions: ReadonlySet<string>,
	testRecipient?: string,
): ValidMessage<Message> | Problem {
	const invalid = (path: Path, said: Explanation, to: string | null = null) =>
		unsent({ item, to }, { ...said, field: fieldPath(item, path) });
	const inForm = (path: Path) =>
		path
			.slice(path.indexOf('settings') + 1)
			.filter((key) => key !== 'written' && !operation.groups?.includes(String(key)));
	try {
		const parameters = parametersOf(node, item, credentialCountry);
		const { options, phoneSettings } = parameters;
		const given = operation.read(parameters);
		const guards = operation.kind === 'send' ? options : {};
		const fixed = findText(fixedExpressions, [given, guards])?.slice(1);
		if (fixed) return invalid(inForm(fixed), explainFixed(inForm(fixed)));

		const parsed = operation.schema.safeParse(given);
		if (!parsed.success) {
			const [issue] = parsed.error.issues;
			const path = inForm(issue.path);
			const [, parameter] = /^('.+') is empty$/.exec(issue.message) ?? [];
			const isEmpty =
				issue.code === 'custom'
					? issue.params?.code === 'empty-field'
					: isBlank(valueAt(given, issue.path));
			const explained =
				(isPhone(given, issue.path) && explainMissingPhone(node, path, item)) ||
				(isEmpty && explainBlank(node, path, parameter)) ||
				explainIssue(issue, isEmpty ? 'empty-field' : 'invalid-field');
			return invalid(path, explained);
		}
		const written = wellFormed(parsed.data);
		if (operation.kind === 'query') return { kind: 'valid', item, message: written, to: null };

		const intendedTo = operation.to(written);
		const message =
			testRecipient === undefined ? written : operation.redirect?.(written, testRecipient);
		if (message === undefined) return invalid(['testRecipient'], OWN_CHAT_ONLY, intendedTo);
		const to = operation.to(message);
		const refusal = readAllowedRecipients(node, options, phoneSettings)?.refuse(to);
		if (refusal) return invalid([refusal.field], refusal, to);
		const isTest = testRecipient !== undefined;
		const sendOnce = readSendOnceKey(options, isTest || node.getMode() === 'manual');
		if (sendOnce?.key !== '') {
			return { kind: 'valid', item, message, to, sendOnce, ...(isTest && { intendedTo }) };
		}
		const path = ['sendOnceKey'];
		return invalid(path, explainBlank(node, path) ?? NO_KEY, to);
	} catch (error) {
		return invalid([], {
			code: 'invalid-expression',
			reason: `A parameter could not be read: ${reasonOf(error)}`,
			whatToDo: 'Check the expressions in the parameters of this node.',
		});
	}
}
