import type { IDataObject } from 'n8n-workflow';
import type { Operation, SendOperation } from '../../../nodes/shared/contract/operation';
import { DeliveryRun } from '../../../nodes/shared/delivery/deliveryRun';
import { EarlierTry } from '../../../nodes/shared/delivery/earlierTry';
import { Ledger, type Entry } from '../../../nodes/shared/delivery/ledger';
import { MessageDelivery } from '../../../nodes/shared/delivery/messageDelivery';
import { NOT_BEGUN } from '../../../nodes/shared/delivery/result';
import { openAccount } from '../../../nodes/shared/http/account';
import type { RespectedOptOuts } from '../../../nodes/shared/optOuts/respectedOptOuts';
import { SharedMemoryError } from '../../../nodes/shared/sharedMemory/sharedMemoryError';
import type { ValidMessage } from '../../../nodes/shared/validation/validateItem';
import { accepted, acmeNode, readContact, sendText, type AcmeAnswer } from '../../support/n8n/acme';

const TO = '+56912345678';
const RESET: AcmeAnswer = { throws: { cause: { code: 'ECONNRESET', request: {} } } };
const BAD: AcmeAnswer = { status: 400, body: { message: 'Bad' } };
const TOO_FAST: AcmeAnswer = {
	status: 429,
	body: { message: 'Slow down' },
	headers: { 'retry-after': '0' },
};

/** Another account for each test, since accounts have their limits in common. */
let accounts = 0;
beforeEach(() => void accounts++);

type Text = { channel: string; recipient: string; text: string };

const text: ValidMessage<Text> = {
	kind: 'valid',
	item: 0,
	to: TO,
	message: { channel: 'shop', recipient: TO, text: 'Hi' },
};

async function begin<Message, Found>(
	operation: Operation<Message, Found>,
	{
		options = {},
		optOuts,
		...setting
	}: Parameters<typeof acmeNode>[0] & { options?: IDataObject; optOuts?: RespectedOptOuts } = {},
) {
	const credential = { baseUrl: 'https://acme.example', apiKey: `acme-key-${accounts}` };
	const acmes = acmeNode({ credential, items: [{ options }], ...setting });
	const account = await openAccount(acmes.node, operation.provider);
	const run = new DeliveryRun(acmes.node, operation, account, undefined, [], { optOuts });
	return {
		...acmes,
		run,
		key: credential.apiKey,
		send: async (valid: ValidMessage<Message>) => await new MessageDelivery(run, valid).send(),
		noted: () => new Ledger(acmes.node).find(0, TO),
	};
}

const send = async (setting: Parameters<typeof begin>[1] = {}, changes = {}) => {
	const begun = await begin(sendText, setting);
	return { ...begun, result: await begun.send({ ...text, ...changes }) };
};

test('an accepted message is a receipt, less secrets, and the ledger has its ID', async () => {
	const key = `acme-key-${accounts}`;
	const answers = [{ status: 201, body: { id: 'm1', echo: key } }];
	const { result, requests, noted } = await send({ answers });
	expect(result).toMatchObject({
		kind: 'receipt',
		receipt: {
			outcome: 'accepted',
			to: TO,
			messageId: 'm1',
			attempts: 1,
			sentAt: expect.stringMatching(/^\d{4}-.*Z$/),
			response: { id: 'm1', echo: '[hidden]' },
		},
	});
	expect(requests).toMatchObject([{ body: `{"to":"${TO}","text":"Hi"}` }]);
	expect(noted()).toEqual({ outcome: 'accepted', ids: { messageId: 'm1' } });
});

test('while it is on its way, the ledger says so', async () => {
	const context = {};
	let underWay = '';
	const meanwhile = () => (underWay = JSON.stringify(context));
	await send({ answers: [{ ...accepted, meanwhile }], context });
	expect(underWay).toContain(`inflight ${TO}`);
});

test.each<[string, AcmeAnswer, string, object | undefined]>([
	['refused', BAD, 'notSent', undefined],
	['not answered', RESET, 'unknown', { outcome: 'unknown', ids: {} }],
	['answered oddly', { status: 200, body: {} }, 'unknown', { outcome: 'unknown', ids: {} }],
])('one that is %s is a problem, and the ledger knows', async (_name, answer, outcome, entry) => {
	const { result, noted, requests } = await send({ answers: [answer] });
	expect(result).toMatchObject({ kind: 'problem', outcome, item: 0, to: TO });
	expect(noted()).toEqual(entry);
	expect(requests).toHaveLength(1);
});

test('a refusal in spite of its 2xx has the verdict of the table', async () => {
	const refused = {
		outcome: 'notSent',
		evidence: { unsent: '' },
		code: 'refused',
		reason: 'No',
		whatToDo: '',
	} as const;
	const { send: sendIt } = await begin(
		{ ...sendText, verdicts: { refused } },
		{ answers: [{ status: 200, body: { error: 'Not now' } }] },
	);
	expect(await sendIt(text)).toMatchObject({
		outcome: 'notSent',
		reason: expect.stringMatching(/^No /),
	});
});

test('a message that certainly was not taken is tried again, once it is its turn', async () => {
	const { result, run } = await send({ answers: [TOO_FAST, accepted] });
	expect(result).toMatchObject({ receipt: { outcome: 'accepted', attempts: 2 } });
	expect(run.stats.retried).toBe(1);
});

test('one that may be out is not, unless the user wants it', async () => {
	const unsure = { 'retry-after': '0' };
	const answers = () => [{ status: 500, headers: unsure }, accepted];
	expect((await send({ answers: answers() })).requests).toHaveLength(1);
	const options = { retryWhenUnsure: true };
	const { result, requests } = await send({ answers: answers(), options });
	expect(result).toMatchObject({ receipt: { attempts: 2 } });
	expect(requests).toHaveLength(2);
});

test('the last refusal does not take back that an earlier try may be out', async () => {
	const answers = [{ status: 500, headers: { 'retry-after': '0' } }, BAD];
	const { result, noted } = await send({ answers, options: { retryWhenUnsure: true } });
	expect(result).toMatchObject({
		outcome: 'unknown',
		reason: expect.stringMatching(/^An earlier try may have sent the message/),
	});
	expect(noted()).toEqual({ outcome: 'unknown', ids: {} });
});

test('a wait of more than five minutes is not waited for, and stops the account', async () => {
	const answers = [{ ...TOO_FAST, headers: { 'retry-after': '301' } }];
	const { result, run, requests } = await send({ answers });
	expect(result).toMatchObject({
		outcome: 'notSent',
		failure: { cause: 'rate-limited', retryAfterMs: 301_000 },
	});
	expect(requests).toHaveLength(1);
	expect(run.stopFor(text.message)).toBe(result);
});

test('after what stops the account, nothing leaves, and the first is named', async () => {
	const {
		result,
		send: again,
		requests,
	} = await send({ answers: [{ status: 401, body: { message: 'No' } }] });
	expect(await again({ ...text, item: 3 })).toMatchObject({
		outcome: 'notSent',
		item: 3,
		field: null,
		code: 'not-tried',
		reason: expect.stringContaining(
			'Not tried after what happened at item 1: Acme did not accept the key',
		),
		whatToDo: (result as { whatToDo?: string }).whatToDo,
	});
	expect(requests).toHaveLength(1);
});

test('values that no request can be made of are a problem of this message', async () => {
	const broken = {
		...sendText,
		request: () => {
			throw new Error('URI malformed');
		},
	};
	const { send: sendIt, requests } = await begin(broken);
	expect(await sendIt(text)).toMatchObject({
		outcome: 'notSent',
		reason: 'No request could be made of these values: URI malformed',
	});
	expect(requests).toEqual([]);
});

test('a preview shows the request, and sends nothing', async () => {
	const { result, requests, noted } = await send({ options: { preview: true } });
	expect(result).toMatchObject({
		receipt: {
			outcome: 'preview',
			attempts: 0,
			request: { method: 'POST', url: 'https://acme.example/messages', body: { text: 'Hi' } },
		},
	});
	expect(requests).toEqual([]);
	expect(noted()).toBeUndefined();
});

describe('what has to be looked up', () => {
	const looking: SendOperation<Text, string> = {
		...sendText,
		lookup: () => ({
			request: { method: 'GET', path: '/account' },
			find: (body) => (typeof body === 'string' ? body : undefined),
			missing: {
				code: 'not-found',
				field: 'channel',
				reason: 'No such channel',
				whatToDo: 'Choose another.',
			},
		}),
		request: ({ recipient }, account) => ({
			method: 'POST',
			path: `/${account}/messages`,
			body: { to: recipient },
		}),
	};
	const send = async (answers: AcmeAnswer[]) => {
		const begun = await begin(looking, { answers });
		return { ...begun, result: await begun.send(text) };
	};

	test('goes into the request', async () => {
		const { requests } = await send([{ status: 200, body: '"a1"' }]);
		expect(requests.map(({ url }) => url)).toEqual([
			'https://acme.example/account',
			'https://acme.example/a1/messages',
		]);
	});

	test('may lead to a further question, of which the last answer counts', async () => {
		const first = looking.lookup!(text.message)!;
		const next = (account: string) => ({
			...first,
			request: { ...first.request, path: `/${account}` },
		});
		const chained = { ...looking, lookup: () => ({ ...first, next }) };
		const answers = [
			{ status: 200, body: '"a1"' },
			{ status: 200, body: '"b2"' },
		];
		const { send: sendIt, requests } = await begin(chained, { answers });
		expect(await sendIt(text)).toMatchObject({ receipt: { outcome: 'accepted' } });
		expect(requests.map(({ url }) => url)).toEqual([
			'https://acme.example/account',
			'https://acme.example/a1',
			'https://acme.example/b2/messages',
		]);
		const lost = await begin(chained, { answers: [answers[0], { status: 200, body: {} }] });
		expect(await lost.send(text)).toMatchObject({ reason: 'No such channel' });
	});

	test('may be worth a remark, on the receipt and in a preview', async () => {
		const remarking = { ...looking, remark: () => 'Not by the usual account' };
		for (const options of [{}, { preview: true }]) {
			const { send: sendIt } = await begin(remarking, {
				answers: [{ status: 200, body: '"a1"' }],
				options,
			});
			expect(await sendIt(text)).toMatchObject({ receipt: { reason: 'Not by the usual account' } });
		}
	});

	test('and is missing: a problem of the field', async () => {
		const { result, requests } = await send([{ status: 200, body: {} }]);
		expect(result).toMatchObject({
			outcome: 'notSent',
			field: 'items[0].channel',
			reason: 'No such channel',
		});
		expect(requests).toHaveLength(1);
	});

	test('is asked again where that may help, and nothing was sent where it does not', async () => {
		const failing = { status: 503, headers: { 'retry-after': '0' } };
		expect((await send([failing, { status: 200, body: '"a1"' }])).requests).toHaveLength(3);
		accounts++;
		const { result, run } = await send([{ status: 503, headers: { 'retry-after': '301' } }]);
		expect(result).toMatchObject({
			outcome: 'notSent',
			reason: expect.stringContaining('Could not load the data that Acme needs'),
		});
		expect(run.stopFor(text.message)).toBe(result);
	});
});

describe('a recipient who opted out', () => {
	const REASON = 'This person opted out of messages on 2026-11-28';

	/** @param answers in turn; then nothing is against anybody */
	const optOutsSaying = (...answers: Array<string | undefined>) => {
		const reasonAgainst = jest.fn(async () => await Promise.resolve(answers.shift()));
		return { reasonAgainst } as unknown as RespectedOptOuts & { reasonAgainst: jest.Mock };
	};

	test('gets nothing, and the receipt says why', async () => {
		const optOuts = optOutsSaying(REASON);
		const { result, requests, noted } = await send({ optOuts });
		expect(result).toMatchObject({
			receipt: { outcome: 'skipped', reason: REASON, to: TO, attempts: 0, sentAt: null },
		});
		expect(requests).toEqual([]);
		expect(noted()).toBeUndefined();
		expect(optOuts.reasonAgainst).toHaveBeenCalledWith(TO);
	});

	test('takes no turn from another message', async () => {
		const begun = await begin(sendText, { optOuts: optOutsSaying(REASON) });
		const acquire = jest.spyOn(begun.run.rateLimiter, 'acquire');
		await begun.send(text);
		expect(acquire).not.toHaveBeenCalled();
	});

	test('while the message waited for its turn gets nothing, and the turn goes to another', async () => {
		const begun = await begin(sendText, { optOuts: optOutsSaying(undefined, REASON) });
		const release = jest.spyOn(begun.run.rateLimiter, 'release');
		expect(await begun.send(text)).toMatchObject({ receipt: { outcome: 'skipped' } });
		expect(begun.requests).toEqual([]);
		expect(release).toHaveBeenCalledTimes(1);
	});

	test('is asked about for so long that the run may be over', async () => {
		const optOuts = optOutsSaying();
		const begun = await begin(sendText, { optOuts });
		optOuts.reasonAgainst.mockResolvedValueOnce(undefined).mockImplementationOnce(async () => {
			begun.run.halt();
			return await Promise.resolve(undefined);
		});
		expect(await begun.send(text)).toBe(NOT_BEGUN);
		expect(begun.requests).toEqual([]);
	});

	test('before a retry gets no second try, and what may be out is said to be', async () => {
		const { result, requests } = await send({
			optOuts: optOutsSaying(undefined, undefined, REASON),
			answers: [{ status: 500, headers: { 'retry-after': '0' } }],
			options: { retryWhenUnsure: true },
		});
		expect(result).toMatchObject({ outcome: 'unknown', reason: expect.stringContaining(REASON) });
		expect(requests).toHaveLength(1);
	});

	test('uses no key of Send Once, so that the message may go once that is taken back', async () => {
		const begun = await begin(sendText, { optOuts: optOutsSaying(REASON) });
		const once = { ...text, sendOnce: { key: 'order 7', forget: false } };
		expect(await begun.send(once)).toMatchObject({ receipt: { outcome: 'skipped' } });
		expect(await begun.send(once)).toMatchObject({ receipt: { outcome: 'accepted' } });
	});

	test('is not asked about in a preview, which sends nothing', async () => {
		const optOuts = optOutsSaying();
		await send({ optOuts, options: { preview: true } });
		expect(optOuts.reasonAgainst).not.toHaveBeenCalled();
	});

	test('cannot be asked about: nothing leaves, neither this nor what comes after', async () => {
		const optOuts = optOutsSaying();
		const said = { reason: 'The shared memory did not answer', whatToDo: 'Check n8n.' };
		optOuts.reasonAgainst.mockRejectedValue(
			new SharedMemoryError({ code: 'shared-memory-unavailable', ...said }),
		);
		const { result, requests, send: sendIt } = await send({ optOuts });
		expect(result).toMatchObject({
			kind: 'problem',
			outcome: 'notSent',
			code: 'shared-memory-unavailable',
			...said,
		});
		expect(await sendIt({ ...text, item: 1 })).toMatchObject({ code: 'not-tried' });
		expect(optOuts.reasonAgainst).toHaveBeenCalledTimes(1);
		expect(requests).toEqual([]);
	});
});

describe('with a key of Send Once', () => {
	const sendOnce = { key: 'order 7', forget: false };

	test('a message leaves once, and is skipped from then on', async () => {
		const begun = await begin(sendText);
		const once = { ...text, sendOnce };
		expect(await begun.send(once)).toMatchObject({ receipt: { outcome: 'accepted' } });
		expect(await begun.send(once)).toMatchObject({ receipt: { outcome: 'skipped', status: null } });
		expect(begun.requests).toHaveLength(1);
	});

	test('it may leave again after it was refused, or its key forgotten', async () => {
		const begun = await begin(sendText, { answers: [BAD] });
		const once = { ...text, sendOnce };
		expect(await begun.send(once)).toMatchObject({ outcome: 'notSent' });
		expect(await begun.send(once)).toMatchObject({ receipt: { outcome: 'accepted' } });
		const forgotten = await begun.send({ ...text, sendOnce: { ...sendOnce, forget: true } });
		expect(forgotten).toMatchObject({ receipt: { outcome: 'skipped', status: 'key forgotten' } });
		expect(await begun.send(once)).toMatchObject({ receipt: { outcome: 'accepted' } });
		expect(begun.requests).toHaveLength(3);
	});

	test('one that may be out is not sent again, unless the user wants it', async () => {
		const begun = await begin(sendText, { answers: [RESET] });
		const once = { ...text, sendOnce };
		await begun.send(once);
		expect(await begun.send(once)).toMatchObject({
			outcome: 'unknown',
			reason: expect.stringMatching(/^An earlier execution started to send/),
		});
		expect(begun.requests).toHaveLength(1);
		begun.run.settings.retryWhenUnsure = true;
		expect(await begun.send(once)).toMatchObject({ receipt: { outcome: 'accepted' } });
	});

	test('where n8n cannot look it up, nothing leaves', async () => {
		const begun = await begin(sendText);
		begun.store.before = () => {
			throw new Error('The disk is full.');
		};
		expect(await begun.send({ ...text, sendOnce })).toMatchObject({
			outcome: 'notSent',
			reason: 'n8n could not look up the Send Once key: The disk is full',
		});
		expect(begun.requests).toEqual([]);
	});
});

describe('what an earlier try left', () => {
	const after = async (outcome: Entry['outcome'], options = {}) => {
		const begun = await begin(sendText, { answers: [BAD], options });
		new Ledger(begun.node).write(0, TO, { outcome, ids: {} });
		const left = new EarlierTry(begun.node, sendText, begun.run.account).resultOf(text);
		const delivery = new MessageDelivery(begun.run, text, left);
		return { delivery, earlier: delivery.settled };
	};

	test('is not done twice', async () => {
		expect((await after('accepted')).earlier).toMatchObject({ receipt: { outcome: 'replayed' } });
		expect((await after('inflight')).earlier).toMatchObject({ outcome: 'unknown' });
	});

	test('is sent again where the user wants it, and stays unknown where it is refused then', async () => {
		const { delivery, earlier } = await after('inflight', { retryWhenUnsure: true });
		expect(earlier).toBeUndefined();
		expect(await delivery.send()).toMatchObject({ outcome: 'unknown' });
	});
});

test('a message that waits for its turn is given up when the execution is cancelled', async () => {
	const cancel = new AbortController();
	const begun = await begin(sendText, { cancel: cancel.signal });
	begun.run.rateLimiter.pause(60_000);
	const waiting = begun.send(text);
	cancel.abort();
	expect(await waiting).toMatchObject({
		outcome: 'notSent',
		reason: 'The execution was cancelled before the message left',
	});
	expect(begun.requests).toEqual([]);
});

test('one that waits when the run halts was not begun', async () => {
	const begun = await begin(sendText);
	begun.run.rateLimiter.pause(60_000);
	const waiting = begun.send(text);
	begun.run.halt();
	expect(await waiting).toEqual({ kind: 'notBegun' });
});

describe('a query', () => {
	const query: ValidMessage<{ id: string }> = {
		kind: 'valid',
		item: 0,
		to: null,
		message: { id: '7' },
	};

	test('gives its data, less secrets, and writes no ledger', async () => {
		const { send: ask, context } = await begin(readContact, {
			answers: [{ status: 200, body: { name: `acme-key-${accounts}` } }],
		});
		expect(await ask(query)).toEqual({ kind: 'data', data: [{ name: '[hidden]' }] });
		expect(context).toEqual({});
	});

	test('is repeated where it stays open, and is never unknown', async () => {
		const open = { status: 500, headers: { 'retry-after': '0' } };
		const { send: ask, requests } = await begin(readContact, {
			answers: [open, { status: 500, headers: { 'retry-after': '301' } }],
		});
		expect(await ask(query)).toMatchObject({
			outcome: 'notSent',
			reason: expect.stringContaining('Acme did not answer as expected'),
		});
		expect(requests).toHaveLength(2);
	});
});

const SIGNED = 'eyJhbGciOi.token.signature';

const file = {
	data: { id: 'filesystem-v2:1', data: '', mimeType: 'application/pdf' },
	fileName: 'a.pdf',
	mimeType: 'application/pdf',
	bytes: 4,
};

/** Acme takes a link to the file. */
const sendFile: SendOperation<Text> = {
	...sendText,
	file: () => ({ as: 'link', file, schemes: ['https'] }),
	request: (_message, _found, ready) => ({
		method: 'POST',
		path: '/files',
		body: { url: ready?.as === 'link' ? ready.url : null },
	}),
};

async function beginFile(setting: Parameters<typeof begin>[1] = {}) {
	const begun = await begin(sendFile, setting);
	Object.assign(begun.node.helpers, {
		createBinarySignedUrl: () => `https://n8n.example.com/rest/binary-data/signed?token=${SIGNED}`,
	});
	return begun;
}

test('a link to a file of n8n leaves whole, and is seen nowhere else', async () => {
	const body = { id: 'm1', media: `{"link":"https://n8n.example.com/x?token=${SIGNED}"}` };
	const sent = await beginFile({ answers: [{ status: 201, body }] });
	const result = await sent.send(text);
	expect(sent.requests[0].body).toContain(SIGNED);
	expect(JSON.stringify(result)).toContain('[hidden]');
	expect(JSON.stringify(result)).not.toContain(SIGNED);

	const refused = await beginFile({ answers: [{ status: 400, body: { message: SIGNED } }] });
	expect(JSON.stringify(await refused.send(text))).not.toContain(SIGNED);

	const previewed = await beginFile({ options: { preview: true } });
	const preview = JSON.stringify(await previewed.send(text));
	expect(preview).toContain('signed?token=[hidden]');
	expect(previewed.requests).toEqual([]);
});

test('nothing leaves where the file is not to be had', async () => {
	const begun = await begin(sendFile);
	expect(await begun.send(text)).toMatchObject({
		outcome: 'notSent',
		field: 'items[0].binaryField',
		reason: 'This version of n8n cannot make links to its files',
	});
	expect(begun.requests).toEqual([]);
});

test('what the provider knows may stand against a message, or make it better not sent', async () => {
	const lookup = () => ({
		request: { method: 'GET' as const, path: '/window' },
		find: () => 'closed',
		missing: { code: 'not-found' as const, field: 'channel', reason: '', whatToDo: '' },
	});
	const complaint = {
		code: 'not-supported',
		field: 'channel',
		reason: 'It cannot',
		whatToDo: 'Choose another.',
	} as const;
	const answers = [{ status: 200, body: {} }];
	const refusing: SendOperation<Text, string> = {
		...sendText,
		lookup,
		refuse: (_message, found) => (found === 'closed' ? complaint : undefined),
	};
	const refused = await begin(refusing, { answers: [...answers] });
	expect(await refused.send(text)).toMatchObject({
		outcome: 'notSent',
		reason: 'It cannot',
		field: 'items[0].channel',
	});
	const skipping: SendOperation<Text, string> = {
		...sendText,
		lookup,
		skip: (_message, found) => (found === 'closed' ? 'The window is closed' : undefined),
	};
	const skipped = await begin(skipping, { answers: [...answers] });
	expect(await skipped.send(text)).toMatchObject({
		kind: 'receipt',
		receipt: { outcome: 'skipped', reason: 'The window is closed', sentAt: null },
	});
	expect([refused.requests, skipped.requests]).toMatchObject([
		[{ url: expect.stringContaining('/window') }],
		[{ url: expect.stringContaining('/window') }],
	]);
});

describe('a message that is better not sent', () => {
	const skipping: SendOperation<Text> = { ...sendText, skip: () => 'The window is closed' };

	test('is not skipped where an earlier try may have sent it', async () => {
		const { run, requests } = await begin(skipping, { options: { retryWhenUnsure: true } });
		new Ledger(run.node).write(0, TO, { outcome: 'unknown', ids: {} });
		const left = new EarlierTry(run.node, skipping, run.account).resultOf(text);
		expect(await new MessageDelivery(run, text, left).send()).toMatchObject({
			outcome: 'unknown',
			code: 'earlier-try',
			reason: 'An earlier try may have sent the message. Of the last one: The window is closed',
			whatToDo: 'Check in Acme whether the message was sent. It was not sent again.',
		});
		expect(requests).toEqual([]);
	});

	test('has its key forgotten all the same', async () => {
		const { send: sendIt, store } = await begin(skipping);
		store.before = () => {
			throw new Error('The disk is full.');
		};
		const sendOnce = { key: 'order 7', forget: true };
		expect(await sendIt({ ...text, sendOnce })).toMatchObject({ outcome: 'notSent' });
		store.before = () => {};
		expect(await sendIt({ ...text, sendOnce })).toMatchObject({
			receipt: { outcome: 'skipped', status: 'key forgotten' },
		});
	});
});

describe('of a query', () => {
	const contact = (item: number) => ({
		kind: 'valid' as const,
		item,
		to: null,
		message: { id: String(item) },
	});

	test('the file of an answer becomes one of n8n, and the data is hidden like all', async () => {
		const key = `acme-key-${accounts}`;
		const { run } = await begin(
			{
				...readContact,
				fileIn: () => ({
					field: 'card',
					base64: 'SGk=',
					mimeType: 'text/vcard',
					fileName: 'ada.vcf',
				}),
			},
			{ answers: [{ status: 200, body: { name: 'Ada', key } }] },
		);
		run.node.helpers.prepareBinaryData = async (bytes, fileName, mimeType) => ({
			data: String(bytes),
			fileName,
			mimeType: mimeType ?? '',
		});
		expect(await new MessageDelivery(run, contact(1)).send()).toEqual({
			kind: 'data',
			data: [{ name: 'Ada', key: '[hidden]' }],
			binary: { card: { data: 'Hi', fileName: 'ada.vcf', mimeType: 'text/vcard' } },
		});
	});

	test('an answer for several that nobody can read is asked for again', async () => {
		const together = {
			max: 10,
			request: () => ({ method: 'GET' as const, path: '/contacts?ids=1,2' }),
		};
		const unreadable = { status: 200, body: 'x', headers: { 'retry-after': '0' } };
		const { node, requests, run } = await begin(
			{ ...readContact, together },
			{ answers: [unreadable, { status: 200, body: { name: 'All' } }] },
		);
		const messages = [contact(0), contact(1)];
		const asked = messages.map(({ message }) => message);
		const shared = new DeliveryRun(node, run.operation, run.account, run.settings, asked);
		for (const message of messages) {
			expect(await new MessageDelivery(shared, message).send()).toMatchObject({ kind: 'data' });
		}
		expect(requests).toHaveLength(2);
	});

	test('those that are asked together go out once', async () => {
		const together = {
			...readContact,
			together: {
				max: 10,
				request: (messages: ReadonlyArray<{ id: string }>) => ({
					method: 'GET' as const,
					path: `/contacts?ids=${messages.map(({ id }) => id).join()}`,
				}),
			},
		};
		const { node, requests, run } = await begin(together, {
			answers: [{ status: 200, body: { name: 'All' } }],
		});
		const contacts = [contact(0), contact(1)];
		const messages = contacts.map(({ message }) => message);
		const both = new DeliveryRun(node, together, run.account, run.settings, messages);
		for (const each of contacts) {
			expect(await new MessageDelivery(both, each).send()).toMatchObject({
				data: [{ name: 'All' }],
			});
		}
		expect(requests.map(({ url }) => url)).toEqual(['https://acme.example/contacts?ids=0,1']);
	});
});

test('a link to a file is made anew just before each try: it works for a while only', async () => {
	const { send: sendIt, node, requests } = await beginFile({ answers: [TOO_FAST] });
	let links = 0;
	const createBinarySignedUrl = () =>
		`https://n8n.example.com/rest/binary-data/signed?token=token-${++links}`;
	Object.assign(node.helpers, { createBinarySignedUrl });
	expect(await sendIt(text)).toMatchObject({ receipt: { outcome: 'accepted', attempts: 2 } });
	expect(requests.map(({ body }) => /token-\d/.exec(String(body))?.[0])).toEqual([
		'token-1',
		'token-2',
	]);
});

test('what would be there twice is not repeated where it is open whether it was done', async () => {
	const contact: ValidMessage<{ id: string }> = {
		kind: 'valid',
		item: 0,
		to: null,
		message: { id: '7' },
	};
	const lost = await begin({ ...readContact, once: true }, { answers: [RESET] });
	expect(await lost.send(contact)).toMatchObject({
		outcome: 'unknown',
		whatToDo: 'Check in Acme whether it was created before you run the item again.',
	});
	expect(lost.requests).toHaveLength(1);
});
