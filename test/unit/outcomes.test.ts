import { verdictOnFailure } from '../../nodes/shared/connection';
import { verdictOnAnswer, verdictOnStatus } from '../../nodes/shared/outcomes';
import { messageVerdicts } from '../../nodes/Vambe/vambe';

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
		const own = { outcome: 'notSent', reason: 'own', whatToDo: '' } as const;
		const provider = { verdicts: {}, rules: [{ status: 500, says: /closed/i, verdict: own }] };
		const verdict = (status: number, words?: string) =>
			verdictOnAnswer({ status, words }, provider, false).reason;
		expect(verdict(500, 'Connection Closed')).toBe('own');
		expect(verdict(500, 'anything')).not.toBe('own');
		expect(verdict(502, 'Connection Closed')).not.toBe('own');
		expect(verdict(500)).not.toBe('own');
	});

	test('a 2xx with the body of a refusal is not sent', () => {
		expect(verdictOnAnswer({ status: 200 }, { verdicts: {} }, true).outcome).toBe('notSent');
		expect(verdictOnAnswer({ status: 200 }, { verdicts: {} }, false).outcome).toBe('unknown');
	});

	test('a provider’s class of statuses goes before the shared single status', () => {
		const own = { outcome: 'notSent', reason: 'own', whatToDo: '' } as const;
		expect(verdictOnStatus(404, { '4xx': own }).reason).toBe('own');
	});
});

/** As n8n's request helper throws them: see the rows of design.md, "Over the wire". */
const thrown = (code: string, syscall?: string, writableFinished?: boolean) => ({
	cause: { code, cause: { syscall }, request: { writableFinished } },
});

describe('the verdict on a request without an answer', () => {
	test.each([
		['refused', thrown('ECONNREFUSED', 'connect', false), 'notSent'],
		['no such host', thrown('ENOTFOUND', 'getaddrinfo', false), 'notSent'],
		['name server down', thrown('EAI_AGAIN', 'getaddrinfo', false), 'notSent'],
		['invalid URL', { cause: { code: 'ERR_INVALID_URL' } }, 'notSent'],
		['reset on accept', thrown('ECONNRESET', 'connect', false), 'notSent'],
		['connect timeout', thrown('ECONNABORTED', undefined, false), 'notSent'],
		['bad certificate', thrown('DEPTH_ZERO_SELF_SIGNED_CERT', undefined, false), 'notSent'],
		['https to an http port', thrown('EPROTO', 'write', false), 'notSent'],
		['reset after the request', thrown('ECONNRESET', 'read', true), 'unknown'],
		['answer timeout', thrown('ECONNABORTED', undefined, true), 'unknown'],
		['not HTTP', thrown('HPE_INVALID_CONSTANT', undefined, true), 'unknown'],
		['truncated answer', thrown('ERR_BAD_RESPONSE', undefined, true), 'unknown'],
		['cancelled', thrown('ERR_CANCELED', undefined, true), 'unknown'],
		['reset while writing', thrown('ECONNRESET', 'read', false), 'unknown'],
		['anything else', new Error('?'), 'unknown'],
		['nothing at all', undefined, 'unknown'],
	])('%s', (_name, error, outcome) => {
		expect(verdictOnFailure(error, 200).outcome).toBe(outcome);
	});

	test('a large body may have been written in part', () => {
		const stalled = thrown('ECONNABORTED', undefined, false);
		expect(verdictOnFailure(stalled, 1_000_000).outcome).toBe('unknown');
	});
});
