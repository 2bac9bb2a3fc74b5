import type { RequestingNode } from '../../../nodes/shared/http/account';
import type { DataTable } from '../../../nodes/shared/sharedMemory/dataTable';
import {
	claimFor,
	isFor,
	isState,
	openWaitingQuestions,
	WaitingQuestions,
} from '../../../nodes/shared/sharedMemory/waitingQuestions';
import { MemoryTable } from '../../support/n8n/memoryTable';

let table: MemoryTable;
beforeEach(() => void (table = new MemoryTable()));

const MARIA = { provider: 'acme', names: ['phone +56912345678'] };

const reference = { execution: '7', node: 'node-id', round: '0', signature: 'ab'.repeat(32) };

const question = {
	...MARIA,
	node: 'Ask',
	execution: '7',
	round: '0',
	reference,
	to: '+56912345678',
	messageId: 'm1',
	workflow: 'Orders',
};

function through({ apiKey = 'api-key', instance = 'n8n-1' } = {}) {
	const node = {
		getInstanceId: () => instance,
		getCredentials: async () => await Promise.resolve({ apiKey }),
	} as unknown as RequestingNode;
	return new WaitingQuestions(node, table as unknown as DataTable);
}

test('people can read which question waits, and open nothing with it', async () => {
	await through().add(question);
	expect(table.rows).toMatchObject([
		{
			kind: 'Waiting question',
			key: 'Ask, execution 7',
			outcome: 'waiting',
			to: '+56912345678',
			messageId: 'm1',
			workflow: 'Orders',
		},
	]);
	expect(JSON.stringify(table.rows)).not.toContain(reference.signature);
	expect(JSON.stringify(table.rows)).not.toContain('api-key');
});

test('a question of a later round, and one whose message has no ID', async () => {
	await through().add({ ...question, round: '2', messageId: null });
	expect(table.rows).toMatchObject([{ key: 'Ask, execution 7, question 3', messageId: '' }]);
});

describe('a question is found', () => {
	test('by any name of the person, the oldest first, with what resumes it', async () => {
		const questions = through();
		await questions.add(question);
		await questions.add({ ...question, execution: '8' });
		const found = await through().of({ ...MARIA, names: ['lid 1', ...MARIA.names] });
		expect(found.map(({ key }) => key)).toEqual(['Ask, execution 7', 'Ask, execution 8']);
		expect(await questions.referenceIn(found[0])).toEqual(reference);
	});

	test.each([
		['of somebody else', { ...MARIA, names: ['phone +5511987654321'] }, {}],
		['of nobody', { ...MARIA, names: [] }, {}],
		['through another provider', { ...MARIA, provider: 'other' }, {}],
		['in another n8n', MARIA, { instance: 'n8n-2' }],
	])('but not %s', async (_what, chat, who) => {
		await through().add(question);
		expect(await through(who).of(chat)).toEqual([]);
	});

	test('but not read with another API key', async () => {
		await through().add(question);
		const changed = through({ apiKey: 'new-key' });
		const [row] = await changed.of(MARIA);
		expect(await changed.referenceIn(row)).toBeUndefined();
	});
});

describe('a claim', () => {
	const only = async (questions: WaitingQuestions) => (await questions.of(MARIA))[0];

	test('is won by one of several at once', async () => {
		const questions = through();
		await questions.add(question);
		const row = await only(questions);
		const claims = [claimFor('m2'), claimFor('m2'), claimFor('m3')];
		const won = await Promise.all(claims.map(async (claim) => await questions.take(row, claim)));
		expect(won.filter(Boolean)).toHaveLength(1);
		const taken = await only(questions);
		expect(isState(taken, 'in hand')).toBe(true);
		expect(claims.filter(({ token }) => token === taken.token)).toEqual([
			claims[won.indexOf(true)],
		]);
	});

	test('is lost where n8n says that another one was there a moment before', async () => {
		const questions = through();
		await questions.add(question);
		const row = await only(questions);
		// SQLite: n8n looks for the rows first, and changes them afterwards.
		table.update = async () => await Promise.resolve([{ ...row, token: claimFor('m3').token }]);
		expect(await questions.take(row, claimFor('m2'))).toBe(false);
	});

	test('knows its message, and no other', async () => {
		const questions = through();
		await questions.add(question);
		const claim = claimFor('m2');
		await questions.take(await only(questions), claim);
		await questions.settle(await only(questions), claim);
		const row = await only(questions);
		expect(isState(row, 'answered')).toBe(true);
		expect(
			[claim, claimFor('m2'), claimFor('m3'), claimFor(null)].map((c) => isFor(row, c)),
		).toEqual([true, true, false, false]);
	});

	test('gives back and drops only what it has', async () => {
		const questions = through();
		await questions.add(question);
		const row = await only(questions);
		const [mine, other] = [claimFor('m2'), claimFor('m3')];
		await questions.take(row, mine);
		await questions.giveBack(row, other);
		await questions.drop(row, other);
		expect(await only(questions)).toMatchObject({ outcome: 'in hand', token: mine.token });
		await questions.settle(row, mine, other.token);
		expect(await only(questions)).toMatchObject({ outcome: 'answered', token: other.token });
		await questions.drop(row, other);
		expect(table.rows).toEqual([]);
	});
});

test('a question that was answered otherwise is forgotten, unless a message is on its way to it', async () => {
	const questions = through();
	await questions.add(question);
	await questions.add({ ...question, round: '1' });
	await questions.add({ ...question, execution: '8' });
	const [, , taken] = await questions.of(MARIA);
	await questions.take(taken, claimFor('m2'));
	await questions.forget(question);
	await questions.forget({ ...question, execution: '8' });
	expect(table.rows.map(({ key, outcome }) => [key, outcome])).toEqual([
		['Ask, execution 7, question 2', 'waiting'],
		['Ask, execution 8', 'in hand'],
	]);
});

test('without the option there are none', async () => {
	const node = { getNode: () => ({ parameters: { options: {} } }) } as unknown as RequestingNode;
	expect(await openWaitingQuestions(node)).toBeUndefined();
});
