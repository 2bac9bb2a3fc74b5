import type { IDataObject, NodeOperationError } from 'n8n-workflow';
import { deliver } from '../../../nodes/shared/delivery/deliver';
import { Ledger } from '../../../nodes/shared/delivery/ledger';
import { z } from '../../../nodes/shared/lib/libraries';
import { phoneNumber } from '../../../nodes/shared/validation/schema';
import { acmeNode, readContact, sendText, type AcmeAnswer } from '../../support/n8n/acme';

const BAD: AcmeAnswer = { status: 400, body: { message: 'Bad' } };

/** Another account for each test, since accounts have their limits in common. */
let accounts = 0;
beforeEach(() => void accounts++);

const to = (last: number) => ({ recipient: `+5691234567${last}`, text: 'Hi' });

const begin = (items: IDataObject[], setting: Parameters<typeof acmeNode>[0] = {}) =>
	acmeNode({
		items,
		credential: { baseUrl: 'https://acme.example', apiKey: `acme-key-${accounts}` },
		...setting,
	});

const send = async (...args: Parameters<typeof begin>) => {
	const acmes = begin(...args);
	const [items] = await deliver(acmes.node, sendText);
	return { ...acmes, items };
};

const outcomes = (items: Array<{ json: IDataObject }>) =>
	items.map(({ json }) => ((json.details ?? json) as IDataObject).outcome);

async function stopped(...args: Parameters<typeof begin>) {
	const acmes = begin(...args);
	const error = await deliver(acmes.node, sendText).then(
		() => undefined,
		(thrown: NodeOperationError) => thrown,
	);
	return { ...acmes, error: error! };
}

test('each item becomes a receipt, in order and paired', async () => {
	const answers = ['m1', 'm2'].map((id) => ({ status: 201, body: { id } }));
	const { items } = await send([to(1), to(2)], { answers });
	expect(items).toMatchObject([
		{
			json: { outcome: 'accepted', messageId: 'm1', to: to(1).recipient },
			pairedItem: { item: 0 },
		},
		{
			json: { outcome: 'accepted', messageId: 'm2', to: to(2).recipient },
			pairedItem: { item: 1 },
		},
	]);
});

test('a query gives its data', async () => {
	const { node } = begin([{ id: '7' }], { answers: [{ status: 200, body: { name: 'Zoe' } }] });
	expect(await deliver(node, readContact)).toEqual([
		[{ json: { name: 'Zoe' }, pairedItem: { item: 0 } }],
	]);
});

describe('in stop mode', () => {
	test('nothing is sent where an item is invalid, which leads, and all of them are told', async () => {
		const { error, requests } = await stopped([to(1), { recipient: '12', text: 'Hi' }, {}]);
		expect(requests).toEqual([]);
		expect(error.message).toMatch(
			/^Item 2: .* 1 more item has an error: see the description\. Nothing was sent\. To go on with the valid items, set On Error to Continue/,
		);
		expect(error.context.data).toMatchObject({ accepted: [], unknown: [], notSent: [0, 1, 2] });
	});

	test('no way on is offered where no item is valid', async () => {
		const { error } = await stopped([{}]);
		expect(error.message).not.toContain('Continue');
	});

	test('the first refusal ends the run, and says what was sent before', async () => {
		const answers = [{ status: 201, body: { id: 'm1' } }, BAD];
		const { error, requests } = await stopped([to(1), to(2), to(3)], { answers });
		expect(requests).toHaveLength(2);
		expect(error.context.data).toMatchObject({ accepted: [0], unknown: [], notSent: [1, 2] });
		expect(error.message).toMatch(/^Item 2: .*1 accepted, 0 unknown, 2 not sent/);
	});

	test('what an earlier try sent or may have sent is passed by, and the rest is sent', async () => {
		const acmes = begin([to(1), to(2), to(3)]);
		const ledger = new Ledger(acmes.node);
		ledger.write(0, to(1).recipient, { outcome: 'accepted', ids: { messageId: 'm1' } });
		ledger.write(1, to(2).recipient, { outcome: 'inflight', ids: {} });
		await expect(deliver(acmes.node, sendText)).rejects.toMatchObject({
			context: { data: { accepted: [0, 2], unknown: [1], notSent: [] } },
		});
		expect(acmes.requests).toMatchObject([{ body: expect.stringContaining(to(3).recipient) }]);
	});

	test('an earlier try is told of too where an item is invalid by then', async () => {
		const acmes = begin([to(1), {}]);
		new Ledger(acmes.node).write(0, to(1).recipient, { outcome: 'inflight', ids: {} });
		await expect(deliver(acmes.node, sendText)).rejects.toMatchObject({
			message: expect.stringMatching(/^Item 2: /),
			description: expect.stringMatching(/^Code: .*\bempty-field\b.*<br>Item 1: An earlier try/),
			context: { data: { unknown: [0], notSent: [1] } },
		});
	});
});

describe('where it goes on', () => {
	test('the others are sent, and each problem is an item', async () => {
		const answers = [BAD];
		const { items } = await send([{}, to(1), to(2)], { goesOn: true, answers });
		expect(outcomes(items)).toEqual(['notSent', 'notSent', 'accepted']);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
	});

	test('even a missing credential is a problem of each item, and says so', async () => {
		const { items, requests } = await send([to(1), {}], { goesOn: true, credential: {} });
		expect(outcomes(items)).toEqual(['notSent', 'notSent']);
		expect(items[0].json.error).toBe(
			'The credential could not be read: The credential "My account" has no valid address. Choose a Acme credential in this node and check its values.',
		);
		expect(requests).toEqual([]);
	});

	test('what is nested too deep to be read is a problem of its item, and hides no other receipt', async () => {
		const depth = 100_000;
		const nested: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
		const schema = z.object({ recipient: phoneNumber('Recipient'), text: z.unknown() });
		const passing = { ...sendText, schema: schema as never };
		const { node } = begin([to(1), { ...to(2), text: nested } as IDataObject], { goesOn: true });
		const [items] = await deliver(node, passing);
		expect(outcomes(items)).toEqual(['accepted', 'notSent']);
	});

	test('a defect of the node is a problem that may be out, and hides no other receipt', async () => {
		const broken = {
			...sendText,
			acceptance: () => {
				throw new Error('x is undefined');
			},
		};
		const { node } = begin([to(1)], { goesOn: true });
		const [items] = await deliver(node, broken);
		expect(items[0].json).toMatchObject({
			error: expect.stringContaining('The node itself failed: x is undefined'),
			details: { outcome: 'unknown' },
		});
	});
});

test('the fields of the input stay where a field for the receipt is named', async () => {
	const { items } = await send([{ ...to(1), options: { keepInputFields: ' sent ' } }]);
	expect(items).toMatchObject([
		{ json: { text: 'Hi', recipient: to(1).recipient, sent: { outcome: 'accepted' } } },
	]);
	expect(Object.keys(items[0].json)).toEqual(['recipient', 'text', 'options', 'sent']);
});

test('the same person gets only the first item, however it ends, where that is wanted', async () => {
	const options = { oncePerRecipient: true };
	const { items, requests, hints } = await send([{ ...to(1), options }, to(2), to(1), to(1)], {
		answers: [BAD],
		goesOn: true,
	});
	expect(outcomes(items)).toEqual(['notSent', 'accepted', 'skipped', 'skipped']);
	expect(items[2].json).toMatchObject({
		to: to(1).recipient,
		reason: 'An earlier item of this run goes to the same person',
		sentAt: null,
	});
	expect(requests).toHaveLength(2);
	expect(hints).toContain(
		'1 accepted, 1 not sent, 2 skipped (An earlier item of this run goes to the same person)',
	);
	expect(hints.join()).not.toContain('is the recipient of');
});

test('in stop mode, what was skipped does not count as accepted', async () => {
	const options = { oncePerRecipient: true };
	const { error } = await stopped([{ ...to(1), options }, to(1), to(2)], { answers: [BAD] });
	expect(error.context.data).toMatchObject({ accepted: [], notSent: [0, 2], skipped: [1] });
});

test('messages to one recipient keep their order, others go beside', async () => {
	const options = { messagesAtOnce: 2 };
	const sent: string[] = [];
	let release = () => {};
	const held = new Promise<void>((resolve) => (release = resolve));
	const { node, requests } = begin(
		[
			{ ...to(1), text: 'first', options },
			{ ...to(1), text: 'second' },
			{ ...to(2), text: 'beside' },
		],
		{
			answers: [
				{ status: 201, body: { id: 'm1' }, meanwhile: async () => await held },
				{
					status: 201,
					body: { id: 'm2' },
					meanwhile: () => {
						sent.push(...requests.map(({ body }) => JSON.parse(String(body)).text as string));
						release();
					},
				},
			],
		},
	);
	await deliver(node, sendText);
	expect(sent).toEqual(['first', 'beside']);
	expect(requests).toHaveLength(3);
});

test('hints are about what was sent', async () => {
	const odd = { ...to(1), recipient: '+1234567890' };
	expect((await send([odd])).hints.join()).toContain('+1234567890 does not have the length');
	accounts++;
	expect((await send([odd], { goesOn: true, answers: [BAD] })).hints).toEqual([]);
});

test('a run says what went differently, and a query does not', async () => {
	const options = { preview: true };
	expect((await send([{ ...to(1), options }])).hints).toEqual([
		'0 accepted, 1 previewed, not sent',
	]);
	const { node, hints } = begin([{ id: '7', options }], {
		answers: [{ status: 200, body: { name: 'Zoe' } }],
	});
	await deliver(node, readContact);
	expect(hints).toEqual([]);
});

test('nothing is left to remember when all went well; after a refusal it is', async () => {
	expect((await send([to(1)])).context).toEqual({});
	accounts++;
	const { context } = await stopped([to(1), to(2)], {
		answers: [{ status: 201, body: { id: 'm1' } }, BAD],
	});
	expect(JSON.stringify(context)).toContain(`accepted ${to(1).recipient} messageId=m1`);
});

test('a cancelled run says in the log what went out', async () => {
	const cancel = new AbortController();
	const { logged, items } = await send([to(1), to(2)], {
		goesOn: true,
		cancel: cancel.signal,
		answers: [{ status: 201, body: { id: 'm1' }, meanwhile: () => cancel.abort() }],
	});
	expect(outcomes(items)).toEqual(['accepted', 'notSent']);
	expect(logged).toEqual(['Acme Send: cancelled. Accepted items: 1. Unknown: none.']);
});

describe('Respect Opt-Outs without Shared Memory', () => {
	const REASON = "'Respect Opt-Outs' is on, and 'Shared Memory', which has the list, is off";
	const options = { respectOptOuts: true };

	test('nothing is sent, and the error says what is missing', async () => {
		const { error, requests } = await stopped([{ ...to(1), options }, to(2)]);
		expect(error.message).toContain(REASON);
		expect(error.message).toContain('Nothing was sent.');
		expect(requests).toEqual([]);
	});

	test('in continue mode every item says so', async () => {
		const { items, requests } = await send([{ ...to(1), options }, to(2)], { goesOn: true });
		const said = { outcome: 'notSent', code: 'shared-memory-setup', reason: REASON };
		expect(items).toMatchObject([{ json: { details: said } }, { json: { details: said } }]);
		expect(requests).toEqual([]);
	});

	test('a preview, which asks nobody, is shown all the same', async () => {
		const { items } = await send([{ ...to(1), options: { ...options, preview: true } }]);
		expect(outcomes(items)).toEqual(['preview']);
	});
});

test('Respect Opt-Outs sends to nobody whom only the provider knows, as the list cannot know them', async () => {
	const options = { respectOptOuts: true, sharedMemory: true };
	const { node, requests } = begin([{ ...to(1), options }], { goesOn: true });
	const toContact = { ...sendText, to: () => '0d9e5a31-6c0b-4c0e-9a54-4b7d7d2b1f10' };
	const [items] = await deliver(node, toContact);
	const field = 'items[0].respectOptOuts';
	expect(items).toMatchObject([
		{ json: { details: { outcome: 'notSent', code: 'not-supported', field } } },
	]);
	expect(requests).toEqual([]);
});

describe('Test Recipient', () => {
	const TEST = '+56900000000';
	const options = { testRecipient: TEST };

	test('gets every message, and the receipts say for whom they were', async () => {
		const { items, requests, hints } = await send([{ ...to(1), options }, to(2)]);
		expect(requests.map(({ body }) => JSON.parse(String(body)) as IDataObject)).toMatchObject([
			{ to: TEST },
			{ to: TEST },
		]);
		expect(items).toMatchObject([
			{ json: { outcome: 'accepted', to: TEST, intendedTo: to(1).recipient } },
			{ json: { outcome: 'accepted', to: TEST, intendedTo: to(2).recipient } },
		]);
		expect(hints).toContain(
			`All 2 messages of this run went to the Test Recipient ${TEST}. Remove this option to send to the recipients of the items.`,
		);
	});

	test('Once per Recipient counts those for whom they are', async () => {
		const once = { ...options, oncePerRecipient: true };
		const { items } = await send([{ ...to(1), options: once }, to(2), to(1)]);
		expect(outcomes(items)).toEqual(['accepted', 'accepted', 'skipped']);
		expect(items[2].json).toMatchObject({ to: TEST, intendedTo: to(1).recipient });
	});

	test('an invalid one stops the run before it begins, with one error', async () => {
		const broken = { testRecipient: '12' };
		const { error, requests } = await stopped([{ ...to(1), options: broken }, to(2)]);
		expect(requests).toEqual([]);
		expect(error.message).toBe(
			`Item 1: 'Test Recipient' is too short: it has 2 digits: "12" (items[0].testRecipient). Write it with its country code, such as +56912345678. Spaces, dashes and brackets may stay. Nothing was sent.`,
		);
		expect(error.context.data).toMatchObject({ notSent: [0, 1] });
		const { items } = await send([{ ...to(1), options: broken }, to(2)], { goesOn: true });
		expect(outcomes(items)).toEqual(['notSent', 'notSent']);
	});

	test('a retry knows what the test sent, and sends it to its recipient without the option', async () => {
		const answers = [{ status: 201, body: { id: 'm1' } }, BAD];
		const { context } = await stopped([{ ...to(1), options }, to(2)], { answers });
		const again = await send([{ ...to(1), options }, to(2)], { context });
		expect(again.items).toMatchObject([
			{ json: { outcome: 'replayed', to: TEST, intendedTo: to(1).recipient } },
			{ json: { outcome: 'accepted' } },
		]);
		accounts++;
		const { context: kept } = await stopped([{ ...to(1), options }, to(2)], {
			answers: [{ status: 201, body: { id: 'm1' } }, BAD],
		});
		const { items } = await send([to(1), to(2)], { context: kept });
		expect(items[0].json).toMatchObject({ outcome: 'accepted', to: to(1).recipient });
	});
});

describe('Send Between', () => {
	/** A Friday, 09:00 in Chile, 17:30 in India. */
	const NOW = Date.parse('2026-11-27T12:00:00Z');
	const INDIA = { recipient: '+919876543210', text: 'Hi' };
	const HOUR = 3600_000;

	beforeEach(() => jest.useFakeTimers({ now: NOW }));
	afterEach(() => jest.useRealTimers());

	const between = (hours: IDataObject) => ({ sendBetween: { hours } });
	const early = between({ from: '10:00', to: '18:00', outside: 'stop' });
	const numbers = (requests: Array<{ body?: unknown }>) =>
		requests.map(({ body }) => (JSON.parse(String(body)) as IDataObject).to);

	/** Lets timers run until it ends. */
	async function ended<Value>(running: Promise<Value>): Promise<Value> {
		let over = false;
		void running.catch(() => {}).finally(() => (over = true));
		while (!over) await jest.advanceTimersByTimeAsync(60_000);
		return await running;
	}

	test('Stop: nothing is sent, and the error says from when on it may be', async () => {
		const { error, requests } = await ended(stopped([{ ...to(1), options: early }, to(2)]));
		expect(requests).toEqual([]);
		expect(error.message).toBe(
			"Item 1: It is outside the hours of 'Send Between' now. Run the item again from 2026-11-27T10:00:00-03:00, which is Friday, 27 November 2026 at 10:00 (America/Santiago). Nothing was sent.",
		);
		const { items } = await ended(send([{ ...to(1), options: early }, to(2)], { goesOn: true }));
		expect(items[1].json.details).toMatchObject({
			outcome: 'notSent',
			code: 'outside-hours',
			notBefore: '2026-11-27T10:00:00-03:00',
		});
	});

	test('Stop: those whose hours are open go first', async () => {
		const options = between({
			from: '10:00',
			to: '18:00',
			timeZone: 'recipientCountry',
			outside: 'stop',
		});
		const { error, requests } = await ended(stopped([{ ...to(1), options }, INDIA, to(2)]));
		expect(numbers(requests)).toEqual([INDIA.recipient]);
		expect(error.message).toContain('Of 3 items, 1 accepted, 0 unknown, 2 not sent.');
	});

	test('Stop: a run that goes beyond the end of its hours stops for the rest', async () => {
		const options = {
			...between({ from: '08:00', to: '09:02', outside: 'stop' }),
			messagesPerMinute: 1,
		};
		const items = Array.from({ length: 4 }, (_, each) => ({ ...to(each), options }));
		const { items: out, requests } = await ended(send(items, { goesOn: true }));
		expect(outcomes(out)).toEqual(['accepted', 'accepted', 'notSent', 'notSent']);
		expect(requests).toHaveLength(2);
		expect(out[3].json.details).toMatchObject({ notBefore: '2026-11-28T08:00:00-03:00' });
	});

	test('Hold: the messages go when the hours begin, in their order, and no key is claimed before', async () => {
		const options = { ...between({ from: '10:00', to: '18:00' }), sendOnceKey: 'order 7' };
		const acmes = begin([{ ...to(1), options }, to(2)]);
		const claimed: number[] = [];
		acmes.store.before = () => claimed.push(Date.now());
		const running = deliver(acmes.node, sendText);
		await jest.advanceTimersByTimeAsync(HOUR - 1000);
		expect([acmes.requests, claimed]).toEqual([[], []]);
		expect(acmes.hints).toEqual([
			'2 messages wait until Friday, 27 November 2026 at 10:00 (America/Santiago), when the hours of Send Between begin',
		]);
		const [items] = await ended(running);
		expect(outcomes(items)).toEqual(['accepted', 'accepted']);
		expect(numbers(acmes.requests)).toEqual([to(1).recipient, to(2).recipient]);
		expect(Date.parse(items[0].json.sentAt as string)).toBeGreaterThanOrEqual(NOW + HOUR);
		expect(claimed[0]).toBeGreaterThanOrEqual(NOW + HOUR);
	});

	test('Hold: a run that goes beyond the end of its hours goes on when they begin again', async () => {
		const options = { ...between({ from: '08:00', to: '09:02' }), messagesPerMinute: 1 };
		const items = Array.from({ length: 4 }, (_, each) => ({ ...to(each), options }));
		const { items: out, hints } = await ended(send(items));
		expect(outcomes(out)).toEqual(Array(4).fill('accepted'));
		const left = out.map(({ json }) => json.sentAt as string);
		expect(left.map((time) => time.slice(0, 13))).toEqual([
			'2026-11-27T12',
			'2026-11-27T12',
			'2026-11-28T11',
			'2026-11-28T11',
		]);
		expect(hints[0]).toMatch(/^2 messages wait until Saturday, 28 November 2026 at 08:00/);
	});

	test('Hold: one at a time, those whose hours are open do not wait for the others', async () => {
		const options = between({ from: '10:00', to: '18:00', timeZone: 'recipientCountry' });
		const { requests, items } = await ended(send([{ ...to(1), options }, INDIA, to(1), to(2)]));
		expect(numbers(requests)).toEqual([
			INDIA.recipient,
			to(1).recipient,
			to(1).recipient,
			to(2).recipient,
		]);
		expect(items.map(({ json }) => json.to)).toEqual([
			to(1).recipient,
			INDIA.recipient,
			to(1).recipient,
			to(2).recipient,
		]);
	});

	test('Hold: what is held goes before those that are left, once its hours begin', async () => {
		const options = {
			...between({ from: '12:00', to: '23:00', timeZone: 'recipientCountry' }),
			messagesPerMinute: 1,
		};
		// On Easter Island they begin at 14:00 of Santiago.
		jest.setSystemTime(Date.parse('2026-11-27T16:58:30Z'));
		const many = Array.from({ length: 4 }, () => INDIA);
		const { requests } = await ended(send([{ ...to(1), options }, ...many]));
		expect(numbers(requests)).toEqual([
			INDIA.recipient,
			INDIA.recipient,
			// The one that was about to leave.
			INDIA.recipient,
			to(1).recipient,
			INDIA.recipient,
		]);
	});

	test('a cancelled execution does not wait, and nothing is sent', async () => {
		const cancel = new AbortController();
		const options = between({ from: '10:00', to: '18:00' });
		const { node, requests } = begin([{ ...to(1), options }, to(2)], {
			goesOn: true,
			cancel: cancel.signal,
		});
		const running = deliver(node, sendText);
		await jest.advanceTimersByTimeAsync(60_000);
		cancel.abort();
		const [items] = await ended(running);
		expect(Date.now()).toBeLessThan(NOW + HOUR);
		expect(requests).toEqual([]);
		expect(items[1].json.details).toMatchObject({
			outcome: 'notSent',
			reason: 'The execution was cancelled before the message left',
		});
	});

	test('a preview does not wait, and says when the message would leave', async () => {
		const options = { ...between({ from: '10:00', to: '18:00' }), preview: true };
		const { items, hints } = await ended(send([{ ...to(1), options }]));
		expect(items[0].json).toMatchObject({
			outcome: 'preview',
			reason: 'It would leave on Friday, 27 November 2026 at 10:00 (America/Santiago)',
		});
		expect(hints.join()).not.toMatch(/waits? until/);
	});

	test('hours that never come are refused before anything is sent', async () => {
		const options = between({ timeZone: 'recipientCountry' });
		const russia = { recipient: '+79161234567', text: 'Hi' };
		const { error, requests } = await ended(stopped([{ ...INDIA, options }, russia]));
		expect(requests).toEqual([]);
		expect(error.message).toMatch(
			/^Item 2: The hours of 'Send Between' never come for Russia: .*\(items\[1\]\.sendBetween\)/,
		);
	});

	test('a message that may be out is not held for the next hours as if it were not', async () => {
		const options = {
			...between({ from: '08:00', to: '09:01' }),
			retryWhenUnsure: true,
			messagesPerMinute: 1,
		};
		const RESET: AcmeAnswer = { throws: { cause: { code: 'ECONNRESET', request: {} } } };
		const { items, requests } = await ended(
			send([{ ...to(1), options }], { goesOn: true, answers: [RESET] }),
		);
		expect(requests).toHaveLength(1);
		expect(items[0].json.details).toMatchObject({ outcome: 'unknown', code: 'outside-hours' });
	});

	test('with Retry On Fail nothing waits for a first message that is held', async () => {
		const options = between({ from: '10:00', to: '18:00', timeZone: 'recipientCountry' });
		const { items } = await ended(
			send([{ ...to(1), options }, INDIA, INDIA], {
				goesOn: true,
				settings: { retryOnFail: true },
				answers: [BAD],
			}),
		);
		expect(outcomes(items)).toEqual(['accepted', 'notSent', 'accepted']);
	});
});
