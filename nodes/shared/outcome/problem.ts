import type { Failure, JsonValue } from 'n8n-workflow';
import type { Answer } from '../contract/answer';
import type { ErrorCode } from '../contract/errorCode';
import type { Provider } from '../contract/provider';
import type { Outcome, Verdict } from '../contract/verdict';
import { fieldsOf, textOf } from '../lib/jsonAccess';
import type { Redactor } from '../lib/redact';
import { providerMessage } from './providerMessage';

/** Why an item has no receipt; these are the `details` of an error item. */
export interface Problem {
	kind: 'problem';
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
	code: ErrorCode;
	/** From when on it may be sent, ISO 8601, where that is known. */
	notBefore?: string;
	/** n8n's own word for the cause; kept out of the details. */
	failure?: Failure;
}

export const isProblem = (entry: { kind: string }): entry is Problem => entry.kind === 'problem';

/** A parameter as errors name it: `items[3].contacts[1].phoneNumber`. */
export const fieldPath = (item: number, path: ReadonlyArray<string | number>): string =>
	path.reduce<string>(
		(whole, key) => (typeof key === 'number' ? `${whole}[${key}]` : `${whole}.${key}`),
		`items[${item}]`,
	);

/** What is said of an item, whatever else is known of it. */
export type Explanation = Pick<Problem, 'code' | 'reason' | 'whatToDo'>;

/** What a problem or a receipt is about. */
export interface Subject {
	item: number;
	/** The recipient, where it could be read. */
	to: string | null;
}

/** On an item for which no request leaves. */
export const unsent = ({ item, to }: Subject, said: Explanation & Partial<Problem>): Problem => ({
	kind: 'problem',
	outcome: 'notSent',
	item,
	field: null,
	to,
	httpStatus: null,
	...said,
});

/** Puts a verdict into words for one item, with what the provider itself said. */
export function problemFrom(
	{ verdict, answer, waitMs }: { verdict: Verdict; answer?: Answer; waitMs?: number },
	{ item, to }: Subject,
	provider: Provider,
	account: { credentialName: string; hide: Redactor },
): Problem {
	const names: Record<string, JsonValue | undefined> = {
		...fieldsOf(answer?.body && account.hide.value(answer.body)),
		provider: provider.displayName,
		credential: account.credentialName,
	};
	const fill = (text: string) =>
		text.replace(/\{(\w+)\}/g, (placeholder, name: string) => textOf(names[name]) ?? placeholder);
	const words = answer && providerMessage(answer, provider, account.hide.text);
	const heard = answer ? ` (HTTP ${answer.status}${words ? `, "${words}"` : ''})` : '';
	return {
		kind: 'problem',
		outcome: verdict.outcome,
		item,
		to,
		field: verdict.field ? fieldPath(item, [verdict.field]) : null,
		httpStatus: answer?.status ?? null,
		reason: fill(verdict.reason) + heard,
		whatToDo: fill(verdict.whatToDo),
		code: verdict.code,
		failure:
			verdict.failure?.cause === 'rate-limited' && waitMs !== undefined
				? { cause: 'rate-limited', retryAfterMs: waitMs }
				: verdict.failure,
	};
}
