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

const codesBy = (fits: (verdict: NonNullable<ReturnType<typeof verdictOn>>) => boolean) =>
	Array.from({ length: 140_000 }, (_, code) => code).filter((code) => {
		const verdict = verdictOn(`(#${code}) x`);
		return verdict !== undefined && fits(verdict);
	});

const permissions = Array.from({ length: 100 }, (_, index) => 200 + index);

test.each<[string, number[], Parameters<typeof codesBy>[0]]>([
	['leaves it open', [1, 2, 131000, 131016, 133004], ({ outcome }) => outcome === 'unknown'],
	[
		'stops the channel',
		[
			0,
			3,
			10,
			190,
			...permissions,
			368,
			131005,
			131031,
			131037,
			131042,
			131045,
			131048,
			131057,
			133010,
		],
		({ stops }) => stops === 'channel',
	],
	['makes the account wait', [4, 80007, 130429], ({ retry }) => retry === 'account-waits'],
	['makes the message wait', [131056], ({ retry }) => retry === 'message-waits'],
	[
		'is about the recipient',
		[130472, 130497, 131021, 131026, 131030, 131047, 131049, 131050, 131056],
		({ field }) => field === 'recipient',
	],
	[
		'is about the template',
		[132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018],
		({ reason }) => /template/.test(reason),
	],
	['is about the file', [131052, 131053], ({ reason }) => /file/.test(reason)],
	['is about the values', [33, 100, 131008, 131009], ({ reason }) => /values/.test(reason)],
])('which code %s', (_name, codes, fits) => expect(codesBy(fits)).toEqual(codes));
