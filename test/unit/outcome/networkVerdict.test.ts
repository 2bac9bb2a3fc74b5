import { verdictOnFailure } from '../../../nodes/shared/outcome/networkVerdict';

/** As n8n's request helper throws them. */
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
