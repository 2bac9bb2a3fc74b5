import { receipt } from '../../../nodes/shared/delivery/receipt';
import {
	endOf,
	isDone,
	NOT_BEGUN,
	outcomeOf,
	outputOf,
	type Result,
} from '../../../nodes/shared/delivery/result';
import { unsent } from '../../../nodes/shared/outcome/problem';
import { acme } from '../../support/n8n/acme';

const said = { code: 'refused', reason: 'No', whatToDo: 'Nothing.' } as const;
const sent = receipt(acme, '+56912345678', 'accepted', { messageId: 'm1' });
const data: Result = { kind: 'data', data: [{ name: 'Zoe' }] };
const refused = unsent({ item: 1, to: null }, said);

test.each<[string, Result, boolean, string]>([
	['a receipt', sent, true, 'accepted'],
	['data', data, true, 'accepted'],
	['a refusal', refused, false, 'notSent'],
	['what may be out', { ...refused, outcome: 'unknown' }, false, 'unknown'],
	['what was not begun', NOT_BEGUN, false, 'notSent'],
])('%s: done %s, %s', (_name, result, done, outcome) => {
	expect(isDone(result)).toBe(done);
	expect(outcomeOf(result)).toBe(outcome);
});

test.each<[Result, string]>([
	[sent, 'accepted'],
	[receipt(acme, '+56912345678', 'replayed'), 'accepted'],
	[receipt(acme, '+56912345678', 'skipped'), 'skipped'],
	[receipt(acme, '+56912345678', 'preview'), 'notSent'],
	[data, 'accepted'],
	[refused, 'notSent'],
])('what went out is told from what did not', (result, end) => expect(endOf(result)).toBe(end));

test('beside the fields and files of its input, a receipt stands in a field of its own', () => {
	const file = { data: '', mimeType: 'text/plain' };
	const input = { json: { id: 7, receipt: 'old' }, binary: { file }, pairedItem: { item: 9 } };
	expect(outputOf(sent, 3, input, 'receipt')).toEqual([
		{
			json: { id: 7, receipt: expect.objectContaining({ messageId: 'm1' }) },
			binary: { file },
			pairedItem: { item: 3 },
		},
	]);
	expect(outputOf(refused, 1, input, 'receipt')).toEqual(outputOf(refused, 1));
});

test('no field or error of the input makes n8n take what was sent for a failure', () => {
	const input = { json: { id: 7, error: 'of a run before' }, error: new Error('Before') as never };
	const [item] = outputOf(sent, 3, input, 'receipt');
	expect(Object.keys(item.json)).toEqual(['id', 'receipt']);
	expect(item).not.toHaveProperty('error');
	expect(outputOf(data, 3, input, 'found')).toEqual([
		{ json: { id: 7, found: { name: 'Zoe' } }, pairedItem: { item: 3 } },
	]);
});

test('of several there is an item for each, all paired with their own, with the file of the answer', () => {
	const binary = { file: { data: '', mimeType: 'text/plain' } };
	const several: Result = { kind: 'data', data: [{ id: 1 }, { id: 2 }], binary };
	expect(outputOf(several, 3)).toEqual([
		{ json: { id: 1 }, binary, pairedItem: { item: 3 } },
		{ json: { id: 2 }, binary, pairedItem: { item: 3 } },
	]);
	expect(outputOf({ kind: 'data', data: [] }, 3)).toEqual([]);
	const input = { json: { id: 7 }, binary: { own: binary.file } };
	expect(outputOf(several, 3, input, 'found')[1]).toEqual({
		json: { id: 7, found: { id: 2 } },
		binary: { own: binary.file, file: binary.file },
		pairedItem: { item: 3 },
	});
});

test('n8n gets an item for each, paired with its own, and none of what was not begun', () => {
	expect(outputOf(sent, 3)).toMatchObject([{ json: { messageId: 'm1' }, pairedItem: { item: 3 } }]);
	expect(outputOf(data, 3)).toEqual([{ json: { name: 'Zoe' }, pairedItem: { item: 3 } }]);
	expect(outputOf({ kind: 'data', data: [{ a: 1 }, { a: 2 }] }, 3)).toEqual([
		{ json: { a: 1 }, pairedItem: { item: 3 } },
		{ json: { a: 2 }, pairedItem: { item: 3 } },
	]);
	expect(outputOf({ kind: 'data', data: [] }, 3)).toEqual([]);
	expect(outputOf(refused, 1)).toMatchObject([
		{ json: { error: 'No. Nothing.', details: { item: 1 } }, pairedItem: { item: 1 } },
	]);
	expect(outputOf(NOT_BEGUN, 3)).toEqual([]);
});
