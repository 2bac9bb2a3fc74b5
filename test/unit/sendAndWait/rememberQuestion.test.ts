import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { Question } from '../../../nodes/shared/contract/question';
import type { Receipt } from '../../../nodes/shared/contract/receipt';
import { contactMark, referenceInText } from '../../../nodes/shared/lib/resumeReference';
import {
	forgetQuestion,
	rememberQuestion,
} from '../../../nodes/shared/sendAndWait/rememberQuestion';
import type { DataTable } from '../../../nodes/shared/sharedMemory/dataTable';
import { SharedMemoryError } from '../../../nodes/shared/sharedMemory/sharedMemoryError';
import { WaitingQuestions } from '../../../nodes/shared/sharedMemory/waitingQuestions';
import { acmeNode } from '../../support/n8n/acme';
import { MemoryTable } from '../../support/n8n/memoryTable';
import { approval, customForm, freeText, signedAddress } from '../../support/n8n/questions';

/** `undefined`: the option is off. */
let mockTables: { table: MemoryTable; hurried: MemoryTable } | undefined;
jest.mock('../../../nodes/shared/sharedMemory/sharedMemory', () => ({
	openSharedMemory: async () => await Promise.resolve(mockTables),
}));

let table: MemoryTable;
beforeEach(() => {
	table = new MemoryTable();
	mockTables = { table, hurried: table };
});

const TO = '+56912345678';
const MARIA = { provider: 'acme', names: ['phone +56912345678'] };

const kept = (question: Question = freeText, receipt: Partial<Receipt> = {}) => ({
	question,
	round: '0',
	numbered: false,
	receipt: { provider: 'acme', to: TO, messageId: 'm1', ...receipt } as Receipt,
});

function asking() {
	const acmes = acmeNode({ credential: { apiKey: 'api-key' } });
	const node = Object.assign(acmes.node, {
		getInstanceId: () => 'n8n',
		getWorkflow: () => ({ id: 'workflow', name: 'Orders' }),
		getSignedResumeUrl: signedAddress,
	}) as unknown as IExecuteFunctions & IWebhookFunctions;
	return { ...acmes, node, questions: new WaitingQuestions(node, table as unknown as DataTable) };
}

const failing = () => {
	table.before = () => {
		throw new SharedMemoryError({
			code: 'shared-memory-unavailable',
			reason: 'It is away',
			whatToDo: 'Start it.',
			failure: undefined,
		});
	};
};

test('a question is found by whom it was asked, with an address that this person alone may use', async () => {
	const { node, questions, hints } = asking();
	await rememberQuestion(node, kept());
	const [row] = await questions.of(MARIA);
	expect(row).toMatchObject({
		key: 'Acme Send, execution 1',
		outcome: 'waiting',
		to: TO,
		messageId: 'm1',
		workflow: 'Orders',
	});
	const address = signedAddress({ c: contactMark('phone +56912345678'), r: '0' });
	expect(await questions.referenceIn(row)).toEqual(referenceInText(address));
	expect(hints).toEqual([]);
});

test.each([
	['an approval', approval(), 1],
	['a text', freeText, 1],
	['a form, which nobody fills in in the chat', customForm(), 0],
])('%s', async (_what, question, rows) => {
	await rememberQuestion(asking().node, kept(question));
	expect(table.rows).toHaveLength(rows);
});

test('a number is known with and without the digit of mobiles', async () => {
	const { node, questions } = asking();
	await rememberQuestion(node, kept(freeText, { to: '+5511987654321' }));
	expect(await questions.of({ provider: 'acme', names: ['phone +551187654321'] })).toHaveLength(1);
});

test('without the option nothing is stored', async () => {
	mockTables = undefined;
	const { node, hints } = asking();
	await rememberQuestion(node, kept());
	await forgetQuestion(node, kept());
	expect({ rows: table.rows, hints }).toEqual({ rows: [], hints: [] });
});

test('what cannot be stored is said, and stops nothing', async () => {
	const { node, hints, logged } = asking();
	failing();
	await rememberQuestion(node, kept());
	const said =
		'An answer in the chat that does not quote the question will not be found, as the shared memory could not store the question: It is away.';
	expect(hints).toEqual([said]);
	expect(logged).toEqual([`Acme Send: ${said}`]);
});

describe('a question that was answered', () => {
	test('is forgotten, and no other', async () => {
		const { node } = asking();
		await rememberQuestion(node, kept());
		await rememberQuestion(node, { ...kept(), round: '1' });
		await forgetQuestion(node, kept());
		expect(table.rows.map(({ key }) => key)).toEqual(['Acme Send, execution 1, question 2']);
	});

	test('is forgotten without waiting for an n8n that does not answer', async () => {
		const { node, hints, logged } = asking();
		await rememberQuestion(node, kept());
		mockTables = { table: new MemoryTable(), hurried: table };
		failing();
		await forgetQuestion(node, kept());
		expect(hints).toEqual([]);
		expect(logged).toEqual([
			'Acme Send: the shared memory still has a question that was answered: It is away',
		]);
	});
});
