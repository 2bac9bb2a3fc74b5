import type { Provider } from '../shared/contract/provider';
import {
	checkFirst,
	notOnWhatsApp,
	refusal,
	type Evidence,
	type Verdict,
} from '../shared/contract/verdict';

const sending: Evidence = { document: 'Sending messages via API' };
const errorCodes: Evidence = { document: 'Error codes reference' };
const rateLimits: Evidence = { document: 'API rate limits and best practices' };

const rateLimited: Verdict = {
	outcome: 'notSent',
	evidence: rateLimits,
	code: 'rate-limited',
	reason: 'Rate limit of AIsoule reached for this account',
	whatToDo:
		'Wait a minute, then send again. AIsoule takes 100 messages in a minute and 10 in a second.',
	retry: 'account-waits',
	// Its help centre: without Retry-After, wait this long.
	waitMs: 30_000,
	failure: { cause: 'rate-limited' },
};

/**
 * AIsoule: base URL https://app.aisoule.com, header X-API-Key.
 * Source: "Sending messages via API" of its help centre; the words of its errors are from there and
 * from the pages "Error codes reference" and "API rate limits and best practices". The other API at
 * aisoule.com/docs has another base URL and other bodies: it is not this one.
 */
export const aisoule: Provider = {
	name: 'aisoule',
	displayName: 'AIsoule',
	credential: 'aisouleApi',
	baseUrl: ({ baseUrl }) => baseUrl,
	secretFields: ['apiKey', 'webhookSecret'],
	limits: [
		{ messages: 10, ms: 1_000 },
		{ messages: 100, ms: 60_000 },
	],
	messagesAtOnce: 5,
	rules: [
		{
			says: /outside .*window/i,
			verdict: {
				outcome: 'notSent',
				evidence: errorCodes,
				code: 'out-of-window',
				reason: 'The recipient has not written to you within the last 24 hours',
				whatToDo: 'Use the operation "Send Template" with an approved template instead.',
				field: 'recipient',
			},
		},
		{
			says: /template not (approved|found)/i,
			verdict: {
				outcome: 'notSent',
				evidence: errorCodes,
				code: 'template-unavailable',
				reason: 'AIsoule has no approved template of this name and language',
				whatToDo:
					"Check 'Template Name' and 'Language' against the templates in AIsoule, to the letter. The language is a code such as en or pt_BR.",
				field: 'templateName',
			},
		},
		notOnWhatsApp(errorCodes),
		{
			says: /invalid phone/i,
			verdict: {
				outcome: 'notSent',
				evidence: errorCodes,
				code: 'invalid-phone-number',
				reason: 'AIsoule did not accept the phone number',
				whatToDo:
					'Check the number, its country code included. If it is right, turn on the option "Number Without +": parts of AIsoule\'s documentation ask for digits only.',
				field: 'recipient',
			},
		},
		{
			says: /account disconnected/i,
			verdict: {
				outcome: 'notSent',
				evidence: errorCodes,
				code: 'channel-offline',
				reason: 'The WhatsApp account is no longer connected to AIsoule',
				whatToDo: "Connect it again in AIsoule, or choose another one in 'WhatsApp Account'.",
				stops: 'channel',
				failure: { cause: 'configuration-invalid' },
			},
		},
		{ says: /rate limit/i, verdict: rateLimited },
	],
	verdicts: {
		// 200 with the status "error".
		refused: { outcome: 'notSent', evidence: sending, ...refusal },
		400: {
			outcome: 'notSent',
			evidence: sending,
			code: 'refused',
			reason: 'AIsoule did not accept the values of this message',
			whatToDo:
				'Check the recipient, the links and the WhatsApp account of this item and, for a template, that every variable has its value. Then run it again.',
		},
		401: {
			outcome: 'notSent',
			evidence: sending,
			code: 'wrong-key',
			reason: 'AIsoule did not accept the API key',
			whatToDo:
				'Open the credential "{credential}" and paste the key from the API settings of AIsoule.',
			stops: 'account',
			failure: { cause: 'credential-invalid' },
		},
		404: {
			outcome: 'notSent',
			evidence: sending,
			code: 'not-found',
			reason: 'AIsoule does not know this contact or this template',
			whatToDo:
				'Check the recipient and, for a template, its name and language. If every message ends like this, check the base URL in the credential "{credential}".',
			failure: { cause: 'configuration-invalid' },
		},
		429: rateLimited,
		500: {
			outcome: 'unknown',
			code: 'server-error',
			reason: 'AIsoule had an internal error and does not say whether it took the message',
			whatToDo: checkFirst,
			failure: { cause: 'temporarily-unavailable' },
		},
	},
};
