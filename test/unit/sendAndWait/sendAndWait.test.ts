import {
	WAIT_INDEFINITELY,
	type IDataObject,
	type INodeExecutionData,
	type NodeOperationError,
} from 'n8n-workflow';
import type { AskingOperation, Question } from '../../../nodes/shared/contract/question';
import { Ledger } from '../../../nodes/shared/delivery/ledger';
import { signaturesIn } from '../../../nodes/shared/lib/resumeReference';
import { z } from '../../../nodes/shared/lib/libraries';
import {
	question,
	questionGroups,
	readQuestion,
	wayOf,
} from '../../../nodes/shared/sendAndWait/question';
import { sendAndWait } from '../../../nodes/shared/sendAndWait/sendAndWait';
import { phoneNumber } from '../../../nodes/shared/validation/schema';
import { acmeNode, sendText, type AcmeAnswer } from '../../support/n8n/acme';
import type { KeptQuestion } from '../../../nodes/shared/sendAndWait/waitingItem';
import { signedAddress } from '../../support/n8n/questions';

interface Asked {
	recipient: string;
	answerBy: 'buttons' | 'page';
	question: Question;
}

const askAcme: AskingOperation<Asked> = (ask) => ({
	kind: sendText.kind,
	provider: sendText.provider,
	acceptance: sendText.acceptance,
	read: (parameters) => ({
		recipient: parameters.phone('recipient'),
		answerBy: parameters.value('answerBy'),
		question: readQuestion(parameters),
	}),
	schema: z.object({
		recipient: phoneNumber('Recipient Phone Number'),
		answerBy: z.enum(['buttons', 'page']),
		question: question(1000),
	}) as never,
	groups: questionGroups,
	to: ({ recipient }) => recipient,
	channel: () => '',
	request: (message) => ({
		method: 'POST',
		path: '/messages',
		body: { ...ask(message.question, message.recipient, wayOf(message)) },
	}),
});

const TO = '+56912345678';

const parameters = {
	recipient: TO,
	message: 'Ready?',
	responseType: 'approval',
	answerBy: 'buttons',
	options: {},
};

/** What the shared memory was given, and how many executions waited then. */
const mockRemembered: KeptQuestion[] = [];
jest.mock('../../../nodes/shared/sendAndWait/rememberQuestion', () => ({
	rememberQuestion: async (_node: unknown, kept: KeptQuestion) => {
		await Promise.resolve();
		mockRemembered.push(kept);
	},
}));
beforeEach(() => void (mockRemembered.length = 0));

/** Another account for each test, since accounts have their limits in common. */
let accounts = 0;
beforeEach(() => void accounts++);

function begin(
	{ items = [{}], ...setting }: Parameters<typeof acmeNode>[0] = {},
	{ round = 0 } = {},
) {
	const acmes = acmeNode({
		items: items.map((item) => ({ ...parameters, ...item })),
		credential: { baseUrl: 'https://acme.example', apiKey: `asking-key-${accounts}` },
		...setting,
	});
	const input: INodeExecutionData[] = items.map((_item, order) => ({ json: { order } }));
	const waits: Date[] = [];
	const rememberedBefore: number[] = [];
	const data = { main: [input] };
	Object.assign(acmes.node, {
		getInputData: () => input,
		getExecuteData: () => ({ data }),
		getTimezone: () => 'America/Santiago',
		getSignedResumeUrl: signedAddress,
		evaluateExpression: () => round,
		putExecutionToWait: async (till: Date) => {
			waits.push(till);
			rememberedBefore.push(mockRemembered.length);
		},
	});
	return { ...acmes, data, waits, rememberedBefore };
}

async function run(...args: Parameters<typeof begin>) {
	const begun = begin(...args);
	const [output] = await sendAndWait(begun.node, askAcme);
	return { ...begun, output };
}

async function stopped(...args: Parameters<typeof begin>) {
	const begun = begin(...args);
	const error = await sendAndWait(begun.node, askAcme).then(
		() => undefined,
		(thrown: NodeOperationError) => thrown,
	);
	return { ...begun, error: error! };
}

const bodiesOf = ({ requests }: { requests: unknown[] }) => JSON.stringify(requests);

const all = (values: object) => JSON.stringify(values);

test('the question goes out once, and the execution waits with it', async () => {
	const { requests, waits, output, data, rememberedBefore } = await run({}, { round: 3 });
	expect(requests).toHaveLength(1);
	expect(rememberedBefore).toEqual([1]);
	expect(mockRemembered).toMatchObject([{ round: '3', receipt: { messageId: 'm1', to: TO } }]);
	expect(waits).toEqual([WAIT_INDEFINITELY]);
	expect(data.main).toEqual([output]);
	expect(output).toEqual([
		{
			json: {
				answer: null,
				approved: false,
				answeredBy: null,
				answeredAt: null,
				timedOut: true,
				receipt: expect.objectContaining({ outcome: 'accepted', messageId: 'm1', to: TO }),
			},
			pairedItem: { item: 0 },
			kept: {
				question: expect.objectContaining({ text: 'Ready?', choices: ['Approve', 'Decline'] }),
				round: '3',
				numbered: false,
				receipt: expect.objectContaining({ messageId: 'm1' }),
			},
		},
	]);
});

describe('the wait', () => {
	const limit = (values: IDataObject) => ({
		items: [{ options: { limitWaitTime: { values } } }],
	});

	test('ends after an interval', async () => {
		const before = Date.now();
		const { waits } = await run(limit({ resumeAmount: 2, resumeUnit: 'hours' }));
		const [end] = waits.map(Number);
		expect(end).toBeGreaterThanOrEqual(before + 7_200_000);
		expect(end).toBeLessThanOrEqual(Date.now() + 7_200_000);
	});

	test('ends at a time', async () => {
		const { waits } = await run(
			limit({ limitType: 'atSpecifiedTime', maxDateAndTime: '2099-07-01T12:00:00Z' }),
		);
		expect(waits).toEqual([new Date('2099-07-01T12:00:00Z')]);
	});

	test('is without end where the end is further away than dates go', async () => {
		const { waits } = await run(limit({ resumeAmount: 1e15, resumeUnit: 'days' }));
		expect(waits).toEqual([WAIT_INDEFINITELY]);
	});
});

describe('not waited for is', () => {
	test('a preview, which has no signature in it', async () => {
		const { requests, waits, output } = await run({ items: [{ options: { preview: true } }] });
		expect({ requests, waits }).toEqual({ requests: [], waits: [] });
		expect(mockRemembered).toEqual([]);
		expect(output[0].json).toMatchObject({
			answer: null,
			approved: false,
			answeredBy: null,
			answeredAt: null,
			receipt: { outcome: 'preview', request: expect.anything() },
		});
		expect(output[0].json).not.toHaveProperty('timedOut');
		expect(signaturesIn(all(output))).toEqual([]);
		expect(all(output)).toContain('[hidden]');
	});

	test('what Send Once skips', async () => {
		const items = [{ options: { sendOnceKey: 'order-1001' } }];
		const first = await run({ items });
		expect(first.waits).toHaveLength(1);
		const again = begin({ items });
		Object.assign(again.node.helpers, first.store.helpers);
		const [output] = await sendAndWait(again.node, askAcme);
		expect(again.requests).toEqual([]);
		expect(again.waits).toEqual([]);
		expect(mockRemembered).toHaveLength(1);
		expect(output[0].json).toMatchObject({ answer: null, receipt: { outcome: 'skipped' } });
	});

	test('what is refused in continue mode, which is an item with its error', async () => {
		const answers = [{ status: 400, body: { error: 'Bad' } }];
		const { waits, output } = await run({ goesOn: true, answers });
		expect(waits).toEqual([]);
		expect(mockRemembered).toEqual([]);
		expect(output).toEqual([
			{
				json: { error: expect.stringContaining('Bad'), details: expect.anything() },
				pairedItem: { item: 0 },
			},
		]);
	});

	test('what is refused in stop mode', async () => {
		const { waits, error } = await stopped({ answers: [{ status: 400, body: { error: 'Bad' } }] });
		expect(waits).toEqual([]);
		expect(error.message).toMatch(/Bad.*It was not sent\.$/);
	});

	test('what is not valid', async () => {
		const { waits, requests, error } = await stopped({ items: [{ message: ' ' }] });
		expect({ waits, requests }).toEqual({ waits: [], requests: [] });
		expect(error.message).toBe(
			"'Message' is empty (items[0].message). Enter the question to ask. It was not sent.",
		);
		const { output } = await run({ items: [{ message: ' ' }], goesOn: true });
		expect(output[0].json.error).toContain("'Message' is empty");
	});
});

test('what an earlier try of this run sent is not sent again, and its answer is waited for', async () => {
	const begun = begin();
	new Ledger(begun.node).write(0, TO, { outcome: 'accepted', ids: { messageId: 'm7' } });
	const [output] = await sendAndWait(begun.node, askAcme);
	expect(begun.requests).toEqual([]);
	expect(begun.waits).toEqual([WAIT_INDEFINITELY]);
	expect(mockRemembered).toMatchObject([{ receipt: { outcome: 'replayed', messageId: 'm7' } }]);
	expect(output[0].json.receipt).toMatchObject({ outcome: 'replayed', messageId: 'm7' });
	expect(output[0]).toHaveProperty('kept.question.text', 'Ready?');
});

describe('several items', () => {
	const SAID =
		'"Send and Wait for Response" asks one question per execution, but got 3 items. Put Loop Over Items with a Batch Size of 1 before this node, or call a sub-workflow for each item.';

	test('are refused before anything is sent', async () => {
		const { requests, waits, error } = await stopped({ items: [{}, {}, {}] });
		expect({ requests, waits }).toEqual({ requests: [], waits: [] });
		expect(error.message).toBe(`Item 1: ${SAID} Nothing was sent.`);
		expect(error.context.data).toMatchObject({ notSent: [0, 1, 2] });
	});

	test('each have the error in continue mode', async () => {
		const { requests, waits, output } = await run({ items: [{}, {}, {}], goesOn: true });
		expect({ requests, waits }).toEqual({ requests: [], waits: [] });
		expect(output.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual(
			[0, 1, 2].map((item) => [SAID, { item }]),
		);
	});
});

test('an n8n that cannot sign is to be updated', async () => {
	const begun = begin();
	Object.assign(begun.node, { getSignedResumeUrl: undefined });
	await expect(sendAndWait(begun.node, askAcme)).rejects.toThrow(
		/cannot sign.*Update n8n\. It was not sent\.$/,
	);
	expect(begun.requests).toEqual([]);
});

test.each([
	['page', 'http://localhost:5678/webhook-waiting', 1],
	['page', 'https://n8n.example.com/webhook-waiting', 0],
	['buttons', 'http://localhost:5678/webhook-waiting', 0],
])('a link that opens nowhere else is said: by %s, at %s', async (answerBy, base, hints) => {
	const begun = begin({ items: [{ answerBy }] });
	Object.assign(begun.node, {
		getSignedResumeUrl: (given: Record<string, string>) => signedAddress(given, { base }),
	});
	await sendAndWait(begun.node, askAcme);
	expect(begun.waits).toHaveLength(1);
	const said = begun.hints.filter((hint) => hint.includes('opens only in your own network'));
	expect(said).toHaveLength(hints);
	expect(signaturesIn(said.join())).toEqual([]);
});

describe('an AI agent', () => {
	test('cannot use it as a tool, and is told so where it goes on after errors', async () => {
		const { requests, waits, error } = await stopped({ settings: { type: 'acmeSendTool' } });
		expect({ requests, waits }).toEqual({ requests: [], waits: [] });
		expect(error.message).toContain(
			'"Send and Wait for Response" does not work as a tool of an AI agent.',
		);
		expect(error.message).toContain('Human review');
		const { output } = await run({ settings: { type: 'acmeSendTool' }, goesOn: true });
		expect(output[0].json).toMatchObject({
			error: expect.stringContaining('Human review'),
			details: { code: 'cannot-wait-here' },
		});
	});

	test('has what it does approved by it', async () => {
		const { requests, waits } = await run({ settings: { type: 'acmeSendHitlTool' } });
		expect(requests).toHaveLength(1);
		expect(waits).toHaveLength(1);
	});
});

describe.each(['buttons', 'page'])(
	'whoever sees no more than n8n cannot answer by %s',
	(answerBy) => {
		const items = [{ answerBy }];

		/** A provider that sends back what it got. */
		const echoing = (status: number, of: ReturnType<typeof begin>): AcmeAnswer => ({
			status,
			get body() {
				const [{ body }] = of.requests;
				return { ...(status < 300 ? { id: 'm1' } : { error: 'Bad' }), echo: body, message: body };
			},
		});

		const echoed = (status: number, goesOn: boolean) => {
			const answers: AcmeAnswer[] = [];
			const begun = begin({ items, answers, goesOn });
			answers.push(echoing(status, begun));
			return begun;
		};

		test('not by the receipt', async () => {
			const begun = echoed(201, false);
			const [output] = await sendAndWait(begun.node, askAcme);
			expect(signaturesIn(bodiesOf(begun))).not.toEqual([]);
			expect(all(output)).toContain('echo');
			expect(signaturesIn(all(output))).toEqual([]);
		});

		test('not by an error, nor by what is logged', async () => {
			const stops = echoed(400, false);
			const error = (await sendAndWait(stops.node, askAcme).catch(
				(thrown: NodeOperationError) => thrown,
			)) as NodeOperationError;
			expect(signaturesIn(bodiesOf(stops))).not.toEqual([]);
			const { message, description, context } = error;
			expect(message).toContain('[hidden]');
			const goesOn = echoed(400, true);
			const [output] = await sendAndWait(goesOn.node, askAcme);
			expect(all(output)).toContain('[hidden]');
			const { logged, hints } = stops;
			const seen = [message, description, context, output, logged, goesOn.logged, hints];
			expect(signaturesIn(all(seen))).toEqual([]);
		});
	},
);
