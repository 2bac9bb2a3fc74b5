/**
 * What a person has to do about an error. One code for all texts that ask the same of them, and never
 * another one for the same: workflows go on by it. Each has its entry in docs/troubleshooting.md.
 */
export const ERROR_CODES = [
	'empty-field',
	'invalid-field',
	'invalid-expression',
	'text-too-long',

	'invalid-phone-number',
	'missing-country-code',
	'ambiguous-number',
	'person-without-number',
	'wrong-recipient',
	'recipient-not-allowed',
	'not-on-whatsapp',
	'not-wanted',
	'out-of-window',
	'outside-hours',

	'template-unavailable',
	'template-mismatch',

	'missing-file',
	'file-too-large',
	'wrong-file-type',
	'file-in-memory',
	'file-unreachable',

	'wrong-key',
	'forbidden',
	'no-credit',
	'quota-used-up',
	'rate-limited',
	'account-restricted',
	'channel-offline',
	'not-ready',
	'not-supported',
	'wrong-api-version',

	'not-found',
	'refused',
	'server-error',
	'no-answer',
	'no-usable-answer',

	'invalid-credential',
	'wrong-address',
	'no-secure-connection',
	'unreachable',

	'earlier-try',
	'not-tried',
	'send-once-unavailable',
	'node-defect',

	'shared-memory-setup',
	'shared-memory-unavailable',
	'shared-memory-full',

	'cannot-wait-here',
	'n8n-unreachable',
	'missing-secret',
	'webhook-in-use',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

const PAGE =
	'https://github.com/n8n-nodes-whatsapp-gateways/n8n-nodes-whatsapp-gateways/blob/main/docs/troubleshooting.md';

/** Where the documentation says what to do about it. */
export const docsOf = (code: ErrorCode) => `${PAGE}#${code}`;
