import { randomUUID } from 'node:crypto';
import type { IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import type { ReadEvent, ReadMessage } from '../../../nodes/shared/contract/event';
import type { Inbound } from '../../../nodes/shared/contract/inbound';
import { contactMark, referenceInText } from '../../../nodes/shared/lib/resumeReference';
import type { DataTable } from '../../../nodes/shared/sharedMemory/dataTable';
import { SharedMemoryError } from '../../../nodes/shared/sharedMemory/sharedMemoryError';
import { claimFor, WaitingQuestions } from '../../../nodes/shared/sharedMemory/waitingQuestions';
import { handOnWritten } from '../../../nodes/shared/webhook/writtenAnswer';
import { acme } from '../../support/n8n/acme';
import { MemoryTable } from '../../support/n8n/memoryTable';
import { signedAddress } from '../../support/n8n/questions';

/** `undefined`: the option is off. */
let mockTable: MemoryTable | undefined;
jest.mock('../../../nodes/shared/sharedMemory/sharedMemory', () => ({
	openSharedMemory: async () => await Promise.resolve(mockTable && { table: mockTable }),
}));

let table: MemoryTable;
beforeEach(() => {
	jest.useFakeTimers();
	mockTable = table = new MemoryTable();
});
afterEach(() => jest.useRealTimers());

const MARIA = { phone: '+56912345678' };
const NAME = 'phone +56912345678';

/** What n8n says of a question, in turn, and the last for ever. */
type Says = 'taken' | 'notAnAnswer' | 'over' | 'refused' | 'failed';

let executions = 0;

/** The trigger in one of n8n's processes, with the questions that wait there. */
function n8n({ apiKey = 'api-key' } = {}) {
	// What a credential was is remembered for a moment.
	const id = randomUUID();
	const told: string[] = [];
	const logged: string[] = [];
	const says = new Map<string, Says[]>();
	/** Runs while n8n is asked. */
	const setting = { meanwhile: async () => {} };
	const log = (message: string) => logged.push(message);
	const node = {
		getInstanceId: () => 'n8n',
		getCredentials: async () => await Promise.resolve({ apiKey }),
		getNode: () => ({ id, name: 'Trigger' }),
		getWorkflow: () => ({ id: 'workflow' }),
		evaluateExpression: () => 'https://n8n.example/webhook-waiting/99',
		getRequestObject: () => ({ socket: {} }),
		logger: { info: log, warn: log },
		helpers: {
			httpRequest: async ({ url, body }: IHttpRequestOptions) => {
				const [, execution] = /webhook-waiting\/(\d+)\//.exec(url)!;
				told.push(`${execution}: ${(JSON.parse(String(body)) as { text: string }).text}`);
				await setting.meanwhile();
				const states = says.get(execution) ?? ['over'];
				const state = states.length > 1 ? states.shift() : states[0];
				if (state === 'failed') throw new Error('connect ECONNREFUSED');
				if (state === 'refused') return { statusCode: 401, body: '' };
				return { statusCode: 200, body: JSON.stringify({ state }) };
			},
		},
	} as unknown as IWebhookFunctions;
	const questions = new WaitingQuestions(node, table as unknown as DataTable);
	return {
		told,
		logged,
		setting,
		questions,
		/** Asks Maria; returns the execution. */
		async ask(states: Says[] = ['taken', 'over'], messageId = 'asked'): Promise<string> {
			const execution = String(++executions);
			says.set(execution, states);
			const address = signedAddress({ c: contactMark(NAME), r: '0' }, { execution });
			const place = { node: 'Ask', execution, round: '0' };
			await questions.add({
				...place,
				provider: 'acme',
				names: [NAME],
				reference: referenceInText(address)!,
				to: MARIA.phone,
				messageId,
				workflow: 'Orders',
			});
			return execution;
		},
		async written(text: string, message: ReadMessage = {}, contact: object = MARIA) {
			const event: ReadEvent = {
				event: 'message.received',
				contact,
				message: { id: `id of ${text}`, type: 'text', text, ...message },
			};
			const state = handOnWritten(node, { provider: acme } as Inbound, event);
			await jest.runAllTimersAsync();
			return await state;
		},
		states: () => table.rows.map(({ key, outcome }) => `${key.split(' ').at(-1)} ${outcome}`),
	};
}

test('words go to the question that waits for this person', async () => {
	const { ask, written, told, states } = n8n();
	const execution = await ask();
	expect(await written('Yes', {}, { phone: '+5511987654321' })).toBe('noAnswer');
	expect(told).toEqual([]);
	expect(await written('Yes')).toBe('handedOn');
	expect(told).toEqual([`${execution}: Yes`]);
	expect(states()).toEqual([`${execution} answered`]);
});

test('what comes next is a message like any other, and costs one look', async () => {
	const { ask, written } = n8n();
	await ask();
	await written('Yes');
	table.calls.length = 0;
	expect(await written('Thanks')).toBe('noAnswer');
	expect(table.calls).toEqual(['find']);
});

test('the option is off: nothing is looked up', async () => {
	const { ask, written, told } = n8n();
	await ask();
	mockTable = undefined;
	expect(await written('Yes')).toBe('noAnswer');
	expect(told).toEqual([]);
});

describe('of several questions', () => {
	test('the oldest is answered first', async () => {
		const { ask, written, told } = n8n();
		const [one, other] = [await ask(), await ask()];
		expect([await written('First'), await written('Second'), await written('Third')]).toEqual([
			'handedOn',
			'handedOn',
			'noAnswer',
		]);
		expect(told).toEqual([`${one}: First`, `${other}: Second`]);
	});

	test('the one that is quoted is answered', async () => {
		const { ask, written, told } = n8n();
		await ask(['taken'], 'm1');
		const quoted = await ask(['taken'], 'm2');
		expect(await written('Good', { messageId: 'm2' })).toBe('handedOn');
		expect(told).toEqual([`${quoted}: Good`]);
	});

	test('those that it does not answer still wait', async () => {
		const { ask, written, told, states } = n8n();
		const [approval, freeText] = [await ask(['notAnAnswer', 'taken']), await ask()];
		expect(await written('Tomorrow')).toBe('handedOn');
		expect(told).toEqual([`${approval}: Tomorrow`, `${freeText}: Tomorrow`]);
		expect(states()).toEqual([`${approval} waiting`, `${freeText} answered`]);
		expect(await written('Yes')).toBe('handedOn');
		expect(told.at(-1)).toBe(`${approval}: Yes`);
	});

	test.each(['over', 'refused'] as const)('one that is %s is forgotten', async (state) => {
		const { ask, written, told, states } = n8n();
		const [stale, open] = [await ask([state]), await ask()];
		expect(await written('Yes')).toBe('handedOn');
		expect(told).toEqual([`${stale}: Yes`, `${open}: Yes`]);
		expect(states()).toEqual([`${open} answered`]);
	});
});

test('what answers none of them is a message like any other', async () => {
	const { ask, written, states } = n8n();
	const execution = await ask(['notAnAnswer']);
	expect(await written('What order?')).toBe('noAnswer');
	expect(states()).toEqual([`${execution} waiting`]);
});

describe('the same message', () => {
	test('answers one question, however often it comes', async () => {
		const { ask, written, told } = n8n();
		const [one, other] = [await ask(), await ask()];
		for (let call = 0; call < 3; call++) expect(await written('Yes')).toBe('handedOn');
		expect(told).toEqual([`${one}: Yes`]);
		expect(await written('No')).toBe('handedOn');
		expect(told.at(-1)).toBe(`${other}: No`);
	});

	test('at the same instant in two processes: one hands it over, the other one waits for that', async () => {
		const [here, there] = [n8n(), n8n()];
		const one = await here.ask();
		await here.ask();
		// Both have seen both questions open; the lane of this person is in one process alone.
		const claim = claimFor('id of Yes');
		const [row] = await there.questions.of({ provider: 'acme', names: [NAME] });
		await there.questions.take(row, claim);
		let looks = 0;
		table.before = async (call) => {
			if (call === 'find' && ++looks === 3) await there.questions.settle(row, claim);
		};
		expect(await here.written('Yes')).toBe('handedOn');
		expect(here.told).toEqual([]);
		expect(here.states()[0]).toBe(`${one} answered`);
	});

	test('between the look and the claim of another process: the loser looks again', async () => {
		const [here, there] = [n8n(), n8n()];
		await here.ask();
		await here.ask();
		const claim = claimFor('id of Yes');
		table.before = async (call) => {
			if (call !== 'update') return;
			table.before = () => {};
			const [row] = await there.questions.of({ provider: 'acme', names: [NAME] });
			await there.questions.take(row, claim);
			await there.questions.settle(row, claim);
		};
		expect(await here.written('Yes')).toBe('handedOn');
		expect(here.told).toEqual([]);
	});
});

describe('a question in the hand of another process', () => {
	const inHand = async (message: string, states: Says[] = ['over']) => {
		const { ask, written, questions, told, ...rest } = n8n();
		const execution = await ask(states);
		const [row] = await questions.of({ provider: 'acme', names: [NAME] });
		await questions.take(row, claimFor(message));
		return { execution, ask, written, questions, row, told, ...rest };
	};

	test('is waited for, as it may still be open afterwards', async () => {
		const { written, told, execution, questions, row } = await inHand('What?', ['taken']);
		const { token } = table.rows[0];
		let looks = 0;
		table.before = async (call) => {
			if (call !== 'find' || ++looks < 3) return;
			table.before = () => {};
			await questions.giveBack(row, { token, message: '' });
		};
		expect(await written('Yes')).toBe('handedOn');
		expect(told).toEqual([`${execution}: Yes`]);
	});

	test('that was ended in the middle of it, is taken over', async () => {
		const { written, told, execution, states } = await inHand('What?', ['taken']);
		expect(await written('Yes')).toBe('handedOn');
		expect(told).toEqual([`${execution}: Yes`]);
		expect(states()).toEqual([`${execution} answered`]);
	});

	test('that was ended after n8n took the same message: it answers no other question', async () => {
		const { ask, written, told, execution } = await inHand('id of Yes');
		await ask();
		expect(await written('Yes')).toBe('handedOn');
		expect(told).toEqual([`${execution}: Yes`]);
	});

	test('that was ended after n8n took another message: the next question is meant', async () => {
		const { ask, written, told, execution } = await inHand('id of No');
		const next = await ask();
		expect(await written('Yes')).toBe('handedOn');
		expect(told).toEqual([`${execution}: Yes`, `${next}: Yes`]);
		// It still answers no second one.
		expect(await written('No')).toBe('handedOn');
		expect(told).toHaveLength(2);
	});
});

test('a claim whose answer was lost is known as its own', async () => {
	const { ask, written, told } = n8n();
	const execution = await ask();
	const update = table.update.bind(table);
	table.update = async (...given) => {
		table.update = update;
		await update(...given);
		// n8n was asked again, and found no row with the old token any more.
		return [];
	};
	expect(await written('Yes')).toBe('handedOn');
	expect(told).toEqual([`${execution}: Yes`]);
	// It waits for nobody.
	expect(table.calls).toEqual(['insert', 'find', 'update', 'find', 'update']);
});

test('n8n cannot be reached: the provider has to call again, and the question waits', async () => {
	const { ask, written, states } = n8n();
	const execution = await ask(['failed', 'taken']);
	expect(await written('Yes')).toBe('failed');
	expect(states()).toEqual([`${execution} waiting`]);
	expect(await written('Yes')).toBe('handedOn');
});

describe('the shared memory', () => {
	const error = (code: 'shared-memory-unavailable' | 'shared-memory-full') =>
		new SharedMemoryError({ code, reason: 'It is so', whatToDo: 'Do this.', failure: undefined });

	test.each(['find', 'update'])(
		'does not answer (%s): the provider has to call again, and nothing is answered',
		async (failing) => {
			const { ask, written, told, logged } = n8n();
			await ask();
			table.before = (call) => {
				if (call === failing) throw error('shared-memory-unavailable');
			};
			expect(await written('Yes')).toBe('failed');
			expect(told).toEqual([]);
			expect(logged).toEqual([
				'Trigger: could not find out whether a message answers a question: It is so. Do this',
			]);
			table.before = () => {};
			expect(await written('Yes')).toBe('handedOn');
		},
	);

	test('is full or wrongly set up: the words are a message', async () => {
		const { ask, written, told } = n8n();
		await ask();
		table.before = (call) => {
			if (call === 'update') throw error('shared-memory-full');
		};
		expect(await written('Yes')).toBe('noAnswer');
		expect(told).toEqual([]);
	});

	test('is lost after the answer was taken: it is not taken twice', async () => {
		const { ask, written, told, logged, setting } = n8n();
		const execution = await ask();
		setting.meanwhile = async () => {
			table.before = () => {
				throw error('shared-memory-unavailable');
			};
			await Promise.resolve();
		};
		expect(await written('Yes')).toBe('handedOn');
		expect(logged[0]).toContain('an answer was taken, but its row in the shared memory');
		table.before = () => {};
		setting.meanwhile = async () => {};
		const next = await ask();
		expect(await written('Yes')).toBe('handedOn');
		expect(told.filter((each) => each.startsWith(next))).toEqual([]);
		expect(told.every((each) => each.startsWith(`${execution}:`))).toBe(true);
	});
});

test('a question whose row was written with another API key is left alone, which is logged', async () => {
	const [before, now] = [n8n({ apiKey: 'old-key' }), n8n()];
	const unread = await before.ask();
	const read = await now.ask();
	expect(await now.written('Yes')).toBe('handedOn');
	expect(now.told).toEqual([`${read}: Yes`]);
	expect(now.logged).toEqual([
		`Trigger: a question in the shared memory cannot be read, as the API key changed since: Ask, execution ${unread}`,
	]);
	expect(now.states()).toEqual([`${unread} waiting`, `${read} answered`]);
});
