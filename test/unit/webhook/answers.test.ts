import type { IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import type { ReadEvent, ReadMessage } from '../../../nodes/shared/contract/event';
import type { Inbound } from '../../../nodes/shared/contract/inbound';
import { at, textOf } from '../../../nodes/shared/lib/jsonAccess';
import { buttonId, contactMark } from '../../../nodes/shared/lib/resumeReference';
import { handOnAnswers } from '../../../nodes/shared/webhook/answers';
import type { HandedOn } from '../../../nodes/shared/webhook/writtenAnswer';
import { acme, acmeNode, type AcmeAnswer } from '../../support/n8n/acme';
import { signedAddress } from '../../support/n8n/questions';

const MARIA = { phone: '+56912345678' };

/** What the shared memory knows of words that quote nothing, and those that it was asked about. */
let mockWritten: HandedOn = 'noAnswer';
const mockLookedUp: unknown[] = [];
jest.mock('../../../nodes/shared/webhook/writtenAnswer', () => ({
	handOnWritten: async (_node: unknown, _inbound: unknown, event: ReadEvent) => {
		mockLookedUp.push(event.message!.text);
		return await Promise.resolve(mockWritten);
	},
}));
beforeEach(() => {
	mockWritten = 'noAnswer';
	mockLookedUp.length = 0;
});

/** Each test asks another question. */
let executions = 0;
beforeEach(() => void executions++);

const linkTo = (choice?: string) =>
	signedAddress(
		{ ...(choice && { a: choice }), c: contactMark('phone +56912345678'), r: '0' },
		{ execution: String(executions) },
	);

const signature = 'ab'.repeat(32);

const idOf = (choice: string, round = '0') =>
	buttonId({ execution: String(executions), node: 'node', choice, round, signature });

let messages = 0;
const received = (message: ReadMessage, more: Partial<ReadEvent> = {}): ReadEvent => ({
	event: 'message.received',
	contact: MARIA,
	message: { id: `m${++messages}`, ...message },
	...more,
});

const tap = (id = idOf('0')) =>
	received({ type: 'button', reply: { kind: 'button', id, title: 'Approve', values: null } });

const text = (words: string, more: Partial<ReadEvent> = {}) =>
	received({ type: 'text', text: words }, more);

const asking = { questionRequest: { method: 'GET', path: '/messages/1' } } as const;

/** A provider that is asked for the message that may be a question. */
const inbound = {
	provider: acme,
	questionIn: (body) =>
		textOf(at(body, 'text')) === null ? null : (body as never as { text: string; buttons: [] }),
} as Inbound;

interface Setting {
	/** What the execution that waits says. */
	states?: string[];
	answers?: AcmeAnswer[];
	through?: Inbound;
	/** Whether words that quote nothing are looked up. */
	isWritten?: boolean;
}

/** What became of these events, and what the execution was told. */
async function handOn(
	events: ReadEvent[],
	{ states = ['taken'], answers = [], through = inbound, isWritten = false }: Setting = {},
) {
	const acmes = acmeNode({ answers });
	const told: Array<{ url: string; body: { text?: string; contact: object } }> = [];
	const node = Object.assign(acmes.node, {
		evaluateExpression: () => 'https://n8n.example/webhook-waiting/99',
		getRequestObject: () => ({ socket: {} }),
	}) as unknown as IWebhookFunctions;
	const post = async ({ url, body }: IHttpRequestOptions) => {
		told.push({ url, body: JSON.parse(String(body)) });
		const state = states.length > 1 ? states.shift() : states[0];
		if (state === 'failed') throw new Error('connect ECONNREFUSED');
		if (state === 'refused') return { statusCode: 401, body: '' };
		return { statusCode: 200, body: JSON.stringify({ state }) };
	};
	Object.assign(node.helpers, { httpRequest: post });
	const { events: remaining, failed } = await handOnAnswers(node, through, events, () => isWritten);
	return { remaining, failed, told, logged: acmes.logged, requests: acmes.requests };
}

test('what is no answer stays as it is, in its order', async () => {
	const events = [text('Hi'), { event: 'message.status' } as ReadEvent, text('Bye')];
	const { remaining, failed, told } = await handOn(events);
	expect(remaining).toEqual(events);
	expect({ failed, told }).toEqual({ failed: false, told: [] });
});

test('an answer goes to the execution, the others stay', async () => {
	const [one, answer, other] = [text('Hi'), tap(), text('Bye')];
	const { remaining, failed, told } = await handOn([one, answer, other]);
	expect(remaining).toEqual([one, other]);
	expect(failed).toBe(false);
	expect(told).toHaveLength(1);
	expect(told[0].body).toEqual({ contact: expect.objectContaining(MARIA) });
	expect(told[0].url).toContain(`/webhook-waiting/${executions}/node?a=0&c=`);
});

describe('a tap starts no workflow', () => {
	test.each([
		['over', 'an answer came to a question that is no longer open'],
		['refused', 'ignored an answer that somebody else was asked for, or that is forged'],
		['notAnAnswer', 'a message that quotes a question is none of its answers'],
	])('where it is %s, which is logged', async (state, says) => {
		const { remaining, failed, logged } = await handOn([tap()], { states: [state] });
		expect({ remaining, failed }).toEqual({ remaining: [], failed: false });
		expect(logged).toEqual([`Acme Send: ${says} (execution ${executions})`]);
	});

	test.each(['over', 'refused', 'notAnAnswer'])(
		'where it is %s, and the provider says its label alone',
		async (state) => {
			const labelled = received(
				{ type: 'button', text: 'Approve' },
				{ questionRequest: { method: 'GET', path: '/messages/1' } },
			);
			const answers = [{ status: 200, body: { text: `Ready? ${linkTo()}`, buttons: [] } }];
			const { remaining, failed } = await handOn([labelled], { states: [state], answers });
			expect({ remaining, failed }).toEqual({ remaining: [], failed: false });
		},
	);

	test('unless it is on a button of somebody else', async () => {
		const event = received(
			{ type: 'button', text: 'Approve' },
			{ questionRequest: { method: 'GET', path: '/messages/1' } },
		);
		const answers = [{ status: 200, body: { text: 'Ready?', buttons: [] } }];
		const { remaining } = await handOn([event], { answers });
		expect(remaining).toEqual([event]);
	});

	test('where its ID is not whole', async () => {
		const { remaining, told, logged } = await handOn([tap(idOf('0').slice(0, -1))]);
		expect({ remaining, told }).toEqual({ remaining: [], told: [] });
		expect(logged).toEqual(['Acme Send: ignored a tap on a button with an ID that is not whole']);
	});

	test('where the execution cannot be reached, but the provider has to call again', async () => {
		const { remaining, failed } = await handOn([tap()], { states: ['failed'] });
		expect({ remaining, failed }).toEqual({ remaining: [], failed: true });
	});
});

test('one that failed does not undo the others', async () => {
	const events = [tap(idOf('0', '0')), tap(idOf('0', '1')), text('Hi')];
	// The only address is tried once for each.
	const { remaining, failed, told } = await handOn(events, { states: ['failed', 'taken'] });
	expect(told).toHaveLength(2);
	expect({ remaining, failed }).toEqual({ remaining: [events[2]], failed: true });
});

describe('words that quote a question', () => {
	const quoting = (words: string) =>
		text(words, { quoted: { text: `Ready?\nAnswer here: ${linkTo()}`, buttons: [] } });

	test('go to it', async () => {
		const { remaining, told } = await handOn([quoting('1')]);
		expect(remaining).toEqual([]);
		expect(told).toMatchObject([{ url: linkTo(), body: { text: '1' } }]);
	});

	test.each(['over', 'refused', 'notAnAnswer'])(
		'are a message like any other where %s',
		async (state) => {
			const event = quoting('What order?');
			const { remaining, failed } = await handOn([event], { states: [state] });
			expect({ remaining, failed }).toEqual({ remaining: [event], failed: false });
		},
	);

	test('come again where the execution cannot be reached', async () => {
		const { remaining, failed } = await handOn([quoting('1')], { states: ['failed'] });
		expect({ remaining, failed }).toEqual({ remaining: [], failed: true });
	});
});

test.each([
	['..', 'healthz'],
	['7', '..'],
	['7', '\ud800'],
])('a stranger cannot have a call come again and again: /%s/%s', async (execution, node) => {
	const forged = `https://x.example/webhook-waiting/${execution}/${node}?c=12345678&r=0&signature=${signature}`;
	const event = text('1', { quoted: { text: forged, buttons: [] } });
	const { remaining, failed, told } = await handOn([event], { states: ['failed'] });
	expect({ remaining, failed, told }).toEqual({ remaining: [event], failed: false, told: [] });
});

describe('words to a message that the provider has to be asked for', () => {
	const answering = (body: object): AcmeAnswer[] => [{ status: 200, body }];
	const buttons = () =>
		['Approve', 'Decline'].map((title, place) => ({ id: idOf(String(place)), title }));

	test('are the tap on the button whose label they are', async () => {
		const answers = answering({ text: 'Ready?', buttons: buttons() });
		const { remaining, told, requests } = await handOn([text(' decline', asking)], { answers });
		expect(requests).toMatchObject([{ method: 'GET', url: 'https://acme.example/messages/1' }]);
		expect(remaining).toEqual([]);
		expect(told).toHaveLength(1);
		expect(told[0].url).toContain('?a=1&');
		expect(told[0].body).not.toHaveProperty('text');
	});

	test('are words to its link', async () => {
		const answers = answering({ text: `Ready? ${linkTo()}`, buttons: [] });
		const { remaining, told } = await handOn([text('Good', asking)], { answers });
		expect(remaining).toEqual([]);
		expect(told).toMatchObject([{ url: linkTo(), body: { text: 'Good' } }]);
	});

	test.each<[string, AcmeAnswer[], Inbound]>([
		['is none of ours', answering({ text: 'Hi', buttons: [] }), inbound],
		[
			'has other buttons',
			answering({ text: 'Hi', buttons: [{ id: 'x', title: 'Good' }] }),
			inbound,
		],
		['is not known', answering({}), inbound],
		['has nothing in it', [{ status: 200 }], inbound],
		['cannot be read', answering({ text: 'Hi' }), { ...inbound, questionIn: undefined }],
	])('are a message like any other where it %s', async (_what, answers, through) => {
		const event = text('Good', asking);
		const { remaining, told } = await handOn([event], { answers, through });
		expect(remaining).toEqual([event]);
		expect(told).toEqual([]);
	});

	test('are a message like any other where the provider cannot be asked, which is logged', async () => {
		const event = text('Good', asking);
		const answers = [{ status: 500, body: { message: 'Down' } }];
		const { remaining, failed, logged } = await handOn([event], { answers });
		expect({ remaining, failed }).toEqual({ remaining: [event], failed: false });
		expect(logged.join()).toContain(
			'could not find out whether a message answers a question, so that it is taken for one that does not: ',
		);
	});
});

test('who is not known answers nothing', async () => {
	const { remaining, told } = await handOn([{ ...tap(), contact: undefined }]);
	expect({ remaining, told }).toEqual({ remaining: [], told: [] });
});

describe('words that may answer without a quote', () => {
	const linked = { text: `Ready? ${linkTo()}`, buttons: [] };

	test('are looked up only where they may be', async () => {
		await handOn([text('Yes')]);
		expect(mockLookedUp).toEqual([]);
	});

	test.each<[HandedOn, boolean, number]>([
		['handedOn', false, 0],
		['noAnswer', false, 1],
		['failed', true, 0],
	])('%s', async (written, failed, remaining) => {
		mockWritten = written;
		const result = await handOn([text('Yes')], { isWritten: true });
		expect(mockLookedUp).toEqual(['Yes']);
		expect(result.remaining).toHaveLength(remaining);
		expect(result.failed).toBe(failed);
	});

	test('are first for the question that is known to wait, then for the last message', async () => {
		const answers = () => [{ status: 200, body: { text: `Ready? ${linkTo()}`, buttons: [] } }];
		mockWritten = 'handedOn';
		const known = await handOn([text('1', asking)], { answers: answers(), isWritten: true });
		expect({ told: known.told, requests: known.requests }).toEqual({ told: [], requests: [] });
		mockWritten = 'noAnswer';
		const last = await handOn([text('1', asking)], { answers: answers(), isWritten: true });
		expect(last.remaining).toEqual([]);
		expect(last.told).toHaveLength(1);
	});

	test.each(['over', 'notAnAnswer', 'refused'])(
		'are for no other question where they quote one that is %s',
		async (state) => {
			mockWritten = 'handedOn';
			const event = text('Yes', { quoted: linked });
			const { remaining } = await handOn([event], { states: [state], isWritten: true });
			expect(remaining).toEqual([event]);
			expect(mockLookedUp).toEqual([]);
		},
	);

	test.each<[string, Partial<ReadEvent>, ReadMessage]>([
		['the phone sends along', { quoted: { text: 'Hello', buttons: [] } }, {}],
		['only its ID is known of', {}, { messageId: 'm1' }],
	])('are looked up where they quote something else, which %s', async (_what, more, quote) => {
		mockWritten = 'handedOn';
		const event = received({ type: 'text', text: 'Yes', ...quote }, more);
		const { remaining } = await handOn([event], { isWritten: true });
		expect(remaining).toEqual([]);
		expect(mockLookedUp).toEqual(['Yes']);
	});

	test('are looked up once', async () => {
		await handOn([text('Yes')], { isWritten: true });
		await handOn([received({ type: 'text', text: 'No', messageId: 'm1' })], { isWritten: true });
		expect(mockLookedUp).toEqual(['Yes', 'No']);
	});
});
