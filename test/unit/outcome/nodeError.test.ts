import type { IExecuteFunctions } from 'n8n-workflow';
import { errorItem, stopError, tallyOf } from '../../../nodes/shared/outcome/nodeError';
import type { Problem } from '../../../nodes/shared/outcome/problem';

const node = { getNode: () => ({ name: 'Node' }) } as unknown as IExecuteFunctions;

const problemOf = (item: number, changes: Partial<Problem> = {}): Problem => ({
	outcome: 'notSent',
	item,
	field: null,
	to: '+56912345678',
	httpStatus: 400,
	reason: 'It was refused',
	whatToDo: 'Check it.',
	...changes,
});

const accepted = { json: {} };

test('an error item has the story in one text, and its details', () => {
	const details = problemOf(2, { field: 'items[2].text' });
	expect(errorItem({ ...details, failure: { cause: 'rate-limited' } })).toEqual({
		json: { error: 'It was refused (items[2].text). Check it.', details },
		pairedItem: { item: 2 },
	});
	expect(errorItem(problemOf(0)).json.error).toBe('It was refused. Check it.');
});

test('what has no result yet was not sent', () => {
	const results = [accepted, problemOf(1, { outcome: 'unknown' }), undefined, problemOf(3)];
	expect(tallyOf(results, 5)).toEqual({ accepted: [0], unknown: [1], notSent: [2, 3, 4] });
});

const REST =
	' To send only the rest, retry this execution under Executions. If an item is refused again, set On Error to Continue first. "Execute step" would send all 3 again.';

test.each([
	['the only one, not sent', [problemOf(0)], 'It was refused. Check it. It was not sent.'],
	[
		'the only one, unknown',
		[problemOf(0, { outcome: 'unknown' })],
		'It was refused. Check it. It is not known whether it was sent.',
	],
	[
		'none of several',
		[problemOf(0), problemOf(1)],
		'Item 1: It was refused. Check it. 1 more item has an error: see the description. Nothing was sent.',
	],
	[
		'some of several',
		[accepted, problemOf(1), undefined],
		`Item 2: It was refused. Check it. Of 3 items, 1 accepted, 0 unknown, 2 not sent.${REST}`,
	],
	[
		'all out',
		[accepted, problemOf(1, { outcome: 'unknown' })],
		'Item 2: It was refused. Check it. Of 2 items, 1 accepted, 1 unknown, 0 not sent.',
	],
])('what a stop says: %s', (_name, results, message) => {
	const problems = results.filter((result): result is Problem => !!result && 'reason' in result);
	const [first, ...others] = problems;
	const error = stopError(node, [first, ...others], tallyOf(results, results.length), true);
	expect(error.message).toBe(message);
});

test('a question says nothing of what was sent; a way on comes last', () => {
	const tally = tallyOf([problemOf(0)], 2);
	const error = stopError(node, [problemOf(0)], tally, false, 'Go on.');
	expect(error.message).toBe('Item 1: It was refused. Check it. Go on.');
});

test('the others follow in the description, up to twenty', () => {
	const others = Array.from({ length: 22 }, (_, index) => problemOf(index + 1));
	const tally = tallyOf([], 23);
	const error = stopError(node, [problemOf(0), ...others], tally, true);
	expect(error.message).toContain('22 more items have errors: see the description.');
	const lines = String(error.description).split('<br>');
	expect(lines).toHaveLength(21);
	expect(lines[0]).toBe('Item 2: It was refused. Check it.');
	expect(lines[20]).toBe('… and 2 more.');
});

test('has for programs what became of each item, and the cause of the first', () => {
	const first = problemOf(1, { failure: { cause: 'quota-exhausted' } });
	const error = stopError(node, [first], tallyOf([accepted, first], 2), true);
	expect(error.description).toBeFalsy();
	expect(error).toMatchObject({
		failure: { cause: 'quota-exhausted' },
		context: {
			itemIndex: 1,
			data: { accepted: [0], unknown: [], notSent: [1], problems: [{ item: 1, httpStatus: 400 }] },
		},
	});
});

test('keeps its words where n8n has others for the same code', () => {
	const refused = problemOf(0, { reason: 'Acme could not be reached (ECONNREFUSED)' });
	const { message } = stopError(node, [refused], tallyOf([refused], 1), true);
	expect(message).toMatch(/^Acme could not be reached \(ECONNREFUSED\)\./);
});
