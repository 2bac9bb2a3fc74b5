import {
	isCertificateError,
	verdictOnFailure,
	wantsHttps,
} from '../../../nodes/shared/outcome/networkVerdict';

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
		['stopped by n8n', { cause: { name: 'SsrfBlockedIpError' } }, 'notSent'],
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
		expect(verdictOnFailure(stalled, 16_384).outcome).toBe('notSent');
		expect(verdictOnFailure(stalled, 16_385).outcome).toBe('unknown');
	});

	test.each([
		['never came up in time', thrown('ETIMEDOUT', undefined, false), 'notSent'],
		['timed out behind it', thrown('ETIMEDOUT', undefined, true), 'unknown'],
		['https, written to', thrown('EPROTO', 'write', true), 'unknown'],
	])('a connection that %s', (_name, error, outcome) => {
		expect(verdictOnFailure(error, 200).outcome).toBe(outcome);
	});

	test('what can be done again soon is tried again, and a wrong address is not', () => {
		const refused = verdictOnFailure(thrown('ECONNREFUSED', 'connect', false), 200);
		expect(refused).toMatchObject({ retry: 'message-waits', stops: 'account' });
		for (const code of ['ENOTFOUND', 'CERT_HAS_EXPIRED']) {
			const verdict = verdictOnFailure(thrown(code, undefined, false), 200);
			expect(verdict).toMatchObject({ stops: 'account', reason: expect.stringContaining(code) });
			expect(verdict.retry).toBeUndefined();
		}
	});

	test('an alert of TLS is certain, and nothing else that looks like it', () => {
		const packet = (...bytes: number[]) => ({
			cause: { code: 'HPE_INVALID_CONSTANT', cause: { rawPacket: Uint8Array.from(bytes) } },
		});
		expect(verdictOnFailure(packet(0x15, 0x03, 1), 200)).toMatchObject({
			outcome: 'notSent',
			reason: wantsHttps.reason,
		});
		expect(verdictOnFailure(packet(0x15, 0x04, 1), 200).outcome).toBe('unknown');
	});
});

test('a certificate error is known by its code', () => {
	expect(isCertificateError(thrown('CERT_HAS_EXPIRED'))).toBe(true);
	expect(isCertificateError(thrown('ECONNRESET'))).toBe(false);
	expect(isCertificateError(undefined)).toBe(false);
});
