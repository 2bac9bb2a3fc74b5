import { metaRules } from '../../../nodes/shared/cloudApi/errors';

const evidence = { document: 'Error codes' };
const rules = metaRules(evidence);

const verdictOn = (words: string) => rules.find(({ says }) => says!.test(words))?.verdict;

test.each([
	['(#190) Error validating access token', { outcome: 'notSent', stops: 'channel' }],
	['(#250) Permission denied', { outcome: 'notSent', stops: 'channel' }],
	['(#4) Application request limit reached', { outcome: 'notSent', retry: 'account-waits' }],
	['(#131056) Pair rate limit hit', { outcome: 'notSent', retry: 'message-waits' }],
	['(#131047) Re-engagement message', { outcome: 'notSent', field: 'recipient' }],
	['(#131016) Service unavailable', { outcome: 'unknown' }],
	['(#1) API Unknown', { outcome: 'unknown' }],
	['(#139999) A code of tomorrow', { outcome: 'notSent', reason: 'WhatsApp refused the message' }],
])('%s', (words, verdict) => {
	const found = verdictOn(words);
	expect(found).toMatchObject(verdict);
	expect(found).toMatchObject(verdict.outcome === 'notSent' ? { evidence } : {});
});

test.each(['Nothing of Meta’s', 'See (#190)', '(#) No code', '190'])('%s has no code', (words) => {
	expect(verdictOn(words)).toBeUndefined();
});

test('a code is read as a whole', () => {
	expect(verdictOn('(#19) x')).toBe(verdictOn('(#139999) x'));
	expect(verdictOn('(#13) x')).toBe(verdictOn('(#139999) x'));
	expect(verdictOn('(#10) x')).not.toBe(verdictOn('(#139999) x'));
});
