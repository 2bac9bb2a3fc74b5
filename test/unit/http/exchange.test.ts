import { openAccount } from '../../../nodes/shared/http/account';
import { Exchange, type Purpose } from '../../../nodes/shared/http/exchange';
import { wantsHttps } from '../../../nodes/shared/outcome/networkVerdict';
import { accepted, acme, acmeNode, type AcmeAnswer } from '../../support/n8n/acme';

const REQUEST = { method: 'POST', path: '/messages', body: { text: 'Hi' } } as const;
const RESET = { cause: { code: 'ECONNRESET', request: { writableFinished: true } } };
const PLAIN_HTTP = { status: 400, body: 'Client sent an HTTP request to an HTTPS server.' };

async function exchangeWith(answers: AcmeAnswer[], baseUrl = 'https://acme.example') {
	const { node, requests } = acmeNode({ answers, credential: { baseUrl, apiKey: 'acme-key' } });
	const exchange = new Exchange(node, acme, await openAccount(node, acme), 7);
	return { exchange, requests };
}

const ask = async (answer: AcmeAnswer, purpose: Purpose = { kind: 'send' }) =>
	await (await exchangeWith([answer])).exchange.ask(REQUEST, purpose);

test('a 2xx is an answer, which is still to be read', async () => {
	const { exchange, requests } = await exchangeWith([accepted]);
	expect(await exchange.ask(REQUEST, { kind: 'send' })).toMatchObject({
		kind: 'answered',
		answer: { status: 201, body: { id: 'm1' } },
	});
	expect(requests).toMatchObject([
		{ method: 'POST', url: 'https://acme.example/messages', timeout: 7000 },
	]);
});

test.each<[string, AcmeAnswer, object]>([
	['a status', { status: 400, body: { message: 'Bad' } }, { outcome: 'notSent' }],
	['the failure of a server', { status: 500 }, { outcome: 'unknown' }],
	['no answer', { throws: RESET }, { outcome: 'unknown' }],
	[
		'no way there',
		{ throws: { cause: { code: 'ENOTFOUND' } } },
		{ outcome: 'notSent', stops: 'account' },
	],
	['a server that speaks HTTPS', PLAIN_HTTP, wantsHttps],
])('the verdict on %s', async (_name, answer, verdict) => {
	expect(await ask(answer)).toMatchObject({ kind: 'failed', verdict });
});

test('a large body may be out in part where a small one is not', async () => {
	const stalled = { cause: { code: 'ECONNABORTED', request: { writableFinished: false } } };
	const asked = async (text: string) => {
		const { exchange } = await exchangeWith([{ throws: stalled }]);
		return await exchange.ask({ ...REQUEST, body: { text } }, { kind: 'send' });
	};
	expect(await asked('Hi')).toMatchObject({ verdict: { outcome: 'notSent' } });
	expect(await asked('x'.repeat(20_000))).toMatchObject({ verdict: { outcome: 'unknown' } });
});

test('what proves nothing of a message is certain of a query', async () => {
	const refused = { status: 429, body: 'Too many requests' };
	expect(await ask(refused)).toMatchObject({ verdict: { outcome: 'unknown' } });
	expect(await ask(refused, { kind: 'query' })).toMatchObject({ verdict: { outcome: 'notSent' } });
});

test('the table of the operation goes first, also for a refusal in spite of its 2xx', async () => {
	const own = {
		outcome: 'notSent',
		evidence: { unsent: '' },
		code: 'refused',
		reason: 'own',
		whatToDo: '',
	} as const;
	const purpose: Purpose = { kind: 'send', verdicts: { 400: own, refused: own } };
	expect(await ask({ status: 400, body: { message: 'Bad' } }, purpose)).toMatchObject({
		verdict: own,
	});
	const { exchange } = await exchangeWith([]);
	const answer = { status: 200, body: { message: 'No' }, text: '{"message":"No"}', headers: {} };
	expect(exchange.judge(answer, purpose, true).verdict).toBe(own);
	expect(exchange.judge(answer, purpose).verdict).toMatchObject({ outcome: 'unknown' });
});

test.each([
	[429, { 'retry-after': '3', 'x-ratelimit-reset': '7' }, 3_000],
	[429, { 'x-ratelimit-reset': '7' }, 7_000],
	[400, { 'retry-after': '3' }, 3_000],
	[400, { 'x-ratelimit-reset': '7' }, undefined],
])('%d with %j says to wait %s ms', async (status, headers, waitMs) => {
	const reply = await ask({ status, headers, body: { message: 'Later' } });
	expect(reply.kind === 'failed' && reply.waitMs).toBe(waitMs);
});

test('only a server that never answered is asked whether it speaks HTTPS', async () => {
	const silent = await exchangeWith([{ throws: RESET }, { status: 200 }], 'http://acme.example');
	expect(await silent.exchange.ask(REQUEST, { kind: 'send' })).toMatchObject({
		verdict: wantsHttps,
	});
	expect(silent.requests).toMatchObject([{}, { method: 'HEAD' }]);

	const known = await exchangeWith([{ status: 500 }, { throws: RESET }], 'http://acme.example');
	await known.exchange.ask(REQUEST, { kind: 'send' });
	expect(await known.exchange.ask(REQUEST, { kind: 'send' })).toMatchObject({
		verdict: { outcome: 'unknown' },
	});
	expect(known.requests).toHaveLength(2);
});
