import type { IExecuteFunctions } from 'n8n-workflow';
import { docsOf } from '../../../nodes/shared/contract/errorCode';
import type { Outcome } from '../../../nodes/shared/contract/verdict';
import { errorItem, stopError, tallyOf } from '../../../nodes/shared/outcome/nodeError';
import type { Problem } from '../../../nodes/shared/outcome/problem';

const node = { getNode: () => ({ name: 'Node' }) } as unknown as IExecuteFunctions;

const problemOf = (item: number, changes: Partial<Problem> = {}): Problem => ({
	kind: 'problem',
	outcome: 'notSent',
	item,
	field: null,
	to: '+56912345678',
	httpStatus: 400,
	reason: 'It was refused',
	whatToDo: 'Check it.',
	code: 'refused',
	...changes,
});

test('the details say from when on it may be sent, where that is known', () => {
	const notBefore = '2026-11-30T09:00:00-03:00';
	expect(errorItem(problemOf(0, { notBefore })).json.details).toMatchObject({ notBefore });
	expect(errorItem(problemOf(0)).json.details).not.toHaveProperty('notBefore');
});

test('an error item has the story in one text, and its details', () => {
	const said = {
		outcome: 'unknown',
		item: 2,
		field: 'items[2].text',
		to: null,
		httpStatus: 502,
		reason: 'It was refused',
		whatToDo: 'Check it.',
		code: 'no-answer',
	} as const;
	const problem: Problem = { kind: 'problem', ...said, failure: { cause: 'rate-limited' } };
	expect(errorItem(problem)).toEqual({
		json: {
			error: 'It was refused (items[2].text). Check it.',
			details: { ...said, docs: docsOf('no-answer') },
		},
		pairedItem: { item: 2 },
	});
	expect(errorItem(problemOf(0)).json.error).toBe('It was refused. Check it.');
});

test('a tally has the items by how they ended', () => {
	expect(tallyOf(['accepted', 'unknown', 'notSent', 'notSent'])).toEqual({
		accepted: [0],
		unknown: [1],
		notSent: [2, 3],
	});
});

/** The code of each problem, as n8n shows it. */
const REFUSED = `Code: <a href="${docsOf('refused')}" target="_blank">refused</a>`;

const REST =
	' To send only the rest, retry this execution under Executions. If an item is refused again, set On Error to Continue first. "Execute step" would send all 3 again.';

test.each<[string, Outcome[], string]>([
	['the only one, not sent', ['notSent'], 'It was refused. Check it. It was not sent.'],
	[
		'the only one, unknown',
		['unknown'],
		'It was refused. Check it. It is not known whether it was sent.',
	],
	[
		'none of several',
		['notSent', 'notSent'],
		'Item 1: It was refused. Check it. Nothing was sent.',
	],
	[
		'some of several',
		['notSent', 'accepted', 'unknown'],
		`Item 1: It was refused. Check it. Of 3 items, 1 accepted, 1 unknown, 1 not sent.${REST}`,
	],
	[
		'all out',
		['unknown', 'accepted'],
		'Item 1: It was refused. Check it. Of 2 items, 1 accepted, 1 unknown, 0 not sent.',
	],
])('what a stop says: %s', (_name, outcomes, message) => {
	const error = stopError(node, [problemOf(0)], tallyOf(outcomes), true);
	expect(error.message).toBe(message);
});

test('what was skipped is no message that went out', () => {
	const tally = tallyOf(['skipped', 'notSent', 'accepted']);
	expect(tally).toEqual({ accepted: [2], unknown: [], notSent: [1], skipped: [0] });
	const { message } = stopError(node, [problemOf(1)], tally, true);
	expect(message).toContain(
		'Of 3 items, 1 accepted, 0 unknown, 1 not sent, 1 skipped. To send only',
	);
});

test('a question says nothing of what was sent; a way on comes last', () => {
	const tally = tallyOf(['notSent', 'notSent']);
	const error = stopError(node, [problemOf(0)], tally, false, 'Go on.');
	expect(error.message).toBe('Item 1: It was refused. Check it. Go on.');
});

test('the others follow in the description, up to twenty', () => {
	const others = Array.from({ length: 22 }, (_, index) => problemOf(index + 1));
	const tally = tallyOf(Array<Outcome>(23).fill('notSent'));
	const error = stopError(node, [problemOf(0), ...others], tally, true);
	expect(error.message).toContain('22 more items have errors: see the description.');
	const one = stopError(node, [problemOf(0), problemOf(1)], tally, true);
	expect(one.message).toContain('1 more item has an error: see the description.');
	const lines = String(error.description).split('<br>');
	expect(lines).toHaveLength(22);
	expect(lines[0]).toBe(REFUSED);
	expect(lines[1]).toBe(`Item 2: It was refused. Check it. ${REFUSED}`);
	expect(lines[21]).toBe('… and 2 more.');
});

test('has for programs what became of each item, and the cause of the first', () => {
	const first = problemOf(1, { failure: { cause: 'quota-exhausted' } });
	const error = stopError(node, [first], tallyOf(['accepted', 'notSent']), true);
	expect(error.description).toBe(REFUSED);
	expect(error).toMatchObject({
		failure: { cause: 'quota-exhausted' },
		context: {
			itemIndex: 1,
			data: {
				accepted: [0],
				unknown: [],
				notSent: [1],
				problems: [{ item: 1, httpStatus: 400, code: 'refused', docs: docsOf('refused') }],
			},
		},
	});
});

test('keeps its words where n8n has others for the same code', () => {
	const refused = problemOf(0, { reason: 'Acme could not be reached (ECONNREFUSED)' });
	const { message } = stopError(node, [refused], tallyOf(['notSent']), true);
	expect(message).toMatch(/^Acme could not be reached \(ECONNREFUSED\)\./);
});
