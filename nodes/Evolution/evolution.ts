import type { JsonValue } from 'n8n-workflow';
import type { Provider } from '../shared/operation';
import { notOnWhatsApp } from '../shared/outcomes';

/** Their servers nest texts, and say "not on WhatsApp" with a flag. */
function textsIn(value: JsonValue | undefined): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (value === null || typeof value !== 'object') return [];
	if (value.exists === false) return [`${String(value.number ?? value.jid)} is not on WhatsApp`];
	return [value.message, value.response, value.error].flatMap(textsIn);
}

const generic = new Set(['Bad Request', 'Not Found', 'Internal Server Error']);

/**
 * Evolution API, on a server of the user's own, versions 1 and 2; header apikey.
 * Sources: "Send Contact" of its documentation (version 1), the source code and recordings of
 * servers 1.8.6 and 2.3.6 (version 2, and all errors).
 */
export const evolution: Provider = {
	name: 'evolution',
	displayName: 'Evolution',
	credential: 'evolutionServerApi',
	// People paste the address of the manager page that they see in the browser.
	baseUrl: ({ serverUrl }) => String(serverUrl ?? '').replace(/\/manager(\/.*)?\s*$/, ''),
	secretFields: ['apiKey', 'webhookSecret'],
	messagesAtOnce: 1,
	words(body) {
		const texts = [...new Set(textsIn(body))];
		const telling = texts.filter((text) => !generic.has(text));
		return (telling.length > 0 ? telling : texts).join('; ') || undefined;
	},
	rules: [
		{
			status: 404,
			says: /instance does not exist/i,
			verdict: {
				outcome: 'notSent',
				reason: 'The Evolution server has no instance of this name',
				whatToDo: "Pick 'Instance' from the list: names are told apart by upper and lower case.",
				field: 'instance',
				stops: 'channel',
				failure: { cause: 'configuration-invalid' },
			},
		},
		notOnWhatsApp,
		{
			says: /requires property "contact(Message)?"/,
			verdict: {
				outcome: 'notSent',
				reason: 'The Evolution server speaks another version of the API',
				whatToDo: "Set 'API Version' to Detect, or to the other version.",
				field: 'apiVersion',
				stops: 'channel',
				failure: { cause: 'configuration-invalid' },
			},
		},
		{
			says: /#131047|re-engagement/i,
			verdict: {
				outcome: 'notSent',
				reason: 'The recipient has not written to you within the last 24 hours',
				whatToDo:
					'On a WhatsApp Business channel, a contact card arrives only within that time. Send an approved template first.',
				field: 'recipient',
			},
		},
		{
			says: /method not available/i,
			verdict: {
				outcome: 'notSent',
				reason: 'The channel of this instance cannot send contact cards',
				whatToDo: "Pick an 'Instance' that is connected to WhatsApp.",
				field: 'instance',
				stops: 'channel',
				failure: { cause: 'configuration-invalid' },
			},
		},
		{
			status: 500,
			says: /connection closed|onWhatsApp/i,
			verdict: {
				outcome: 'unknown',
				reason: 'The instance is not connected to WhatsApp',
				whatToDo:
					'Open the manager of the Evolution server, connect the instance by QR code, and look whether the message is there before you send it again.',
				field: 'instance',
				stops: 'channel',
				failure: { cause: 'temporarily-unavailable' },
			},
		},
	],
	verdicts: {
		400: {
			outcome: 'notSent',
			reason: 'The Evolution server did not accept the values of this message',
			whatToDo: 'Check the recipient and the contacts of this item, then run it again.',
		},
		401: {
			outcome: 'notSent',
			reason: 'The Evolution server did not accept the API key for this instance',
			whatToDo:
				'Open the credential "{credential}" and enter the global key of the server, or the token of this very instance.',
			// A key may belong to one instance only: others may still work.
			stops: 'channel',
			failure: { cause: 'credential-invalid' },
		},
		404: {
			outcome: 'notSent',
			reason: 'There is no Evolution API at this address',
			whatToDo: 'Check the server URL in the credential "{credential}".',
			stops: 'account',
			failure: { cause: 'configuration-invalid' },
		},
		500: {
			outcome: 'unknown',
			reason:
				'The Evolution server had an internal error and does not say whether it sent the message',
			whatToDo: 'Look into the chat whether the contact card is there before you send it again.',
			failure: { cause: 'temporarily-unavailable' },
		},
	},
};
