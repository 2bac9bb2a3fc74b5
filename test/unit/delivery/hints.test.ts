import {
	announce,
	hint,
	hintAtTest,
	logCancelled,
	reportRun,
} from '../../../nodes/shared/delivery/hints';
import { receipt } from '../../../nodes/shared/delivery/receipt';
import { NOT_BEGUN, type Result } from '../../../nodes/shared/delivery/result';
import { unsent } from '../../../nodes/shared/outcome/problem';
import { acme, acmeNode } from '../../support/n8n/acme';

const perMinute = (messages: number) => ({ messages, ms: 60_000 });

const announced = (
	count: number,
	limits: Parameters<typeof announce>[3],
	executionTimeout = -1,
) => {
	const { node, hints, logged } = acmeNode({ workflowSettings: { executionTimeout } });
	announce(node, { ...acme, quotaHint: { messages: 100, text: 'Quota' } }, count, limits);
	return { hints, logged };
};

test.each([
	['a short run', 60, [perMinute(60)], []],
	['no limit', 60, [], []],
	['a long run', 61, [perMinute(60)], ['61 messages take at least 1 min, at 60 a minute']],
	[
		'the slowest of several limits',
		99,
		[perMinute(60), { messages: 2, ms: 10_000 }],
		['99 messages take at least 8 min, at 2 in 10 s'],
	],
	[
		'one that varies',
		99,
		[{ messages: 1, ms: 2000, jitter: true }],
		['99 messages take at least 2 min, at 1 in 2 s'],
	],
])('%s is announced in the log', (_name, count, limits, plans) => {
	const { hints, logged } = announced(count, limits);
	expect(logged).toEqual(plans.map((plan) => `Acme Send: ${plan}`));
	expect(hints).toEqual([]);
});

test('a timeout of the workflow that comes before is a hint', () => {
	const plan =
		"61 messages take at least 1 min, at 60 a minute, but the workflow's timeout stops it after 1 min. Raise it in the settings of the workflow.";
	expect(announced(61, [perMinute(60)], 59)).toEqual({
		hints: [plan],
		logged: [`Acme Send: ${plan}`],
	});
	expect(announced(61, [perMinute(60)], 61).hints).toEqual([]);
});

test('a quota that cannot be kept here is a hint for runs of its size', () => {
	expect(announced(99, []).hints).toEqual([]);
	expect(announced(100, []).hints).toEqual(['Quota']);
});

const ended = (outcome: 'accepted' | 'replayed' | 'skipped' | 'preview', known = {}) =>
	receipt(acme, '+1', outcome, known);
const said = { code: 'refused', reason: 'No', whatToDo: 'Nothing.' } as const;
const refused = unsent({ item: 0, to: null }, said);
const perhaps = unsent({ item: 0, to: null }, { ...said, outcome: 'unknown' });
const data: Result = { kind: 'data', data: [{}] };

const reported = (results: Result[], stats = {}, limits = [perMinute(30)]) => {
	const { node, hints } = acmeNode();
	reportRun(node, results, { retried: 0, maxWaitMs: 0, tookMs: 0, ...stats }, limits);
	return hints;
};

test.each<[string, Result[], object, string | undefined]>([
	['as expected', [ended('accepted'), data, refused], { maxWaitMs: 499 }, undefined],
	[
		'tried again',
		[data, refused, perhaps, NOT_BEGUN],
		{ retried: 2 },
		'1 accepted, 1 unknown, 2 not sent, 2 tried again',
	],
	['replayed', [ended('replayed')], {}, '0 accepted, 1 already sent by an earlier try'],
	[
		'skipped and forgotten',
		[
			ended('skipped', { reason: 'Used' }),
			ended('skipped', { reason: 'Again' }),
			ended('skipped', { reason: 'Used' }),
			ended('skipped', { status: 'key forgotten' }),
		],
		{},
		'0 accepted, 2 skipped (Used), 1 skipped (Again), Send Once key forgotten for 1',
	],
	[
		'skipped for many reasons',
		[...'aabcdeffg'].map((reason) => ended('skipped', { reason })),
		{},
		'0 accepted, 2 skipped (a), 2 skipped (f), 1 skipped (b), 1 skipped (c), 1 skipped (d), 2 for other reasons, which their receipts say',
	],
	[
		'not as asked',
		[ended('accepted', { reason: 'A template instead' }), ended('accepted')],
		{},
		'2 accepted, 1 with a remark (A template instead)',
	],
	['previewed', [ended('preview')], {}, '0 accepted, 1 previewed, not sent'],
	[
		'on for long',
		[ended('accepted')],
		{ tookMs: 359_000, maxWaitMs: 500 },
		'1 accepted, took 6 min, paced at 30 a minute',
	],
	[
		'waited',
		[ended('accepted')],
		{ tookMs: 59_999, maxWaitMs: 500 },
		'1 accepted, paced at 30 a minute',
	],
])('a run that went %s', (_name, results, stats, words) => {
	expect(reported(results, stats)).toEqual(words === undefined ? [] : [words]);
});

test('that limits were kept without the other processes is a hint of its own', () => {
	expect(reported([ended('accepted')], { outage: 'Alone' })).toEqual(['Alone']);
});

test('a wait without a limit is not called its pace', () => {
	expect(reported([ended('accepted')], { maxWaitMs: 500 }, [])).toEqual([]);
});

test('a cancelled run says in the log what went out', () => {
	const { node, logged } = acmeNode();
	logCancelled(node, [ended('accepted'), NOT_BEGUN, perhaps, ended('accepted')]);
	logCancelled(node, [refused]);
	expect(logged).toEqual([
		'Acme Send: cancelled. Accepted items: 1, 4. Unknown: 3.',
		'Acme Send: cancelled. Accepted items: none. Unknown: none.',
	]);
});

test('an n8n without hints does without', () => {
	const { node } = acmeNode();
	Object.assign(node, { addExecutionHints: undefined });
	expect(() => hint(node, 'x')).not.toThrow();
});

describe('a test', () => {
	const hinted = (results: Result[]) => {
		const { node, hints } = acmeNode();
		hintAtTest(node, results);
		return hints;
	};
	const meant = { intendedTo: '+2' };

	test('says that all messages went to the test recipient', () => {
		const results = [ended('accepted', meant), ended('replayed', meant), refused];
		expect(hinted(results)).toEqual([
			'All 2 messages of this run went to the Test Recipient +1. Remove this option to send to the recipients of the items.',
		]);
		expect(hinted([ended('accepted', meant)])[0]).toMatch(/^The message of this run went to/);
	});

	test('says nothing where nothing went there', () => {
		expect(hinted([ended('accepted'), ended('skipped', meant), ended('preview', meant)])).toEqual(
			[],
		);
	});
});
