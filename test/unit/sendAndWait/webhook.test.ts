import type { IncomingHttpHeaders } from 'node:http';
import type { IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import type { Contact } from '../../../nodes/shared/contract/event';
import type { Question } from '../../../nodes/shared/contract/question';
import type { Receipt } from '../../../nodes/shared/contract/receipt';
import { contactMark } from '../../../nodes/shared/lib/resumeReference';
import { keepWaiting, type KeptQuestion } from '../../../nodes/shared/sendAndWait/waitingItem';
import { answerQuestion } from '../../../nodes/shared/sendAndWait/webhook';
import { approval, customForm, formField, freeText } from '../../support/n8n/questions';

/** The questions that are said to wait no more. */
const mockForgotten: KeptQuestion[] = [];
jest.mock('../../../nodes/shared/sendAndWait/rememberQuestion', () => ({
	forgetQuestion: async (_node: unknown, kept: KeptQuestion) => {
		mockForgotten.push(kept);
		await Promise.resolve();
	},
}));
beforeEach(() => void (mockForgotten.length = 0));

const receipt = { outcome: 'accepted', messageId: 'm1' } as Receipt;

const PHONE = '+56912345678';

const contact: Contact = {
	phone: PHONE,
	waId: '56912345678',
	lid: null,
	userId: null,
	username: null,
	name: 'Maria',
};

const OF_CONTACT = contactMark(`phone ${PHONE}`);

interface Call {
	/** `null`: this execution waits for nothing. */
	question?: Question | null;
	round?: string;
	numbered?: boolean;
	method?: string;
	headers?: IncomingHttpHeaders;
	query?: IDataObject;
	body?: unknown;
}

/** What the node that waits says to a call, once n8n has let it through. */
async function call({
	question = approval(),
	round = '0',
	numbered = true,
	method = 'POST',
	headers = {},
	query = {},
	...given
}: Call) {
	const input: INodeExecutionData[] = [
		question
			? keepWaiting({ getExecuteData: () => ({ data: {} }) } as never, {
					question,
					round,
					numbered,
					receipt,
				})
			: { json: {} },
	];
	const shown: { status?: number; page?: string; headers: Record<string, string> } = {
		headers: {},
	};
	const response = {
		set: (given: Record<string, string>) => {
			Object.assign(shown.headers, given);
			return response;
		},
		status: (code: number) => {
			shown.status = code;
			return response;
		},
		send: (page: string) => {
			shown.page = page;
		},
	};
	const node = {
		getRequestObject: () => ({ method, headers }),
		getResponseObject: () => response,
		getQueryData: () => ({ c: OF_CONTACT, r: '0', ...query }),
		getBodyData: () => ('body' in given ? given.body : {}),
		evaluateExpression: () => input[0],
	} as unknown as IWebhookFunctions;
	const { webhookResponse, workflowData, noWebhookResponse } = await answerQuestion(node);
	return {
		said: webhookResponse as unknown,
		output: workflowData?.[0][0].json,
		noWebhookResponse,
		...shown,
	};
}

const json = { headers: { 'content-type': 'application/json' } };

/** A form as n8n parses it. */
const filledIn = (data: unknown) => ({ body: { data, files: {} } });

describe('the page', () => {
	test('shows the question, and nothing is answered by opening it', async () => {
		for (const method of ['GET', 'HEAD']) {
			const { status, page, output, noWebhookResponse } = await call({ method });
			expect({ status, output, noWebhookResponse }).toEqual({
				status: 200,
				output: undefined,
				noWebhookResponse: true,
			});
			expect(page).toContain('Do you approve order 1001?');
		}
	});

	test('shows it to whoever says that JSON comes, and sends none', async () => {
		expect(await call({ ...json, method: 'GET' })).toMatchObject({
			status: 200,
			output: undefined,
		});
	});

	test('is a secret that goes nowhere', async () => {
		const expected = {
			'Cache-Control': 'no-store',
			'Content-Type': 'text/html; charset=utf-8',
			'Referrer-Policy': 'no-referrer',
			'X-Robots-Tag': 'noindex',
			'Content-Security-Policy': expect.stringMatching(
				/^default-src 'none'; .*frame-ancestors 'none'$/,
			),
		};
		expect((await call({ method: 'GET' })).headers).toEqual(expected);
		expect((await call(filledIn({ choice: '0' }))).headers).toEqual(expected);
		expect((await call({ question: null })).headers).toEqual(expected);
	});

	test('takes what was clicked, of nobody in particular', async () => {
		const { said, output, status } = await call(filledIn({ choice: '1' }));
		expect(status).toBeUndefined();
		expect(said).toContain('Thank you.');
		expect(output).toEqual({
			answer: 'Decline',
			approved: false,
			answeredBy: null,
			answeredAt: expect.stringMatching(/^\d{4}-.*Z$/),
			receipt,
		});
	});

	test('takes a text, and a form', async () => {
		const text = await call({ question: freeText, ...filledIn({ text: 'Good' }) });
		expect(text.output).toMatchObject({ answer: 'Good', answeredBy: null });
		expect(text.output).not.toHaveProperty('approved');
		const form = await call({
			question: customForm(formField('age', 'number')),
			...filledIn({ 'field-0': '42' }),
		});
		expect(form.output).toMatchObject({ answer: { age: 42 } });
	});

	test('says what is wrong, and the execution still waits', async () => {
		const { status, page, output } = await call({
			question: customForm(formField('age', 'number')),
			...filledIn({ 'field-0': '<old>' }),
		});
		expect({ status, output }).toEqual({ status: 422, output: undefined });
		expect(page).toContain('Enter a number, such as 1.5.');
		expect(page).toContain('value="&lt;old&gt;"');
	});

	test.each([
		undefined,
		null,
		'',
		'choice=0',
		[],
		{ choice: '0' },
		{ data: null },
		{ data: 'choice=0' },
	])('a body of %j answers nothing', async (body) => {
		expect(await call({ body })).toMatchObject({ status: 422, output: undefined });
		const form = await call({ question: freeText, body });
		expect(form).toMatchObject({ status: 422, output: undefined });
	});

	test.each<[string, Call]>([
		['no longer asked', { question: null }],
		['asked again since', { round: '1' }],
		['asked twice at once, by the address', { query: { r: ['0', '0'] } }],
		['of no round', { query: { r: undefined } }],
	])('is closed where the question is %s', async (_what, given) => {
		for (const method of ['GET', 'POST']) {
			const { status, page, output } = await call({
				...given,
				method,
				...filledIn({ choice: '0' }),
			});
			expect({ status, output }).toEqual({ status: 410, output: undefined });
			expect(page).toContain('no longer open');
		}
	});
});

describe('the shared memory forgets', () => {
	test.each<[string, Call]>([
		['a question that was answered on the page', filledIn({ choice: '1' })],
		['one that was answered in the chat', { ...json, query: { a: '0' }, body: { contact } }],
	])('%s', async (_what, given) => {
		await call(given);
		expect(mockForgotten).toMatchObject([{ round: '0', receipt }]);
	});

	test.each<[string, Call]>([
		['by somebody who only looks', { method: 'GET' }],
		['by what answers nothing', { ...json, body: { contact, text: 'What?' } }],
		['by a form that is not complete', filledIn({})],
		['once it is no longer open', { question: null, ...filledIn({ choice: '1' }) }],
	])('no question %s', async (_what, given) => {
		await call(given);
		expect(mockForgotten).toEqual([]);
	});
});

describe('an answer from the chat', () => {
	const tap = (given: Call = {}) =>
		call({ ...json, query: { a: '0' }, body: { contact }, ...given });

	test('by a tap is what the address says, of this person', async () => {
		const { said, output } = await tap();
		expect(said).toEqual({ state: 'taken' });
		expect(output).toEqual({
			answer: 'Approve',
			approved: true,
			answeredBy: contact,
			answeredAt: expect.stringMatching(/^\d{4}-.*Z$/),
			receipt,
		});
	});

	test('by a number counts where the question has numbers', async () => {
		const body = { contact, text: '1' };
		expect(await call({ ...json, body })).toMatchObject({ said: { state: 'taken' } });
		const { said, output } = await call({ ...json, body, numbered: false });
		expect({ said, output }).toEqual({ said: { state: 'notAnAnswer' }, output: undefined });
	});

	test('in words is read', async () => {
		const written = (text: string, question = approval()) =>
			tap({ question, query: {}, body: { contact, text } });
		expect(await written('2')).toMatchObject({
			said: { state: 'taken' },
			output: { answer: 'Decline', approved: false, answeredBy: contact },
		});
		expect(await written('Good', freeText)).toMatchObject({ output: { answer: 'Good' } });
		expect(await written('What order?')).toMatchObject({
			said: { state: 'notAnAnswer' },
			output: undefined,
		});
	});

	test('counts by any name that the person has', async () => {
		const lid = contactMark('lid 123');
		const known = { ...contact, lid: '123@lid' };
		expect(await tap({ query: { a: '0', c: lid }, body: { contact: known } })).toMatchObject({
			said: { state: 'taken' },
		});
		expect(await tap({ query: { a: '0', c: lid } })).toMatchObject({ output: undefined });
	});

	test.each<[string, Call]>([
		['of somebody else', { body: { contact: { ...contact, phone: '+56987654321' } } }],
		['of nobody', { body: {} }],
		['without a body', { body: null }],
		['of a list', { body: [contact] }],
		['of what is no person', { body: { contact: 'Maria' } }],
		['of numbers that are none', { body: { contact: { phone: 56912345678 } } }],
		['in words that are none', { body: { contact, text: { a: 1 } } }],
		['to an address without a person', { query: { a: '0', c: undefined } }],
		['to an address with two', { query: { a: '0', c: [OF_CONTACT, OF_CONTACT] } }],
		['that says neither which nor what', { query: {} }],
		['of two at once', { query: { a: ['0', '1'] } }],
		['to what is no approval', { question: freeText }],
	])('%s is none', async (_what, given) => {
		expect(await tap(given)).toMatchObject({ said: { state: 'notAnAnswer' }, output: undefined });
	});

	test.each<[string, Call]>([
		['answered', { question: null }],
		['of an earlier round', { round: '1' }],
	])('to a question that is %s is over', async (_what, given) => {
		expect(await tap(given)).toMatchObject({ said: { state: 'over' }, output: undefined });
	});

	test('names nobody but as contacts are named', async () => {
		const body = { contact: { phone: PHONE, boss: true }, text: '1' };
		expect((await tap({ body })).output!.answeredBy).toEqual({
			phone: PHONE,
			waId: null,
			lid: null,
			userId: null,
			username: null,
			name: null,
		});
	});

	test('is known by its type, however it is written', async () => {
		for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
			expect(await tap({ headers: { 'content-type': type } })).toMatchObject({
				said: { state: 'taken' },
			});
		}
		expect(await tap({ headers: {} })).toMatchObject({ status: 422, output: undefined });
	});
});
