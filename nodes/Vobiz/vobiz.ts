import type { Provider } from '../shared/contract/provider';
import { refusal, type Evidence } from '../shared/contract/verdict';

const page: Evidence = { document: 'Send Message API' };
const ownNodes: Evidence = { document: 'Vobiz-n8n-nodes' };

/**
 * Vobiz: base URL https://api.vobiz.ai/api/v1/messaging, headers X-Auth-ID and X-Auth-Token.
 * Source: "Send Message API" of docs.vobiz.ai. It documents 400, 401 and 403; 402, 404 and 429 are
 * what the provider's own n8n nodes handle. No page shows the body of an error.
 */
export const vobiz: Provider = {
	name: 'vobiz',
	displayName: 'Vobiz',
	credential: 'vobizMessagingApi',
	baseUrl: ({ baseUrl }) => baseUrl,
	secretFields: ['authToken'],
	messagesAtOnce: 5,
	verdicts: {
		// 201 with the status "failed".
		refused: { outcome: 'notSent', evidence: page, ...refusal },
		400: {
			outcome: 'notSent',
			evidence: page,
			code: 'refused',
			reason: 'Vobiz did not accept the values of this message',
			whatToDo:
				"Check 'Channel', 'Recipient Phone Number' and the message itself. For a template, pick it again from the list, so that its variables are the current ones.",
		},
		401: {
			outcome: 'notSent',
			evidence: page,
			code: 'wrong-key',
			reason: 'Vobiz did not accept the Auth ID and Auth Token',
			whatToDo:
				'Open the credential "{credential}" and enter the Auth ID (it starts with MA_) and the Auth Token of your Vobiz console.',
			stops: 'account',
			failure: { cause: 'credential-invalid' },
		},
		402: {
			outcome: 'notSent',
			evidence: ownNodes,
			code: 'no-credit',
			reason: 'The balance of the Vobiz account is used up',
			whatToDo: 'Top it up in the Vobiz console, then send again.',
			stops: 'account',
			failure: { cause: 'quota-exhausted' },
		},
		403: {
			outcome: 'notSent',
			evidence: page,
			code: 'forbidden',
			reason: 'The Vobiz account may not use this channel',
			whatToDo:
				"Pick another 'Channel', or ask for the permission in the Vobiz console. Other channels still work.",
			stops: 'channel',
			failure: { cause: 'configuration-invalid' },
		},
		404: {
			outcome: 'notSent',
			evidence: ownNodes,
			code: 'not-found',
			reason: 'Vobiz does not know this channel or this template',
			whatToDo:
				"Pick 'Channel' and 'Template' from their lists. If the lists are empty too, check the base URL in the credential \"{credential}\".",
			failure: { cause: 'configuration-invalid' },
		},
		500: {
			outcome: 'unknown',
			code: 'server-error',
			reason: 'Vobiz had an internal error and does not say whether it took the message',
			whatToDo: 'Check in the Vobiz console whether the message was sent before you send it again.',
			failure: { cause: 'temporarily-unavailable' },
		},
	},
};
