import { EarlierTry } from '../../../nodes/shared/delivery/earlierTry';
import { Ledger, type Entry } from '../../../nodes/shared/delivery/ledger';
import { redactorOf } from '../../../nodes/shared/lib/redact';
import { unsent } from '../../../nodes/shared/outcome/problem';
import { acmeNode, readContact, sendText } from '../../support/n8n/acme';

const TO = '+56912345678';
const account = { credentialName: 'My account', hide: redactorOf([]) };

const after = (outcome: Entry['outcome'], ids = {}) => {
	const { node } = acmeNode();
	new Ledger(node).write(1, TO, { outcome, ids });
	return new EarlierTry(node, sendText, account);
};

test('what it sent is a receipt again, with its IDs', () => {
	expect(after('accepted', { messageId: 'm1' }).resultOf({ item: 1, to: TO })).toMatchObject({
		kind: 'receipt',
		receipt: { outcome: 'replayed', to: TO, messageId: 'm1', attempts: 0 },
	});
});

test('what it sent to a test recipient says for whom it was', () => {
	const message = { item: 1, to: TO, intendedTo: '+56987654321' };
	expect(after('accepted').resultOf(message)).toMatchObject({
		receipt: { outcome: 'replayed', to: TO, intendedTo: '+56987654321' },
	});
});

test.each(['unknown', 'inflight'] as const)('what it left %s may be out', (outcome) => {
	expect(after(outcome).resultOf({ item: 1, to: TO })).toMatchObject({
		kind: 'problem',
		outcome: 'unknown',
		to: TO,
		code: 'earlier-try',
		reason: 'An earlier try of this execution may have sent the message already',
		whatToDo: expect.stringContaining('Check in Acme'),
	});
});

test('of other messages it knows nothing', () => {
	const earlier = after('accepted');
	expect(earlier.resultOf({ item: 1, to: '+56987654321' })).toBeUndefined();
	expect(earlier.resultOf({ item: 1, to: null })).toBeUndefined();
	expect(earlier.resultOf({ item: 0, to: TO })).toBeUndefined();
});

const invalid = unsent(
	{ item: 1, to: null },
	{ code: 'empty-field', reason: 'Empty', whatToDo: 'Fill it in.', field: 'f' },
);

test('an item that is invalid now may be out all the same', () => {
	expect(after('unknown').judge(invalid)).toMatchObject({
		outcome: 'unknown',
		field: 'f',
		code: 'empty-field',
		reason: expect.stringMatching(/^An earlier try may have sent the message\. .*Empty$/),
		whatToDo: 'Check in Acme whether the message was sent. Fill it in.',
	});
	expect(after('unknown').judge({ ...invalid, to: '+56987654321' }).outcome).toBe('notSent');
	const other = { ...invalid, item: 0 };
	expect(after('unknown').judge(other)).toBe(other);
});

test('a query has no earlier try', () => {
	const { node } = acmeNode();
	new Ledger(node).write(1, TO, { outcome: 'unknown', ids: {} });
	const earlier = new EarlierTry(node, readContact, account);
	expect(earlier.resultOf({ item: 1, to: TO })).toBeUndefined();
	expect(earlier.judge(invalid)).toBe(invalid);
});
