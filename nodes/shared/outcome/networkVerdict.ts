import { checkFirst, type Verdict } from '../contract/verdict';

/** What n8n's request helper throws when no answer came: its own error around axios' around the system's. */
interface RequestError {
	cause?: {
		name?: string;
		code?: string;
		cause?: { syscall?: string; rawPacket?: Uint8Array };
		request?: { writableFinished?: boolean };
	};
}

const CERTIFICATE_CODES = new Set([
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Whether n8n's protection against server-side request forgery stopped it before anything was asked. */
export const isStoppedByN8n = ({ name = '' }: { name?: string }): boolean =>
	name.startsWith('SsrfBlocked');

/** What to do where n8n itself stops a request to an address that is right. */
export const letThrough =
	'If it is right, add it to N8N_SSRF_ALLOWED_IP_RANGES or N8N_SSRF_ALLOWED_HOSTNAMES of n8n.';

/** Above this, a part of the body can reach the provider before the rest is written. */
const SMALL_BODY_BYTES = 16 * 1024;

/** How TLS begins to say that it does not understand. */
const TLS_ALERT = [0x15, 0x03];

const checkAddress = 'Check the address in the credential "{credential}".';

export const codeOf = (thrown: unknown): string =>
	(thrown as RequestError | undefined)?.cause?.code ?? '';

/** Whether no secure connection was made because of the server's certificate: so it has one. */
export const isCertificateError = (thrown: unknown): boolean =>
	CERTIFICATE_CODES.has(codeOf(thrown));

/** Of a server that speaks HTTPS and was asked over http://. */
export const wantsHttps: Verdict = {
	outcome: 'unknown',
	code: 'wrong-address',
	reason:
		'The server at the address of {provider} speaks HTTPS, but the address begins with http://',
	whatToDo: `Open the credential "{credential}" and begin the address with https://. ${checkFirst}`,
	stops: 'account',
	failure: { cause: 'configuration-invalid' },
};

/**
 * The verdict on a request that got no answer. `notSent` only where the message certainly never
 * left: a list of what is known to be safe, so that everything else is `unknown`.
 * @param thrown what the request helper threw
 * @param bodyBytes size of the request's body
 */
export function verdictOnFailure(thrown: unknown, bodyBytes: number): Verdict {
	const cause = (thrown as RequestError | undefined)?.cause;
	const code = codeOf(thrown);
	const connecting = ['connect', 'getaddrinfo'].includes(cause?.cause?.syscall ?? '');
	const neverWritten = cause?.request?.writableFinished === false && bodyBytes <= SMALL_BODY_BYTES;
	const { rawPacket } = cause?.cause ?? {};

	if (rawPacket && TLS_ALERT.every((byte, at) => rawPacket[at] === byte)) {
		return {
			...wantsHttps,
			outcome: 'notSent',
			whatToDo: 'Open the credential "{credential}" and begin the address with https://.',
			evidence: { unsent: 'the server took the request for the beginning of TLS, and gave it up' },
		};
	}
	if (isStoppedByN8n(cause ?? {})) {
		return {
			outcome: 'notSent',
			evidence: { unsent: 'n8n looked at the address, and asked nothing of it' },
			code: 'unreachable',
			reason: 'n8n does not allow requests to the address of {provider}',
			whatToDo: `${checkAddress} ${letThrough}`,
			stops: 'account',
			failure: { cause: 'configuration-invalid' },
		};
	}
	if (code === 'ENOTFOUND' || code === 'ERR_INVALID_URL') {
		return {
			outcome: 'notSent',
			evidence: { unsent: 'there is no server at this address' },
			code: 'wrong-address',
			reason: `No server was found at the address of {provider} (${code})`,
			whatToDo: checkAddress,
			stops: 'account',
			failure: { cause: 'configuration-invalid' },
		};
	}
	if (isCertificateError(thrown) || (code === 'EPROTO' && neverWritten)) {
		return {
			outcome: 'notSent',
			code: 'no-secure-connection',
			reason: `No secure connection to {provider} could be made (${code})`,
			whatToDo: `${checkAddress} It must start with https:// only if that server speaks HTTPS, and its certificate must be valid.`,
			stops: 'account',
			failure: { cause: 'configuration-invalid' },
			evidence: { unsent: 'the connection broke off before anything but its own beginning' },
		};
	}
	if (connecting || ((code === 'ECONNABORTED' || code === 'ETIMEDOUT') && neverWritten)) {
		return {
			outcome: 'notSent',
			evidence: { unsent: 'the connection never came up, or nothing was written to it' },
			code: 'unreachable',
			reason: `{provider} could not be reached (${code})`,
			whatToDo: `Check that this n8n can reach the server, then run the item again. ${checkAddress}`,
			retry: 'message-waits',
			stops: 'account',
			failure: { cause: 'temporarily-unavailable' },
		};
	}
	return {
		outcome: 'unknown',
		code: 'no-answer',
		reason: `The connection to {provider} ended before an answer came${code ? ` (${code})` : ''}`,
		whatToDo: checkFirst,
		failure: { cause: 'temporarily-unavailable' },
	};
}
