import type { Answer } from '../../../nodes/shared/contract/answer';
import type { Verdict } from '../../../nodes/shared/contract/verdict';
import { redactorOf } from '../../../nodes/shared/lib/redact';
import { fieldPath, isProblem, problemFrom, unsent } from '../../../nodes/shared/outcome/problem';
import { acme } from '../../support/n8n/acme';

const account = { credentialName: 'My account', hide: redactorOf(['acme-key']) };
const message = { item: 3, to: '+56912345678' };

const verdict: Verdict = {
	outcome: 'notSent',
	evidence: { unsent: 'a test' },
	code: 'refused',
	reason: '{provider} refused it',
	whatToDo: 'Open "{credential}".',
};

const answerOf = (body: Answer['body']): Answer => ({
	status: 400,
	body,
	text: JSON.stringify(body),
	headers: {},
});

const problemOf = (changes: Partial<Verdict>, answer?: Answer, waitMs?: number) =>
	problemFrom(
		{ verdict: { ...verdict, ...changes } as Verdict, answer, waitMs },
		message,
		acme,
		account,
	);

test('is the verdict in words, for its item', () => {
	expect(problemOf({})).toEqual({
		kind: 'problem',
		outcome: 'notSent',
		item: 3,
		field: null,
		to: '+56912345678',
		httpStatus: null,
		reason: 'Acme refused it',
		whatToDo: 'Open "My account".',
		code: 'refused',
		failure: undefined,
	});
});

test('names the parameter at fault, and what the provider said, without the key', () => {
	const problem = problemOf({ field: 'recipient' }, answerOf({ message: 'acme-key?' }));
	expect(problem).toMatchObject({
		field: 'items[3].recipient',
		httpStatus: 400,
		reason: 'Acme refused it (HTTP 400, "[hidden]?")',
	});
	expect(problemOf({}, answerOf({})).reason).toBe('Acme refused it (HTTP 400)');
});

test('fills in the texts of the answer, which cannot pass for the provider', () => {
	const answer = answerOf({ url: 'https://acme-key.example', provider: 'Another', list: [] });
	expect(problemOf({ whatToDo: '{provider}: {url}, {list}, {nothing}' }, answer).whatToDo).toBe(
		'Acme: https://[hidden].example, {list}, {nothing}',
	);
});

test.each([
	['rate-limited', 2000, { cause: 'rate-limited', retryAfterMs: 2000 }],
	['rate-limited', undefined, { cause: 'rate-limited' }],
	['quota-exhausted', 2000, { cause: 'quota-exhausted' }],
] as const)('%s with a wait of %s is %j', (cause, waitMs, failure) => {
	expect(problemOf({ failure: { cause } }, undefined, waitMs).failure).toEqual(failure);
});

test('a path is written as in an expression', () => {
	expect(fieldPath(0, [])).toBe('items[0]');
	expect(fieldPath(2, ['contacts', 1, 'phoneNumber'])).toBe('items[2].contacts[1].phoneNumber');
});

test('is told from what is valid', () => {
	expect(isProblem(problemOf({}))).toBe(true);
	expect(isProblem({ kind: 'valid' })).toBe(false);
});

test('of an item without a request, nothing was sent, unless it says otherwise', () => {
	const said = { code: 'not-tried', reason: 'Held back', whatToDo: 'Wait.' } as const;
	expect(unsent(message, said)).toEqual({
		kind: 'problem',
		outcome: 'notSent',
		item: 3,
		field: null,
		to: '+56912345678',
		httpStatus: null,
		...said,
	});
	expect(unsent(message, { ...said, outcome: 'unknown' }).outcome).toBe('unknown');
});
