import type { JsonValue } from 'n8n-workflow';
import { aisoule } from '../../../nodes/Aisoule/aisoule';
import { evolution } from '../../../nodes/Evolution/evolution';
import { messageVerdicts, vambe } from '../../../nodes/Vambe/vambe';
import { vobiz } from '../../../nodes/Vobiz/vobiz';
import type { Verdict } from '../../../nodes/shared/contract/verdict';
import { verdictOnAnswer, verdictOnStatus } from '../../../nodes/shared/outcome/answerVerdict';

const own: Verdict = {
	outcome: 'notSent',
	evidence: { unsent: 'a test' },
	code: 'refused',
	reason: 'own',
	whatToDo: '',
};

const heard = (status: number, body: JsonValue | string) =>
	typeof body === 'string'
		? { status, body: undefined, text: body }
		: { status, body, text: JSON.stringify(body) };

describe('the verdict on a status', () => {
	test.each([
		[200, 'unknown', undefined],
		[204, 'unknown', undefined],
		[301, 'notSent', undefined],
		[307, 'notSent', undefined],
		[400, 'notSent', undefined],
		[401, 'notSent', 'account'],
		[402, 'notSent', 'account'],
		[403, 'notSent', 'account'],
		[404, 'notSent', undefined],
		[408, 'unknown', undefined],
		[499, 'unknown', undefined],
		[409, 'notSent', undefined],
		[413, 'notSent', undefined],
		[418, 'notSent', undefined],
		[422, 'notSent', undefined],
		[429, 'notSent', undefined],
		[500, 'unknown', undefined],
		[502, 'unknown', undefined],
		[503, 'unknown', undefined],
		[504, 'unknown', undefined],
		[999, 'unknown', undefined],
	])('%d is %s', (status, outcome, stops) => {
		expect(verdictOnStatus(status, {})).toMatchObject({ outcome });
		expect(verdictOnStatus(status, {}).stops).toBe(stops);
	});

	test.each([
		[429, 'notSent', 'channel', 'quota-exhausted'],
		[500, 'unknown', undefined, 'temporarily-unavailable'],
		[503, 'notSent', 'channel', 'temporarily-unavailable'],
	])('Vambe’s %d of a message is %s', (status, outcome, stops, cause) => {
		const verdict = verdictOnStatus(status, messageVerdicts);
		expect(verdict).toMatchObject({ outcome, failure: { cause } });
		expect(verdict.stops).toBe(stops);
	});

	test('the provider’s words go before the status, at their status only', () => {
		const provider = { verdicts: {}, rules: [{ status: 500, says: /gone/i, verdict: own }] };
		const reason = (status: number, message = '') =>
			verdictOnAnswer(heard(status, { message }), provider, { sends: true }).reason;
		expect(reason(500, 'Channel gone')).toBe('own');
		expect(reason(500, 'anything')).not.toBe('own');
		expect(reason(502, 'Channel gone')).not.toBe('own');
		expect(reason(500)).not.toBe('own');
	});

	test('the words of an operation go before those of its provider', () => {
		const provider = { verdicts: {}, rules: [{ status: 500, verdict: own }] };
		const rules = [{ status: 500, says: /gone/i, verdict: { ...own, reason: 'of the operation' } }];
		const reason = (message: string) =>
			verdictOnAnswer(heard(500, { message }), provider, { rules, sends: true }).reason;
		expect(reason('Channel gone')).toBe('of the operation');
		expect(reason('anything')).toBe('own');
	});

	test('a 2xx with the body of a refusal is not sent', () => {
		const provider = { verdicts: { refused: own } };
		const outcome = (refused: boolean, body: JsonValue) =>
			verdictOnAnswer(heard(200, body), provider, { refused, sends: true }).outcome;
		expect(outcome(true, { message: 'Outside the window' })).toBe('notSent');
		expect(outcome(true, { message: 'Error: connection lost' })).toBe('unknown');
		expect(outcome(true, { message: 'Failed', error: 'socket hang up' })).toBe('unknown');
		expect(outcome(false, {})).toBe('unknown');
	});

	test('a provider’s class of statuses goes before the shared single status', () => {
		expect(verdictOnStatus(404, { '4xx': own }).reason).toBe('own');
	});
});

describe('a refusal counts in the provider’s own form only', () => {
	const ownRefusal: Record<string, (status: number) => JsonValue> = {
		vambe: (status) => ({ statusCode: status, message: ['stage must be a UUID'] }),
		vobiz: () => ({ error: { message: 'The channel is not yours' } }),
		aisoule: () => ({ message: 'New words', status: 'error' }),
		evolution: (status) => ({ status, error: 'Refused', response: { message: 'Refused' } }),
	};
	const providers = [vambe, vobiz, aisoule, evolution];
	const statuses = [401, 402, 403, 404, 409, 413, 422, 429];
	const sent = { sends: true };

	const foreign: Array<[string, JsonValue | string]> = [
		['a page', '<html><h1>Forbidden</h1></html>'],
		['a page after a byte order mark', '\ufeff<!doctype html>'],
		['plain text', 'Too many requests'],
		['nothing', ''],
		['an empty object', {}],
		['JSON without words', { code: 1, status: 'x' }],
		['blank words', { message: ' ' }],
		['a text as JSON', 'null'],
		['a list', [{ message: 'x' }]],
		['an error', { message: 'Error: Connection Closed' }],
		['the error of a language', { error: 'Bad Request', message: ['TypeError: x is undefined'] }],
		['the error of a library', { detail: 'PrismaClientKnownRequestError: \nInvalid' }],
		['the error of a package', { message: 'java.net.SocketTimeoutException: timeout' }],
		['an error deep inside', { error: { message: 'Uncaught AxiosError: x' } }],
		['the name of an error', { error: 'InternalServerErrorException', message: 'x' }],
		['the server’s general error', { message: 'Internal Server Error' }],
		['a broken connection', { message: 'socket hang up' }],
	];

	describe.each(providers)('$name', (provider) => {
		test.each(statuses)('%d in its own form is not sent', (status) => {
			const answer = heard(status, ownRefusal[provider.name](status));
			expect(verdictOnAnswer(answer, provider, sent).outcome).toBe('notSent');
		});

		test.each(foreign)('%s is unknown', (_name, body) => {
			for (const status of [400, ...statuses, 408, 499, 500, 502, 503, 504]) {
				const { outcome, retry } = verdictOnAnswer(heard(status, body), provider, sent);
				expect([status, outcome, retry]).toEqual([status, 'unknown', undefined]);
			}
		});

		test('what stops more still does, and names the likely cause', () => {
			for (const status of [401, 402, 403]) {
				const { stops, reason, whatToDo } = verdictOnStatus(status, provider.verdicts);
				const verdict = verdictOnAnswer(heard(status, ''), provider, sent);
				expect(verdict.stops).toBe(stops);
				expect(verdict.reason).toContain(reason);
				expect(verdict.whatToDo).toContain(whatToDo);
			}
		});

		test.each([200, 201, 302, 400, 401, 403, 404, 429, 499])(
			'a web page with %d stops the account and says to check the address',
			(status) => {
				const verdict = verdictOnAnswer(heard(status, '<html>'), provider, sent);
				expect(verdict.stops).toBe('account');
				expect(verdict.whatToDo).toMatch(/address/);
				expect(verdict.outcome).toBe(status === 302 ? 'notSent' : 'unknown');
			},
		);

		test('a redirect is not sent, whatever its body', () => {
			for (const body of ['', '<html>', 'moved']) {
				expect(verdictOnAnswer(heard(307, body), provider, sent).outcome).toBe('notSent');
			}
		});

		test('503 with Retry-After is unknown: no page documents it', () => {
			const verdict = verdictOnAnswer(heard(503, { message: 'Later' }), provider, {
				...sent,
				waitMs: 1000,
			});
			expect(verdict).toMatchObject({ outcome: 'unknown' });
		});

		test('what a question says of a status goes before what is said of messages', () => {
			const nested = { status: 400, error: 'Bad Request', response: { message: [['x']] } };
			const occasion = { verdicts: { 400: own }, sends: false };
			expect(verdictOnAnswer(heard(400, nested), provider, occasion).reason).toBe('own');
		});

		test('a question that sends nothing needs no form', () => {
			const verdict = verdictOnAnswer(heard(429, ''), provider, { sends: false });
			expect(verdict).toMatchObject({ outcome: 'notSent', retry: 'account-waits' });
			const page = verdictOnAnswer(heard(200, '<html>'), provider, { sends: false });
			expect(page).toMatchObject({ outcome: 'notSent', stops: 'account' });
		});
	});

	test.each([
		['its own words', { message: 'Phone is offline' }, 'notSent'],
		['a page', '<html>503 Service Temporarily Unavailable</html>', 'unknown'],
		['plain text', 'upstream connect error', 'unknown'],
		['nothing', '', 'unknown'],
	])('Vambe’s 503 with %s', (_name, body, outcome) => {
		const occasion = { verdicts: messageVerdicts, sends: true };
		const verdict = verdictOnAnswer(heard(503, body), vambe, occasion);
		expect([verdict.outcome, verdict.stops]).toEqual([
			outcome,
			outcome === 'notSent' ? 'channel' : verdict.stops,
		]);
	});

	test.each([
		['(#4) Application request limit reached', 'account-waits', undefined],
		['(#80007) Rate limit issues', 'account-waits', undefined],
		['(#130429) Rate limit hit', 'account-waits', undefined],
		['(#131056) Pair rate limit hit', 'message-waits', 'recipient'],
		['(#131030) Recipient not in allowed list', undefined, 'recipient'],
		['(#139999) Nobody knows', undefined, undefined],
	])('Evolution passes on %s', (message, retry, field) => {
		const code = Number(/\d+/.exec(message)![0]);
		const v1 = heard(400, { status: 400, error: 'Bad Request', response: { message: [message] } });
		const v2 = heard(201, { message, type: 'OAuthException', code });
		for (const [answer, refused] of [[v1, false] as const, [v2, true] as const]) {
			const verdict = verdictOnAnswer(answer, evolution, { refused, sends: true });
			expect(verdict).toMatchObject({ outcome: 'notSent' });
			expect([verdict.retry, verdict.field, verdict.stops]).toEqual([retry, field, undefined]);
		}
	});

	test.each([1, 2, 131000, 131016])('Meta’s code %d leaves it open', (code) => {
		const body = { message: 'An unknown error has occurred.', type: 'OAuthException', code };
		const occasion = { refused: true, sends: true };
		expect(verdictOnAnswer(heard(201, body), evolution, occasion).outcome).toBe('unknown');
	});
});

test('what a database quotes of a message is no word of the Evolution server', () => {
	const message = ['PrismaClientUnknownRequestError: { conversation: "you are not on WhatsApp" }'];
	const body = { status: 400, error: 'Bad Request', response: { message } };
	expect(verdictOnAnswer(heard(400, body), evolution, { sends: true }).outcome).toBe('unknown');
});

test('AIsoule disconnected stops its account of WhatsApp', () => {
	const answer = heard(400, { message: 'WhatsApp account disconnected', status: 'error' });
	expect(verdictOnAnswer(answer, aisoule, { sends: true })).toMatchObject({
		outcome: 'notSent',
		stops: 'channel',
	});
});
