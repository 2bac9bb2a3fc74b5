import type { IDataObject } from 'n8n-workflow';
import { changeList } from '../../../nodes/WhatsAppOptOutList/changeList';
import { SharedMemoryError } from '../../../nodes/shared/sharedMemory/sharedMemoryError';
import { acmeNode } from '../../support/n8n/acme';
import { MemoryTable } from '../../support/n8n/memoryTable';

const mockTable = new MemoryTable();
jest.mock('../../../nodes/shared/sharedMemory/sharedMemory', () => ({
	sharedMemoryOf: async () => await Promise.resolve({ table: mockTable }),
}));
beforeEach(() => {
	mockTable.rows = [];
	mockTable.calls.length = 0;
	mockTable.before = () => {};
});

const MARIA = { phoneNumber: '+56912345678', additionalFields: {} };
const NOBODY = { phoneNumber: '', additionalFields: {} };

async function run(operation: string, items: IDataObject[], goesOn = false) {
	const { node } = acmeNode({ items: items.map((item) => ({ operation, ...item })), goesOn });
	const [output] = await changeList(node);
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	return output.map(({ json }) => json);
}

test('each item says what is so now, and whether it was changed', async () => {
	const since = expect.stringMatching(/^\d{4}-.*Z$/);
	const maria = { phone: '+56912345678', lid: null, userId: null };
	const added = { ...maria, optedOut: true, since, reason: 'Wrote STOP' };
	const reason = { additionalFields: { reason: ' Wrote STOP ' } };
	expect(await run('add', [{ ...MARIA, ...reason }, MARIA])).toEqual([
		{ ...added, changed: true },
		{ ...added, changed: false },
	]);
	expect(await run('check', [MARIA])).toEqual([{ ...added, changed: false }]);
	const removed = { ...maria, optedOut: false, since: null, reason: null };
	expect(await run('remove', [MARIA, MARIA])).toEqual([
		{ ...removed, changed: true },
		{ ...removed, changed: false },
	]);
	expect(await run('check', [MARIA])).toEqual([{ ...removed, changed: false }]);
});

test('many items are asked about together', async () => {
	await run('check', [MARIA, { phoneNumber: '+5511987654321', additionalFields: {} }]);
	expect(mockTable.calls).toEqual(['find']);
});

test('a number is read as the Default Country says', async () => {
	const national = { phoneNumber: '9 1234 5678', defaultCountry: 'CL', additionalFields: {} };
	expect(await run('add', [national])).toMatchObject([{ phone: '+56912345678' }]);
});

test('who has no number is known by a LID or a user ID', async () => {
	const ids = { lid: '77@lid', userId: 'US.1' };
	expect(await run('add', [{ ...NOBODY, additionalFields: ids }])).toMatchObject([
		{ optedOut: true, phone: null, ...ids },
	]);
	const other = { ...NOBODY, additionalFields: { userId: 'US.1' } };
	expect(await run('check', [other])).toMatchObject([{ optedOut: true }]);
});

test('an item that is not valid stops the node before anything is changed', async () => {
	await expect(run('add', [MARIA, NOBODY])).rejects.toThrow(
		"Item 2: Neither 'Phone Number' nor 'LID' nor 'User ID' has a value (items[1]). Enter one of them, such as contact.phone, contact.lid or contact.userId of the trigger. To go on with the valid items, set On Error to Continue",
	);
	expect(mockTable.calls).toEqual([]);
});

test('in continue mode it is an error item, and the others go on', async () => {
	expect(await run('add', [NOBODY, MARIA], true)).toMatchObject([
		{
			error: expect.stringMatching(/^Neither 'Phone Number'.*contact\.phone/),
			details: { item: 0, outcome: 'notSent', code: 'empty-field', field: 'items[0]' },
		},
		{ optedOut: true },
	]);
});

const away = new SharedMemoryError({
	code: 'shared-memory-unavailable',
	reason: 'The shared memory did not answer',
	whatToDo: 'Check that n8n runs.',
});

test('where n8n cannot be asked, every item says so', async () => {
	mockTable.before = () => {
		throw away;
	};
	await expect(run('check', [MARIA, MARIA])).rejects.toThrow('The shared memory did not answer');
	expect(await run('check', [NOBODY, MARIA], true)).toMatchObject([
		{ details: { code: 'empty-field' } },
		{
			error: 'The shared memory did not answer. Check that n8n runs.',
			details: { item: 1, code: 'shared-memory-unavailable' },
		},
	]);
});
