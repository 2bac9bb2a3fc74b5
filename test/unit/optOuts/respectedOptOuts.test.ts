import { OptOutList } from '../../../nodes/shared/optOuts/optOutList';
import { RespectedOptOuts, refuseUnlisted } from '../../../nodes/shared/optOuts/respectedOptOuts';
import { MemoryTable } from '../../support/n8n/memoryTable';

const MARIA = '+56912345678';
const JOAO = '+5511987654321';
const GROUP = '120363021234567890@g.us';

let now: number;
let table: MemoryTable;
let list: OptOutList;
beforeEach(async () => {
	now = 0;
	jest.spyOn(performance, 'now').mockImplementation(() => now);
	table = new MemoryTable();
	list = new OptOutList(table);
	await list.add([{ person: { phone: MARIA }, reason: 'Wrote STOP' }]);
	table.calls.length = 0;
});
afterEach(() => jest.restoreAllMocks());

const optedOut = /^This person opted out of messages on \d{4}-\d\d-\d\d: Wrote STOP$/;

test('says why a person gets nothing, and nothing against others', async () => {
	const run = new RespectedOptOuts(list, [MARIA, JOAO]);
	expect(await run.reasonAgainst(MARIA)).toMatch(optedOut);
	expect(await run.reasonAgainst(JOAO)).toBeUndefined();
});

test('without a reason, the day alone', async () => {
	await list.add([{ person: { phone: JOAO }, reason: '' }]);
	const run = new RespectedOptOuts(list, [JOAO]);
	expect(await run.reasonAgainst(JOAO)).toMatch(/ on \d{4}-\d\d-\d\d$/);
});

test('those behind are asked about along, once', async () => {
	const recipients = Array.from({ length: 51 }, (_, index) => `+56912345${100 + index}`);
	const run = new RespectedOptOuts(list, recipients);
	await Promise.all(recipients.slice(0, 50).map(async (to) => await run.reasonAgainst(to)));
	expect(table.calls).toEqual(['find']);
	await run.reasonAgainst(recipients[50]);
	expect(table.calls).toEqual(['find', 'find']);
});

test('an answer holds for a second: who opts out meanwhile gets nothing', async () => {
	const run = new RespectedOptOuts(list, [JOAO]);
	expect(await run.reasonAgainst(JOAO)).toBeUndefined();
	await list.add([{ person: { phone: JOAO }, reason: 'Wrote STOP' }]);
	now = 999;
	expect(await run.reasonAgainst(JOAO)).toBeUndefined();
	now = 1000;
	expect(await run.reasonAgainst(JOAO)).toMatch(optedOut);
});

test('a person whom only the provider knows is refused: the list would have nothing against anybody', () => {
	const refusal = { code: 'not-supported', field: 'respectOptOuts' };
	expect(refuseUnlisted('0d9e5a31-6c0b-4c0e-9a54-4b7d7d2b1f10')).toMatchObject(refusal);
	for (const to of [MARIA, JOAO.slice(1), GROUP, '77@lid', '56912345678@s.whatsapp.net']) {
		expect(refuseUnlisted(to)).toBeUndefined();
	}
});

test('nobody is asked about a group', async () => {
	const run = new RespectedOptOuts(list, [GROUP]);
	expect(await run.reasonAgainst(GROUP)).toBeUndefined();
	expect(table.calls).toEqual([]);
});

test('a chat of a LID is the person of that LID', async () => {
	await list.add([{ person: { lid: '77' }, reason: 'Wrote STOP' }]);
	const run = new RespectedOptOuts(list, ['77@lid']);
	expect(await run.reasonAgainst('77@lid')).toMatch(optedOut);
});

test('throws what the table throws, for all who were asked about, and asks again later', async () => {
	const away = new Error('away');
	table.before = () => {
		throw away;
	};
	const run = new RespectedOptOuts(list, [JOAO, MARIA]);
	await expect(run.reasonAgainst(JOAO)).rejects.toBe(away);
	await expect(run.reasonAgainst(MARIA)).rejects.toBe(away);
	table.before = () => {};
	now = 1000;
	expect(await run.reasonAgainst(MARIA)).toMatch(optedOut);
});
