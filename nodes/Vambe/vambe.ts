import type { Provider } from '../shared/contract/provider';
import {
	checkFirst,
	rateLimited,
	refusal,
	type Evidence,
	type VerdictTable,
} from '../shared/contract/verdict';

const ticketPage: Evidence = { document: 'Open a new ticket for web whatsapp' };
const qrPage: Evidence = { document: 'Send QR message' };

/**
 * Vambe: base URL https://api.vambe.me, header x-api-key.
 * Sources: "Open a new ticket for web whatsapp" and "Send QR message" of docs.vambe.me. Neither
 * shows the body of an error; 503 (phone offline) and 429 (about 250 messages a day) are documented
 * for messages through a QR channel.
 */
export const vambe: Provider = {
	name: 'vambe',
	displayName: 'Vambe',
	credential: 'vambeApi',
	baseUrl: ({ baseUrl }) => baseUrl,
	secretFields: ['apiKey', 'webhookSecret'],
	messagesAtOnce: 1,
	quotaHint: {
		messages: 200,
		text: 'A QR channel of Vambe sends about 250 messages a day. Vambe refuses the rest until tomorrow.',
	},
	verdicts: {
		401: {
			outcome: 'notSent',
			evidence: ticketPage,
			code: 'wrong-key',
			reason: 'Vambe did not accept the API key',
			whatToDo:
				'Open the credential "{credential}" and paste the key from app.vambeai.com/developers.',
			stops: 'account',
			failure: { cause: 'credential-invalid' },
		},
		500: {
			outcome: 'unknown',
			code: 'server-error',
			reason: 'Vambe had an internal error and does not say whether it took the message',
			whatToDo: checkFirst,
			failure: { cause: 'temporarily-unavailable' },
		},
	},
};

/** What these statuses mean for a message through a QR channel; elsewhere they mean what they usually do. */
export const messageVerdicts: VerdictTable = {
	refused: {
		outcome: 'notSent',
		evidence: { unsent: 'the answer itself says no, in its own words' },
		...refusal,
	},
	400: {
		outcome: 'notSent',
		evidence: ticketPage,
		code: 'refused',
		reason: 'Vambe did not accept the phone number or the pipeline stage',
		whatToDo:
			"Check the number in 'Recipient Phone Number', and pick the stage in 'Pipeline Stage' from the list: it has to belong to your account and to an active pipeline.",
	},
	404: {
		outcome: 'notSent',
		evidence: ticketPage,
		code: 'not-found',
		reason: 'Vambe does not know this channel or this pipeline stage',
		whatToDo:
			"Pick 'Channel' and 'Pipeline Stage' from their lists. The channel has to be a WhatsApp connected by QR code. If the lists are empty too, check the base URL in the credential \"{credential}\".",
		failure: { cause: 'configuration-invalid' },
	},
	429: {
		outcome: 'notSent',
		evidence: qrPage,
		code: 'quota-used-up',
		reason: 'The daily quota of this QR channel, about 250 messages, is used up',
		whatToDo:
			'Send the rest tomorrow, use another channel, or move to the WhatsApp Business API in Vambe.',
		stops: 'channel',
		failure: { cause: 'quota-exhausted' },
		whenRetryAfter: rateLimited,
	},
	503: {
		outcome: 'notSent',
		evidence: qrPage,
		code: 'channel-offline',
		reason: 'The phone of this channel is offline',
		whatToDo:
			'Check that the phone has internet and WhatsApp is running, or connect it again by QR code in Vambe. Then send again.',
		stops: 'channel',
		failure: { cause: 'temporarily-unavailable' },
	},
};
