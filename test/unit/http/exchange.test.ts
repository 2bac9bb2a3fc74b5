import type { Lookup } from '../../../nodes/shared/contract/operation';
import { openAccount } from '../../../nodes/shared/http/account';
import { Exchange } from '../../../nodes/shared/http/exchange';
import { lookupFailed } from '../../../nodes/shared/outcome/ownVerdicts';
import {
	accepted,
	acme,
	acmeNode,
	readContact,
	sendText,
	type AcmeAnswer,
} from '../../support/acme';

const message = { channel: '', recipient: '+56912345678', text: 'Hi' };
const RESET = { cause: { code: 'ECONNRESET', request: { writableFinished: true } } };

const lookup: Lookup<string> = {
	request: { method: 'GET', path: '/accounts' },
	find: (body) => (typeof body === 'string' ? body : undefined),
	missing: { field: 'channel', reason: 'No such channel', whatToDo: 'Choose another.' },
};

async function exchangeWith(answers: AcmeAnswer[], baseUrl = 'https://acme.example') {
	const { node, requests } = acmeNode({
		answers,
		credential: { baseUrl, apiKey: 'acme-key' },
	});
	const account = await openAccount(node, acme);
	const sending = new Exchange(node, { ...sendText, lookup: () => lookup }, account, undefined);
	const asking = new Exchange(node, readContact, account, undefined);
	return {
		requests,
		find: async () => await sending.find(message),
		send: async () => await sending.send(message, sendText.request(message, undefined)),
		read: async () => await asking.send({ id: '7' }, readContact.request({ id: '7' }, undefined)),
	};
}

const sent = async (answer: AcmeAnswer) => await (await exchangeWith([answer])).send();
const read = async (answer: AcmeAnswer) => await (await exchangeWith([answer])).read();

test('an acceptance is what the operation reads of a 2xx', async () => {
	expect(await sent(accepted)).toMatchObject({
		acceptance: { messageId: 'm1' },
		answer: { status: 201 },
	});
});

test.each<[string, AcmeAnswer, object]>([
	[
		'a refusal in spite of its 2xx',
		{ status: 200, body: { error: 'Not allowed' } },
		{ outcome: 'unknown' },
	],
	['a 2xx of another form', { status: 200, body: {} }, { outcome: 'unknown' }],
	['a status', { status: 400, body: { message: 'Bad' } }, { outcome: 'notSent' }],
	['no answer', { throws: RESET }, { outcome: 'unknown' }],
	[
		'no way there',
		{ throws: { cause: { code: 'ENOTFOUND' } } },
		{ outcome: 'notSent', stops: 'account' },
	],
	[
		'the words of a server that speaks HTTPS',
		{ status: 400, body: 'Client sent an HTTP request to an HTTPS server.' },
		{ outcome: 'unknown', reason: expect.stringContaining('speaks HTTPS') },
	],
])('a message: the verdict on %s', async (_name, answer, verdict) => {
	expect(await sent(answer)).toMatchObject({ verdict });
});

test('a refusal by its body has the verdict of the table', async () => {
	const { node } = acmeNode({ answers: [{ status: 200, body: { error: 'No' } }] });
	const refused = {
		outcome: 'notSent' as const,
		evidence: { unsent: 'a test' },
		reason: 'No',
		whatToDo: '',
	};
	const operation = { ...sendText, verdicts: { refused } };
	const exchange = new Exchange(node, operation, await openAccount(node, acme), undefined);
	const reply = await exchange.send(message, sendText.request(message, undefined));
	expect(reply).toMatchObject({ verdict: refused });
});

test.each([
	[429, { 'retry-after': '3', 'x-ratelimit-reset': '7' }, 3_000],
	[429, { 'x-ratelimit-reset': '7' }, 7_000],
	[400, { 'retry-after': '3' }, 3_000],
	[400, { 'x-ratelimit-reset': '7' }, undefined],
])('%d with %j says to wait %s ms', async (status, headers, waitMs) => {
	const reply = await sent({ status, headers, body: { message: 'Later' } });
	expect('waitMs' in reply && reply.waitMs).toBe(waitMs);
});

test('data come without the key', async () => {
	expect(await read({ status: 200, body: { name: 'acme-key' } })).toEqual({
		data: { name: '[hidden]' },
	});
});

test.each<[string, AcmeAnswer, string]>([
	['no answer', { throws: RESET }, 'did not answer as expected'],
	['another form', { status: 200, body: {} }, 'did not answer as expected'],
	['a failure', { status: 500 }, 'did not answer as expected'],
	['a web page', { status: 200, body: '<html>' }, 'A web page answered'],
	[
		'the words of a server that speaks HTTPS',
		{ status: 400, body: 'Client sent an HTTP request to an HTTPS server.' },
		'speaks HTTPS',
	],
])('a question is never unknown: %s', async (_name, answer, words) => {
	expect(await read(answer)).toMatchObject({
		verdict: { outcome: 'notSent', reason: expect.stringContaining(words) },
	});
});

test('a look-up is done once, and nothing is looked up where nothing is wanted', async () => {
	const { find, requests } = await exchangeWith([{ status: 200, body: '"found"' }]);
	expect([await find(), await find()]).toEqual([{ value: 'found' }, { value: 'found' }]);
	expect(requests).toHaveLength(1);
	const { node } = acmeNode();
	const without = new Exchange(node, sendText, await openAccount(node, acme), undefined);
	expect(await without.find(message)).toEqual({});
});

test.each<[string, AcmeAnswer, object]>([
	['without an answer', { throws: RESET }, lookupFailed],
	['that fails', { status: 500 }, lookupFailed],
	['that is refused', { status: 401, body: {} }, { outcome: 'notSent', stops: 'account' }],
	['that finds nothing', { status: 200, body: {} }, { outcome: 'notSent', ...lookup.missing }],
])('a look-up %s: nothing was sent', async (_name, answer, verdict) => {
	const { find } = await exchangeWith([answer]);
	expect(await find()).toMatchObject({ verdict });
});

test('only a server that never answered is asked whether it speaks HTTPS', async () => {
	const silent = await exchangeWith([{ throws: RESET }, { status: 200 }], 'http://acme.example');
	expect(await silent.send()).toMatchObject({
		verdict: { reason: expect.stringContaining('speaks HTTPS') },
	});
	expect(silent.requests).toMatchObject([{}, { method: 'HEAD' }]);

	const known = await exchangeWith([accepted, { throws: RESET }], 'http://acme.example');
	await known.send();
	expect(await known.send()).toMatchObject({ verdict: { outcome: 'unknown' } });
	expect(known.requests).toHaveLength(2);
});
